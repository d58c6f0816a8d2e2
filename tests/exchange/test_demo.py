"""The demo: a small town at four points of the loop, made of the project's own words, with nothing default."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.database import Base
from portal.base.errors import NotAllowed
from portal.consultations.models import Consultation
from portal.consultations.phases import Phase, phase_at
from portal.contributions.models import WAITING, Contribution, ContributionState
from portal.exchange import demo
from portal.identity import passwords
from portal.identity.models import HeldRole, Staff
from portal.identity.queries import by_sign_in_name
from portal.moderation.models import Appeal, AppealState, Decision, SealedOriginal
from portal.receipts import commands as receipts
from portal.responses.models import Commitment, CommitmentState
from portal.summaries.models import Objection, PointLink


@pytest.fixture
def filled(database):
    return database.write(lambda session: demo.fill(session, SYSTEM))


def all_(database, query):
    return database.read(lambda session: list(session.scalars(query)))


def test_four_consultations_stand_at_four_points(database, filled):
    found = {one.slug: phase_at(one, clock.now()) for one in all_(database, select(Consultation))}
    assert found == {"demo-youth-house": Phase.ANNOUNCED, "demo-river-park": Phase.OPEN, "demo-night-buses": Phase.CHECK_BACK, "demo-school-air": Phase.TRACKING}


def test_moderators_find_work_and_reviewers_an_appeal_by_somebody_else(database, filled):
    waiting = all_(database, select(Contribution).where(Contribution.state.in_(WAITING)))
    assert len(waiting) == 6
    [appeal] = all_(database, select(Appeal))
    [decision] = all_(database, select(Decision).where(Decision.id == appeal.decision_id))
    decider = all_(database, select(Staff).where(Staff.id == decision.staff_id))[0]
    assert (appeal.state, decider.sign_in_name) == (AppealState.OPEN, "demo-moderator-2")
    assert appeal.receipt_id is not None


def test_the_open_thread_has_many_voices(database, filled):
    here = all_(database, select(Contribution).join(Consultation, Consultation.id == Contribution.consultation_id).where(Consultation.slug == "demo-river-park"))
    assert len(here) >= 40
    assert {"en", "ar", "fr", "es", "pt", "ru"} <= {one.language for one in here}
    assert sum(not one.is_root for one in here) >= 15
    assert {one.state for one in here} >= {ContributionState.PUBLISHED, ContributionState.REDACTED, ContributionState.DECLINED, ContributionState.RECEIVED}


def test_the_redacted_passage_is_sealed_and_stands_nowhere_else(database, filled):
    [redacted] = all_(database, select(Contribution).where(Contribution.state == ContributionState.REDACTED))
    assert "555" not in redacted.text + redacted.html
    assert redacted.mark
    assert len(all_(database, select(SealedOriginal).where(SealedOriginal.contribution_id == redacted.id))) == 1


def test_every_point_has_words_behind_it_and_every_contribution_a_point_or_a_reason(database, filled):
    from portal.summaries.models import NoPoint, Point

    linked = set(all_(database, select(PointLink.point_id)))
    assert set(all_(database, select(Point.id))) == linked
    treated = set(all_(database, select(PointLink.contribution_id))) | set(all_(database, select(NoPoint.contribution_id)))
    summarised = all_(
        database, select(Contribution.id).join(Consultation, Consultation.id == Contribution.consultation_id).where(Consultation.slug.in_(["demo-night-buses", "demo-school-air"]))
    )
    assert set(summarised) == treated


def test_one_promise_is_late_one_is_done_and_one_on_course(database, filled):
    today = clock.today()
    found = {one.number: one for one in all_(database, select(Commitment))}
    assert found[1].due_on < today
    assert found[1].state is CommitmentState.ON_COURSE
    assert found[2].state is CommitmentState.DONE
    assert found[3].due_on > today
    assert [one.number for one in all_(database, select(Objection).where(Objection.receipt_id.is_not(None)))] == [2]


def test_passwords_are_of_this_moment_and_open_the_accounts(database, filled):
    assert [account.role for account in filled.accounts] == [Role.ORGANISER, Role.MODERATOR, Role.MODERATOR, Role.REVIEWER, Role.RESPONDER]
    assert len({account.password for account in filled.accounts}) == 5
    for account in filled.accounts:
        person = database.read(lambda session, name=account.sign_in_name: by_sign_in_name(session, NOBODY, name))
        assert passwords.fits(account.password, person.password_hash)
    assert len(all_(database, select(HeldRole))) == 20


def test_the_numbers_open_receipts(database, filled):
    assert str(filled.receipts[0][0]) == "led to a promise that is late"
    assert len(filled.receipts) == len(demo.TOLD)
    for _what, code in filled.receipts:
        assert database.write(lambda session, code=code: receipts.open_with(session, NOBODY, code)).id


def test_a_second_run_changes_nothing_and_tells_no_password(database, filled):
    def counts():
        return database.read(lambda session: {name: session.scalar(select(func.count()).select_from(table)) for name, table in Base.metadata.tables.items()})

    before = counts()
    again = database.write(lambda session: demo.fill(session, SYSTEM))
    assert counts() == before
    assert (again.new, again.receipts, {account.password for account in again.accounts}) == (False, [], {""})


def test_lost_passwords_are_replaced(database, filled):
    fresh = database.write(lambda session: demo.reset_passwords(session, SYSTEM))
    assert len({account.password for account in fresh} - {account.password for account in filled.accounts}) == 5


def test_nobody_else_may_fill(database):
    with pytest.raises(NotAllowed):
        database.write(lambda session: demo.fill(session, NOBODY))


def test_it_works_on_any_day_of_the_year(database):
    with clock.frozen(clock.now() + timedelta(days=100)):
        assert database.write(lambda session: demo.fill(session, SYSTEM)).new


def test_what_staff_say_is_said_in_both_languages():
    texts = []

    def walk(value):
        if isinstance(value, dict):
            if "en" in value or "ar" in value:
                texts.append(value)
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    for path in sorted(demo.FOLDER.glob("*.json")):
        walk(json.loads(path.read_text()))
    assert len(texts) > 80
    assert [text for text in texts if set(text) != {"en", "ar"}] == []


PLACES = {
    "demo-youth-house": ["", "/documents/1", "/data"],
    "demo-river-park": ["", "/documents/1", "/questions/1", "/questions/2", "/questions/3", "/contributions/1", "/moderation", "/data"],
    "demo-night-buses": ["", "/questions/1", "/summary", "/summary/points/1", "/data"],
    "demo-school-air": ["", "/questions/1", "/summary", "/summary/points/1", "/responses", "/commitments/1", "/trace", "/data"],
}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("slug", PLACES)
def test_every_page_of_the_demo_opens(visitor, filled, slug, language):
    for place in PLACES[slug]:
        visitor.get(f"/{language}/consultations/{slug}{place}")


def test_a_visitor_with_the_first_number_finds_the_late_promise(visitor, filled):
    visitor.get("/en/track")
    [button] = {label for form in visitor.page.forms() if "code" in dict(form.fields) for label, _name, _value in form.buttons}
    page = visitor.press(button, code=filled.receipts[0][1])
    assert "Late: 1 month" in page.main


def test_the_demo_says_whom_to_ask(visitor, filled):
    page = visitor.get("/en/contacts").main
    assert ("Questions about a consultation" in page, "Complaints about the town or its staff" in page) == (True, True)
