"""Moderation with due process: a rule, the facts, the passage; and somebody else hears the appeal.

The queue has one order for everybody: oldest day first. Nothing is decided without a rule of the policy in force when
the text was written. Flags inform and never hide. The first decider does not even find the appeal (404). What is taken
out of a text is sealed, and opens for the reviewer of the appeal alone.
"""
