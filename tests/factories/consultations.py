"""Consultations and questions."""

from datetime import timedelta
from typing import Any

from portal.base import clock
from portal.base.access import Role
from portal.base.languages import Texts
from portal.consultations.models import (
    Consultation,
    ConsultationState,
    Document,
    EasyIdea,
    Influence,
    ModeratingOrganisation,
    Notice,
    NoticeKind,
    Question,
    RiskAssessment,
    Term,
    Theme,
)
from portal.consultations.pictures import kept

POINT = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082")
"""The smallest picture."""


class MakeConsultations:
    """Builders of the room `consultations`."""

    def consultation(self: Any, title: str | Texts = "The park", *, opens: timedelta = timedelta(days=-5), closes: timedelta = timedelta(days=5), **more: Any) -> Consultation:
        """A public consultation that is open now; `opens` and `closes` are counted from now."""
        now = clock.now().replace(second=0, microsecond=0)
        number = self.next()
        host = more.pop("host", None) or self.organisation()
        facts: dict[str, Any] = {
            "slug": f"consultation-{number}",
            "state": ConsultationState.PUBLIC,
            "languages": ["en", "ar"],
            "title": title if isinstance(title, Texts) else Texts(en=title, ar="الحديقة"),
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

    def question(self: Any, consultation: Consultation | None = None, title: str | Texts = "What is missing in the park?", **more: Any) -> Question:
        """A question; `question.consultation` is set."""
        consultation = consultation or self.consultation()
        facts: dict[str, Any] = {
            "consultation_id": consultation.id,
            "number": self.next(),
            "title": title if isinstance(title, Texts) else Texts(en=title),
            "body": Texts(en="Tell us in your own words."),
        }
        question = self.save(Question(**{**facts, **more}))
        question.__dict__["consultation"] = consultation
        return question

    def theme(self: Any, consultation: Consultation, title: str = "Plants", *, position: int = 1) -> Theme:
        """A heading for questions."""
        return self.save(Theme(consultation_id=consultation.id, position=position, title=Texts(en=title)))

    def document(self: Any, consultation: Consultation, title: str = "The present plan", *, number: int = 1, body: str = "The park has **ten** trees.") -> Document:
        """A background document."""
        return self.save(Document(consultation_id=consultation.id, number=number, title=Texts(en=title), body=Texts(en=body)))

    def term(self: Any, consultation: Consultation, term: str = "shade", meaning: str = "Where the sun does not reach.", *, number: int = 1) -> Term:
        """A word that is explained."""
        return self.save(Term(consultation_id=consultation.id, number=number, term=Texts(en=term), meaning=Texts(en=meaning)))

    def idea(self: Any, consultation: Consultation, words: str = "The park has trees.", *, number: int = 1, **more: Any) -> EasyIdea:
        """A line of the easy-read version with a picture of one point."""
        facts = {"words": Texts(en=words), "alt": Texts(en="A tree."), **kept(POINT, "image/png", 1, 1), **more}
        return self.save(EasyIdea(consultation_id=consultation.id, number=number, **facts))

    def notice(self: Any, consultation: Consultation, kind: NoticeKind = NoticeKind.SUSPENDED, *, number: int = 1, reason: str = "A storm.", **more: Any) -> Notice:
        """A public decision."""
        return self.save(Notice(consultation_id=consultation.id, kind=kind, number=number, reason=Texts(en=reason), **more))

    def moderating(self: Any, consultation: Consultation, name: str = "Youth council") -> Any:
        """An organisation that moderates the consultation."""
        organisation = self.organisation(name)
        self.save(ModeratingOrganisation(consultation_id=consultation.id, organisation_id=organisation.id))
        return organisation

    def ready(self: Any, title: str = "The park", *, team: bool = True, policy: bool = True, **more: Any) -> Consultation:
        """A draft to which nothing is missing: announced at once, opening in eight weeks, open for fourteen."""
        both = Texts(en="Words.", ar="كلمات.")
        texts = ("plain", "summary", "mandate", "influence_text", "decider", "alternative", "pledge", "risk_public")
        weeks = timedelta(weeks=1)
        facts: dict[str, Any] = {"state": ConsultationState.DRAFT, "opens": 8 * weeks, "closes": 22 * weeks, "announced_at": clock.now(), **{name: Texts(both) for name in texts}}
        draft = self.consultation(title, **{**facts, **more})
        self.question(draft, number=1, title=Texts(both), body=Texts(both))
        self.save(RiskAssessment(consultation_id=draft.id, answers={}, done_on=clock.today()))
        moderating = self.moderating(draft)
        if policy:
            self.policy()
        if team:
            self.staff("Moderator", organisation=moderating, roles=[(Role.MODERATOR, draft)])
            self.staff("Reviewer", roles=[(Role.REVIEWER, draft)])
        return draft
