"""Summaries, points, links and objections."""

import os
from typing import Any

from portal.base import text
from portal.base.languages import Texts
from portal.summaries.models import NoPoint, Objection, ObjectionKind, ObjectionState, Point, PointLink, Summary, SummaryState


class MakeSummaries:
    """Builders of the room `summaries`."""

    def summary(self: Any, consultation: Any = None, *, state: SummaryState = SummaryState.DRAFT, **more: Any) -> Summary:
        """A summary; `summary.consultation` is set."""
        consultation = consultation or self.consultation()
        summary = self.save(Summary(**{"consultation_id": consultation.id, "state": state, "intro": Texts(en="This is what we read."), **more}))
        summary.consultation = consultation
        return summary

    def point(self: Any, summary: Any = None, title: str = "Plant more trees.", *, behind: Any = (), **more: Any) -> Point:
        """A point of a summary, with contributions behind it."""
        summary = summary or self.summary()
        facts: dict[str, Any] = {
            "consultation_id": summary.consultation_id,
            "summary_id": summary.id,
            "number": self.next(),
            "title": Texts(en=title, ar="مزيد من الأشجار."),
            "body": Texts(en="Shade matters."),
        }
        point = self.save(Point(**{**facts, **more}))
        for one in behind:
            self.save(PointLink(point_id=point.id, contribution_id=one.id))
        return point

    def no_point(self: Any, contribution: Any, reason: str = "It thanks the council.") -> NoPoint:
        """A reason in place of a point."""
        return self.save(NoPoint(contribution_id=contribution.id, reason=Texts(en=reason)))

    def objection(self: Any, summary: Any, words: str = "I never said that.", *, state: ObjectionState = ObjectionState.OPEN, **more: Any) -> Objection:
        """Something that the summary got wrong."""
        facts: dict[str, Any] = {
            "consultation_id": summary.consultation_id,
            "summary_id": summary.id,
            "number": self.next(),
            "token_hash": os.urandom(32),
            "kind": ObjectionKind.MISREAD,
            "state": state,
            "text": words,
            "html": text.to_html(words),
            "language": "en",
        }
        return self.save(Objection(**{**facts, **more}))
