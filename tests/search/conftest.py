"""Shared by the tests of the search: every room has entered what can be found."""

import pytest

from portal.about import searching as _about  # noqa: F401
from portal.base.access import NOBODY
from portal.consultations import searching as _consultations  # noqa: F401
from portal.contributions import searching as _contributions  # noqa: F401
from portal.policies import searching as _policies  # noqa: F401
from portal.responses import searching as _responses  # noqa: F401
from portal.search import noticing as _noticing  # noqa: F401
from portal.search import queries, terms
from portal.summaries import searching as _summaries  # noqa: F401


@pytest.fixture
def find(database):
    """`find("tree")`: (kind, id of the thing) of the first page of results."""

    def look(typed, viewer=NOBODY, **where):
        return [(hit.kind, hit.thing_id) for hit in results(typed, viewer, **where).hits]

    def results(typed, viewer=NOBODY, **where):
        page = where.pop("page", 1)
        return database.read(lambda session: queries.find(session, viewer, queries.Wish(terms.question(typed), **where), page))

    look.results = results
    return look


@pytest.fixture
def fit(database):
    """How index and tables fit, every word compared; the handbook, which is indexed when the databases are brought to their shape, left out."""

    def look():
        found = database.read(lambda session: queries.fit(session, NOBODY, sample=None))
        guides = database.read(lambda session: len(queries.indexing.missing(session, "guide")))
        return found.missing - guides, found.surplus, found.different

    return look
