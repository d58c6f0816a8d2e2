"""Directory of help: filters, suggestions, review dates."""

from portal.about.inventory.words import Table

DIRECTORY: dict[str, Table] = {}
