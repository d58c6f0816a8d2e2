"""Finding words, in every language, on either database."""

from portal.about.inventory.words import Table

SEARCH: dict[str, Table] = {}
