"""A database with 100,000 contributions, as the commands would have left it: threads of 60, 1,000 and 10,000, one full day, and the rest elsewhere."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import func, insert, select

from portal.base import text
from portal.base.database import Database, Session
from portal.base.languages import Texts
from portal.base.secrets import random_id
from portal.consultations.models import Consultation, ConsultationState, Influence, Question
from portal.contributions.models import Contribution, ContributionState, Version, Voice
from portal.identity.models import Organisation
from portal.journal.models import Entry
from portal.receipts.models import Receipt

THREADS = (60, 1_000, 10_000)
FULL_DAY = 10_000  # all of them of one day
ALL = 100_000
PAGE = 25
DAYS = 29
WORDS = "the street needs more trees and benches for old people who walk slowly to the market every morning with heavy bags while children play near the water and cars pass too fast".split()


def seed(database: Database) -> None:
    """Questions 1 to 3 of `bench` hold THREADS, question 4 the full day; `elsewhere` holds the rest."""
    random = Random(7)
    database.write(lambda session: _fill_all(session, random))


def _fill_all(session: Session, random: Random) -> None:
    host = Organisation(slug="bench", name=Texts(en="Bench office"), contact=Texts(en="office@example.org"))
    session.add(host)
    session.flush()
    first = datetime.now(UTC).date() - timedelta(days=DAYS)
    for slug, sizes in (("bench", (*THREADS, FULL_DAY)), ("elsewhere", (ALL - sum(THREADS) - FULL_DAY,))):
        consultation = _consultation(slug, host.id)
        session.add(consultation)
        session.flush()
        numbers = count(1)
        for position, size in enumerate(sizes, 1):
            question = Question(consultation_id=consultation.id, number=position, title=Texts(en="What is missing?"), body=Texts(en="Tell us."), published=size)
            session.add(question)
            session.flush()
            days = sorted(first + timedelta(days=0 if position > len(THREADS) else random.randrange(DAYS)) for _ in range(size))
            for start in range(0, size, 5_000):
                _fill(session, question, days[start : start + 5_000], numbers, random)


def _consultation(slug: str, host_id: int) -> Consultation:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    plain = Texts(en="Plain words.")
    return Consultation(
        slug=slug,
        state=ConsultationState.PUBLIC,
        languages=["en"],
        title=Texts(en="Streets"),
        summary=plain,
        mandate=plain,
        influence=Influence.CONSULT,
        influence_text=plain,
        decider=plain,
        alternative=plain,
        host_id=host_id,
        announced_at=now - timedelta(days=60),
        opens_at=now - timedelta(days=30),
        closes_at=now + timedelta(days=30),
    )


def _fill(session: Session, question: Question, days: list[date], numbers: Iterator[int], random: Random) -> None:
    """Each contribution of 60 words with its receipt, its version and its two lines in the journal."""
    rows = [_row(question, day, next(numbers), " ".join(random.choices(WORDS, k=60))) for day in days]
    session.execute(insert(Receipt), [{"id": row["receipt_id"], "consultation_id": question.consultation_id, "code_hash": random.randbytes(32), "day": row["day"]} for row in rows])
    session.execute(insert(Contribution), rows)
    session.execute(insert(Version), [{"id": random_id(), "contribution_id": row["id"], "number": 1, "day": row["day"], "text": row["text"]} for row in rows])
    session.execute(
        insert(Entry),
        [_line(row, by, deed, old, new) for row in rows for by, deed, old, new in (("nobody", "submit", None, "received"), ("staff", "publish", "received", "published"))],
    )


def _row(question: Question, day: date, number: int, words: str) -> dict[str, Any]:
    return {
        "id": random_id(),
        "number": number,
        "consultation_id": question.consultation_id,
        "question_id": question.id,
        "receipt_id": random_id(),
        "token_hash": random_id().to_bytes(32, "big"),
        "state": ContributionState.PUBLISHED,
        "state_since": day,
        "day": day,
        "voice": Voice.ANONYMOUS,
        "language": "en",
        "text": words,
        "html": text.to_html(words),
    }


def _line(row: dict[str, Any], by: str, deed: str, old: str | None, new: str) -> dict[str, Any]:
    at = datetime.combine(row["day"], datetime.min.time(), UTC) if by == "staff" else None
    return {
        "id": random_id(),
        "day": row["day"],
        "at": at,
        "by": by,
        "consultation_id": row["consultation_id"],
        "thing": "contributions",
        "thing_id": row["id"],
        "deed": deed,
        "old_state": old,
        "new_state": new,
    }


def deep_places(database: Database, number: int) -> list[tuple[date, int]]:
    """Where the pages of the last tenth of a question's thread begin."""
    rows = database.read(
        lambda session: session.execute(
            select(Contribution.day, Contribution.id)
            .join(Question, Question.id == Contribution.question_id)
            .join(Consultation, Consultation.id == Question.consultation_id)
            .where(Consultation.slug == "bench", Question.number == number)
            .order_by(Contribution.day, Contribution.id)
        ).all()
    )
    return [(day, own) for day, own in rows[len(rows) * 9 // 10 : -PAGE : PAGE]]


def kept_in_full(database: Database) -> int:
    """How many contributions there are, each with its receipt and its version."""
    whole = select(func.count()).select_from(Contribution).join(Receipt, Receipt.id == Contribution.receipt_id).join(Version, Version.contribution_id == Contribution.id)
    return database.read(lambda session: session.scalar(whole)) or 0
