"""Published figures and decisions. What stands here may be read by everybody; nothing else was ever written here."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.base import clock
from portal.base.database import Base, id_column
from portal.base.languages import Texts, TextsColumn


class PublishedFigures(Base):
    """One kind of figures, of one consultation or of the portal, for one period, as told on a publication day."""

    __tablename__ = "published_figures"
    __table_args__ = (UniqueConstraint("scope", "period", "kind"),)

    id: Mapped[int] = id_column()
    kind: Mapped[str] = mapped_column(String(40))
    scope: Mapped[str] = mapped_column(String(80), default="")  # a consultation's public name; empty: the portal
    period: Mapped[str] = mapped_column(String(12))  # "2026", "2026-Q4" or "so far"
    published_on: Mapped[date] = mapped_column(default=clock.today)
    told: Mapped[dict[str, Any]] = mapped_column(JSON)  # table name -> what portal.figures.measures tells


class PublishedDecision(Base):
    """A decision on a complaint without names; the complainant agreed to these very words."""

    __tablename__ = "published_decisions"

    id: Mapped[int] = id_column()
    number: Mapped[int] = mapped_column(unique=True)  # public; not the complaint's
    month: Mapped[date]  # the first of the month in which it was decided
    category: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(40))
    text: Mapped[Texts] = mapped_column(TextsColumn)
    shown_from: Mapped[date]  # a publication day: the day itself would point at a case
