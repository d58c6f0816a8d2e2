"""What was decided about a public consultation, and what was put right, each with its public reason."""

from datetime import date

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.base import clock
from portal.base.database import Base, id_column, one_of, reference
from portal.base.languages import Named, Texts, TextsColumn, _l


class NoticeKind(Named):
    """What was decided about a running consultation."""

    EXTENDED = "extended", _l("There is more time")
    SUSPENDED = "suspended", _l("The consultation was suspended")
    RESUMED = "resumed", _l("The consultation goes on")
    CANCELLED = "cancelled", _l("The consultation was cancelled")
    MODERATION_CHANGED = "moderation changed", _l("The way of moderation was changed")
    CORRECTED = "corrected", _l("A text was corrected")


class Notice(Base):
    """A decision about a consultation with its public reason."""

    __tablename__ = "notices"

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    number: Mapped[int] = mapped_column(default=1)  # its place: two notices of one day keep their order
    kind: Mapped[NoticeKind] = mapped_column(one_of(NoticeKind))
    day: Mapped[date] = mapped_column(default=clock.today)
    reason: Mapped[Texts] = mapped_column(TextsColumn)
    before: Mapped[str] = mapped_column(String(60), default="")  # moments, or "before" and "after" publication
    after: Mapped[str] = mapped_column(String(60), default="")


class Correction(Base):
    """A text that was corrected after the consultation was public: both wordings, and why (R38)."""

    __tablename__ = "corrections"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations", index=False)
    number: Mapped[int]
    day: Mapped[date] = mapped_column(default=clock.today)
    part: Mapped[str] = mapped_column(String(60))  # which text, such as "mandate" or "question 2 title"
    before: Mapped[Texts] = mapped_column(TextsColumn)
    after: Mapped[Texts] = mapped_column(TextsColumn)
    note: Mapped[Texts] = mapped_column(TextsColumn)
