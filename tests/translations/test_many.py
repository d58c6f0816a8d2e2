"""A translator with two hundred texts, and somebody who checks them: no list hides what can be done, and one text leads to the next."""

from datetime import date, timedelta

import pytest

from portal.base.access import Role
from portal.translations import queries
from portal.translations.models import Kind
from tests.translations.test_desk import desk, second  # noqa: F401 - fixtures

pytestmark = pytest.mark.usefixtures("now")


def names(page):
    return [text for text, address in page.links if text.startswith("No. ") and "/translations/contribution/" in address]


def test_two_hundred_texts_are_paged_and_one_leads_to_the_next(visitor, desk, make, question):  # noqa: F811
    made = [make.contribution(question, f"Número {number}", language="es", day=date(2027, 1, 1) + timedelta(days=number // 2)) for number in range(200)]
    found = names(visitor.get(desk))
    for _page in range(7):
        found += names(visitor.follow("Later"))
    assert found == [f"No. {one.number}" for one in sorted(made, key=lambda one: (one.day, one.id))]
    visitor.get(desk)
    visitor.follow(found[0])
    for place in range(1, 4):
        page = visitor.press("Save the translation", text="Number.")
        assert "Next:" in page.main
        visitor.follow(found[place])
        assert visitor.page.h1 == f"Translate: {found[place]}"


def test_after_the_last_text_the_first_that_was_passed_over_comes(visitor, desk, make, question):  # noqa: F811
    first, last = (make.contribution(question, f"Número {number}", language="es", day=date(2027, 1, number)) for number in (1, 2))
    visitor.get(f"{desk}/contribution/{last.id}")
    assert names(visitor.press("Save the translation", text="Number.")) == [f"No. {first.number}"]
    visitor.follow(f"No. {first.number}")
    assert "Next:" not in visitor.press("Save the translation", text="Number.").main


def test_ones_own_translations_do_not_hide_what_one_may_check(make, question, database):
    tara, mo = (make.actor(Role.TRANSLATOR, question.consultation, name=name) for name in ("Tara", "Mo"))
    for number in range(60):
        make.translation(make.contribution(question, f"Número {number}", language="es"), by_id=tara.staff_id, day=date(2027, 1, 1))
    of_machine = make.translation(make.contribution(question, "Número", language="es"), engine="LibreTranslate", day=date(2027, 2, 1))
    looked = lambda viewer: database.read(lambda session: queries.to_look_at(session, viewer, question.consultation_id, "en"))
    (first, *others), many = looked(tara)
    assert (first.id, len(others) + 1, many) == (of_machine.id, queries.PAGE, 61)
    found, many = looked(mo)
    assert (len(found), many, {one.by_id for one in found}) == (queries.PAGE, 61, {tara.staff_id})


def test_points_that_were_checked_do_not_hide_those_that_wait(make, database):
    consultation = make.answerable(points=30)
    for point in consultation.points:
        make.translation(point, language="es", kind=Kind.POINT, checked_on=None if point is consultation.points[-1] else date(2027, 1, 1), checked_as="moderator")
    viewer = make.actor(Role.TRANSLATOR, consultation)
    found, many = database.read(lambda session: queries.to_look_at(session, viewer, consultation.id, "es"))
    assert ([one.words.thing_id for one in found], many) == ([consultation.points[-1].id], 1)


def test_checking_leads_to_the_next_one_that_may_be_checked(second, make, question):  # noqa: F811
    one, other = (make.contribution(question, f"Número {number}", language="es") for number in range(2))
    for place, words in enumerate((one, other)):
        make.translation(words, "Number.", day=date(2027, 1, 1 + place))
    second.get(f"/en/staff/{question.consultation.slug}/translations")
    second.follow(f"No. {one.number}")
    page = second.press("I have checked it against the original")
    assert names(page) == [f"No. {other.number}"]


def test_nothing_is_taken_away_before_the_form_in_the_order_of_the_keyboard(visitor, desk, make, spanish):  # noqa: F811
    make.translation(spanish, "We need shade.")
    page = visitor.get(f"{desk}/contribution/{spanish.id}")
    assert page.text.index("Save the translation") < page.text.index("Take this translation away")
    assert page.text.index("The original, in Spanish") < page.text.index("<textarea")


def test_reading_the_desk_costs_the_same_for_one_and_many(make, question, statements):
    viewer = make.actor(Role.TRANSLATOR, question.consultation)
    look = lambda session: queries.to_look_at(session, viewer, question.consultation_id, "en")
    make.translation(make.contribution(question, "Uno", language="es"))
    one = statements(look)
    for number in range(3):
        make.translation(make.contribution(question, f"Número {number}", language="es"))
    assert statements(look) == one
