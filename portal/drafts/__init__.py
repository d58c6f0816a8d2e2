"""Words that somebody will finish later: sealed under a number that only they hold, for a stated time.

The number is made from the form's token, like a receipt's; the database keeps its keyed hash. The key is derived from
the number itself and from the portal's secret, so that neither the database nor the portal reads a draft by itself. What
is in it is the business of the room whose form it was (`opening.open_with`).
"""
