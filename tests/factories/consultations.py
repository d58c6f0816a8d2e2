"""Consultations and questions."""

from datetime import timedelta
from typing import Any

from portal.base import clock
from portal.base.languages import Texts
from portal.consultations.models import Consultation, ConsultationState, Influence, Question


class MakeConsultations:
    """Builders of the room `consultations`."""

    def consultation(self: Any, title: str = "The park", *, opens: timedelta = timedelta(days=-5), closes: timedelta = timedelta(days=5), **more: Any) -> Consultation:
        """A public consultation that is open now; `opens` and `closes` are counted from now."""
        now = clock.now().replace(second=0, microsecond=0)
        number = self.next()
        host = more.pop("host", None) or self.organisation()
        facts: dict[str, Any] = {
            "slug": f"consultation-{number}",
            "state": ConsultationState.PUBLIC,
            "languages": ["en", "ar"],
            "title": Texts(en=title, ar="الحديقة"),
            "summary": Texts(en="What should the park be like?"),
            "mandate": Texts(en="The council asked for this."),
            "influence": Influence.CONSULT,
            "influence_text": Texts(en="The plan is not decided yet."),
            "decider": Texts(en="The council decides in autumn."),
            "alternative": Texts(en="Write to office@example.org."),
            "host_id": host.id,
            "zone": "Europe/Paris",
            "announced_at": now + opens - timedelta(days=30),
            "opens_at": now + opens,
            "closes_at": now + closes,
            "response_due_at": now + closes + timedelta(days=84),
        }
        return self.save(Consultation(**{**facts, **more}))

    def question(self: Any, consultation: Consultation | None = None, title: str = "What is missing in the park?", **more: Any) -> Question:
        """A question; `question.consultation` is set."""
        consultation = consultation or self.consultation()
        facts: dict[str, Any] = {"consultation_id": consultation.id, "number": self.next(), "title": Texts(en=title), "body": Texts(en="Tell us in your own words.")}
        question = self.save(Question(**{**facts, **more}))
        question.__dict__["consultation"] = consultation
        return question
