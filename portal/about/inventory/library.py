"""Guides by topic and language; the self-check of risk."""

from portal.about.inventory.words import Table

LIBRARY: dict[str, Table] = {}
