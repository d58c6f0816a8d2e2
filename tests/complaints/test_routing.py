"""Who gets a complaint: nobody who is concerned, ever; then the routes, region and language, and who has time."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.complaints import routing
from portal.complaints.models import Category, ComplaintState, Route
from portal.complaints.routing import AGAINST_AN_ORGANISATION, Candidate, Matter, Way, entitled, is_concerned, named_in, ranked, same_unit
from portal.vault.outside import Concerned

HOST, MODERATORS, OTHERS = 1, 2, 3
CONCERNED = Concerned(known=True, organisations=frozenset({HOST, MODERATORS}), people=frozenset({70}), units=frozenset({(OTHERS, "Reviews")}))


@pytest.mark.parametrize(
    ("one", "category", "expected"),
    [
        (Candidate(1, 11, (HOST, "")), Category.ACCESS, False),
        (Candidate(1, 11, (HOST, "")), Category.HOST, True),
        (Candidate(1, 11, (HOST, "Far away")), Category.PROCESS, True),
        (Candidate(1, 11, (MODERATORS, "")), Category.MODERATION, True),
        (Candidate(1, 11, (MODERATORS, "")), Category.BARRIER, False),
        (Candidate(1, 70, (9, "")), Category.ACCESS, True),
        (Candidate(1, 11, (OTHERS, "Reviews")), Category.ACCESS, True),
        (Candidate(1, 11, (OTHERS, "")), Category.ACCESS, True),
        (Candidate(1, 11, (OTHERS, "Kitchen")), Category.ACCESS, False),
        (Candidate(1, 11, (OTHERS, "Kitchen")), Category.STAFF, True),
        (Candidate(1, 11, (9, "")), Category.STAFF, False),
    ],
)
def test_who_is_concerned_in_a_matter(one, category, expected):
    assert is_concerned(one, Matter(category, concerned=CONCERNED)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((1, "A"), (1, "A"), True),
        ((1, "A"), (1, "B"), False),
        ((1, "A"), (2, "A"), False),
        ((1, ""), (1, "B"), True),
        ((1, "A"), (1, ""), True),
        ((1, ""), (2, ""), False),
    ],
)
def test_an_unknown_unit_counts_as_the_same(one, other, expected):
    assert same_unit(one, other) is expected


WAYS = [Way(1), Way(2, region="western-asia"), Way(3, Category.DATA), Way(4, Category.DATA, "western-asia")]


@pytest.mark.parametrize(
    ("category", "region", "expected"),
    [
        (Category.DATA, "western-asia", [4, 3, 2, 1, 5]),
        (Category.DATA, "oceania", [3, 1, 2, 4, 5]),
        (Category.OTHER, "western-asia", [2, 1, 3, 4, 5]),
        (Category.OTHER, "oceania", [1, 2, 3, 4, 5]),
        (Category.OTHER, "", [1, 2, 3, 4, 5]),
    ],
)
def test_the_routes_come_first(category, region, expected):
    people = [Candidate(number, number, (number, "")) for number in (5, 4, 3, 2, 1)]
    assert [one.officer_id for one in ranked(people, Matter(category, region), WAYS)] == expected


def test_then_region_and_language_then_time():
    people = [
        Candidate(1, 1, (1, ""), open_cases=1),
        Candidate(2, 2, (2, ""), open_cases=0),
        Candidate(3, 3, (3, ""), languages=("ar",), open_cases=8),
        Candidate(4, 4, (4, ""), regions=("oceania",), open_cases=9),
        Candidate(5, 5, (5, ""), regions=("oceania",), languages=("ar",), open_cases=9),
    ]
    assert [one.officer_id for one in ranked(people, Matter(Category.OTHER, "oceania", "ar"), [])] == [5, 4, 3, 2, 1]


units = st.tuples(st.integers(1, 4), st.sampled_from(["", "A", "B"]))
candidates = st.lists(
    st.builds(
        Candidate,
        st.integers(1, 9),
        st.integers(1, 9),
        units,
        st.booleans(),
        st.lists(st.sampled_from(["oceania", "western-asia"])).map(tuple),
        st.lists(st.sampled_from(["en", "ar"])).map(tuple),
        st.integers(0, 3),
    ),
    max_size=9,
    unique_by=lambda one: one.officer_id,
)
concerned = st.builds(
    Concerned,
    known=st.booleans(),
    organisations=st.frozensets(st.integers(1, 4)),
    people=st.frozensets(st.integers(1, 9)),
    units=st.frozensets(units),
)
matters = st.builds(Matter, st.sampled_from(Category), st.sampled_from(["", "oceania"]), st.sampled_from(["en", "ar"]), concerned, st.frozensets(st.integers(1, 9)))
ways = st.lists(st.builds(Way, st.integers(1, 9), st.none() | st.sampled_from(Category), st.sampled_from(["", "oceania"])))


@given(candidates, matters, ways, st.lists(units))
def test_p225_nobody_concerned_distrusted_or_away_is_ever_chosen_whatever_the_routes_say(people, matter, lines, apart):
    found = ranked(people, matter, lines, apart_from=apart)
    for one in found:
        assert one.officer_id not in matter.distrusted
        assert not one.away
        assert one.staff_id not in matter.concerned.people
        assert one.unit not in matter.concerned.units
        assert matter.category not in AGAINST_AN_ORGANISATION or one.unit[0] not in matter.concerned.organisations
    assert set(found) == set(entitled(people, matter))
    near = [any(same_unit(one.unit, unit) for unit in apart) for one in found]
    assert near == sorted(near)


@given(candidates, matters, ways)
def test_the_order_does_not_depend_on_the_order_in_which_people_are_read(people, matter, lines):
    assert ranked(people, matter, lines) == ranked(people[::-1], matter, lines[::-1])


def ask(make, **more):
    facts = {"category": Category.OTHER, "place": "", "number": None, "region": "", **more}
    got = make.vault.read(lambda session: routing.assign(session, NOBODY, **facts))
    return tuple(one.id if one else None for one in (got.owner, got.stand_in))


def test_the_one_with_the_fewest_open_cases_gets_it_and_another_stands_in(make, now):
    busy, free = make.officer(name="Busy"), make.officer(name="Free")
    make.complaint(busy)
    assert ask(make) == (free.officer.id, busy.officer.id)
    for _number in range(2):
        made = make.complaint(free)
        make.vault.write(lambda session, made=made: setattr(session.merge(made.row), "state", ComplaintState.CLOSED))
    assert ask(make) == (free.officer.id, busy.officer.id)  # what is closed does not count


def test_away_untrained_and_gone_people_get_nothing(make, now):
    make.officer(name="Away", away_until=clock.today())
    make.officer(name="Untrained", trained=False)
    make.officer(name="Gone", gone_on=clock.today())
    make.officer(Role.PROTECTION_OFFICER, name="Of another room")
    assert ask(make) == (None, None)
    back = make.officer(name="Back", away_until=clock.today() - timedelta(days=1))
    assert ask(make) == (back.officer.id, None)


def test_a_chosen_person_gets_it_unless_they_are_concerned(make, now):
    host = make.organisation("Host")
    place = make.consultation(host=host).slug
    theirs = make.officer(name="Of the host", organisation=host)
    other, third = make.officer(name="Other", organisation=make.organisation("Other")), make.officer(name="Third", organisation=make.organisation("Third"))
    assert ask(make, chosen=third.officer.id)[0] == third.officer.id
    assert ask(make, place=place, chosen=theirs.officer.id)[0] == theirs.officer.id
    for category in AGAINST_AN_ORGANISATION:
        assert set(ask(make, category=category, place=place, chosen=theirs.officer.id)) == {other.officer.id, third.officer.id}


def test_whoever_is_not_trusted_is_left_out_and_their_unit_comes_last(make, now):
    one = make.organisation("One")
    first, near = make.officer(name="First", organisation=one, unit="A"), make.officer(name="Near", organisation=one, unit="A")
    far = make.officer(name="Far", organisation=make.organisation("Two"), unit="A")
    make.complaint(far)
    assert ask(make, distrusted=[first.officer.id]) == (far.officer.id, near.officer.id)


def test_the_routes_of_the_table_are_followed(make, now):
    quiet, named = make.officer(name="Quiet"), make.officer(name="Named")
    make.complaint(named)
    make.vault.write(lambda session: session.add(Route(category=Category.DATA, region="oceania", officer_id=named.officer.id)))
    assert ask(make, category=Category.DATA, region="oceania")[0] == named.officer.id
    assert ask(make, category=Category.DATA)[0] == quiet.officer.id


def test_p56_the_first_decider_and_their_unit_are_not_offered_for_the_second_stage(make, now):
    one, two = make.organisation("One"), make.organisation("Two")
    first = make.officer(name="First", organisation=one, unit="A")
    make.officer(name="Next door", organisation=one, unit="A")
    make.officer(name="Somewhere", organisation=one)
    other_unit, elsewhere = make.officer(name="Other unit", organisation=one, unit="B"), make.officer(name="Elsewhere", organisation=two)
    made = make.complaint(first, decided_by=first.officer.id, decided_unit=routing.unit_text((one.id, "A")))
    offered = make.vault.read(lambda session: routing.for_second(session, NOBODY, made.row, number=None))
    assert {choice.officer_id for choice in offered} == {other_unit.officer.id, elsewhere.officer.id}
    assert make.vault.read(lambda session: routing.second(session, NOBODY, made.row, number=None)).id in {other_unit.officer.id, elsewhere.officer.id}


def test_p56_nor_when_the_first_decider_has_left(make, now):
    one = make.organisation("One")
    first = make.officer(name="First", organisation=one, unit="A", gone_on=clock.today())
    make.officer(name="Next door", organisation=one, unit="A")
    made = make.complaint(first, decided_by=first.officer.id, decided_unit=routing.unit_text((one.id, "A")))
    assert make.vault.read(lambda session: routing.second(session, NOBODY, made.row, number=None)) is None


def test_choices_name_person_and_organisation(make, now):
    office = make.organisation("Office")
    make.officer(name="Noor", organisation=office, unit="A")
    offered = make.vault.read(lambda session: routing.choices(session, NOBODY, category=Category.OTHER, place="", number=None, region="", language="en"))
    assert [one.label for one in offered] == [f"Noor, {office.name['en']}, A"]


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("", set(), set()),
        ("Amal Haddad of the city", {1}, {1, 2}),
        ("AMAL   HADDAD", {1}, {1, 2}),
        ("Ms. Haddad", set(), {1, 2}),
        ("Haddadin", set(), set()),
        ("نور", {3}, {3}),
        ("Li", {4}, {4}),
    ],
)
def test_a_name_in_the_complaint_is_found_whole_or_in_part(text, whole, part):
    assert named_in({1: "Amal Haddad", 2: "Rui Haddad", 3: "نور", 4: "Li"}, text) == (whole, part)


def test_whoever_is_named_in_a_complaint_does_not_get_it(make, now):
    noor, rui = make.officer(name="Noor Haddad"), make.officer(name="Rui Amado")
    make.complaint(rui)
    assert ask(make)[0] == noor.officer.id
    assert ask(make, named="The clerk, Mr. Haddad", chosen=noor.officer.id) == (rui.officer.id, None)
    assert ask(make, named="Haddad and Amado") == (noor.officer.id, rui.officer.id)  # namesakes: somebody has to read it
    assert ask(make, named="Noor Haddad and Rui Amado") == (None, None)
    offered = make.vault.read(lambda session: routing.choices(session, NOBODY, category=Category.OTHER, place="", number=None, region="", language="en", named="Rui"))
    assert [one.officer_id for one in offered] == [noor.officer.id]
