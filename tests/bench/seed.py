"""A database with 100,000 contributions: threads of 60, 1,000 and 10,000, and the rest elsewhere."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random

from sqlalchemy import insert

from portal.base import text
from portal.base.database import Database
from portal.base.languages import Texts
from portal.base.secrets import random_id
from portal.consultations.models import Consultation, ConsultationState, Influence, Question
from portal.contributions.models import Contribution, ContributionState, Version, Voice
from portal.identity.models import Organisation

THREADS = (60, 1_000, 10_000)
ALL = 100_000
WORDS = "the street needs more trees and benches for old people who walk slowly to the market every morning with heavy bags while children play near the water and cars pass too fast".split()


def seed(database: Database) -> None:
    """Fill the database; question n of consultation `bench` has THREADS[n - 1] contributions."""
    random = Random(7)
    sizes = [*THREADS, ALL - sum(THREADS)]

    def job(session):
        host = Organisation(slug="bench", name=Texts(en="Bench office"), contact=Texts(en="office@example.org"))
        session.add(host)
        session.flush()
        for number, slug in enumerate(("bench", "elsewhere")):
            consultation = _consultation(slug, host.id)
            session.add(consultation)
            session.flush()
            numbers = count(1)
            for position, size in enumerate(sizes[:3] if number == 0 else sizes[3:], 1):
                question = Question(consultation_id=consultation.id, number=position, title=Texts(en="What is missing?"), body=Texts(en="Tell us."))
                if hasattr(Question, "published"):
                    question.published = size
                session.add(question)
                session.flush()
                _fill(session, consultation.id, question.id, size, numbers, random)

    database.write(job)


def _consultation(slug: str, host_id: int) -> Consultation:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    empty = Texts(en="Plain words.")
    return Consultation(
        slug=slug, state=ConsultationState.PUBLIC, languages=["en"], title=Texts(en="Streets"), summary=empty, mandate=empty, influence=Influence.CONSULT, influence_text=empty,
        decider=empty, alternative=empty, host_id=host_id, announced_at=now - timedelta(days=60), opens_at=now - timedelta(days=30), closes_at=now + timedelta(days=30),
    )


def _fill(session, consultation_id: int, question_id: int, size: int, numbers, random: Random) -> None:
    first = date.today() - timedelta(days=29)
    while size:
        part = min(size, 5_000)
        rows = []
        for _ in range(part):
            words = " ".join(random.choices(WORDS, k=60))
            rows.append(
                {
                    "id": random_id(), "number": next(numbers), "consultation_id": consultation_id, "question_id": question_id, "is_root": True, "state": ContributionState.PUBLISHED,
                    "state_since": first, "day": first + timedelta(days=random.randrange(29)), "voice": Voice.ANONYMOUS, "shown_name": "", "language": "en", "text": words,
                    "html": text.to_html(words), "version": 1, "hasty": False, "mark": "",
                }
            )
        session.execute(insert(Contribution), rows)
        session.execute(insert(Version), [{"id": random_id(), "contribution_id": row["id"], "number": 1, "day": row["day"], "text": row["text"]} for row in rows])
        size -= part
