"""Contributions: written without an account, checked by their author, kept under a number, read as a thread.

A row carries a day, never a minute, and a random id; within a day the order is the ids'. The public number is given at
publication. The author's words stay until withdrawal or erasure: a decision hides them, it never destroys them, because
there may be an appeal.

Who watches a network sees when somebody sends, but not what. If words appeared at that minute, or when a moderator sat
down to read, the two could be laid beside each other. So whoever runs the portal can have words appear together, at
fixed hours (HEARBACK_WINDOWS): what a moderator has accepted, and what nobody reads first, waits in a state of its own.
At each such hour it appears, if at least HEARBACK_WINDOW_LEAST wait in the consultation; at the last one of the day all
of it does, because nobody should wait longer than a day, and the day is public anyway. The numbers are given in an
order that is drawn by lot.

Words bear no hour while they wait: that would tell when they were sent. The consultation bears the hour up to which all
had its turn. Whoever accepts something first makes good what the clock's job has missed, so nothing that is accepted
after an hour appears with what waited for it. In a suspended consultation nothing appears by the clock; once it goes
on, the next hour counts. What was public before and comes back by an appeal comes back at once: its place is known.
"""
