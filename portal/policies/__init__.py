"""The portal's policies and pages: editable texts with versions, days and differences; and the words that stigmatise.

Moderation's numbered rules are a policy too, but decisions point at single rules, so they stay in that room.
"""
