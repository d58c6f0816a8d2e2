"""Versions of the policies, and words to think twice about."""

from datetime import date

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.base import clock
from portal.base.database import Base, id_column, one_of
from portal.base.languages import Named, Texts, TextsColumn, _l


class PolicyKind(Named):
    """The texts that a portal owes its readers."""

    PARTICIPATION = "participation", _l("Rules of participation")
    PRIVACY = "privacy", _l("Privacy notice")
    ACCESSIBILITY = "accessibility", _l("Accessibility statement")
    COMPLAINTS = "complaints", _l("How to complain")


class PolicyVersion(Base):
    """One version of one policy, in force from a day until the next version's (R38)."""

    __tablename__ = "policy_versions"
    __table_args__ = (UniqueConstraint("kind", "version"),)

    id: Mapped[int] = id_column()
    kind: Mapped[PolicyKind] = mapped_column(one_of(PolicyKind))
    version: Mapped[int]
    from_day: Mapped[date]
    text: Mapped[Texts] = mapped_column(TextsColumn)  # the small markup
    change: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # what is new in this version
    written_on: Mapped[date] = mapped_column(default=clock.today)


class CarefulWord(Base):
    """A wording that stigmatises, and what to write instead; shown to staff before they publish (R42)."""

    __tablename__ = "careful_words"
    __private__ = True
    __table_args__ = (UniqueConstraint("language", "word"),)

    id: Mapped[int] = id_column()
    language: Mapped[str] = mapped_column(String(35))
    word: Mapped[str] = mapped_column(String(120))
    advice: Mapped[str] = mapped_column(Text)
