"""Entries of the directory, what people suggest, and the little table that makes filters quick."""

from datetime import date

from sqlalchemy import JSON, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.bits import BitsColumns
from portal.base.database import Base, id_column, one_of, reference
from portal.base.languages import Lazy, Named, Texts, TextsColumn, _l


class HelpKind(Named):
    """What somebody can get."""

    EMERGENCY_MONEY = "emergency money", _l("Money in an emergency")
    GRANTS = "grants", _l("Money to withstand pressure")
    RELOCATION = "relocation", _l("Moving to a safer place")
    SHELTER = "shelter", _l("Shelter")
    HOTLINE = "hotline", _l("Somebody to call at once")
    LEGAL = "legal", _l("Legal help")
    DIGITAL = "digital safety", _l("Digital safety")
    MEDICAL = "medical", _l("Medical help and counselling")
    PROTEST = "protest", _l("Help at protests")
    ADVOCACY = "advocacy", _l("Advocacy and solidarity")
    TRAINING = "training", _l("Training")
    GUIDE = "guide", _l("Guides")
    FORECAST = "forecast", _l("Warnings of what may come")
    BANKING = "banking", _l("Banking")
    DIRECTORY = "directory", _l("More lists of help")


class HelpTheme(Named):
    """What it is about; in the words in which calls for action say it."""

    ASSOCIATION = "association", _l("Founding and running organisations")
    ASSEMBLY = "assembly", _l("Peaceful assembly")
    EXPRESSION = "expression", _l("Free speech and the press")
    FUNDING = "funding", _l("Money for organisations")
    ONLINE = "online", _l("Freedom online")
    DEFENDERS = "defenders", _l("People who defend rights")
    PUBLIC_LIFE = "public life", _l("Taking part in public life")


class Audience(Named):
    """For whom it is."""

    EVERYBODY = "everybody", _l("Everybody")
    ORGANISATIONS = "organisations", _l("Organisations of civil society")
    DEFENDERS = "defenders", _l("People who defend rights")
    JOURNALISTS = "journalists", _l("Journalists")
    PROTESTERS = "protesters", _l("People who protest")
    LGBTQIA = "lgbtqia", _l("LGBTQIA+ people and groups")
    WOMEN = "women", _l("Women")
    CHILDREN = "children", _l("Children and young people")
    FUNDERS = "funders", _l("Those who give money")


class WayKind(Named):
    """A way of contact, the safest first."""

    ONION = "onion", _l("Onion address (Tor Browser)")
    SIGNAL = "signal", _l("Signal")
    PGP = "pgp", _l("Mail sealed with PGP")
    FORM = "form", _l("Form on a web page")
    WHATSAPP = "whatsapp", _l("WhatsApp")
    MAIL = "mail", _l("Mail")
    PHONE = "phone", _l("Telephone")
    VISIT = "visit", _l("Going there")


SEES: dict[WayKind, Lazy] = {
    WayKind.ONION: _l("An observer sees that you use Tor, not where you go."),
    WayKind.SIGNAL: _l("An observer sees that you use Signal, not with whom or what you say. Whoever you write to sees your number."),
    WayKind.PGP: _l("The words are sealed. Whoever carries the mail sees both addresses, the time and the subject."),
    WayKind.FORM: _l("The words are sealed on their way. An observer sees which site you visit."),
    WayKind.WHATSAPP: _l("The words are sealed. The company sees who writes to whom, and when. Whoever you write to sees your number."),
    WayKind.MAIL: _l("Whoever carries the mail can read it, and sees both addresses."),
    WayKind.PHONE: _l("The phone company sees both numbers, the time and where you are. A call can be listened to."),
    WayKind.VISIT: _l("Whoever watches the place, or follows your phone, sees you there."),
}
"""What somebody learns who watches the line."""


class Safety(Named):
    """How safe a way is, in two words."""

    SAFER = "safer", _l("Safer")
    CARE = "care", _l("With care")
    OPEN = "open", _l("Can be watched")


