"""Open data: what everybody can read on the pages, as tables. Nothing waiting, declined, hidden or withdrawn, and no finer than the day."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, contains_eager, selectinload

from portal.base.access import Actor
from portal.base.cells import harmless
from portal.base.database import Session
from portal.base.languages import Texts
from portal.base.settings import settings
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation
from portal.contributions.models import PUBLIC, Contribution, CoSignature
from portal.identity.models import Organisation
from portal.responses.models import Commitment, OfficialResponse
from portal.summaries.models import Point, PointLink, Summary, SummaryState

COLUMNS = ("number", "question", "reply_to", "day", "voice", "name", "language", "words_left_out", "points", "text", "address", "confirmed", "supported_by")
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
TERMS = {
    "@vocab": "https://schema.org/",
    "number": "identifier",
    "language": "inLanguage",
    "day": "dateCreated",
    "address": {"@id": "url", "@type": "@id"},
    "name": "name",
}


@dataclass
class OpenData:
    """What is public of one consultation, ready to be written as a table or as JSON."""

    consultation: Consultation
    rows: Sequence[Any]
    points: dict[int, list[int]]
    supports: dict[int, list[CoSignature]]
    summary: Summary | None
    responses: dict[int, list[OfficialResponse]]
    commitments: dict[int, list[Commitment]]

    def csv(self) -> bytes:
        """A table for spreadsheets: with a mark of its encoding, and no cell that a spreadsheet would run."""
        out = io.StringIO()
        table = csv.writer(out)
        table.writerow(COLUMNS)
        questions = {one.id: one.number for one in self.consultation.questions}
        for row in self.rows:
            left_out = "yes" if row.state == "published redacted" else "no"
            linked = " ".join(map(str, self.points.get(row.id, [])))
            cells = (
                row.number,
                questions[row.question_id],
                row.parent or "",
                row.day.isoformat(),
                row.voice.value,
                row.shown_name,
                row.language,
                left_out,
                linked,
                row.text,
                self._address(row.number),
                _confirmed(row),
                "; ".join(str(one.organisation.name) for one in self.supports[row.id]),
            )
            table.writerow([harmless(cell) for cell in cells])
        return ("\ufeff" + out.getvalue()).encode()

    def contributions_json(self) -> bytes:
        """The contributions with the terms of schema.org; the context is inside, so that reading it asks nobody."""
        consultation = self.consultation
        asked = [
            {"@type": "Question", "@id": self._question(one.number), "number": one.number, "name": _spoken(one.title), "text": _spoken(one.body)} for one in consultation.questions
        ]
        return _json({"@context": TERMS, **self._head("Dataset"), "hasPart": asked + self._comments()})

    def _comments(self) -> list[dict[str, Any]]:
        questions = {one.id: one.number for one in self.consultation.questions}
        return [
            {
                "@type": "Answer" if row.parent is None else "Comment",
                "@id": self._address(row.number),
                "number": row.number,
                "day": row.day.isoformat(),
                "language": row.language,
                "text": row.text,
                "author": _author(row),
                "supportedBy": [{"@type": "Organization", "name": _spoken(one.organisation.name), **_until(one)} for one in self.supports[row.id]],
                "parentItem": {"@id": self._question(questions[row.question_id]) if row.parent is None else self._address(row.parent)},
            }
            for row in self.rows
        ]

    def summary_json(self) -> bytes:
        """The points of the summary, with the numbers of the contributions behind each, answers and promises."""
        behind = defaultdict(list)
        for row in self.rows:
            for number in self.points.get(row.id, []):
                behind[number].append(row.number)
        points = [self._point(one, behind[one.number]) for one in (self.summary.points if self.summary else [])]
        state = self.summary.state.value if self.summary else None
        return _json({"@context": TERMS, **self._head("CreativeWork"), "creativeWorkStatus": state, "points": points})

    def _point(self, point: Point, behind: list[int]) -> dict[str, Any]:
        answers = [{"verdict": one.verdict.value, "reason": one.reason, "unit": one.unit, "day": one.day.isoformat()} for one in self.responses.get(point.id, [])]
        promises = [
            {
                "number": one.number,
                "what": one.what,
                "owner": one.owner,
                "due_on": one.due_on.isoformat(),
                "measure": one.measure,
                "state": one.state.value,
                "updates": [{"day": news.day.isoformat(), "state": news.state.value, "text": news.text} for news in one.updates],
            }
            for one in self.commitments.get(point.id, [])
        ]
        return {"number": point.number, "title": point.title, "body": point.body, "contributions": sorted(behind), "responses": answers, "commitments": promises}

    def _head(self, kind: str) -> dict[str, Any]:
        consultation = self.consultation
        host = {"@type": "Organization", "name": _spoken(consultation.host.name)}
        return {
            "@type": kind,
            "@id": f"{self._root()}/data",
            "name": _spoken(consultation.title),
            "description": _spoken(consultation.summary),
            "creator": host,
            "license": LICENCE,
            "address": self._root(),
        }

    def _root(self) -> str:
        return f"{settings().address}/{settings().languages[0]}/consultations/{self.consultation.slug}"

    def _question(self, number: int) -> str:
        return f"{self._root()}/questions/{number}"

    def _address(self, number: int) -> str:
        return f"{self._root()}/contributions/{number}"


def _confirmed(row: Any) -> str:
    """Whether the name is a confirmed organisation's: yes, or until which day it was."""
    if row.confirmed_id is None:
        return "no"
    return row.confirmed_until.isoformat() if row.confirmed_until else "yes"


