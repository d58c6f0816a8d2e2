"""Letters: opt-in, confirmed twice, one generic letter a day, the same for every event (mission, settled conflicts).

A letter is a row in the outbox, written in the transaction that causes it; the worker delivers it, backs off when the
mail server fails, and erases address and text after success. Addresses are sealed and stand apart from everything else.
"""
