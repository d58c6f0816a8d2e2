"""The pages on which questions, themes and documents are set up."""

import pytest

from portal.base.access import SYSTEM, Role
from portal.base.languages import Texts
from portal.consultations import commands, queries
from portal.consultations.models import Consultation, ConsultationState
from tests.visitor import HTML, Visitor, words


@pytest.fixture
def draft(make, now):
    return make.consultation(state=ConsultationState.DRAFT)


@pytest.fixture
def organiser(make, visitor, draft):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, draft)]))
    return visitor


def path(draft, *steps):
    return "/".join(["/en/staff", draft.slug, "setup", *map(str, steps)])


def seen(database, draft):
    return database.read(lambda session: queries.one(session, SYSTEM, draft.slug))


def typed(page):
    """The fields of the form that saves."""
    return next(form.fields for form in page.forms() if "Save" in [label for label, _name, _value in form.buttons])


def headings(page, level=2):
    return [words(element) for element in page.tree.iter(f"{HTML}h{level}")]


def test_a_question_is_added_in_all_languages_on_one_page(organiser, database, draft, make):
    theme = make.theme(draft)
    organiser.get(path(draft, "questions"))
    page = organiser.follow("Add a question")
    assert [name for name, _value in typed(page) if name.startswith(("title", "body"))] == ["title-en", "title-ar", "body-en", "body-ar"]
    page = organiser.press("Save", **{"title-en": "Which trees?", "title-ar": "أي أشجار؟", "body-en": "Say why.", "body-ar": "", "theme": str(theme.id)})
    assert "It is added." in page.main
    question = seen(database, draft).questions[0]
    assert (question.number, question.title, question.body, question.theme.id) == (1, {"en": "Which trees?", "ar": "أي أشجار؟"}, {"en": "Say why."}, theme.id)
    assert "Not translated yet" in page.main


def test_a_fault_keeps_what_was_typed(organiser, database, draft):
    organiser.get(path(draft, "questions", "new"))
    page = organiser.press("Save", status=422, **{"title-en": "", "title-ar": "أي أشجار؟", "body-en": "x" * 5001})
    assert page.faults == ["Write this text.", "This is 1 character too long. The limit is 5000 for everybody."]
    assert ("title-ar", "أي أشجار؟") in typed(page)
    assert seen(database, draft).questions == []


def test_a_second_click_adds_nothing_more(organiser, database, draft):
    organiser.get(path(draft, "questions", "new"))
    form = organiser.page
    for _click in range(2):
        organiser.page = form
        organiser.press("Save", **{"title-en": "Which trees?"})
    assert len(seen(database, draft).questions) == 1


def test_buttons_move_questions_and_an_old_page_moves_nothing(organiser, database, draft, make):
    make.question(draft, "Trees?", number=1)
    make.question(draft, "Paths?", number=2)
    old = organiser.get(path(draft, "questions"))
    assert [label for form in old.forms() for label, _name, _value in form.buttons if label.startswith("Move")] == ["Move question 1 down", "Move question 2 up"]
    page = organiser.press("Move question 2 up")
    assert headings(page)[:2] == ["1. Paths?", "2. Trees?"]
    organiser.page = old
    page = organiser.press("Move question 2 up", status=409)
    assert "The order has changed meanwhile." in page.main
    assert [str(question.title) for question in seen(database, draft).questions] == ["Paths?", "Trees?"]


def test_deleting_asks_once_more(organiser, database, draft, make):
    make.question(draft, "Trees?", number=1)
    organiser.get(path(draft, "questions"))
    page = organiser.follow("Delete question 1")
    assert (page.h1, "Its words are lost." in page.main, len(seen(database, draft).questions)) == ("Delete question 1", True, 1)
    assert "It is deleted." in organiser.press("Delete question 1").main
    assert seen(database, draft).questions == []


