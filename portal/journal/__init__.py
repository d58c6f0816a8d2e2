"""The append-only record: who did what to which thing, from which state to which, and why.

The lifecycle lives here because a move and its record are one thing: nobody can change a state and leave no line.
Staff's lines carry the minute; a participant's line carries the day and no more (protection D1, A6).
"""
