"""Meetings that belong to a consultation: when, where, how to take part, what was said there (R27)."""
