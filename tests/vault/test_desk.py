"""The desk: my cases of both kinds, late ones first, and one case opened."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import SYSTEM, Role
from portal.vault import commands, desks, listing
from portal.vault.models import Case, ClockName, Standing, WrappedKey
from portal.web.pages import document

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them


@pytest.fixture
def plain(monkeypatch):
    """Case pages of this test tell their kind alone, whatever the rooms have registered."""
    for kind in desks.CaseKind:
        monkeypatch.setitem(desks._shows, kind, lambda visit, session, opened, **facts: document(f"opened {opened.case.kind}", "text/plain", keep=False))


def due(make, made, days, name=ClockName.TRIAGE):
    make.vault.write(lambda session: commands.start(session, SYSTEM, session.get_one(Case, made.case.id), name, days=days))


def on_desk(make, officer):
    return make.vault.read(lambda session: listing.desk(session, officer.actor, officer.officer)[0])


def test_late_cases_come_first_then_what_is_due_and_closed_ones_last(make, now):
    mine = make.officer()
    quiet, later, soon, over = (make.complaint(mine).case.id for _ in range(4))
    for case_id, days in ((later, 9), (soon, 2), (over, 1)):
        make.vault.write(lambda session, case_id=case_id, days=days: commands.start(session, SYSTEM, session.get_one(Case, case_id), ClockName.TRIAGE, days=days))
    make.vault.write(lambda session: setattr(session.get_one(Case, over), "closed_on", clock.today()))
    assert [one.case_id for one in on_desk(make, mine)] == [soon, later, quiet, over]
    with clock.frozen(now + timedelta(days=3)):
        assert [(one.case_id, one.late, one.over) for one in on_desk(make, mine)] == [(soon, True, False), (later, False, False), (quiet, False, False), (over, False, True)]
        make.vault.write(lambda session: commands.meet(session, SYSTEM, session.get_one(Case, soon), ClockName.TRIAGE))
        assert on_desk(make, mine)[0].case_id == later


def test_a_clock_in_hours_is_late_by_the_hour(make, now):
    officer = make.officer(Role.PROTECTION_OFFICER)
    made = make.reprisal(officer)
    make.vault.write(lambda session: commands.start_hours(session, SYSTEM, session.get_one(Case, made.case.id), ClockName.ANSWER, now + timedelta(hours=4)))
    assert [one.late for one in on_desk(make, officer)] == [False]
    with clock.frozen(now + timedelta(hours=6)):
        assert [one.late for one in on_desk(make, officer)] == [True]


def test_a_desk_holds_neither_cases_of_others_nor_those_somebody_only_stands_in_for(make):
    mine, other = make.officer(), make.officer(name="Rui")
    make.complaint(other, others=((mine, Standing.STAND_IN),))
    made = make.complaint(mine)
    assert [one.case_id for one in on_desk(make, mine)] == [made.case.id]


def test_a_case_whose_key_is_missing_says_so(make, visitor):
    mine = make.officer()
    made = make.complaint(mine)
    make.vault.write(lambda session: session.query(WrappedKey).filter_by(officer_id=mine.officer.id).update({"wrapped": None}))
    make.unlock(visitor, mine)
    assert "No key of yours opens it" in visitor.get("/en/staff/desk").main
    assert visitor.get(f"/en/staff/desk/{made.case.id}", status=404).h1 == visitor.get("/en/staff/desk/4711", status=404).h1


def test_the_desk_has_pages(make, visitor, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 2)
    mine = make.officer()
    for number in range(5):
        due(make, make.complaint(mine), number)
    make.sign_in(visitor, mine.person)
    seen = []
    visitor.get("/en/staff/desk")
    while True:
        seen += [link for _words, link in visitor.page.links if link.split("/")[-1].isdigit()]
        if "Later" not in [words for words, _link in visitor.page.links]:
            break
        visitor.follow("Later")
    assert (len(seen), len(set(seen))) == (5, 5)
    assert visitor.get("/en/staff/desk?after=nonsense").status == 200
    assert visitor.get("/en/staff/desk?after=2027-05-03.99999999999999999999").status == 200


def test_an_empty_desk_and_one_without_a_key_say_what_to_do(make, visitor):
    make.sign_in(visitor, make.officer().person)
    assert "No case is entrusted to you." in visitor.get("/en/staff/desk").main
    newcomer = make.staff("Newcomer", roles=[(Role.ADMINISTRATOR, None)])
    make.sign_in(visitor, newcomer)
    visitor.get("/en/staff/desk", status=404)


def test_one_case_and_three_cost_the_same_number_of_statements(make, vault_statements):
    one, three = make.officer(), make.officer(name="Rui")
    for officer, number in ((one, 1), (three, 3)):
        for _ in range(number):
            due(make, make.complaint(officer), 2)
    counted = [vault_statements(lambda session, who=who: listing.desk(session, who.actor, who.officer)) for who in (one, three)]
    assert counted[0] == counted[1] <= 5


def test_p46_opening_a_case_is_counted_and_asks_for_the_passphrase_first(make, visitor, plain):
    mine = make.officer()
    made = make.complaint(mine)
    make.sign_in(visitor, mine.person)
    assert "Your key is locked" in visitor.get(f"/en/staff/desk/{made.case.id}", status=403).main
    make.unlock(visitor, mine)
    for _ in range(2):
        assert visitor.get(f"/en/staff/desk/{made.case.id}").text == "opened complaint"
    assert make.vault.read(lambda session: [times for (times,) in session.execute(commands.cases.select(commands.cases.Access.times))]) == [2]


def test_p42_somebody_elses_case_and_a_random_number_are_answered_alike(make, visitor, plain):
    import statistics
    import time

    mine, other = make.officer(), make.officer(name="Rui")
    theirs = make.complaint(other).case.id
    both = make.officer(Role.PROTECTION_OFFICER, name="Ada")
    report = make.reprisal(both).case.id
    make.unlock(visitor, mine)
    took = {case_id: [] for case_id in (theirs, report, theirs ^ 1, 2**70)}
    bodies = set()
    for _again in range(30):
        for case_id, times in took.items():
            began = time.perf_counter()
            answer = visitor.get(f"/en/staff/desk/{case_id}", status=404)
            times.append(time.perf_counter() - began)
            bodies.add((answer.text.replace(str(case_id), ""), *sorted((name, value) for name, value in answer.headers.items() if name != "content-length")))
    assert len({body for body, *_more in bodies}) == 1
    medians = [statistics.median(times) for times in took.values()]
    assert max(medians) < 1.5 * min(medians)


def test_whose_training_for_a_kind_has_lapsed_opens_no_case_of_it(make, visitor, plain):
    from portal.identity.models import HeldRole

    officer = make.officer(Role.PROTECTION_OFFICER)
    made = make.reprisal(officer)
    make.unlock(visitor, officer)
    visitor.get(f"/en/staff/desk/{made.case.id}")
    make.database.write(lambda session: setattr(session.query(HeldRole).one(), "role", Role.FOCAL_POINT))
    assert "No case is entrusted to you." in visitor.get("/en/staff/desk").main
    visitor.get(f"/en/staff/desk/{made.case.id}", status=404)
