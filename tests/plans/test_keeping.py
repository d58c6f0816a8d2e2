"""The host's plans: announced, changed, dropped with a reason, made a consultation."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.base.access import SYSTEM, Actor, Kind, Role
from portal.base.errors import NotFound, Refused, WrongMoment
from portal.base.languages import Texts
from portal.consultations.models import Consultation, ConsultationState
from portal.journal.models import Entry
from portal.plans import commands, queries, when
from portal.plans.models import Plan, PlanState

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def host(make):
    return make.organisation("Harbour office")


@pytest.fixture
def organiser(make, visitor, host):
    person = make.staff("Organiser", organisation=host, roles=[(Role.ORGANISER, None)])
    make.sign_in(visitor, person)
    return person


def plans(database):
    return database.read(lambda session: session.scalars(select(Plan).order_by(Plan.number)).all())


def add(visitor, **more):
    visitor.get("/en/staff/plans/new")
    return visitor.press("Save", **{"title-en": "The harbour", "month": "2027-08-01", "topic": "environment", **more})


def test_a_host_announces_a_plan_and_everybody_reads_it(visitor, organiser, host, database):
    add(visitor, quarter="yes", region="oceania", **{"note-en": "Boats and birds."})
    assert "It is added. Everybody can read it." in visitor.page.text
    [plan] = plans(database)
    assert (plan.host_id, plan.starts_on, plan.months, plan.topic, plan.region) == (host.id, date(2027, 7, 1), 3, "environment", "oceania")
    assert "Boats and birds." in visitor.get("/en/calendar").main


def test_the_same_form_sent_twice_makes_one(visitor, organiser, database):
    visitor.get("/en/staff/plans/new")
    form = visitor.page.forms()
    fields = next(dict(one.fields) for one in form if one.action.endswith("/plans/new"))
    for _time in range(2):
        visitor.post("/en/staff/plans/new", {**fields, "title-en": "The harbour"})
    assert len(plans(database)) == 1


def test_a_title_is_needed_and_nothing_typed_is_lost(visitor, organiser, database):
    visitor.get("/en/staff/plans/new")
    page = visitor.press("Save", status=422, **{"note-en": "Boats."})
    assert page.faults == ["Write a title."]
    assert "Boats." in page.text
    assert plans(database) == []


def test_it_is_changed_unless_somebody_else_was_faster(visitor, organiser, database):
    add(visitor)
    visitor.get("/en/staff/plans/1")
    stale = next(dict(one.fields) for one in visitor.page.forms() if one.action.endswith("/plans/1"))
    visitor.press("Save", **{"title-en": "The old harbour"})
    visitor.post("/en/staff/plans/1", {**stale, "title-en": "Mine"}, status=409)
    assert [(str(one.title), one.version) for one in plans(database)] == [("The old harbour", 2)]


def test_it_is_dropped_with_a_public_reason(visitor, organiser, database):
    add(visitor)
    visitor.get("/en/staff/plans/1/drop")
    assert visitor.press("Drop this plan", status=422).status == 422
    visitor.press("Drop this plan", **{"cancel-reason_en": "There is no money."})
    assert "The plan is dropped." in visitor.page.text
    assert [one.state for one in plans(database)] == [PlanState.DROPPED]
    assert "There is no money." in visitor.get("/en/calendar").main
    assert "Save" not in [button[0] for form in visitor.get("/en/staff/plans/1").forms() for button in form.buttons]


def test_it_becomes_a_consultation_once(visitor, organiser, database):
    add(visitor, region="oceania")
    visitor.get("/en/staff/plans/1")
    visitor.press("Set up this consultation")
    assert visitor.page.url.endswith("/staff/the-harbour/setup")
    visitor.get("/en/staff/plans/1")
    made = database.read(lambda session: session.scalars(select(Consultation)).one())
    assert (str(made.title), made.state, made.topics, made.region, made.languages) == ("The harbour", ConsultationState.DRAFT, ["environment"], "oceania", ["en"])
    assert [(one.state, one.consultation_id) for one in plans(database)] == [(PlanState.SET_UP, made.id)]
    deeds = database.read(lambda session: [one.deed for one in session.scalars(select(Entry).where(Entry.thing == "plans").order_by(Entry.id))])
    assert sorted(deeds) == ["announce plan", "set up plan"]


def test_others_find_nothing_and_change_nothing(make, visitor, organiser, database):
    theirs = make.plan("Theirs", number=77)
    visitor.get("/en/staff/plans/77", status=404)
    assert "Theirs" not in visitor.get("/en/staff/plans").main
    actor = Actor(kind=Kind.STAFF, staff_id=organiser.id, organisation_id=organiser.organisation_id, roles=frozenset({(Role.ORGANISER, None)}))
    with pytest.raises(NotFound):
        database.write(lambda session: commands.drop(session, actor, session.merge(theirs), Texts(en="No.")))


def test_whoever_may_not_host_does_not_come_in(make, visitor):
    person = make.staff("Moderator", roles=[(Role.MODERATOR, make.consultation())])
    make.sign_in(visitor, person)
    visitor.get("/en/staff/plans", status=404)


def test_a_plan_that_is_over_is_changed_no_more(database, make):
    make.plan(number=5, state=PlanState.DROPPED)
    with pytest.raises(WrongMoment):
        database.write(lambda session: commands.set_up(session, SYSTEM, queries.one(session, SYSTEM, 5), slug="harbour"))


def test_without_a_reason_nothing_is_dropped(database, make):
    make.plan(number=5)
    with pytest.raises(Refused):
        database.write(lambda session: commands.drop(session, SYSTEM, queries.one(session, SYSTEM, 5), Texts(en=" ")))


def test_one_statement_reads_all_plans(make, statements):
    make.plan()
    one = statements(lambda session: queries.coming(session, SYSTEM))
    make.plan()
    make.plan()
    assert statements(lambda session: queries.coming(session, SYSTEM)) == one


@pytest.mark.parametrize(
    ("day", "months", "found"), [(date(2027, 12, 5), 1, date(2028, 1, 1)), (date(2027, 1, 31), -1, date(2026, 12, 1)), (date(2027, 5, 3), 0, date(2027, 5, 1))]
)
def test_months_are_counted_over_the_year(day, months, found):
    assert when.month_after(day, months) == found
