"""A consultation with so many of everything that can wait for staff: contributions, reports, messages, appeals, objections, points, promises, barriers, people."""

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert

from portal.barriers.models import BarrierReport, BarrierState
from portal.base import clock, text
from portal.base.access import NOBODY, Role
from portal.base.database import Database, Session
from portal.base.languages import Texts
from portal.base.secrets import random_id
from portal.consultations.models import Consultation, ConsultationState, Influence, Question
from portal.contributions.models import Contribution, ContributionState, Version, Voice
from portal.identity import commands as identity
from portal.identity.models import HeldRole, Organisation, Staff
from portal.identity.queries import cookie_name
from portal.journal.models import Entry
from portal.moderation.models import Action, Appeal, AppealState, Decision, Flag, FlagState, Message
from portal.receipts.models import Receipt
from portal.responses.models import Commitment, CommitmentState
from portal.summaries.models import Objection, ObjectionKind, ObjectionState, Point, Summary, SummaryState

QUEUES = {
    "start": "/staff",
    "queue": "/staff/{slug}/queue",
    "flags": "/staff/{slug}/flags",
    "messages": "/staff/{slug}/messages",
    "published": "/staff/{slug}/published",
    "appeals": "/staff/{slug}/appeals",
    "objections": "/staff/{slug}/objections",
    "responses": "/staff/{slug}/responses",
    "journal": "/staff/admin/journal",
    "barriers": "/staff/barriers",
    "people": "/staff/admin/people",
}
WORDS = "the street needs more trees and benches for old people who walk slowly to the market every morning with heavy bags while children play near the water and cars pass too fast".split()
DAYS = 60


def crowd(database: Database, host: Organisation, number: int) -> Consultation:
    """The consultation; its rows are those that the commands would have left."""
    return database.write(lambda session: _Crowd(session, host, number).fill())


def everybody(database: Database, number: int) -> tuple[str, str]:
    """A crowd, and somebody with every role before it: the consultation's address and the cookie."""

    def job(session: Session) -> tuple[str, str]:
        host = Organisation(slug=f"host-{number}", name=Texts(en="Host"), contact=Texts(en="office@example.org"))
        session.add(host)
        session.flush()
        park = _Crowd(session, host, number).fill()
        person = Staff(sign_in_name="everybody@example.org", name="Everybody", password_hash="", organisation_id=host.id)
        session.add(person)
        session.flush()
        places = [(role, park.id) for role in (Role.ORGANISER, Role.MODERATOR, Role.REVIEWER, Role.RESPONDER)]
        session.add_all([HeldRole(staff_id=person.id, role=role, consultation_id=where) for role, where in [*places, (Role.ADMINISTRATOR, None)]])
        session.flush()
        return park.slug, f"{cookie_name()}={identity.begin_session(session, NOBODY, person, proven=True)}"

    return database.write(job)


