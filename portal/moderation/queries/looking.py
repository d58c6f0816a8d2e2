"""Reading only a part of what waits: one question, or one language that the moderator reads."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select, true

from portal.consultations.models import Consultation, Question
from portal.contributions.models import Contribution

LONGEST_TAG = 12


@dataclass(frozen=True)
class Look:
    """Which part; nothing means everything. It travels in addresses as `part`, such as 2.fr, and is kept nowhere."""

    question: int | None = None
    language: str = ""

    def __str__(self) -> str:
        return f"{self.question or ''}.{self.language}" if self else ""

    def __bool__(self) -> bool:
        return self.question is not None or self.language != ""

    @classmethod
    def of(cls, question: str, language: str) -> "Look":
        """What somebody chose; anything strange is nothing."""
        number = int(question) if question.isascii() and question.isdigit() and len(question) < 5 else None  # noqa: PLR2004 - no consultation has so many
        return cls(number, language if len(language) <= LONGEST_TAG and language.replace("-", "").isalnum() else "")

    def where(self, consultation: Consultation) -> ColumnElement[bool]:
        """The condition on contributions."""
        named = select(Question.id).where(Question.consultation_id == consultation.id, Question.number == self.question)
        return and_(Contribution.question_id.in_(named) if self.question is not None else true(), Contribution.language == self.language if self.language else true())


EVERYTHING = Look()