SAFETY = {WayKind.ONION: Safety.SAFER, WayKind.SIGNAL: Safety.SAFER, WayKind.PGP: Safety.CARE, WayKind.FORM: Safety.CARE, WayKind.WHATSAPP: Safety.CARE}
"""All others can be watched."""


class Costs(Named):
    """What it costs."""

    UNKNOWN = "unknown", _l("Not known")
    FREE = "free", _l("Free of charge")
    SOME = "some", _l("Some of it costs money")
    PAID = "paid", _l("It costs money")


class EntryState(Named):
    """Whether everybody can read an entry."""

    DRAFT = "draft", _l("Draft")
    SHOWN = "shown", _l("Shown")
    OUT = "out", _l("Taken out")


class WhyOut(Named):
    """Why an entry was taken out: all that is said of it afterwards."""

    GONE = "gone", _l("This help does not exist any more.")
    UNSAFE = "unsafe", _l("It was not safe to turn to it.")
    WRONG = "wrong", _l("What stood here was wrong.")
    TWICE = "twice", _l("It stood here twice.")
    ASKED = "asked", _l("Those who help there asked for it.")


class SuggestionKind(Named):
    """What somebody tells the editors."""

    NEW = "new", _l("Help that is missing here")
    WRONG = "wrong", _l("Something is wrong or old")
    BROKEN = "broken", _l("A way of contact does not work")
    UNSAFE = "unsafe", _l("A way of contact is not safe")
    GONE = "gone", _l("This help does not exist any more")


class DirectoryEntry(Base):
    """Somebody who helps: facts, each entry with its source and the day of it (R62)."""

    __tablename__ = "directory_entries"

    id: Mapped[int] = id_column()
    number: Mapped[int] = mapped_column(unique=True)
    key: Mapped[str] = mapped_column(String(300), unique=True)  # by which a sheet knows it again
    state: Mapped[EntryState] = mapped_column(one_of(EntryState))
    state_since: Mapped[date] = mapped_column(default=clock.today)
    why_out: Mapped[WhyOut | None] = mapped_column(one_of(WhyOut))
    name: Mapped[str] = mapped_column(String(200))
    what: Mapped[Texts] = mapped_column(TextsColumn)
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    themes: Mapped[list[str]] = mapped_column(JSON, default=list)
    audiences: Mapped[list[str]] = mapped_column(JSON, default=list)
    regions: Mapped[list[str]] = mapped_column(JSON, default=list)  # keys of base.regions, or "world"
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    hours: Mapped[str] = mapped_column(String(120), default="")  # see hours.py
    zone: Mapped[str] = mapped_column(String(60), default="UTC")
    answer_hours: Mapped[int | None]  # until the first answer
    ways: Mapped[list[list[str]]] = mapped_column(JSON, default=list)  # [kind, address]
    costs: Mapped[Costs] = mapped_column(one_of(Costs), default=Costs.UNKNOWN)
    website: Mapped[str] = mapped_column(String(500), default="")
    source: Mapped[str] = mapped_column(String(300))
    source_address: Mapped[str] = mapped_column(String(500), default="")
    source_on: Mapped[date]
    reviewed_on: Mapped[date | None]
    review_due_on: Mapped[date] = mapped_column(index=True)

    def shown_in_public(self) -> bool:
        """A draft changes no public page."""
        return self.state is not EntryState.DRAFT


class DirectoryBits(BitsColumns, Base):
    """Of one value of one filter, which entries have it."""

    __tablename__ = "directory_bits"
    __private__ = True


class DirectorySuggestion(Base):
    """What somebody without an account tells the editors. The row is gone with their decision."""

    __tablename__ = "directory_suggestions"
    __private__ = True

    id: Mapped[int] = id_column()
    entry_id: Mapped[int | None] = reference("directory_entries", nullable=True)
    kind: Mapped[SuggestionKind] = mapped_column(one_of(SuggestionKind))
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(500), default="")
    language: Mapped[str] = mapped_column(String(35))
    day: Mapped[date] = mapped_column(default=clock.today, index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)

    entry: Mapped[DirectoryEntry | None] = relationship(lazy="raise")
