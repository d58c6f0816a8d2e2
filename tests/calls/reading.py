"""What tests of this room read: rows, letters, links in letters."""

import json

from sqlalchemy import select

from portal.base.secrets import unseal
from portal.notifications.models import Letter


def rows(database, table):
    return database.read(lambda session: session.scalars(select(table)).all())


_order = []


def letters(database):
    """Every letter that waits; the newest last, as far as the tests have seen them come."""
    found = {one.once: json.loads(unseal("letter", one.sealed)) for one in rows(database, Letter) if one.sealed}
    _order[:] = [once for once in _order if once in found]
    _order.extend(once for once in sorted(found) if once not in _order)
    return [found[once] for once in _order]


def link_in(letter, path):
    return next(line for line in letter["text"].splitlines() if path in line)
