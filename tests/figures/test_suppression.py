"""Counts in which nobody stands out, and from which nobody can be worked out."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.figures.suppression import FEWEST, OTHERS, STEP, percent, rounded, spread, suppressed, total

ANSWERS = "abcdefgh"
tables = st.dictionaries(st.sampled_from(ANSWERS), st.one_of(st.integers(0, 14), st.integers(0, 60))).map(lambda found: {answer: found[answer] for answer in sorted(found)})


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, {}),
        ({"a": 9}, {}),
        ({"a": 5, "b": 4}, {}),
        ({"a": 10}, {"a": 10}),
        ({"a": 12, "b": 23}, {"a": 10, "b": 25}),
        ({"a": 12, "b": 23, "c": 0}, {"a": 10, "b": 25}),  # that nobody said c is told
        ({"a": 40, "b": 30, "c": 3}, {"a": 40, OTHERS: 35}),  # alone the three would be known from the sum of all
        ({"a": 40, "b": 12, "c": 3}, {OTHERS: 55}),  # 15 would say that c is at most 5
        ({"a": 40, "b": 18, "c": 3}, {"a": 40, OTHERS: 20}),
        ({"a": 40, "b": 6, "c": 7, "d": 4}, {"a": 40, OTHERS: 15}),  # three of them leave room for each other
        ({"a": 40, "b": 9, "c": 9}, {OTHERS: 60}),  # two of them do not: 18 can only be 9 and 9
        ({"a": 30, "b": 1}, {OTHERS: 30}),
    ],
)
def test_known_tables(counts, told):
    assert suppressed(counts) == told


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"a": 40, "b": 30, "c": 0}, {"a": 40, OTHERS: 30}),
        ({"a": 40, "b": 0}, {OTHERS: 40}),
        ({"a": 40, "b": 12}, {"a": 40, "b": 10}),
        ({"a": 0, "b": 0}, {}),
    ],
)
def test_known_tables_in_which_a_nought_is_a_secret(counts, told):
    assert suppressed(counts, zeros_are_secret=True) == told


@given(tables, st.booleans())
def test_whatever_is_told_is_ten_or_more_and_a_multiple_of_five(counts, secret):
    told = suppressed(counts, zeros_are_secret=secret)
    assert [people for people in told.values() if people < FEWEST or people % STEP] == []
    left = sum(people for answer, people in counts.items() if answer not in told)
    assert left == 0 or left >= FEWEST or sum(counts.values()) < FEWEST
    assert [answer for answer in told if answer != OTHERS and counts[answer] < FEWEST] == []
    assert bool(told) == (sum(counts.values()) >= FEWEST)


@given(tables, st.booleans(), st.integers(0, 9), st.data())
def test_p84_any_few_could_be_any_other_few_and_nothing_told_would_be_different(counts, secret, wanted, data):
    """The attack with full knowledge: the rules, everything told, and even the exact sums."""
    least = 0 if secret else 1
    few = [answer for answer, people in counts.items() if least <= people < FEWEST]
    if not few or sum(counts.values()) < FEWEST:
        return
    victim, wanted = data.draw(st.sampled_from(few)), max(wanted, least)
    told = suppressed(counts, zeros_are_secret=secret)
    hidden = [answer for answer in counts if answer not in told and counts[answer] >= least]
    assert len(hidden) >= 2
    assert any(suppressed(other, zeros_are_secret=secret) == told for other in others_with(counts, hidden, victim, wanted, least))


def others_with(counts, hidden, victim, wanted, least):
    """Other tables with the same sum of what is hidden, in which somebody's count is another."""
    together = sum(counts[answer] for answer in hidden)
    rest = [answer for answer in hidden if answer != victim]
    few = [answer for answer in rest if counts[answer] < FEWEST]
    many = [answer for answer in rest if counts[answer] >= FEWEST]
    for lowest in (dict.fromkeys(few, least) | dict.fromkeys(many, FEWEST), dict.fromkeys(rest, least)):
        left = together - wanted - sum(lowest.values())
        if left < 0:
            continue
        for heir in reversed(rest):
            yield counts | lowest | {victim: wanted, heir: lowest[heir] + left}
        yield counts | filled(lowest, left) | {victim: wanted}


