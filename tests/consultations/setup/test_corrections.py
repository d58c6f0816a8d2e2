"""A text of a public consultation is put right: in the open, in every language, and only if something changes."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import SYSTEM, Role
from portal.base.errors import NotAllowed, Refused, WrongMoment
from portal.base.languages import Texts
from portal.consultations import commands, corrections, queries
from portal.consultations.models import Consultation, ConsultationState, Correction, Notice, NoticeKind
from portal.journal.models import Entry
from portal.notifications import commands as notifications
from tests.visitor import HTML, Visitor, words

BETTER = Texts(en="The big park", ar="الحديقة الكبيرة")
NOTE = Texts(en="There are two parks.", ar="هناك حديقتان.")
TYPED = {"text-en": BETTER["en"], "text-ar": BETTER["ar"], "note-en": NOTE["en"], "note-ar": NOTE["ar"]}


@pytest.fixture
def park(make, now):
    park = make.consultation()
    make.question(park, "Which trees?", number=1)
    return park


@pytest.fixture
def actor(make, park):
    return make.actor(Role.ORGANISER, park)


@pytest.fixture
def correct(database, actor, park):
    def correct(part="title", after=BETTER, note=NOTE, by=actor):
        return database.write(lambda session: commands.correct(session, by, session.get(Consultation, park.id), part, after, note))

    return correct


@pytest.fixture
def organiser(make, visitor, park):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, park)]))
    return visitor


def seen(database, park):
    return database.read(lambda session: queries.one(session, SYSTEM, park.slug))


def all_of(database, park):
    return database.read(lambda session: corrections.of(session, SYSTEM, session.get(Consultation, park.id)))


def test_both_wordings_stay_with_a_note_a_notice_and_a_line(database, park, correct):
    correct()
    made = all_of(database, park)[0]
    assert (made.number, made.part, made.before, made.after, made.note, made.day) == (1, "title", {"en": "The park", "ar": "الحديقة"}, BETTER, NOTE, clock.today())
    found = seen(database, park)
    assert (found.title, [(notice.kind, notice.reason, notice.after) for notice in found.notices]) == (BETTER, [(NoticeKind.CORRECTED, NOTE, "title")])
    lines = database.read(lambda session: session.execute(select(Entry.deed, Entry.old_state, Entry.reason).where(Entry.thing_id == park.id)).all())
    assert lines == [("correct", "title", str(NOTE))]


def test_corrections_count_on_and_the_newest_stands_first(database, park, correct):
    correct()
    correct("question 1 title", Texts(en="Which oaks?", ar="أي بلوط؟"))
    assert [(one.number, one.part) for one in all_of(database, park)] == [(2, "question 1 title"), (1, "title")]


def test_people_who_took_part_are_told(database, make, park, correct, monkeypatch):
    told = []
    monkeypatch.setattr(notifications, "tell", lambda _session, _actor, receipts: told.extend(receipts))
    receipt = make.receipt(park)
    correct()
    assert told == [receipt.id]


REFUSED = [
    ("title", Texts(en="The park", ar="الحديقة"), NOTE, "Nothing would change"),
    ("title", Texts(en="The big park", ar=" "), NOTE, "The text is missing in: Arabic"),
    ("summary", Texts(en="Other."), NOTE, "The text is missing in: Arabic"),
    ("title", BETTER, Texts(en="There are two."), "The reason is missing in: Arabic"),
    ("question 7 title", BETTER, NOTE, "There is no such text"),
    ("slug", BETTER, NOTE, "There is no such text"),
    ("", BETTER, NOTE, "There is no such text"),
]


@pytest.mark.parametrize(("part", "after", "note", "sentence"), REFUSED)
def test_what_is_no_correction_is_refused_and_nothing_stays(database, park, correct, part, after, note, sentence):
    with pytest.raises(Refused, match=sentence):
        correct(part, after, note)
    assert (all_of(database, park), seen(database, park).notices, str(seen(database, park).title)) == ([], [], "The park")


def test_a_draft_needs_no_corrections(database, make, now):
    draft = make.consultation(state=ConsultationState.DRAFT)
    by = make.actor(Role.ORGANISER, draft)
    with pytest.raises(WrongMoment, match="is a draft"):
        database.write(lambda session: commands.correct(session, by, session.get(Consultation, draft.id), "title", BETTER, NOTE))


def test_only_its_organiser_corrects(make, park, correct):
    for by in (make.actor(Role.MODERATOR, park), make.actor(Role.ORGANISER, make.consultation())):
        with pytest.raises(NotAllowed):
            correct(by=by)


def test_a_language_that_is_not_the_consultations_does_not_slip_in(database, park, correct):
    correct(after=Texts(**BETTER, fr="Le grand parc"))
    assert seen(database, park).title == BETTER


def test_an_organiser_corrects_on_a_page_and_everybody_can_read_it(organiser, park, portal):
    page = organiser.get(f"/en/staff/{park.slug}/corrections")
    assert "What people have answered must not be turned around." in page.main
    organiser.follow("Title")
    assert "The text is corrected." in organiser.press("Publish the correction", **TYPED).main
    reader = Visitor(portal)
    page = reader.get(f"/en/consultations/{park.slug}")
    assert ("Corrected: Title." in page.main, "Reason: There are two parks." in page.main) == (True, True)
    assert (page.h1, "A text was corrected" in page.main) == ("The big park", True)
    page = reader.follow("All corrections, with both wordings")
    assert [words(one) for one in page.tree.iter(f"{HTML}ins")] == ["[new: big]", "[new: الكبيرة]"]
    assert (page.forms(), page.headers["cache-control"]) == ([], "public, max-age=0, must-revalidate")
    assert "There are two parks." in reader.get(f"/en/consultations/{park.slug}/feed.atom").text
    reader.leave()


def test_a_question_warns_that_answers_must_not_be_turned_around(organiser, park):
    page = organiser.get(f"/en/staff/{park.slug}/corrections/write?part=question+1+title")
    assert [address for label, address in page.links if label == "Suspend the consultation instead"] == [f"/en/staff/{park.slug}/settings"]


def test_faults_keep_what_was_typed(organiser, database, park):
    organiser.get(f"/en/staff/{park.slug}/corrections/write?part=title")
    page = organiser.press("Publish the correction", status=422, **{"text-en": "The big park", "note-en": "Why not."})
    assert page.faults == ["Write this in every language of the consultation. Everybody can read it."]
    fields = [field for form in page.forms() for field in form.fields]
    assert {("text-en", "The big park"), ("note-en", "Why not.")} <= set(fields)
    page = organiser.press("Publish the correction", status=422, **{"text-en": "The park", "note-ar": "لا"})
    assert page.faults == ["The text stands like this already. Nothing would change."]
    assert all_of(database, park) == []


def test_a_second_click_corrects_once_and_a_second_editor_sees_both_versions(organiser, database, park):
    form = organiser.get(f"/en/staff/{park.slug}/corrections/write?part=title")
    for _click in range(2):
        organiser.page = form
        assert "The text is corrected." in organiser.press("Publish the correction", **TYPED).main
    assert len(all_of(database, park)) == 1
    organiser.page = form
    page = organiser.press("Publish the correction", status=409, **{**TYPED, "text-en": "The huge park"})
    assert ("Somebody else has changed this meanwhile" in page.main, "The big park" in page.main) == (True, True)
    organiser.press("Publish the correction")
    assert seen(database, park).title["en"] == "The huge park"


def test_a_contribution_says_that_its_question_was_corrected_since(database, make, park, correct, visitor):
    question = seen(database, park).questions[0]
    question.__dict__["consultation"] = park
    before = make.contribution(question, number=1)
    with clock.frozen(clock.now() + timedelta(days=1)):
        correct("question 1 title", Texts(en="Which oaks?", ar="أي بلوط؟"))
    with clock.frozen(clock.now() + timedelta(days=2)):
        after = make.contribution(question, number=2)
        told = ["The question was corrected" in visitor.get(f"/en/consultations/{park.slug}/contributions/{one.number}").main for one in (before, after)]
    assert told == [True, False]


def test_a_correction_of_another_question_is_not_told(database, make, park, correct, visitor):
    make.question(park, "Which paths?", number=11)
    question = seen(database, park).questions[0]
    question.__dict__["consultation"] = park
    words_of_somebody = make.contribution(question, number=1)
    correct("question 11 title", Texts(en="Which ways?", ar="أي طرق؟"))
    assert "was corrected" not in visitor.get(f"/en/consultations/{park.slug}/contributions/{words_of_somebody.number}").main


def test_drafts_and_strangers(make, park, portal, now):
    draft = make.consultation(state=ConsultationState.DRAFT)
    person = Visitor(portal)
    make.sign_in(person, make.staff(roles=[(Role.ORGANISER, draft)]))
    person.get(f"/en/staff/{draft.slug}/corrections", status=409)
    person.get(f"/en/staff/{park.slug}/corrections", status=404)
    person.leave()
    nobody = Visitor(portal)
    nobody.get(f"/en/consultations/{draft.slug}/corrections", status=404)
    assert "Nothing was corrected." in nobody.get(f"/en/consultations/{park.slug}/corrections").main
    nobody.leave()


def test_a_page_of_three_corrections_takes_as_many_statements_as_one_of_one(statements, park, correct, database):
    def count():
        return statements(lambda session: corrections.of(session, SYSTEM, queries.one(session, SYSTEM, park.slug)))

    correct()
    first = count()
    correct(after=Texts(en="Park", ar="حديقة"))
    correct(after=BETTER)
    assert (
        count(),
        database.read(lambda session: session.scalar(select(func.count()).select_from(Correction))),
        database.read(lambda session: session.scalar(select(func.count()).select_from(Notice))),
    ) == (first, 3, 3)
