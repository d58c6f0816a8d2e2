"""What is told in public of complaints and reports: on publication days, suppressed, and nothing in between."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import inspect, text

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.errors import NotFound
from portal.complaints.models import Category, Complaint, ComplaintState, Finding, PublishableDecision
from portal.crossings import statistics
from portal.figures.models import PublishedDecision, PublishedFigures
from portal.reprisals import figures
from portal.reprisals.models import ActorType, IncidentKind, Reprisal, ReprisalState
from portal.vault.models import Case, CaseKind, Clock, ClockName

AFTERWARDS = datetime(2028, 2, 3, 9, tzinfo=UTC)


def reports(make, number, **columns):
    """So many reports of May 2027, as rows: nothing is sealed in them."""

    def job(session):
        for _one in range(number):
            case = Case(kind=CaseKind.REPRISAL, day=date(2027, 5, 3), language="en", salt=b"s" * 16, holder_key=b"k")
            session.add(case)
            session.flush()
            session.add(Reprisal(case_id=case.id, state=ReprisalState.REPORTED, **columns))
            session.add(Clock(case_id=case.id, name=ClockName.ANSWER, started_on=date(2027, 5, 3), due_on=date(2027, 5, 4), met_on=date(2027, 5, 3)))

    make.vault.write(job)


def carried(make, database, what=statistics.carry_figures):
    rounds = 0
    while make.vault.write(lambda session: what(session, SYSTEM, database)):
        rounds += 1
    return rounds


def told(database, kind, period="2027", scope=""):
    return database.read(lambda session: session.query(PublishedFigures.told).filter_by(kind=kind, period=period, scope=scope).scalar())


def dump(database):
    names = [name for name in inspect(database.reader).get_table_names() if name != "alembic_version"]
    return {name: sorted(map(str, database.read(lambda session, name=name: session.execute(text(f'SELECT * FROM "{name}"')).all()))) for name in names}


PAGES = ("/", "/transparency", "/transparency/complaints", "/transparency/decisions", "/how-it-works", "/consultations/our-park", "/consultations/our-park/moderation")


def test_p69_a_report_changes_no_public_page_and_no_public_table(make, visitor, database, now):
    make.consultation("Our park", slug="our-park")
    officers = make.officer(Role.PROTECTION_OFFICER), make.officer(Role.PROTECTION_OFFICER, name="Rui")
    before, pages = dump(database), [visitor.get(f"/en{path}").main for path in PAGES]
    make.reprisal(*officers, urgent=True)
    carried(make, database)
    assert dump(database) == before
    assert [visitor.get(f"/en{path}").main for path in PAGES] == pages


@pytest.mark.parametrize(("number", "said"), [(0, None), (3, None), (9, None), (10, 10), (23, 25)])
def test_p69_the_yearly_figure_says_nothing_below_ten(make, database, number, said, now):
    make.consultation("Our park")
    reports(make, number, incident=IncidentKind.THREAT, actor_type=ActorType.STATE)
    with clock.frozen(datetime(2028, 1, 31, tzinfo=UTC)):
        assert carried(make, database) == 0
    with clock.frozen(AFTERWARDS):
        assert carried(make, database) == 2
        assert carried(make, database) == 0
    assert told(database, "reprisals")["received"]["number"] == said


def test_p69_below_ten_is_shown_as_fewer_than_ten(make, database, visitor, now):
    make.consultation("Our park")
    reports(make, 4)
    with clock.frozen(AFTERWARDS):
        carried(make, database)
        page = visitor.get("/en/transparency/2027")
        assert "Reports received" in page.main
        assert "ewer than 10" in page.main


def test_reports_are_counted_by_kind_actor_region_and_first_answer(make, now):
    reports(make, 2, incident=IncidentKind.THREAT, actor_type=ActorType.STATE, region="eastern-asia")
    reports(make, 1, incident=IncidentKind.ARREST, actor_type=ActorType.STATE)
    counts = make.vault.read(lambda session: figures.counted(session, SYSTEM, 2027))
    assert counts["received"].number == 3
    assert {name: number for name, number in counts["incidents"].counts.items() if number} == {"threat": 2, "arrest": 1}
    assert {name: number for name, number in counts["actors"].counts.items() if number} == {"state": 3}
    assert {name: number for name, number in counts["regions"].counts.items() if number} == {"eastern-asia": 2}
    assert (counts["in time"].part, counts["in time"].base) == (3, 3)
    assert make.vault.read(lambda session: figures.counted(session, SYSTEM, 2026))["received"].number == 0
    with pytest.raises(NotFound):
        make.vault.read(lambda session: figures.counted(session, NOBODY, 2027))


def complaint(make, place="", **columns):
    def job(session):
        case = Case(kind=CaseKind.COMPLAINT, day=date(2027, 5, 3), language="en", salt=b"s" * 16, holder_key=b"k")
        session.add(case)
        session.flush()
        row = Complaint(case_id=case.id, category=Category.HOST, place=place, state=ComplaintState.DECIDED, finding=Finding.PARTLY, decided_on=date(2027, 6, 9), **columns)
        session.add(row)
        return case.id

    return make.vault.write(job)


def test_complaints_are_told_once_a_year_and_of_one_consultation_only_their_sums(make, database, now):
    place, private = make.consultation("Our park"), make.consultation("A room", private=True)
    for _one in range(12):
        complaint(make, place.slug)
    complaint(make, private.slug)
    with clock.frozen(AFTERWARDS):
        carried(make, database)
    assert told(database, "complaints")["received"]["number"] == 15
    assert set(told(database, "complaints", scope=place.slug)) == {"received", "in time", "satisfied"}
    assert told(database, "complaints", scope=private.slug) is None


def test_a_decision_is_shown_on_a_publication_day_once_the_very_words_were_agreed_to(make, database, now, visitor):
    case_id = complaint(make)
    make.vault.write(lambda session: session.add(PublishableDecision(case_id=case_id, language="en", text="The host answered too late.", agreed_on=now.date())))
    carried(make, database, statistics.carry_decisions)
    assert database.read(lambda session: session.query(PublishedDecision).count()) == 0
    with clock.frozen(datetime(2027, 6, 1, 3, tzinfo=UTC)):
        carried(make, database, statistics.carry_decisions)
        # A crash before it was noted: once more, and it is still one.
        make.vault.write(lambda session: session.query(PublishableDecision).update({"carried_on": None}))
        carried(make, database, statistics.carry_decisions)
        found = database.read(lambda session: session.query(PublishedDecision).one())
        assert (found.category, found.outcome, found.month, str(found.text)) == ("host", "partly", date(2027, 6, 1), "The host answered too late.")
        assert "The host answered too late." in visitor.get(f"/en/transparency/decisions/{found.number}").main
    with clock.frozen(now + timedelta(days=60)):
        make.vault.write(lambda session: session.query(PublishableDecision).update({"agreed_on": None}))
        carried(make, database, statistics.carry_decisions)
    assert database.read(lambda session: session.query(PublishedDecision).count()) == 0


def test_p222_a_decision_without_agreement_is_never_carried(make, database, now):
    case_id = complaint(make)
    make.vault.write(lambda session: session.add(PublishableDecision(case_id=case_id, language="en", text="The host answered too late.")))
    with clock.frozen(AFTERWARDS):
        carried(make, database, statistics.carry_decisions)
    assert database.read(lambda session: session.query(PublishedDecision).count()) == 0
