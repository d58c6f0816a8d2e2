"""The demo: a small town from draft to kept promises, made of the project's own words, with nothing default."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.barriers.models import BarrierReport, BarrierState
from portal.barriers.queries import is_late
from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.database import Base
from portal.base.differences import differences
from portal.base.errors import NotAllowed
from portal.consultations import parts
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation, Correction
from portal.consultations.phases import Phase, phase_at
from portal.consultations.readiness import gaps
from portal.contributions.models import WAITING, Contribution, ContributionState, CoSignature
from portal.exchange import demo, town
from portal.identity import passwords
from portal.identity.models import HeldRole, Organisation, Staff
from portal.identity.queries import by_sign_in_name
from portal.identity.queries.organisations import speaking_as
from portal.moderation.models import Appeal, AppealState, Decision, SealedOriginal
from portal.policies.models import PolicyKind, PolicyVersion
from portal.receipts import commands as receipts
from portal.responses.models import Commitment, CommitmentState
from portal.summaries.models import Objection, PointLink


def all_(database, query):
    return database.read(lambda session: list(session.scalars(query)))


def test_six_consultations_stand_at_their_points(database, filled):
    found = {one.slug: phase_at(one, clock.now()) for one in all_(database, select(Consultation))}
    assert found == {
        "demo-market-hall": Phase.UNANNOUNCED,
        "demo-youth-house": Phase.ANNOUNCED,
        "demo-river-park": Phase.OPEN,
        "demo-night-shelter": Phase.OPEN,
        "demo-night-buses": Phase.CHECK_BACK,
        "demo-school-air": Phase.TRACKING,
    }
    assert [one.slug for one in all_(database, select(Consultation)) if one.private] == ["demo-night-shelter"]


def test_the_draft_is_in_the_middle_of_being_set_up(database, filled):
    def job(session):
        draft = consultations.one(session, SYSTEM, "demo-market-hall")
        return [gap.code for gap in gaps(session, SYSTEM, draft)]

    found = database.read(job)
    assert {"alternative", "response due", "risk", "pledge", "reviewer", "summary", "question 2 title"} <= set(found)
    assert not {"title", "question 1 title", "moderator", "moderating"} & set(found)


def test_the_open_one_tells_what_its_host_owes(database, filled):
    [park] = all_(database, select(Consultation).where(Consultation.slug == "demo-river-park"))
    assert [set(getattr(park, name)) for name in ("notice_reason", "duration_reason", "pledge", "risk_public")] == [{"en", "ar"}] * 4
    corrections = all_(database, select(Correction).order_by(Correction.number))
    parts_now = {part.name: part.texts for part in database.read(lambda session: parts.of(session, SYSTEM, consultations.one(session, SYSTEM, "demo-river-park")))}
    assert [(one.part, dict(one.after) == dict(parts_now[one.part]), one.before != one.after) for one in corrections] == [("question 2 body", True, True), ("mandate", True, True)]


def test_a_confirmed_organisation_spoke_and_another_stands_behind_it(database, filled):
    names = {one.id: one.slug for one in all_(database, select(Organisation))}
    confirmed = all_(database, select(Contribution).where(Contribution.confirmed_id.is_not(None)))
    assert {names[one.confirmed_id] for one in confirmed} == {"demo-carers", "demo-river-birds"}
    [support] = all_(database, select(CoSignature))
    assert (names[support.organisation_id], support.confirmed_until) == ("demo-river-birds", None)
    assert [one.supports for one in confirmed if one.id == support.contribution_id] == [1]
    for name, code in filled.speaking:
        assert str(database.read(lambda session, code=code: speaking_as(session, NOBODY, code)).name) == name


def test_barriers_are_changed_late_and_waiting(database, filled):
    found = all_(database, select(BarrierReport).order_by(BarrierReport.day))
    assert [(one.number, one.state, is_late(one, clock.today())) for one in found] == [
        (2, BarrierState.PLANNED, True),
        (1, BarrierState.ADAPTED, False),
        (None, BarrierState.REPORTED, False),
    ]


def test_one_policy_has_a_second_version_that_differs_in_each_language(database, filled):
    found = {(one.kind, one.version): one for one in all_(database, select(PolicyVersion))}
    assert sorted(found) == sorted([*((kind, 1) for kind in PolicyKind), (PolicyKind.PARTICIPATION, 2)])
    first, second = found[PolicyKind.PARTICIPATION, 1], found[PolicyKind.PARTICIPATION, 2]
    assert (first.from_day < second.from_day <= clock.today()) is True
    for tag in ("en", "ar"):
        changed = [words for kind, words in differences(first.text[tag], second.text[tag]) if kind == "new"]
        assert len(changed) >= 2


def test_the_links_lead_somewhere(visitor, filled):
    from portal.web.visitors import link

    assert [path for _what, path, _secret in filled.links] == ["/rooms/enter", "/rooms/enter", "/staff/invitation"]
    for _what, path, secret in filled.links:
        assert visitor.get(link("ar", path, key=secret)).status == 200
    visitor.get(link("en", "/rooms/enter", key=filled.links[0][2]))
    assert "The night shelter" in visitor.page.main


def test_an_administrator_looks_after_the_portal_and_a_reviewer_is_lent(database, filled):
    held = select(Staff.sign_in_name, HeldRole.role).join(HeldRole, HeldRole.staff_id == Staff.id).where(HeldRole.consultation_id.is_(None))
    found = database.read(lambda session: sorted(session.execute(held).all()))
    assert found == [
        ("demo-administrator", Role.ADMINISTRATOR),
        ("demo-administrator", Role.ORGANISER),
        ("demo-chair-1", Role.CHAIR),
        ("demo-chair-2", Role.CHAIR),
        ("demo-editor", Role.EDITOR),
        ("demo-focal-point-1", Role.FOCAL_POINT),
        ("demo-focal-point-2", Role.FOCAL_POINT),
        ("demo-organiser", Role.ORGANISER),
        ("demo-protection-1", Role.PROTECTION_OFFICER),
        ("demo-protection-2", Role.PROTECTION_OFFICER),
    ]
    assert all_(database, select(Staff.sign_in_name).where(Staff.lent)) == ["demo-reviewer"]


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
    assert [account.role for account in filled.accounts] == [
        Role.ADMINISTRATOR,
        Role.ORGANISER,
        Role.MODERATOR,
        Role.MODERATOR,
        Role.REVIEWER,
        Role.RESPONDER,
        *[Role.FOCAL_POINT] * 2,
        *[Role.PROTECTION_OFFICER] * 2,
        Role.HELPER,
        Role.TRANSLATOR,
        Role.EDITOR,
        *[Role.CHAIR] * 2,
    ]
    assert len({account.password for account in filled.accounts}) == 15
    for account in filled.accounts:
        person = database.read(lambda session, name=account.sign_in_name: by_sign_in_name(session, NOBODY, name))
        assert passwords.fits(account.password, person.password_hash)
    assert len(all_(database, select(HeldRole).where(HeldRole.consultation_id.is_not(None)))) == 37


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
    assert len({account.password for account in fresh} - {account.password for account in filled.accounts}) == 15


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

    for path in sorted(town.FOLDER.glob("*.json")):
        if path.stem != "draft":  # whose Arabic half is still being written
            walk(json.loads(path.read_text()))
    assert len(texts) > 80
    assert [text for text in texts if set(text) != {"en", "ar"}] == []


PLACES = {
    "demo-youth-house": ["", "/documents/1", "/data"],
    "demo-river-park": ["", "/documents/1", "/questions/1", "/questions/2", "/questions/3", "/contributions/1", "/corrections", "/moderation", "/data"],
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


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_the_town_has_beside_its_consultations_opens(visitor, filled, language):
    for place in (
        "/organisations",
        "/barriers",
        "/barriers/1",
        "/barriers/2",
        "/policies/participation",
        "/policies/participation/1",
        "/policies/participation/changes",
        "/contacts",
    ):
        assert visitor.get(f"/{language}{place}").status == 200
