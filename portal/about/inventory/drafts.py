"""Unfinished words, sealed under a code."""

from portal.about.inventory.words import Table

DRAFTS: dict[str, Table] = {}
