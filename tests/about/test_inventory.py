"""The pages of the inventory and of a seizure, as people read them."""

import pytest

from portal.about import inventory
from portal.about.inventory import Sensitivity
from portal.about.inventory.files import FILES
from tests.visitor import HTML, words


def captions(page):
    return [words(caption).removeprefix("Table ") for caption in page.tree.iter(f"{HTML}caption")]


def test_every_table_of_both_databases_is_shown(visitor):
    page = visitor.get("/en/promises/inventory")
    assert page.h1 == "Everything that is stored"
    assert captions(page) == [*(name for room in inventory.ROOMS for name in room.tables), "Files that the portal writes"]
    rows = sum(len(list(body)) for body in page.tree.iter(f"{HTML}tbody"))
    assert rows == sum(len(columns) for room in inventory.ROOMS for columns in room.tables.values()) + len(FILES)


@pytest.mark.parametrize("kind", list(Sensitivity))
def test_one_kind_alone_is_shown_where_wished(visitor, kind):
    visitor.get("/en/promises/inventory")
    page = visitor.press("Show", sensitivity=kind.value)
    shown = {words(list(row)[2]) for body in page.tree.iter(f"{HTML}tbody") for row in body}
    assert shown == {kind.label}


def test_a_kind_that_does_not_exist_shows_all(visitor):
    assert captions(visitor.get("/en/promises/inventory?sensitivity=everything")) == captions(visitor.get("/en/promises/inventory"))


def test_a_seizure_is_told_from_the_inventory(visitor, monkeypatch):
    page = visitor.get("/en/promises/seizure")
    for one in inventory.exposed():
        assert one.columns > 0
        for said in (one.sensitivity.label, str(one.exposure.stolen), str(one.exposure.closed_by), str(one.exposure.running), *one.purposes):
            assert said in page.main


def test_a_new_column_changes_the_page_by_itself(visitor, monkeypatch, database):
    from portal.about.inventory.words import Column
    from portal.base.languages import Lazy

    table = inventory.PUBLIC_DATABASE["contributions"]
    monkeypatch.setitem(table, "shoe_size", Column(Lazy("How big somebody's shoes are"), Sensitivity.PERSONAL, Lazy("For good")))
    database.write(lambda session: make_public_anew(session))
    assert "How big somebody's shoes are" in visitor.get("/en/promises/seizure").main


def make_public_anew(session):
    """Kept pages end with the edition."""
    session.info["new edition"] = True


@pytest.mark.parametrize("path", ["/ar/promises/inventory", "/ar/promises/seizure"])
def test_they_are_there_in_arabic_too(visitor, path):
    assert visitor.get(path).tree.get("dir") == "rtl"
