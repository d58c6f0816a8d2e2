"""Final summaries with points, answers, promises and news."""

from datetime import timedelta
from typing import Any

from portal.base import clock
from portal.base.languages import Texts
from portal.responses.models import Commitment, CommitmentState, OfficialResponse, Update, Verdict
from portal.summaries.models import Point, PointLink, Summary, SummaryState


class MakeResponses:
    """Builders of the room `responses`."""

    def answerable(self: Any, points: int = 1, **more: Any) -> Any:
        """A consultation whose answers are due; its points are at `consultation.points`, its question at `consultation.question`."""
        now = clock.now().replace(second=0, microsecond=0)
        facts: dict[str, Any] = {
            "opens": timedelta(days=-90),
            "closes": timedelta(days=-60),
            "check_back_from": now - timedelta(days=40),
            "check_back_until": now - timedelta(days=20),
            "response_due_at": now + timedelta(days=24),
        }
        consultation = self.consultation(**{**facts, **more})
        question = self.question(consultation)
        summary = self.save(Summary(consultation_id=consultation.id, state=SummaryState.FINAL, intro=Texts(en="What people asked for.")))
        consultation.__dict__["question"] = question
        consultation.__dict__["points"] = [
            self.save(
                Point(
                    consultation_id=consultation.id,
                    summary_id=summary.id,
                    question_id=question.id,
                    number=number,
                    title=Texts(en=f"Ask {number}: plant trees"),
                    body=Texts(en="Many want shade."),
                )
            )
            for number in range(1, points + 1)
        ]
        return consultation

    def behind(self: Any, point: Point, *contributions: Any) -> None:
        """Put contributions behind a point."""
        for contribution in contributions:
            self.save(PointLink(point_id=point.id, contribution_id=contribution.id))

    def answer(self: Any, point: Point, verdict: Verdict = Verdict.PARTLY, reason: str = "There is little water.", **more: Any) -> OfficialResponse:
        """An answer to a point."""
        facts: dict[str, Any] = {
            "consultation_id": point.consultation_id,
            "point_id": point.id,
            "verdict": verdict,
            "reason": Texts(en=reason),
            "unit": "Parks office",
            "version": 1,
        }
        return self.save(OfficialResponse(**{**facts, **more}))

    def commitment(self: Any, point: Point, **more: Any) -> Commitment:
        """A promise for a point, due in a hundred days."""
        facts: dict[str, Any] = {
            "consultation_id": point.consultation_id,
            "point_id": point.id,
            "number": self.next(),
            "what": Texts(en="Plant forty trees"),
            "owner": "Head gardener",
            "due_on": clock.today() + timedelta(days=100),
            "measure": Texts(en="Forty trees stand."),
            "state": CommitmentState.NOT_STARTED,
        }
        return self.save(Commitment(**{**facts, **more}))

    def news(self: Any, commitment: Commitment, text: str = "Ten trees stand.", **more: Any) -> Update:
        """News of a promise."""
        facts: dict[str, Any] = {"commitment_id": commitment.id, "position": self.next(), "state": commitment.state, "text": Texts(en=text)}
        return self.save(Update(**{**facts, **more}))
