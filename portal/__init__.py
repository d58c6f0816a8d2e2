"""Hearback: a participation portal for inclusive consultations in which everybody who speaks also hears back."""

from datetime import date

__version__ = "0.1.0"
RELEASED = date(2026, 11, 21)
"""The day of this version: what stands in its own pages was last changed then (R69)."""