def filled(lowest, left):
    """What is left, given to the others up to nine each."""
    found = dict(lowest)
    for answer in found:
        more = min(left, FEWEST - 1 - found[answer]) if found[answer] < FEWEST else 0
        found[answer] += more
        left -= more
    if left and found:
        found[next(iter(found))] += left
    return found


@pytest.mark.parametrize("secret", [False, True])
@pytest.mark.parametrize(("answers", "most"), [(2, 60), (3, 45), (4, 33)])
def test_p84_of_all_tables_there_are_those_told_alike_hold_every_small_count(secret, answers, most):
    """No idea of how it is done: every table up to a sum, sorted by what is told of it (with the exact sum of all, which is more)."""
    alike = defaultdict(list)
    for counts in product(range(most + 1), repeat=answers):
        if FEWEST <= sum(counts) <= most:
            table = dict(zip(ANSWERS, counts, strict=False))
            alike[sum(counts), tuple(suppressed(table, zeros_are_secret=secret).items())].append(counts)
    assert len(alike) > 100
    for (_sum, told), found in alike.items():
        for place, answer in enumerate(ANSWERS[:answers]):
            seen = {counts[place] for counts in found}
            small = {count for count in seen if count < FEWEST} - ({0} if not secret else set())
            if small:
                assert answer not in dict(told)
                assert set(range(1, FEWEST)) <= small, (told, answer, small)


@given(st.integers(0, 10_000))
def test_a_total_is_within_two_of_the_truth_and_says_nothing_of_the_few(number):
    assert total(number) is None if number < FEWEST else abs(total(number) - number) <= 2
    assert rounded(number) % STEP == 0


@pytest.mark.parametrize(
    ("part", "base", "told"),
    [
        (20, 29, (None, "")),
        (15, 30, (50, "")),
        (0, 30, (34, "most")),
        (9, 200, (5, "most")),
        (200, 200, (95, "least")),
        (197, 200, (95, "least")),
        (31, 64, (46, "")),  # 30 of 65, as told
    ],
)
def test_known_shares(part, base, told):
    assert percent(part, base) == told


@given(st.integers(30, 2000), st.data())
def test_a_share_is_true_and_does_not_tell_how_few(base, data):
    part = data.draw(st.integers(0, base))
    share, bound = percent(part, base)
    if bound == "most":
        assert 100 * part <= share * base
        assert {percent(few, base) for few in range(FEWEST)} == {(share, bound)}
    elif bound == "least":
        assert 100 * part >= share * base
        assert {percent(base - few, base) for few in range(FEWEST)} == {(share, bound)}
    else:
        assert abs(share - 100 * part / base) < 100 * 2 / base * 2 + 1


@pytest.mark.parametrize(
    ("counted", "told"),
    [({}, None), ({1: 9}, None), ({3: 10}, (3, 3)), ({0: 5, 4: 5}, (0, 4)), ({0: 8, 2: 1, 9: 1}, (0, 2)), ({1: 50, 2: 39, 30: 11}, (1, 30)), ({7: 1, 1: 99}, (1, 1))],
)
def test_half_and_nine_of_ten(counted, told):
    assert spread(counted) == told


@given(st.lists(st.integers(0, 90), min_size=10, max_size=60))
def test_at_least_half_and_nine_of_ten_took_no_longer(days):
    median, ninetieth = spread({day: days.count(day) for day in set(days)})
    assert (sum(day <= median for day in days) * 2 >= len(days), sum(day <= ninetieth for day in days) * 10 >= 9 * len(days)) == (True, True)
    assert (sum(day < median for day in days) * 2 < len(days), sum(day < ninetieth for day in days) * 10 < 9 * len(days)) == (True, True)