class _Crowd:
    def __init__(self, session: Session, host: Organisation, number: int) -> None:
        self.session, self.host, self.number, self.random = session, host, number, Random(number)

    def fill(self) -> Consultation:
        """Everything, in some twenty statements."""
        self.park = self._consultation()
        self.question = self._saved(Question(consultation_id=self.park.id, number=1, title=Texts(en="What is missing?"), body=Texts(en="Tell us.")))
        self._words(ContributionState.RECEIVED)
        public = self._words(ContributionState.PUBLISHED)
        declined = self._words(ContributionState.DECLINED)
        here = {"consultation_id": self.park.id}
        self._rows(
            Flag,
            [{**here, "contribution_id": one["id"], "category": "insult", "text": self._said(12), "language": "en", "state": FlagState.OPEN, "day": one["day"]} for one in public],
        )
        messages = [
            {"contribution_id": one["id"], "receipt_id": one["receipt_id"], "position": 1, "from_staff": False, "text": self._said(20), "language": "en", "day": one["day"]}
            for one in public
        ]
        self._rows(Message, [{**here, **one} for one in messages])
        self._appeals(declined)
        self._summary()
        self._rows(
            BarrierReport, [{"state": BarrierState.REPORTED, "day": self._day(), "due_on": self._day(), "text": self._said(20), "language": "en"} for _one in range(self.number)]
        )
        people = [
            {"sign_in_name": f"{random_id()}@example.org", "name": f"Person {one} {self._said(1)}", "password_hash": "", "organisation_id": self.host.id}
            for one in range(self.number)
        ]
        self._rows(Staff, people)
        return self.park

    def _consultation(self) -> Consultation:
        now = clock.now().replace(second=0, microsecond=0)
        plain = Texts(en="Plain words.")
        facts: dict[str, Any] = dict.fromkeys(("summary", "mandate", "influence_text", "decider", "alternative"), plain)
        moments = {
            "announced_at": now - timedelta(days=90),
            "opens_at": now - timedelta(days=70),
            "closes_at": now + timedelta(days=7),
            "response_due_at": now + timedelta(days=30),
        }
        more = {"slug": f"crowd-{self.number}", "title": Texts(en="The crowd"), "host_id": self.host.id, "languages": ["en"]}
        return self._saved(Consultation(state=ConsultationState.PUBLIC, influence=Influence.CONSULT, **facts, **moments, **more))

    def _words(self, state: ContributionState) -> list[dict[str, Any]]:
        rows = []
        for number in range(self.number):
            words, day = self._said(60), self._day()
            rows.append(
                {
                    "id": random_id(),
                    "number": number + 1 if state is ContributionState.PUBLISHED else None,
                    "consultation_id": self.park.id,
                    "question_id": self.question.id,
                    "receipt_id": random_id(),
                    "state": state,
                    "state_since": day,
                    "day": day,
                    "voice": Voice.ANONYMOUS,
                    "language": "en",
                    "text": words,
                    "html": text.to_html(words),
                }
            )
        self.session.execute(
            insert(Receipt), [{"id": row["receipt_id"], "consultation_id": self.park.id, "code_hash": self.random.randbytes(32), "day": row["day"]} for row in rows]
        )
        self.session.execute(insert(Contribution), rows)
        self._rows(Version, [{"contribution_id": row["id"], "number": 1, "day": row["day"], "text": row["text"]} for row in rows])
        line = {"by": "nobody", "consultation_id": self.park.id, "thing": "contributions", "deed": "submit", "new_state": "received", "reason": ""}
        self._rows(Entry, [{**line, "day": row["day"], "thing_id": row["id"]} for row in rows])
        return rows

    def _appeals(self, declined: list[dict[str, Any]]) -> None:
        here = {"consultation_id": self.park.id}
        decisions = [
            {"id": random_id(), **here, "contribution_id": one["id"], "version": 1, "action": Action.DECLINE, "facts": self._said(8), "day": one["day"]} for one in declined
        ]
        self.session.execute(insert(Decision), decisions)
        appeals = [{"decision_id": one["id"], "state": AppealState.OPEN, "day": one["day"], "due_on": self._day(), "text": self._said(40), "language": "en"} for one in decisions]
        self._rows(Appeal, [{**here, **one} for one in appeals])

    def _summary(self) -> None:
        summary = self._saved(Summary(consultation_id=self.park.id, state=SummaryState.FINAL, intro=Texts(en="What we read.")))
        here = {"consultation_id": self.park.id, "summary_id": summary.id}
        numbers = range(1, self.number + 1)
        points = [{"id": random_id(), **here, "number": number, "title": Texts(en=self._said(9)), "body": Texts(en=self._said(30)), "version": 1} for number in numbers]
        self.session.execute(insert(Point), points)
        same = {**here, "kind": ObjectionKind.MISREAD, "state": ObjectionState.OPEN, "language": "en"}
        objections = [{**same, "number": number, "day": self._day(), "text": self._said(30), "html": "", "point_id": points[number - 1]["id"]} for number in numbers]
        self._rows(Objection, objections)
        promise = {"consultation_id": self.park.id, "owner": "Parks office", "state": CommitmentState.NOT_STARTED, "measure": Texts(en="It stands.")}
        self._rows(
            Commitment,
            [{**promise, "point_id": points[number - 1]["id"], "number": number, "what": Texts(en=self._said(9)), "due_on": self._day(), "day": self._day()} for number in numbers],
        )

    def _day(self) -> date:
        return clock.today() - timedelta(days=self.random.randrange(DAYS))

    def _said(self, number: int) -> str:
        return " ".join(self.random.choices(WORDS, k=number))

    def _rows(self, table: type, rows: list[dict[str, Any]]) -> None:
        self.session.execute(insert(table), [{"id": random_id(), **row} for row in rows])

    def _saved(self, thing: Any) -> Any:
        self.session.add(thing)
        self.session.flush()
        return thing
