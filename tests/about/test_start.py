"""The start page: what waits for somebody in each role, the late first, with its clocks; and the administrators' overview."""

from datetime import date, timedelta

import pytest

from portal.about import waiting
from portal.about.admin import OFFICES
from portal.barriers.models import BarrierReport, BarrierState
from portal.base import clock
from portal.base.access import Role
from portal.base.languages import Texts
from portal.base.secrets import keyed_hash
from portal.consultations.models import ConsultationState
from portal.contributions.models import ContributionState
from portal.identity.models import HeldRole, Invitation
from portal.identity.queries import actor_for
from portal.moderation.models import Action, Appeal, AppealState, Decision, Flag, FlagState, Message
from portal.responses.models import CommitmentState

TODAY = date(2027, 5, 3)  # a Monday


def tasks(database, viewer):
    return [(task.kind, task.late, task.late_days, task.path) for desk in database.read(lambda session: waiting.desks(session, viewer)) for task in desk.tasks]


def barrier(make, park=None, *, due=TODAY + timedelta(days=5), **more):
    facts = {"state": BarrierState.REPORTED, "day": TODAY, "due_on": due, "text": "The form does not speak to me.", "language": "en"}
    return make.save(BarrierReport(consultation_id=park.id if park else None, **{**facts, **more}))


def appeal_against(make, words, *, staff=None, organisation=None, unit="", due=TODAY):
    decision = make.save(
        Decision(
            consultation_id=words.consultation_id,
            contribution_id=words.id,
            version=1,
            action=Action.DECLINE,
            staff_id=staff.id if staff else None,
            organisation_id=organisation.id if organisation else None,
            unit=unit,
        )
    )
    return make.save(Appeal(consultation_id=words.consultation_id, decision_id=decision.id, state=AppealState.OPEN, day=TODAY, due_on=due, text="Read it again.", language="en"))


def test_a_contribution_is_late_after_two_working_days_and_each_consultation_is_one_task(database, make, now):
    park, pool = make.consultation(), make.consultation()
    friday, wednesday = TODAY - timedelta(days=3), TODAY - timedelta(days=5)
    for place, day in ((pool, friday), (park, wednesday), (park, friday)):
        make.contribution(make.question(place), state=ContributionState.RECEIVED, day=day)
    assert tasks(database, make.actor(Role.MODERATOR)) == [
        ("contributions", True, 1, f"/staff/{park.slug}/queue"),
        ("contributions", False, 0, f"/staff/{pool.slug}/queue"),
    ]


def test_a_holiday_of_the_country_is_no_working_day(database, make, now):
    park = make.consultation(country="DE")  # 1 May was a Saturday in 2027; 6 May is Ascension
    with clock.frozen(now + timedelta(days=4)):
        words = make.contribution(make.question(park), state=ContributionState.RECEIVED, day=date(2027, 5, 4))
        (desk,) = database.read(lambda session: waiting.desks(session, make.actor(Role.MODERATOR, park)))
    assert [(task.due, task.late) for task in desk.tasks] == [(date(2027, 5, 7), False)]
    assert words.day == date(2027, 5, 4)


def test_everything_that_waits_for_a_moderator(database, make, now):
    park = make.consultation()
    words = make.contribution(make.question(park), "Benches.")
    for _again in range(2):
        make.save(Flag(consultation_id=park.id, contribution_id=words.id, category="insult", language="en", state=FlagState.OPEN, day=TODAY))
    make.save(Message(consultation_id=park.id, contribution_id=words.id, receipt_id=words.receipt_id, position=1, from_staff=False, text="Thank you.", language="en", day=TODAY))
    objection = make.objection(make.summary(park))
    assert sorted(tasks(database, make.actor(Role.MODERATOR, park))) == [
        ("flags", False, 0, f"/staff/{park.slug}/flags"),
        ("messages", False, 0, f"/staff/{park.slug}/queue/{words.id}"),
        ("objections", False, 0, f"/staff/{park.slug}/objections/{objection.number}"),
    ]


def test_an_appeal_is_hidden_from_who_decided_and_from_the_unit(database, make, now):
    park, office = make.consultation(), make.organisation()
    question = make.question(park)
    ben = make.staff("Ben", organisation=office)
    own = appeal_against(make, make.contribution(question, state=ContributionState.DECLINED), staff=ben)
    of_unit = appeal_against(make, make.contribution(question, state=ContributionState.DECLINED), organisation=office)
    foreign = appeal_against(make, make.contribution(question, state=ContributionState.DECLINED), organisation=make.organisation(), due=TODAY - timedelta(days=3))
    reviewer = actor_for(ben, roles=[(Role.REVIEWER, park.id)])
    assert tasks(database, reviewer) == [("appeals", True, 1, f"/staff/{park.slug}/appeals/{foreign.id}")]
    assert {own.id, of_unit.id} & {foreign.id} == set()


