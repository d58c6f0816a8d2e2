"""Contact lists, calls for action, what members did."""

from portal.about.inventory.words import Table

CALLS: dict[str, Table] = {}
