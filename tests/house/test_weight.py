"""Every queue stays light with a thousand things waiting: under 30 KB as it is sent, in as many statements as with ten (must-show 4)."""

import pytest
from sqlalchemy import event

from portal.base.access import Role
from portal.identity.models import HeldRole
from tests.bench.crowd import QUEUES, crowd

LIGHT = 30_000


@pytest.fixture
def full(database, make, now):
    """A consultation with a thousand of everything that can wait."""
    return lambda number: crowd(database, make.organisation(), number)


def sign_in_as_everybody(visitor, make, park):
    person = make.staff(roles=[(role, park) for role in (Role.ORGANISER, Role.MODERATOR, Role.REVIEWER, Role.RESPONDER)])
    make.save(HeldRole(staff_id=person.id, role=Role.ADMINISTRATOR, consultation_id=None))
    make.sign_in(visitor, person)


def paths(slug):
    return [path.format(slug=slug) for path in QUEUES.values()]


def test_every_queue_is_light_with_a_thousand_waiting(visitor, make, full):
    park = full(1000)
    sign_in_as_everybody(visitor, make, park)
    heavy = {}
    for path in paths(park.slug):
        for coding in ("br", "gzip"):
            page = visitor.get(f"/en{path}", headers={"accept-encoding": coding})
            assert page.headers["content-encoding"] == coding
            size = int(page.headers["content-length"])
            if size > LIGHT:
                heavy[path] = size
    assert heavy == {}


def test_every_queue_needs_as_many_statements_for_a_thousand_as_for_a_hundred(visitor, make, full, database):
    counted = []
    for number in (100, 1000):
        park = full(number)
        sign_in_as_everybody(visitor, make, park)
        sent = []

        def note(_connection, _cursor, statement, *_more, sent=sent):
            sent.append(statement)

        event.listen(database.reader, "before_cursor_execute", note)
        numbers = {}
        for name, path in QUEUES.items():
            sent.clear()
            visitor.get("/en" + path.format(slug=park.slug))
            numbers[name] = len(sent)
        event.remove(database.reader, "before_cursor_execute", note)
        counted.append(numbers)
    assert counted[0] == counted[1]


def test_the_oldest_stand_first_and_every_page_leads_to_the_next(visitor, make, full, now):
    park = full(120)
    sign_in_as_everybody(visitor, make, park)
    for name in ("queue", "flags", "messages", "appeals", "objections", "responses"):
        page, pages = visitor.get("/en" + QUEUES[name].format(slug=park.slug)), 1
        while following := [address for words, address in page.links if words in ("Next page", "Next page of points")]:
            page, pages = visitor.get(following[0]), pages + 1
        assert pages == (6 if name in ("flags", "messages") else 3), name
