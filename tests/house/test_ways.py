"""Every page opens without script, is valid HTML, and its tables can be read by ear."""

import re

import pytest

from tests.visitor import HTML, Visitor, words
from tests.ways import NOT_BY_A_LINK, Ways, patterns

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def ways(filled, database, make):
    return Ways(database, make)


@pytest.fixture
def guest(portal):
    guest = Visitor(portal)
    yield guest
    guest.leave()


def test_every_door_opens_and_every_page_can_be_read(ways, visitor, guest):
    found, left = ways.find(visitor, guest)
    assert not left, f"{left}: no address of the demo opens these: tell tests/ways.py of a value or of the reason"
    assert sorted(set(NOT_BY_A_LINK) - set(patterns())) == []
    faults = []
    for way in found:
        for language in ("en", "ar") if way.page else ():
            page = (visitor if way.staff else guest).get(f"/{language}{way.path}")
            faults += [f"{way.pattern}: {fault}" for fault in unreadable(page)]
    assert faults == [], "\n".join(faults)


GLUED = re.compile(r"[a-z]{2}[.!?][A-Z][a-z]")


def unreadable(page):
    """Sentences without a blank between them; tables without a name, or with heads that belong to nothing."""
    for line in (words(element) for name in ("p", "dt", "h2", "label", "caption") for element in page.tree.iter(f"{HTML}{name}")):
        if GLUED.search(line):
            yield f"glued: {line!r}"
    for table in page.tree.iter(f"{HTML}table"):
        if not words(table.find(f"{HTML}caption")):
            yield "a table without a caption"
        if any(head.get("scope") not in ("col", "row", "colgroup", "rowgroup") for head in table.iter(f"{HTML}th")):
            yield "a table head without its scope"
    for element in page.tree.iter():
        if (element.get("tabindex") or "0") not in ("0", "-1"):
            yield "an order of its own for the keyboard"