def test_the_second_of_two_editors_sees_both_versions_and_chooses(organiser, database, draft, make):
    make.question(draft, "Trees?", number=1, body=Texts())
    organiser.get(path(draft, "questions"))
    organiser.follow("1. Trees?")
    colleague = make.actor(Role.ORGANISER, draft)
    database.write(lambda session: commands.write_texts(session, colleague, session.get(Consultation, draft.id), {"question 1 title": Texts(en="Which oaks?")}))
    page = organiser.press("Save", status=409, **{"title-en": "Which elms?"})
    assert ("Somebody else has changed this meanwhile" in page.main, "Which oaks?" in page.main, ("title-en", "Which elms?") in typed(page)) == (True, True, True)
    organiser.press("Save")
    assert str(seen(database, draft).questions[0].title) == "Which elms?"


def test_long_sentences_get_advice_and_stop_nobody(organiser, draft):
    long = " ".join(["word"] * 21) + "."
    organiser.get(path(draft, "questions", "new"))
    page = organiser.press("Save", **{"title-en": "Short?", "body-en": f"Short. {long}"})
    assert "Advice: 1 sentence is very long." in page.main
    page = organiser.follow("1. Short?")
    assert [words(item) for item in page.tree.iter(f"{HTML}li") if words(item).startswith("word")] == [long]


def test_a_document_is_previewed_before_it_is_saved(organiser, database, draft):
    organiser.get(path(draft, "documents", "new"))
    page = organiser.press("Preview", **{"title-en": "The plan", "body-en": "It has **ten** trees."})
    assert ([words(strong) for strong in page.tree.iter(f"{HTML}strong")], seen(database, draft).documents) == (["ten"], [])
    organiser.press("Save")
    assert (str(seen(database, draft).documents[0].title), str(seen(database, draft).documents[0].body)) == ("The plan", "It has **ten** trees.")


def test_a_document_can_be_previewed_while_it_is_changed(organiser, database, draft, make):
    make.document(draft)
    organiser.get(path(draft, "documents"))
    organiser.follow("1. The present plan")
    organiser.press("Preview", **{"body-en": "*Eleven* trees."})
    organiser.press("Save")
    assert str(seen(database, draft).documents[0].body) == "*Eleven* trees."


def test_themes_are_set_up_in_the_same_way(organiser, database, draft):
    organiser.get(path(draft, "themes"))
    organiser.follow("Add a theme")
    organiser.press("Save", **{"title-en": "Plants"})
    organiser.follow("1. Plants")
    assert "It is saved." in organiser.press("Save", **{"title-en": "Trees"}).main
    assert [str(theme.title) for theme in seen(database, draft).themes] == ["Trees"]


@pytest.mark.parametrize("shelf", ["questions", "themes", "documents"])
def test_what_is_public_is_read_here_and_corrected_elsewhere(make, visitor, now, shelf):
    park = make.consultation()
    things = {"questions": make.question(park, number=1), "themes": make.theme(park), "documents": make.document(park)}
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, park)]))
    page = visitor.get(path(park, shelf))
    assert [address for label, address in page.links if label == "Correct a text"] == [f"/en/staff/{park.slug}/corrections"]
    for steps in (["new"], [things[shelf].id], [things[shelf].id, "delete"]):
        visitor.get(path(park, shelf, *steps), status=409)


def test_strangers_find_nothing(make, draft, portal):
    question = make.question(draft, number=1)
    stranger = Visitor(portal)
    make.sign_in(stranger, make.staff(roles=[(Role.ORGANISER, make.consultation())]))
    for steps in (["questions"], ["questions", "new"], ["questions", question.id], ["questions", question.id, "delete"], ["themes"], ["documents"], ["translations"]):
        stranger.get(path(draft, *steps), status=404)
    stranger.leave()


def test_a_thing_of_another_consultation_is_not_found(make, organiser, draft):
    other = make.question(number=1)
    organiser.get(path(draft, "questions", other.id), status=404)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_are_there_in_both_languages(make, organiser, draft, language):
    question = make.question(draft, number=1)
    for shelf in ("questions", "themes", "documents"):
        organiser.get(f"/{language}/staff/{draft.slug}/setup/{shelf}")
        organiser.get(f"/{language}/staff/{draft.slug}/setup/{shelf}/new")
    organiser.get(f"/{language}/staff/{draft.slug}/setup/questions/{question.id}")
