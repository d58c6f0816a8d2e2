"""Counts in which nobody stands out (protection F9: at least ten, one question at a time, rounded)."""

from collections.abc import Mapping

FEWEST = 10
STEP = 5
OTHERS = ""


def suppressed(counts: Mapping[str, int]) -> dict[str, int]:
    """Answers that fewer than ten people gave are taken together, if need be with the next smallest; fewer than ten in all are not told."""
    told: dict[str, int] = {}
    together = 0
    for answer, people in sorted(counts.items(), key=lambda pair: (pair[1], pair[0])):
        if people < FEWEST or 0 < together < FEWEST:
            together += people
        else:
            told[answer] = people
    if together >= FEWEST:
        told[OTHERS] = together
    return {answer: STEP * round(people / STEP) for answer, people in told.items()}
