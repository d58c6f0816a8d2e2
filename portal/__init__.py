"""Hearback: a participation portal for inclusive consultations in which everybody who speaks also hears back."""

__version__ = "0.1.0"
