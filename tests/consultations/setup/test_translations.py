"""Texts side by side: what is missing, who writes what, and languages that come and go."""

import pytest

from portal.base.access import SYSTEM, Role
from portal.base.languages import Texts
from portal.consultations import commands, queries, translations
from portal.consultations.models import Consultation, ConsultationState
from tests.visitor import HTML, words


@pytest.fixture
def draft(make, now):
    return make.consultation(state=ConsultationState.DRAFT)


@pytest.fixture
def organiser(make, visitor, draft):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, draft)]))
    return visitor


def at(draft, to=""):
    return f"/en/staff/{draft.slug}/setup/translations" + (f"?to={to}" if to else "")


def missing(database, draft):
    found = database.read(lambda session: translations.missing(session, SYSTEM, queries.one(session, SYSTEM, draft.slug)))
    return [(part.name, tag) for part, tag in found]


def test_what_says_nothing_anywhere_is_not_half_translated(database, make, draft):
    make.question(draft, number=1, body=Texts())
    make.theme(draft)
    make.document(draft)
    assert missing(database, draft) == [
        *[(name, "ar") for name in ("summary", "mandate", "influence_text", "decider", "alternative")],
        ("theme 1 title", "ar"),
        ("question 1 title", "ar"),
        ("document 1 title", "ar"),
        ("document 1 body", "ar"),
    ]


def test_looking_for_what_is_missing_takes_as_many_statements_for_many_texts(statements, database, make, draft):
    def count():
        return statements(lambda session: translations.missing(session, SYSTEM, session.get(Consultation, draft.id)))

    make.question(draft, number=1)
    first = count()
    for number in (2, 3):
        make.question(draft, number=number)
    assert count() == first


def test_the_overview_counts_first_and_shows_how_far_each_language_is(organiser, make, draft):
    page = organiser.get(at(draft))
    assert "5 texts are missing." in page.main
    assert [[words(cell) for cell in row if cell.tag != f"{HTML}meter"] for row in page.tree.iter(f"{HTML}tr")][1:] == [["English", "6", "100 %"], ["Arabic", "1", "17 %"]]
    assert next(words(item) for item in page.tree.iter(f"{HTML}li") if words(item).endswith(", Arabic")) == "Summary, Arabic"


def test_missing_texts_stand_first_beside_their_original(organiser, draft):
    page = organiser.get(at(draft, "ar"))
    assert "5 texts are missing. They stand first." in page.main
    headings = [words(heading) for heading in page.tree.iter(f"{HTML}h2")]
    assert (headings[0], headings[-1]) == ("Summary", "Title")
    assert "What should the park be like?" in page.main


def test_what_is_filled_in_is_saved_and_the_rest_can_wait(organiser, database, draft):
    organiser.get(at(draft, "ar"))
    page = organiser.press("Save the translations", **{"summary-ar": "كيف تكون الحديقة؟"})
    assert ("The translations are saved." in page.main, "4 texts are missing." in page.main) == (True, True)
    found = database.read(lambda session: queries.one(session, SYSTEM, draft.slug))
    assert (list(found.summary.items()), found.title["ar"]) == ([("en", "What should the park be like?"), ("ar", "كيف تكون الحديقة؟")], "الحديقة")


def test_a_form_without_changes_changes_nothing(organiser, draft):
    organiser.get(at(draft, "ar"))
    assert "Nothing was changed." in organiser.press("Save the translations").main


def write(database, make, draft, **texts):
    colleague = make.actor(Role.ORGANISER, draft)
    database.write(lambda session: commands.write_texts(session, colleague, session.get(Consultation, draft.id), texts))


def test_two_can_translate_different_texts_at_once(organiser, database, make, draft):
    organiser.get(at(draft, "ar"))
    write(database, make, draft, mandate=Texts(ar="طلب المجلس"), title=Texts(ar="المنتزه"))
    assert "The translations are saved." in organiser.press("Save the translations", **{"summary-ar": "كيف؟"}).main
    found = database.read(lambda session: queries.one(session, SYSTEM, draft.slug))
    assert (found.summary["ar"], found.mandate["ar"], found.title["ar"]) == ("كيف؟", "طلب المجلس", "المنتزه")


def test_two_who_translate_the_same_text_see_both_versions(organiser, database, make, draft):
    organiser.get(at(draft, "ar"))
    write(database, make, draft, summary=Texts(ar="الأول"))
    page = organiser.press("Save the translations", status=409, **{"summary-ar": "الثاني"})
    assert ("Somebody else has changed this meanwhile" in page.main, "الأول" in page.main) == (True, True)
    organiser.press("Save the translations")
    assert database.read(lambda session: queries.one(session, SYSTEM, draft.slug)).summary["ar"] == "الثاني"


def test_a_text_that_is_too_long_is_kept_and_said(organiser, draft):
    organiser.get(at(draft, "ar"))
    page = organiser.press("Save the translations", status=422, **{"title-ar": "ا" * 201})
    assert page.faults == ["This is 1 character too long. The limit is 200 for everybody."]


@pytest.mark.parametrize("to", ["en", "fr", "x" * 300])
def test_only_another_language_of_the_consultation_is_translated_into(organiser, draft, to):
    organiser.get(at(draft, to), status=404)


def test_a_language_is_added_and_taken_out(organiser, database, draft):
    organiser.get(at(draft))
    page = organiser.follow("Take out: Arabic")
    assert "1 text in this language will be lost." in page.main
    page = organiser.press("Take out: Arabic")
    assert "Every text stands in every language." in page.main
    page = organiser.press("Add: Arabic")
    assert "6 texts are missing." in page.main


def test_what_is_public_is_not_translated_here(make, visitor, now):
    park = make.consultation()
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, park)]))
    visitor.get(at(park, "ar"), status=409)
    assert "Correct a text" in [label for label, _address in visitor.get(at(park)).links]


@pytest.mark.parametrize("path", ["", "?to=ar", "/drop?tag=ar"])
def test_the_pages_speak_arabic(organiser, draft, path):
    organiser.get(f"/ar/staff/{draft.slug}/setup/translations{path}")
