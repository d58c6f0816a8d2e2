"""Finish later, for young people and for those who contest a decision: the same care, and each with what its form needs besides."""

import pytest
from sqlalchemy import func, select

from portal.contributions.models import Contribution, ContributionState
from portal.drafts.models import Draft
from portal.moderation import queries as moderation
from portal.moderation.models import Action, Appeal, Decision
from tests.drafts.test_pages import code_on, come_back, count, fields_of
from tests.moderation.test_pages import own_page

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def young(make):
    return make.question(make.consultation(for_young=True, premoderated=False))


def keep_young(visitor, question, **more):
    visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/young")
    return visitor.press("Finish later", **{"text": "More swings, and", **more})


def test_young_words_come_back_and_are_checked_and_read_first_as_ever(visitor, young, database):
    page = keep_young(visitor, young, shown_name="Zaza", text_language="ar")
    assert (page.h1, page.headers["cache-control"], "set-cookie" in page.headers) == ("You can finish later", "no-store", False)
    assert (count(database, Draft), count(database, Contribution)) == (1, 0)
    code = code_on(page)
    page = come_back(visitor, code)
    assert "They are deleted when you send them, or after May 9, 2027." in page.main
    assert {name: fields_of(visitor)[name] for name in ("text", "shown_name", "text_language")} == {"text": "More swings, and", "shown_name": "Zaza", "text_language": "ar"}
    page = visitor.press("Continue", text="I am 12 and go to Hill School. Call me: 0170 1234567.")
    assert page.h1 == "Check your answer" and "0170 1234567" in page.main, "what tells who somebody is, is shown to them as without a draft"
    visitor.press("Go on and send it")
    [made] = database.read(lambda session: list(session.scalars(select(Contribution))))
    assert (made.young, made.state, count(database, Draft)) == (True, ContributionState.RECEIVED, 0)
    assert come_back(visitor, code, status=422).faults == ["Nothing is kept under this number. It may have been sent, or its time is over."]


def test_a_young_draft_opens_no_other_form_and_none_where_the_path_was_closed(visitor, young, make, database):
    code = code_on(keep_young(visitor, young))
    assert come_back(visitor, code).h1 == "Write an answer"
    assert [form.action for form in visitor.page.forms() if form.action.endswith("/young")] != []
    database.write(lambda session: setattr(session.get_one(type(young.consultation), young.consultation_id), "for_young", False))
    come_back(visitor, code, status=404)


def test_a_name_that_looks_real_is_kept_unsent_and_refused_when_it_is_sent(visitor, young):
    code = code_on(keep_young(visitor, young, shown_name="Zaza Miller"))
    come_back(visitor, code)
    page = visitor.press("Continue", status=422)
    assert page.faults == ["Write one made-up first name and no family name, or leave it empty."]


@pytest.fixture
def decided(make):
    """Words that were declined, with their number."""
    words = make.contribution(make.question(), "He is called Igor.", state=ContributionState.DECLINED)
    make.policy()
    person = make.staff("Mo")
    facts = {"consultation_id": words.consultation_id, "contribution_id": words.id, "version": 1, "action": Action.DECLINE, "facts": "It names a neighbour."}
    return words, make.save(Decision(**facts, staff_id=person.id, organisation_id=person.organisation_id, unit=person.unit))


def open_appeal(visitor, words):
    page = own_page(visitor, words)
    return visitor.press(next(label for form in page.forms() for label, _name, _value in form.buttons if label.startswith("Contest this decision")))


def keep_appeal(visitor, words, **more):
    open_appeal(visitor, words)
    return visitor.press("Finish later", **{"text": "He told me that", **more})


def appeals(database):
    return database.read(lambda session: list(session.scalars(select(Appeal))))


def test_an_appeal_is_kept_and_sent_with_the_number_of_the_page(visitor, decided, database):
    words, _decision = decided
    page = keep_appeal(visitor, words)
    assert (page.h1, count(database, Draft), appeals(database)) == ("You can finish later", 1, [])
    code = code_on(page)
    page = come_back(visitor, code)
    assert page.h1 == "Contest a decision"
    assert "It names a neighbour." not in page.text and "Igor" not in page.text, "the number of a draft shows the draft alone"
    assert "He told me that" in page.text
    page = visitor.press("Contest the decision", status=422)
    assert len(page.faults) == 1 and appeals(database) == []
    page = visitor.press("Contest the decision", code=words.receipt.code, text="He told me that I may say it.")
    assert page.h1 == "We have your appeal"
    assert [(one.text, one.receipt_id) for one in appeals(database)] == [("He told me that I may say it.", words.receipt_id)]
    assert count(database, Draft) == 0


def test_going_on_at_once_keeps_the_page_and_its_draft(visitor, decided, database):
    words, _decision = decided
    first = code_on(keep_appeal(visitor, words))
    page = visitor.press("Go on writing")
    assert (page.h1, "It names a neighbour." in page.main, "He told me that" in page.text) == ("Contest a decision", True, True)
    assert code_on(visitor.press("Finish later", text="Other words.")) == first
    visitor.press("Go on writing")
    assert visitor.press("Contest the decision").h1 == "We have your appeal"
    assert ([one.text for one in appeals(database)], count(database, Draft)) == (["Other words."], 0)


def test_the_number_of_somebody_else_contests_nothing(visitor, decided, make, database):
    words, _decision = decided
    code = code_on(keep_appeal(visitor, words))
    stranger = make.contribution(make.question(), "Others.")
    come_back(visitor, code)
    visitor.press("Contest the decision", code=stranger.receipt.code, status=404)
    come_back(visitor, code)
    assert visitor.press("Contest the decision", code=code, status=422).faults != [], "the number of the draft is not that of the page"
    assert appeals(database) == []


def test_nothing_can_be_kept_without_words(visitor, decided, database):
    words, _decision = decided
    open_appeal(visitor, words)
    assert visitor.press("Finish later", text=" ", status=422).faults == ["Say why the decision should be looked at again."]
    assert count(database, Draft) == 0


def test_a_draft_of_an_appeal_ends_with_the_time_to_appeal(visitor, decided, database, now, monkeypatch):
    from datetime import timedelta

    from portal.moderation.pages import contesting

    monkeypatch.setattr(contesting.queries, "appeal_until", lambda _decision: now.date() + timedelta(days=3))
    keep_appeal(visitor, decided[0])
    assert database.read(lambda session: session.scalar(select(Draft.ends_on))) == now.date() + timedelta(days=3)
    assert moderation.appeal_until is not None


def test_another_language_shows_the_form_again_and_contests_nothing(visitor, decided, database):
    words, _decision = decided
    open_appeal(visitor, words)
    page = visitor.press("العربية", text="He told me")
    assert ("He told me" in page.text, appeals(database)) == (True, [])
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(Draft))) == 0