def _author(row: Any) -> dict[str, Any] | None:
    if not row.shown_name:
        return None
    confirmed = {"confirmed": True, **_until(row)} if row.confirmed_id is not None else {}
    return {"@type": "Organization" if row.voice == "organisation" else "Person", "name": row.shown_name, **confirmed}


def _until(row: Any) -> dict[str, str]:
    return {"confirmedUntil": row.confirmed_until.isoformat()} if row.confirmed_until else {}


def _spoken(texts: Texts) -> list[dict[str, str]]:
    return [{"@language": tag, "@value": words} for tag, words in texts.items() if words]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def open_data(session: Session, viewer: Actor, slug: str) -> OpenData:
    """The public part of a consultation. Raises NotFound for one that the viewer may not know of."""
    consultation = consultations.to_take_along(session, viewer, slug)
    here = consultation.id
    parent = aliased(Contribution)
    shown_parent = select(parent.number).where(parent.id == Contribution.reply_to_id).scalar_subquery()
    columns = (
        Contribution.id,
        Contribution.number,
        Contribution.question_id,
        Contribution.day,
        Contribution.voice,
        Contribution.shown_name,
        Contribution.confirmed_id,
        Contribution.confirmed_until,
        Contribution.language,
        Contribution.state,
        Contribution.text,
    )
    found = session.execute(
        select(*columns, shown_parent.label("parent"))
        .where(Contribution.consultation_id == here, Contribution.state.in_(PUBLIC), Contribution.number.is_not(None))
        .order_by(Contribution.number)
    ).all()
    ended = (SummaryState.CHECK_BACK, SummaryState.FINAL)
    summary = session.scalar(select(Summary).where(Summary.consultation_id == here, Summary.state.in_(ended)).options(selectinload(Summary.points)))
    return OpenData(consultation, found, _points(session, summary), _supports(session, here), summary, *_answers(session, here))


def _points(session: Session, summary: Summary | None) -> dict[int, list[int]]:
    points: dict[int, list[int]] = defaultdict(list)
    if summary is not None:
        linked = select(PointLink.contribution_id, Point.number).join(Point, Point.id == PointLink.point_id).where(Point.summary_id == summary.id).order_by(Point.number)
        for contribution, number in session.execute(linked):
            points[contribution].append(number)
    return points


def _supports(session: Session, here: int) -> dict[int, list[CoSignature]]:
    """Who stands behind what can be read: all of a consultation in one statement."""
    found: dict[int, list[CoSignature]] = defaultdict(list)
    signed = select(CoSignature).join(Contribution, Contribution.id == CoSignature.contribution_id).join(CoSignature.organisation)
    signed = signed.where(Contribution.consultation_id == here, Contribution.state.in_(PUBLIC)).options(contains_eager(CoSignature.organisation))
    for one in session.scalars(signed.order_by(Organisation.slug)):
        found[one.contribution_id].append(one)
    return found


def how_many(session: Session, viewer: Actor, consultation: Consultation) -> int:
    """How many contributions the tables will have."""
    counted = (
        select(func.count()).select_from(Contribution).where(Contribution.consultation_id == consultation.id, Contribution.state.in_(PUBLIC), Contribution.number.is_not(None))
    )
    return session.scalar(counted) or 0


def _answers(session: Session, here: int) -> tuple[dict[int, list[OfficialResponse]], dict[int, list[Commitment]]]:
    responses: dict[int, list[OfficialResponse]] = defaultdict(list)
    commitments: dict[int, list[Commitment]] = defaultdict(list)
    for response in session.scalars(select(OfficialResponse).where(OfficialResponse.consultation_id == here).order_by(OfficialResponse.version)):
        responses[response.point_id].append(response)
    for commitment in session.scalars(select(Commitment).where(Commitment.consultation_id == here).options(selectinload(Commitment.updates)).order_by(Commitment.number)):
        commitments[commitment.point_id].append(commitment)
    return responses, commitments