def test_points_and_promises_wait_for_the_responder(database, make, now):
    park = make.answerable(points=2)
    make.answer(park.points[0])
    near = make.commitment(park.points[0], due_on=TODAY + timedelta(days=20))
    make.commitment(park.points[0], due_on=TODAY + timedelta(days=90))
    make.commitment(park.points[0], due_on=TODAY - timedelta(days=90), state=CommitmentState.DONE)
    moved = make.commitment(park.points[0], due_on=TODAY + timedelta(days=300))
    make.news(moved, day=TODAY - timedelta(days=1), old_due_on=TODAY - timedelta(days=7))
    found = tasks(database, make.actor(Role.RESPONDER, park))
    assert [(kind, late, path) for kind, late, _days, path in found] == [
        ("commitments", True, f"/staff/{park.slug}/commitments/{moved.number}"),
        ("commitments", False, f"/staff/{park.slug}/commitments/{near.number}"),
        ("points", False, f"/staff/{park.slug}/responses/2"),
    ]


def test_drafts_and_barriers_wait_for_organisers_of_the_place_and_for_administrators(database, make, now):
    draft = make.consultation(state=ConsultationState.DRAFT, announced_at=now + timedelta(days=9))
    park, pool = make.consultation(), make.consultation()
    here, elsewhere, portal_wide = barrier(make, park), barrier(make, pool), barrier(make, due=TODAY - timedelta(days=1))
    person = make.staff()
    organiser = actor_for(person, roles=[(Role.ORGANISER, draft.id), (Role.ORGANISER, park.id)])
    assert sorted(path for _kind, _late, _days, path in tasks(database, organiser)) == sorted([f"/staff/barriers/{here.id}", f"/staff/{draft.slug}/setup"])
    root = tasks(database, make.actor(Role.ADMINISTRATOR))
    assert root[0] == ("barriers", True, 1, f"/staff/barriers/{portal_wide.id}")
    assert sorted(path for _kind, _late, _days, path in root) == sorted([*(f"/staff/barriers/{one.id}" for one in (here, elsewhere, portal_wide)), f"/staff/{draft.slug}/setup"])


def test_nothing_of_a_consultation_in_which_somebody_is_barred(database, make, now):
    from dataclasses import replace

    park, pool = make.consultation(), make.consultation()
    for place in (park, pool):
        make.contribution(make.question(place), state=ContributionState.RECEIVED)
    ada = make.actor(Role.MODERATOR)
    assert len(tasks(database, ada)) == 2
    assert len(tasks(database, replace(ada, barred=frozenset({(Role.MODERATOR, park.id)})))) == 1


def test_words_to_read_are_one_task_with_their_number_and_of_the_rest_a_few_are_listed(visitor, make, now):
    park = make.answerable(points=8)
    for number in range(8):
        make.contribution(make.question(park), f"Bench {number}", state=ContributionState.RECEIVED, day=TODAY - timedelta(days=20 - number))
    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, park), (Role.RESPONDER, park)]))
    page = visitor.get("/en/staff")
    assert [address for words, address in page.links if words == "Read 8 contributions"] == [f"/en/staff/{park.slug}/queue"]
    assert sum(f"Answer point {number}:" in page.main for number in range(1, 9)) == 5
    for sentence in ("Contributions: 8 wait; Points without an answer: 8 wait", "3 more wait at the desks below.", "Late by 12 working days"):
        assert sentence in page.main


def test_somebody_with_several_roles_finds_one_list_in_order_of_urgency(visitor, make, now):
    park, pool = make.consultation("The park"), make.consultation("The pool")
    make.contribution(make.question(park), "Benches.", state=ContributionState.RECEIVED)
    barrier(make, pool, due=TODAY - timedelta(days=1))
    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, park), (Role.ORGANISER, pool), (Role.REVIEWER, pool)]))
    main = visitor.get("/en/staff").main
    parts = [
        "Late Answer a report of a barrier",
        "Due within a week Read 1 contribution",
        "Reviewer of appeals: Nothing waits for you. An appeal appears here",
        "Your consultations",
    ]
    assert sorted(parts, key=main.index) == parts


