"""The search in a portal with many contributions: how long a question takes, by how common its words are, and what indexing costs.

finding.fill(database, question, 20_000); finding.measure(database)  # milliseconds by kind of question
"""

import time
from collections.abc import Callable
from random import Random
from typing import Any

from sqlalchemy import insert

from portal.base import clock
from portal.base.access import NOBODY
from portal.base.database import Database, Session
from portal.base.secrets import random_id
from portal.contributions.models import Contribution, ContributionState, Voice
from portal.search import noticing as _noticing  # noqa: F401  what is written is indexed
from portal.search import queries, terms
from tests.search.known import TEXTS

AT_ONCE = 500
TIMES = 7
QUESTIONS = {
    "a word of one text in six": "trees",
    "two words of a text": "trees street",
    "a rare word": "marker7",
    "words that no text has all": "trees marker7",
    "two Chinese signs": "民主",
    "nothing": "xylophone",
}


def fill(database: Database, question: Any, count: int) -> float:
    """So many contributions of three known texts each, indexed as they are written; the seconds that one took."""
    dice = Random(7)
    known = [one for one in TEXTS.values() if one[0] in ("en", "fr", "es", "ru", "ar", "zh")]
    began = time.perf_counter()
    for start in range(0, count, AT_ONCE):
        rows = [_row(question, number, dice, known) for number in range(start, min(start + AT_ONCE, count))]
        database.write(lambda session, rows=rows: session.execute(insert(Contribution), rows) and None)
    return (time.perf_counter() - began) / count


def _row(question: Any, number: int, dice: Random, known: list[tuple[str, str]]) -> dict[str, Any]:
    tag = dice.choice(["en", "fr", "es", "ru", "ar", "zh"])
    said = " ".join(dice.choice([text for language, text in known if language == tag]) for _each in range(3)) + f" marker{number}"
    return {
        "id": random_id(), "consultation_id": question.consultation_id, "question_id": question.id, "number": number + 1_000_000, "state": ContributionState.PUBLISHED,
        "voice": Voice.ANONYMOUS, "language": tag, "text": said, "html": f"<p>{said}</p>", "is_root": True, "hasty": False, "day": clock.today(), "state_since": clock.today(),
    }  # fmt: skip


def measure(database: Database) -> dict[str, float]:
    """Milliseconds of each kind of question, the middle of some tries, with the loading of the page's results."""
    return {name: _middle(database, lambda session, typed=typed: queries.find(session, NOBODY, queries.Wish(terms.question(typed)))) for name, typed in QUESTIONS.items()}


def _middle(database: Database, look: Callable[[Session], Any]) -> float:
    taken = []
    for _each in range(TIMES):
        began = time.perf_counter()
        database.read(look)
        taken.append(time.perf_counter() - began)
    return sorted(taken)[TIMES // 2] * 1000
