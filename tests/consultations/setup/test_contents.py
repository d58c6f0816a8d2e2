"""Themes, questions and documents of a draft: put in, ordered, changed and taken out."""

import pytest
from sqlalchemy import select

from portal.base.access import SYSTEM, Role
from portal.base.errors import NotAllowed, Refused, WrongMoment
from portal.base.languages import Texts
from portal.base.settings import settings as the_settings
from portal.consultations import commands, queries
from portal.consultations.models import Consultation, ConsultationState, Document, Question, Theme
from portal.journal.models import Entry


@pytest.fixture
def draft(make, now):
    return make.consultation(state=ConsultationState.DRAFT)


@pytest.fixture
def organiser(make, draft):
    return make.actor(Role.ORGANISER, draft)


@pytest.fixture
def do(database, organiser, draft):
    """Run a command on the draft as its organiser."""

    def do(command, *args, **more):
        return database.write(lambda session: command(session, organiser, session.get(Consultation, draft.id), *args, **more))

    return do


@pytest.fixture
def on(database, organiser):
    """Run a command on a thing of the draft as its organiser."""

    def on(command, thing, *args, **more):
        return database.write(lambda session: command(session, organiser, session.get(type(thing), thing.id), *args, **more))

    return on


def seen(database, draft):
    return database.read(lambda session: queries.one(session, SYSTEM, draft.slug))


def titles(database, draft):
    return [(question.number, str(question.title)) for question in seen(database, draft).questions]


def three(do):
    return [do(commands.add_question, title=Texts(en=title), body=Texts()) for title in ("Trees?", "Paths?", "Light?")]


def test_what_is_added_stands_at_the_end(database, do, draft):
    three(do)
    do(commands.add_theme, None, Texts(en="Plants"))
    do(commands.add_theme, None, Texts(en="Ways"))
    do(commands.add_document, title=Texts(en="Plan"), body=Texts(en="Ten."))
    found = seen(database, draft)
    assert titles(database, draft) == [(1, "Trees?"), (2, "Paths?"), (3, "Light?")]
    assert [(theme.position, str(theme.title)) for theme in found.themes] == [(1, "Plants"), (2, "Ways")]
    assert [document.number for document in found.documents] == [1]


def test_moving_changes_places_and_the_ends_stay(database, do, on, draft):
    trees, _paths, light = three(do)
    on(commands.move_up, trees)
    on(commands.move_down, light)
    assert titles(database, draft) == [(1, "Trees?"), (2, "Paths?"), (3, "Light?")]
    on(commands.move_up, light)
    assert titles(database, draft) == [(1, "Trees?"), (2, "Light?"), (3, "Paths?")]
    on(commands.move_down, trees)
    assert titles(database, draft) == [(1, "Light?"), (2, "Trees?"), (3, "Paths?")]


def test_themes_that_share_a_position_can_be_ordered(database, make, on, draft):
    first, second = sorted((make.theme(draft, "Plants"), make.theme(draft, "Ways")), key=lambda theme: theme.id)
    on(commands.move_down, first)
    assert [theme.id for theme in seen(database, draft).themes] == [second.id, first.id]


def test_deleting_closes_the_gap_and_leaves_a_line(database, do, on, draft):
    trees, _paths, _light = three(do)
    on(commands.remove, trees)
    assert titles(database, draft) == [(1, "Paths?"), (2, "Light?")]
    lines = database.read(lambda session: session.scalars(select(Entry.deed).where(Entry.thing_id == trees.id).order_by(Entry.at, Entry.id)).all())
    assert sorted(lines) == ["add", "delete"]


def test_the_questions_of_a_deleted_theme_stay(database, do, on, draft):
    theme = do(commands.add_theme, None, Texts(en="Plants"))
    question = do(commands.add_question, title=Texts(en="Trees?"), body=Texts(), theme=theme)
    on(commands.remove, theme)
    assert database.read(lambda session: (session.get(Question, question.id).theme_id, session.scalars(select(Theme)).all())) == (None, [])


def test_a_question_that_was_answered_is_not_deleted(make, on, draft):
    question = make.question(draft, number=1, published=3)
    with pytest.raises(Refused, match="People have answered this question"):
        on(commands.remove, question)


