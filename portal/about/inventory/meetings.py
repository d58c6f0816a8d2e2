"""Meetings of a consultation, their notes and what was said there."""

from portal.about.inventory.words import Table

MEETINGS: dict[str, Table] = {}
