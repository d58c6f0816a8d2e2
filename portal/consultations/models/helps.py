"""What makes the paper easier to read: words that are explained, and lines with pictures."""

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import Base, id_column, reference
from portal.base.languages import Texts, TextsColumn


class Term(Base):
    """A word that the texts of a consultation use, and what it means (R04)."""

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations", index=False)
    number: Mapped[int]
    term: Mapped[Texts] = mapped_column(TextsColumn)
    meaning: Mapped[Texts] = mapped_column(TextsColumn)

    @property
    def title(self) -> Texts:
        """What it is called in a list."""
        return self.term


class EasyIdea(Base):
    """One line of the easy-read version: a picture, and one or two short sentences (R06)."""

    __tablename__ = "easy_ideas"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations", index=False)
    number: Mapped[int]
    words: Mapped[Texts] = mapped_column(TextsColumn)
    alt: Mapped[Texts] = mapped_column(TextsColumn)  # the picture in words
    picture: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # drawn anew, without what a camera tells
    media_type: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(32))  # of the picture: its address changes with it
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]

    @property
    def title(self) -> Texts:
        """What it is called in a list."""
        return self.words
