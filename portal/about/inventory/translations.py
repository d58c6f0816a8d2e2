"""Translations of what people wrote, with origin and checker; the way to a translating machine."""

from portal.about.inventory.words import Table

TRANSLATIONS: dict[str, Table] = {}
