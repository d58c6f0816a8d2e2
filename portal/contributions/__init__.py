"""Contributions: written without an account, checked by their author, kept under a number, read as a thread.

A row carries a day, never a minute, and a random id; within a day the order is the ids'. The public number is given at
publication. The author's words stay until withdrawal or erasure: a decision hides them, it never destroys them, because
there may be an appeal.
"""
