"""Resources: guides of others, with their address, and short texts of our own."""

from datetime import date

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.bits import BitsColumns
from portal.base.database import Base, id_column, one_of
from portal.base.languages import Named, Texts, TextsColumn, _l


class ResourceKind(Named):
    """What sort of thing it is."""

    GUIDE = "guide", _l("Guide")
    RIGHTS = "rights", _l("Know your rights")
    COURSE = "course", _l("Course")
    DIGITAL = "digital", _l("Digital safety")
    TEMPLATE = "template", _l("Template to fill in")
    LAW = "law", _l("Law")
    NEWS = "news", _l("News and monitoring")


class ResourceTopic(Named):
    """What it is about."""

    RIGHTS = "rights", _l("Your rights")
    DIGITAL = "digital", _l("Digital safety")
    RISK = "risk", _l("Looking at risks")
    ASSEMBLY = "assembly", _l("Peaceful assembly")
    ASSOCIATION = "association", _l("Founding and running organisations")
    FUNDING = "funding", _l("Money for organisations")
    ALLIANCES = "alliances", _l("Working together")
    RECORDING = "recording", _l("Writing down what happens")
    SAFE_AI = "ai", _l("Using AI with care")


class LibraryBits(BitsColumns, Base):
    """Of one value of one filter, which resources have it."""

    __tablename__ = "library_bits"
    __private__ = True


class Resource(Base):
    """One resource. It stands elsewhere (`address`), or here in our own words (`text`)."""

    __tablename__ = "resources"

    id: Mapped[int] = id_column()
    number: Mapped[int] = mapped_column(unique=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)  # that the starter texts come in once
    shown: Mapped[bool] = mapped_column(default=False)
    title: Mapped[Texts] = mapped_column(TextsColumn)
    what: Mapped[Texts] = mapped_column(TextsColumn)
    kind: Mapped[ResourceKind] = mapped_column(one_of(ResourceKind))
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    edition: Mapped[str] = mapped_column(String(80), default="")
    year: Mapped[int | None]
    author: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(500), default="")
    text: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # the small markup, with headings
    reviewed_on: Mapped[date | None]
