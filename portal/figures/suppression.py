"""Counts in which nobody stands out. Pure: no database, no clock.

What is promised: whoever knows these rules and everything that is told can rule out no count from one to nine for any
answer that is not told. It is kept like this. Answers of fewer than ten people are taken together. If their sum says too
much about one of them, answers of more people go with them, the last in the list first (never the smallest first: the
choice itself would tell), until the sum leaves room for every possibility. If nothing is left then, only the sum of all
is told. Everything that is told is rounded to 5.
"""

from collections.abc import Mapping

FEWEST = 10
STEP = 5
SMALLEST_BASE = 30
OTHERS = ""
"""The name of what is taken together."""


def rounded(number: int) -> int:
    """To the next multiple of 5."""
    return STEP * round(number / STEP)


def total(number: int) -> int | None:
    """A number of people, rounded; None for fewer than ten."""
    return rounded(number) if number >= FEWEST else None


def suppressed(counts: Mapping[str, int], *, zeros_are_secret: bool = False) -> dict[str, int]:
    """What may be told of the answers to one question, in their order; OTHERS are those taken together. Empty: fewer than ten in all.

    The order of the answers must be the same whatever people answered. That nobody gave an answer is told by leaving it
    out, unless `zeros_are_secret`: then `counts` names every possible answer, and none counts as few.
    """
    if sum(counts.values()) < FEWEST:
        return {}
    hidden = _hidden(counts, 0 if zeros_are_secret else 1)
    told = {answer: rounded(people) for answer, people in counts.items() if people >= FEWEST and answer not in hidden}
    together = sum(counts[answer] for answer in hidden)
    return {**told, OTHERS: rounded(together)} if hidden else told


def _hidden(counts: Mapping[str, int], least: int) -> set[str]:
    """The answers that are taken together; `least` is the smallest count that is a secret."""
    few = [answer for answer, people in counts.items() if least <= people < FEWEST]
    if not few:
        return set()
    together = sum(counts[answer] for answer in few)
    room = least * (len(few) - 1)  # what the other few have at least, while one of them is anything up to nine
    if FEWEST + room <= together <= (FEWEST - 1) * (len(few) - 1) + least:
        return set(few)
    hidden = set(few)
    many = [answer for answer, people in reversed(list(counts.items())) if people >= FEWEST]
    for added, answer in enumerate(many, 1):
        hidden.add(answer)
        together += counts[answer]
        if together >= FEWEST * (added + 1) + room:
            break
    return hidden


def percent(part: int, base: int) -> tuple[int | None, str]:
    """A share in percent, and whether it is exactly that (""), at "least" or at "most": made of rounded numbers, so that it tells no more than they do."""
    if base < SMALLEST_BASE:
        return None, ""
    whole = rounded(base)
    if part < FEWEST:
        return -(-100 * FEWEST // whole), "most"
    if base - part < FEWEST:
        return 100 * (whole - FEWEST) // whole, "least"
    return round(100 * rounded(part) / whole), ""


def spread(counted: Mapping[int, int]) -> tuple[int, int] | None:
    """The median and the 90th percentile of values and how often each occurs, both of them values that occur; None for fewer than ten."""
    number = sum(counted.values())
    if number < FEWEST:
        return None
    return _place(counted, -(-number // 2)), _place(counted, -(-9 * number // 10))


def _place(counted: Mapping[int, int], place: int) -> int:
    seen = 0
    for value in sorted(counted):
        seen += counted[value]
        if seen >= place:
            break
    return value
