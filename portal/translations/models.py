"""Translations of single things, and what was asked of the machine. A thing that is erased takes both along."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from portal.base import clock
from portal.base.database import Base, Moment, id_column, one_of, reference
from portal.base.languages import Named, _l


class Kind(Named):
    """What is translated."""

    CONTRIBUTION = "contribution", _l("Contributions")
    POINT = "point", _l("Points of summaries")
    ANSWER = "answer", _l("Answers")


class Origin(Named):
    """Who translated."""

    PERSON = "person", _l("A person")
    MACHINE = "machine", _l("A machine")


COLUMNS = {Kind.CONTRIBUTION: "contribution_id", Kind.POINT: "point_id", Kind.ANSWER: "response_id"}
"""The column that names the thing of each kind."""


def _exactly_one() -> CheckConstraint:
    told = " + ".join(f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in COLUMNS.values())
    return CheckConstraint(f"{told} = 1", name="one_thing")


class OfOneThing:
    """The columns that say of which thing a row is: exactly one of them is filled."""

    @declared_attr
    @classmethod
    def consultation_id(cls) -> Mapped[int]:
        """To which consultation the thing belongs."""
        return reference("consultations")  # type: ignore[no-any-return]

    @declared_attr
    @classmethod
    def contribution_id(cls) -> Mapped[int | None]:
        """The contribution."""
        return reference("contributions", nullable=True, index=False)  # type: ignore[no-any-return]

    @declared_attr
    @classmethod
    def point_id(cls) -> Mapped[int | None]:
        """The point of a summary."""
        return reference("points", nullable=True, index=False)  # type: ignore[no-any-return]

    @declared_attr
    @classmethod
    def response_id(cls) -> Mapped[int | None]:
        """The answer to a point."""
        return reference("official_responses", nullable=True, index=False)  # type: ignore[no-any-return]

    @property
    def kind(self) -> Kind:
        """Of which kind the thing is."""
        return next(kind for kind, column in COLUMNS.items() if getattr(self, column) is not None)

    @property
    def thing_id(self) -> int:
        """The thing's id."""
        found: int = getattr(self, COLUMNS[self.kind])
        return found


class Translation(OfOneThing, Base):
    """Somebody's words in another language, with whoever translated and checked it."""

    __tablename__ = "translations"
    __table_args__ = (*(UniqueConstraint(column, "language") for column in COLUMNS.values()), _exactly_one())

    id: Mapped[int] = id_column()
    language: Mapped[str] = mapped_column(String(35))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    origin: Mapped[Origin] = mapped_column(one_of(Origin))
    engine: Mapped[str] = mapped_column(String(80), default="")  # the machine's name, also when a person corrected its words
    by_id: Mapped[int | None] = reference("staff", nullable=True, on_delete="SET NULL")  # whoever wrote or corrected it
    day: Mapped[date] = mapped_column(default=clock.today)
    checked_by_id: Mapped[int | None] = reference("staff", nullable=True, on_delete="SET NULL")
    checked_as: Mapped[str | None] = mapped_column(String(40))  # the role of whoever checked it
    checked_on: Mapped[date | None]
    fingerprint: Mapped[str] = mapped_column(String(32))  # of the words that were translated


class Errand(OfOneThing, Base):
    """A text that the machine was asked for. Done, it goes; what failed waits for its next try, or for somebody."""

    __tablename__ = "translation_errands"
    __private__ = True
    __table_args__ = (*(UniqueConstraint(column, "language") for column in COLUMNS.values()), _exactly_one())

    id: Mapped[int] = id_column()
    language: Mapped[str] = mapped_column(String(35))
    asked_by_id: Mapped[int | None] = reference("staff", nullable=True, on_delete="SET NULL")
    day: Mapped[date] = mapped_column(default=clock.today)
    due_at: Mapped[datetime] = mapped_column(Moment, default=clock.now, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str] = mapped_column(String(40), default="")  # why the last try failed, as a word
    given_up: Mapped[bool] = mapped_column(default=False)