def test_a_question_goes_under_a_theme_of_its_own_consultation(database, make, on, draft):
    question, theme, strange = make.question(draft, number=1), make.theme(draft), make.theme(make.consultation())
    on(commands.put_under, question, theme)
    assert database.read(lambda session: session.get(Question, question.id).theme_id) == theme.id
    with pytest.raises(Refused, match="belongs to another consultation"):
        on(commands.put_under, question, strange)


def test_words_are_put_in_place_language_by_language(database, make, do, draft):
    make.question(draft, "Trees?", number=1)
    assert do(commands.write_texts, {"question 1 title": Texts(ar="أشجار؟"), "mandate": Texts(en="The council asked for this.")}) == 1
    question = seen(database, draft).questions[0]
    assert list(question.title.items()) == [("en", "Trees?"), ("ar", "أشجار؟")]
    assert database.read(lambda session: session.scalars(select(Entry.new_state).where(Entry.thing_id == question.id)).all()) == ["title: ar"]


def test_an_emptied_text_leaves_no_empty_language(database, do, draft):
    do(commands.write_texts, {"title": Texts(ar="")})
    assert seen(database, draft).title == {"en": "The park"}


def test_a_text_that_is_gone_is_not_written(do, draft):
    with pytest.raises(Refused, match="not there any more"):
        do(commands.write_texts, {"question 7 title": Texts(en="?")})


DEEDS = [
    (commands.add_theme, (None, Texts(en="x")), {}),
    (commands.add_question, (), {"title": Texts(en="x"), "body": Texts()}),
    (commands.add_document, (), {"title": Texts(en="x"), "body": Texts()}),
    (commands.write_texts, ({"title": Texts(en="x")},), {}),
    (commands.add_language, ("ar",), {}),
    (commands.drop_language, ("ar",), {}),
]
THINGS = [commands.move_up, commands.move_down, commands.remove]


@pytest.mark.parametrize(("command", "args", "more"), DEEDS, ids=lambda one: getattr(one, "__name__", ""))
def test_what_is_public_is_not_changed_like_a_draft(database, make, now, command, args, more):
    park = make.consultation()
    organiser = make.actor(Role.ORGANISER, park)
    with pytest.raises(WrongMoment, match="can be corrected, with a public note"):
        database.write(lambda session: command(session, organiser, session.get(Consultation, park.id), *args, **more))


@pytest.mark.parametrize("command", THINGS, ids=lambda one: one.__name__)
def test_things_of_what_is_public_stay(database, make, now, command):
    question = make.question(number=1)
    organiser = make.actor(Role.ORGANISER, question.consultation)
    with pytest.raises(WrongMoment):
        database.write(lambda session: command(session, organiser, session.get(Question, question.id)))


@pytest.mark.parametrize(("command", "args", "more"), DEEDS, ids=lambda one: getattr(one, "__name__", ""))
def test_only_its_organiser_changes_a_draft(database, make, draft, command, args, more):
    for actor in (make.actor(Role.MODERATOR, draft), make.actor(Role.ORGANISER, make.consultation()), make.actor(Role.ORGANISER)):
        with pytest.raises(NotAllowed):
            database.write(lambda session, actor=actor: command(session, actor, session.get(Consultation, draft.id), *args, **more))


def test_a_language_comes_and_goes_with_its_words(database, make, do, draft):
    make.document(draft)
    do(commands.write_texts, {"document 1 title": Texts(ar="خطة")})
    do(commands.drop_language, "ar")
    found = seen(database, draft)
    assert (found.languages, found.title, database.read(lambda session: session.scalars(select(Document.title)).all())) == (
        ["en"],
        {"en": "The park"},
        [{"en": "The present plan"}],
    )
    do(commands.add_language, "ar")
    do(commands.add_language, "ar")
    assert seen(database, draft).languages == ["en", "ar"]


def test_the_original_stays_and_strange_languages_stay_out(do, draft):
    with pytest.raises(Refused, match="is the original"):
        do(commands.drop_language, "en")
    assert "tlh" not in the_settings().languages
    with pytest.raises(Refused, match="do not speak this language"):
        do(commands.add_language, "tlh")
