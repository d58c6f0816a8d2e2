"""How it was to take part: three questions to whoever spoke, once a consultation is closed (R36).

An answer cannot be joined with its number: it holds the consultation and the month. That a number has answered is kept
as a keyed hash of its own, so that nobody answers twice. What is told of the answers goes through the figures room.
"""