def test_an_empty_page_says_what_comes_next_and_when(visitor, make, now):
    park = make.consultation("The park")
    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, park)]))
    main = visitor.get("/en/staff").main
    assert "Nothing waits for you. Contributions, reports and messages appear here as soon as somebody sends one." in main
    assert "Next: The park, Closes" in main


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (Role.EVALUATOR, "You may read the figures of moderation and the trace"),
        (Role.FOCAL_POINT, "Complaints that are entrusted to you wait at your desk."),
        (Role.PROTECTION_OFFICER, "Reports in the protected channel wait at your desk."),
    ],
)
def test_roles_without_a_desk_are_told_what_they_can_do(visitor, make, now, role, sentence):
    person = make.staff()
    make.save(HeldRole(staff_id=person.id, role=role, consultation_id=None, trained_until=TODAY + timedelta(days=100)))
    make.sign_in(visitor, person)
    assert sentence in visitor.get("/en/staff").main


def test_who_is_not_trained_any_more_is_told(visitor, make, now):
    person = make.staff()
    make.save(HeldRole(staff_id=person.id, role=Role.FOCAL_POINT, consultation_id=None, trained_until=TODAY - timedelta(days=1)))
    make.sign_in(visitor, person)
    assert "Your part as Focal point for complaints does not count: the training ended on May 2, 2027." in visitor.get("/en/staff").main


def test_a_borrowed_reviewer_sees_for_whom(visitor, make, now):
    host = make.organisation("City office")
    park = make.consultation("The park", host=host)
    make.sign_in(visitor, make.staff(organisation=make.organisation("Ombuds office"), roles=[(Role.REVIEWER, park)]))
    assert f"You hear appeals here for another organisation: The park, {host.name}." in visitor.get("/en/staff").main


def test_three_consultations_need_as_many_statements_as_one(database, make, statements, now):
    person = make.staff()
    parks = []
    for _number in range(3):
        park = make.answerable(points=2)
        question = make.question(park)
        make.contribution(question, state=ContributionState.RECEIVED)
        barrier(make, park)
        parks.append(park)
    roles = (Role.MODERATOR, Role.REVIEWER, Role.RESPONDER, Role.ORGANISER)
    one, three = (actor_for(person, roles=[(role, park.id) for park in some for role in roles]) for some in (parks[:1], parks))
    assert statements(lambda session: waiting.desks(session, one)) == statements(lambda session: waiting.desks(session, three)) <= 11


def test_the_overview_names_every_page_and_its_facts(visitor, make, now):
    person = make.staff(roles=[(Role.ADMINISTRATOR, None)])
    make.save(HeldRole(staff_id=person.id, role=Role.PROTECTION_OFFICER, consultation_id=None, trained_until=TODAY + timedelta(days=10)))
    organisation = make.organisation()
    make.save(Invitation(link_hash=keyed_hash("invitation", "x"), organisation_id=organisation.id, role=Role.MODERATOR, expires_at=now + timedelta(days=1)))
    make.save(Invitation(link_hash=keyed_hash("invitation", "y"), organisation_id=organisation.id, role=Role.MODERATOR, expires_at=now - timedelta(days=1)))
    make.sign_in(visitor, person)
    visitor.get("/en/staff")
    page = visitor.follow("Administration")
    addresses = [address for _words, address in page.links]
    assert [office.path for office in OFFICES if f"/en/staff/admin/{office.path}" not in addresses] == []
    for sentence in ("1 training ends within 30 days.", "1 is open.", "1 account is in use.", "Rules of participation: no version is in force."):
        assert sentence in page.main


def test_a_policy_that_lacks_a_language_is_named(visitor, make, now):
    from portal.policies.models import PolicyKind, PolicyVersion

    make.save(PolicyVersion(kind=PolicyKind.PRIVACY, version=1, from_day=TODAY, text=Texts(en="We keep little.")))
    make.sign_in(visitor, make.staff(roles=[(Role.ADMINISTRATOR, None)]))
    assert "Privacy notice is missing in: Arabic" in visitor.get("/en/staff/admin").main


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.MODERATOR, Role.FOCAL_POINT])
def test_nobody_else_finds_the_overview(visitor, make, now, role):
    person = make.staff()
    make.save(HeldRole(staff_id=person.id, role=role, consultation_id=None, trained_until=TODAY))
    make.sign_in(visitor, person)
    visitor.get("/en/staff/admin", status=404)
    assert "/en/staff/admin" not in [address for _words, address in visitor.get("/en/staff").links]
