"""A consultation: what is asked, by whom, until when, what can still change, and who decides.

Its phase is a function of time and of nothing else (`phases.py`); only suspending, cancelling and extending are
decisions, and each has a public reason. Its page knows nothing of the rooms above: their pages are links, shown by phase.
"""
