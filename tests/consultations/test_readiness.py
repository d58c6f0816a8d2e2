"""Nothing opens that would be unfair: every gap has its sentence and its page, and nobody gets around the list."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.base.errors import NotFound, Refused
from portal.base.languages import Texts
from portal.consultations import commands, readiness
from portal.consultations.models import Consultation, ConsultationState, ModeratingOrganisation, Question, RiskAssessment
from portal.consultations.tasks import TASKS, Progress, progress
from portal.identity.models import HeldRole, Staff
from portal.moderation import readiness as _rules_of_moderation  # noqa: F401  a check of a room above
from portal.policies.models import PolicyKind, PolicyVersion

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
BOTH = Texts(en="Words.", ar="كلمات.")
HALF = Texts(en="Words.", ar="  ")


@pytest.fixture
def administrator(make):
    return make.actor(Role.ADMINISTRATOR, None)


@pytest.fixture
def missing(database, administrator):
    """The gaps of a consultation, by code."""
    return lambda one: {gap.code: gap for gap in database.read(lambda session: readiness.gaps(session, administrator, session.get(Consultation, one.id)))}


def change(database, one, **columns):
    def job(session):
        row = session.get(Consultation, one.id)
        for name, value in columns.items():
            setattr(row, name, value)

    database.write(job)


def drop(database, table, **where):
    def job(session):
        for row in session.query(table).filter_by(**where):
            session.delete(row)

    database.write(job)


def test_a_ready_draft_has_no_gaps_and_opens(database, make, now, missing, administrator):
    one = make.ready()
    assert missing(one) == {}
    database.write(lambda session: commands.publish(session, administrator, session.get(Consultation, one.id)))
    assert database.read(lambda session: session.get(Consultation, one.id).state) is ConsultationState.PUBLIC


@pytest.mark.parametrize(
    ("column", "page"),
    [
        ("title", "basics"),
        ("plain", "basics"),
        ("summary", "basics"),
        ("mandate", "mandate"),
        ("influence_text", "mandate"),
        ("decider", "mandate"),
        ("alternative", "mandate"),
        ("pledge", "pledge"),
        ("risk_public", "risk"),
    ],
)
@pytest.mark.parametrize(("text", "languages"), [(HALF, "Arabic"), (Texts(), "English, Arabic")])
def test_every_text_is_needed_in_every_language(database, make, now, missing, column, page, text, languages):
    one = make.ready()
    change(database, one, **{column: text})
    [gap] = missing(one).values()
    assert gap.path == f"/staff/{one.slug}/setup/{page}"
    assert gap.sentence.endswith(f"missing in: {languages}.")


def test_a_consultation_needs_a_question_and_each_a_whole_title(database, make, now, missing):
    one = make.ready()
    make.question(one, number=2, title=HALF, body=Texts())
    assert {code: gap.sentence for code, gap in missing(one).items()} == {"question 2 title": "“Question 2” is missing in: Arabic."}
    drop(database, Question, consultation_id=one.id)
    assert missing(one)["questions"].path == f"/staff/{one.slug}/setup/questions"


def test_nothing_half_translated_is_published(database, make, now, missing):
    one = make.ready()
    make.theme(one)
    make.document(one)
    make.question(one, number=2, title=BOTH, body=Texts(en="More."))
    assert sorted(missing(one)) == ["document 1 body", "document 1 title", "question 2 body", "theme 1 title"]
    assert {gap.path for gap in missing(one).values()} == {f"/staff/{one.slug}/setup/translations"}


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"opens": 10 * DAY}, ["notice"]),
        ({"opens": 10 * DAY, "notice_reason": HALF}, ["notice"]),
        ({"opens": 10 * DAY, "notice_reason": BOTH}, []),
        ({"closes": 14 * WEEK - DAY}, ["duration"]),
        ({"closes": 14 * WEEK - DAY, "duration_reason": HALF}, ["duration"]),
        ({"closes": 14 * WEEK - DAY, "duration_reason": BOTH}, []),
        ({"closes": 14 * WEEK}, []),
        ({"opens": -DAY}, ["opens"]),
        ({"opens": -9 * DAY, "closes": -DAY}, ["closes"]),
        ({"response_due_at": None}, ["response due"]),
    ],
)
def test_p86_dates_keep_the_rules_or_say_in_public_why_not(make, now, missing, facts, codes):
    assert sorted(missing(make.ready(**facts))) == codes


def test_notice_is_counted_from_the_moment_of_publishing(make, now, missing):
    one = make.ready()
    with clock.frozen(now + 30 * DAY):
        assert "Less than 20 needs a public reason" in missing(one)["notice"].sentence


def test_the_risk_assessment_must_be_finished(database, make, now, missing):
    one = make.ready()
    drop(database, RiskAssessment, consultation_id=one.id)
    assert [gap.path for gap in missing(one).values()] == [f"/staff/{one.slug}/setup/risk"]


def test_somebody_must_moderate(database, make, now, missing):
    one = make.ready()
    drop(database, ModeratingOrganisation, consultation_id=one.id)
    drop(database, HeldRole, consultation_id=one.id, role=Role.MODERATOR)
    assert sorted(missing(one)) == ["moderating", "moderator"]


def test_the_host_does_not_moderate_where_others_do(database, make, now, missing):
    host = make.organisation()
    one = make.ready(host=host, team=False, moderated_independently=True)
    make.save(ModeratingOrganisation(consultation_id=one.id, organisation_id=host.id))
    make.staff(organisation=host, roles=[(Role.MODERATOR, one), (Role.REVIEWER, one)])
    assert sorted(missing(one)) == ["moderating", "moderator", "reviewer"]
    change(database, one, moderated_independently=False)
    make.staff(roles=[(Role.REVIEWER, one)])
    assert missing(one) == {}


def test_appeals_are_heard_outside_of_the_moderators_unit(database, make, now, missing):
    one = make.ready(team=False)
    office = make.organisation()
    make.staff("Ada", organisation=office, roles=[(Role.MODERATOR, one)])
    assert "borrow a reviewer" in missing(one)["reviewer"].sentence
    reviewer = make.staff("Ben", organisation=office, roles=[(Role.REVIEWER, one)])
    assert "Nobody outside their own unit could hear an appeal against: Ada." in missing(one)["reviewer"].sentence
    database.write(lambda session: setattr(session.get(Staff, reviewer.id), "unit", "Complaints"))
    assert missing(one) == {}


def test_roles_in_the_whole_portal_count(make, now, missing):
    one = make.ready(team=False)
    make.staff(roles=[(Role.MODERATOR, None)])
    make.staff(roles=[(Role.REVIEWER, None)])
    assert missing(one) == {}


def test_rules_of_moderation_must_be_in_force_in_all_languages(database, make, now, missing):
    one = make.ready(policy=False)
    assert [gap.path for gap in missing(one).values()] == ["/staff/admin/rules"]
    make.policy()
    assert missing(one) == {}
    change(database, one, languages=["en", "ar", "sw"])
    assert "The rules of moderation are missing in: Swahili." in missing(one)["rules"].sentence


def test_policies_must_be_in_force_in_all_languages_once_there_are_some(make, now, missing):
    one = make.ready()
    make.save(PolicyVersion(kind=PolicyKind.PRIVACY, version=1, from_day=clock.today(), text=Texts(en="Words.")))
    make.save(PolicyVersion(kind=PolicyKind.PARTICIPATION, version=1, from_day=clock.today() + 365 * DAY, text=BOTH))
    assert {code: gap.path for code, gap in missing(one).items()} == {
        "policy participation": "/staff/admin/policies/participation",
        "policy privacy": "/staff/admin/policies/privacy",
    }


def test_p87_pressing_by_force_is_refused_with_the_whole_list(database, make, now, administrator):
    one = make.ready(team=False, policy=False, summary=Texts())
    with pytest.raises(Refused) as refused:
        database.write(lambda session: commands.publish(session, administrator, session.get(Consultation, one.id)))
    assert refused.value.sentence == (
        "It cannot open yet. “Summary” is missing in: English, Arabic. Nobody moderates yet. Invite a moderator. "
        "Nobody hears appeals yet. You can borrow a reviewer from another organisation on the page of the team. "
        "No rules of moderation are in force. An administrator can mend this."
    )


def test_what_is_not_needed_does_not_become_public(database, make, now, administrator):
    one = make.ready(notice_reason=BOTH, duration_reason=BOTH, pledge=Texts(ar="كلمات.", fr="Mots.", en="Words."))
    database.write(lambda session: commands.publish(session, administrator, session.get(Consultation, one.id)))
    public = database.read(lambda session: session.get(Consultation, one.id))
    assert (public.notice_reason, public.duration_reason, list(public.pledge)) == (Texts(), Texts(), ["en", "ar"])


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_who_manages_it_learns_what_is_missing(database, make, now, role):
    one = make.ready()
    for actor in (NOBODY, make.actor(role, None), make.actor(role, make.consultation())):
        with pytest.raises(NotFound):
            database.read(lambda session, actor=actor: readiness.gaps(session, actor, session.get(Consultation, one.id)))


def test_one_list_takes_as_many_statements_for_three_questions_as_for_one(database, make, now, administrator, statements):
    small, big = make.ready(), make.ready(policy=False)
    make.question(big, number=2)
    make.question(big, number=3)
    counts = [statements(lambda session, one=one: readiness.gaps(session, administrator, session.get(Consultation, one.id))) for one in (small, big)]
    assert counts[0] == counts[1]


def test_every_task_knows_how_far_it_is(database, make, now, administrator):
    def states(one):
        def job(session):
            row = session.get(Consultation, one.id)
            return [(task.path, state) for task, state, _gaps in progress(session, administrator, row, readiness.gaps(session, administrator, row))]

        return dict(database.read(job))

    ready = states(make.ready())
    assert {path for path, state in ready.items() if state is Progress.DONE} == {task.path for task in TASKS if task.needed} | {"translations"}
    assert {ready[task.path] for task in TASKS if not task.needed} - {Progress.DONE} == {Progress.NOT_NEEDED}
    empty = {name: Texts() for name in ("plain", "summary", "mandate", "influence_text", "decider", "alternative")}
    bare = states(make.consultation(state=ConsultationState.DRAFT, response_due_at=None, **empty))
    assert {path for path, state in bare.items() if state is Progress.NOT_BEGUN} == {"basics", "mandate", "questions", "dates", "who", "risk", "pledge", "team"}
    begun = states(make.consultation(state=ConsultationState.DRAFT))
    assert {path for path, state in begun.items() if state is Progress.TO_FINISH} == {"basics", "mandate", "dates"}
