"""Whoever is writing can change the language of the form, and finds every word again (R02); nothing is done by that."""

import pytest
from sqlalchemy import func, select

from portal.base.database import Base
from tests.visitor import HTML, Visitor, words
from tests.ways import Ways

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("now")]
SAID = "Mein Satz, моё слово, كلمتي, 我的话 & <b>"


@pytest.fixture
def guest(portal):
    guest = Visitor(portal)
    yield guest
    guest.leave()


@pytest.fixture
def written(filled, database, make, visitor, guest):
    """Every public page with a form that holds more than a line, by what the demo has; the texts of the way to it."""
    found, _left = Ways(database, make).find(visitor, guest)
    return [way.path for way in found if way.page and not way.staff and "<textarea" in guest.glance(f"/en{way.path}").text]


def rows(database):
    """How many rows every table of the public side holds."""
    return database.read(lambda session: {name: session.scalar(select(func.count()).select_from(table)) for name, table in Base.metadata.tables.items()})


def typed(page):
    return {box.get("name"): "".join(box.itertext()).removeprefix("\n") for box in page.tree.iter(f"{HTML}textarea")}


def test_every_form_keeps_what_was_typed_when_its_language_is_changed(written, guest, database):
    assert len(written) >= 5
    wrong = []
    for path in written:
        page = guest.get(f"/en{path}")
        form = next(one for one in page.forms() if any(name == "switch" for _label, name, _value in one.buttons))
        values, before = dict.fromkeys(typed(page), SAID), rows(database)
        try:
            again = guest._send(form, "switch", "ar", values, 200, None)
        except AssertionError as fault:
            wrong.append((path, str(fault)))
            continue
        seen = (again.status, again.tree.get("lang"), again.tree.get("dir"), typed(again), again.faults, rows(database))
        if seen != (200, "ar", "rtl", values, [], before):
            wrong.append((path, seen[:5]))
    assert wrong == []


def test_an_unknown_language_is_an_ordinary_form(guest, make):
    """`switch` with a language that is not offered changes nothing: the form is judged as ever."""
    question = make.question(make.consultation())
    here = f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write"
    page = guest.get(here)
    page = guest._send(page.forms()[-1], "switch", "tlh", {"text": ""}, 422, None)
    assert page.faults != []


def test_the_buttons_are_the_last_of_the_form(guest, make):
    """The first button is what the Enter key presses: it must be the form's own."""
    question = make.question(make.consultation())
    page = guest.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write")
    form = next(one for one in page.forms() if one.method == "post")
    assert form.buttons[0] == ("Continue", "step", "check")
    names = [name for _label, name, _value in form.buttons]
    assert names == sorted(names) == ["step"] * names.count("step") + ["switch"]
    details = [one for one in page.tree.iter(f"{HTML}details") if words(one.find(f"{HTML}summary")) == "This form in another language"]
    assert len(details) == 1
