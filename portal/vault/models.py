"""The vault's tables: cases, wrapped keys, messages, files, officers, clocks, who looked, and the vault's own record."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import JSON, BigInteger, Index, LargeBinary, MetaData, String, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, mapped_column, relationship

from portal.base import clock
from portal.base.database import NAMES, Id, Moment, id_column, one_of, reference
from portal.base.languages import Named, Texts, TextsColumn, _l


class VaultBase(DeclarativeBase):
    """All tables of the vault."""

    metadata = MetaData(naming_convention=NAMES)
    __private__: ClassVar[bool] = True


class CaseKind(Named):
    """Which room a case belongs to."""

    COMPLAINT = "complaint", _l("Complaint")
    REPRISAL = "reprisal", _l("Report of a reprisal")


class Standing(Named):
    """In which standing an officer holds a key to a case."""

    OWNER = "owner", _l("Entrusted with it")
    STAND_IN = "stand-in", _l("Stands in")
    SECOND = "second stage", _l("Hears the second stage")
    BROKE_GLASS = "broke glass", _l("Was let in by two people")


class MessageKind(Named):
    """What a message in a case is."""

    MESSAGE = "message", _l("Message")
    PROPOSAL = "proposal", _l("Proposed outcome")
    COMMENT = "comment", _l("Comment on the proposal")
    DECISION = "decision", _l("Decision")
    STATEMENT = "statement", _l("Statement of a named person")
    NEWS = "news", _l("News")
    REASON = "reason", _l("Reason")
    NOTE = "note", _l("Note of the officers")  # never shown to the holder


class ClockName(Named):
    """A clock of a case (protection F4, F5)."""

    ACKNOWLEDGE = "acknowledge", _l("First answer by a person")
    TRIAGE = "triage", _l("Whether it is taken up")
    PROPOSE = "propose", _l("Proposed outcome")
    DECIDE = "decide", _l("Decision")
    NEWS = "news", _l("News, also when there is nothing new")
    COMMENT = "comment", _l("Your comment on the proposal")
    SECOND = "second stage", _l("Decision of the second stage")
    HELP = "help", _l("Answer of the help desk")
    ANSWER = "first answer", _l("First answer to a report")


NOTHING_DUE = date(9999, 12, 30)
OVER = date(9999, 12, 31)
"""Days at the end of the calendar: such cases lie at the end of a desk."""


class Case(VaultBase):
    """One complaint or one report. Without wrapped keys its sealed columns are noise."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_erased", "erased_on", sqlite_where=text("erased_on IS NOT NULL"), postgresql_where=text("erased_on IS NOT NULL")),
        Index("ix_cases_forsaken", "forsaken", sqlite_where=text("forsaken <> 0"), postgresql_where=text("forsaken <> 0")),
    )

    id: Mapped[int] = id_column()
    kind: Mapped[CaseKind] = mapped_column(one_of(CaseKind), index=True)
    day: Mapped[date] = mapped_column(default=clock.today)
    language: Mapped[str] = mapped_column(String(35))  # in which the holder is answered
    lookup_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)  # of the number; empty when nothing is left behind it
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)  # of the form that made it
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    holder_key: Mapped[bytes] = mapped_column(LargeBinary)  # public: what is sealed for it opens with the number alone
    visits: Mapped[int] = mapped_column(default=0)  # raised when the holder ends: earlier tickets are dead
    by_helper: Mapped[bool] = mapped_column(default=False)  # the number was seen by a helper, and must be changed at first use
    sealed: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))  # what was first written, as JSON
    closed_on: Mapped[date | None]
    erase_on: Mapped[date | None] = mapped_column(index=True)  # set with closing, or when a report rests; the holder may move it
    warned_on: Mapped[date | None]  # both sides were told that it will be erased
    erased_on: Mapped[date | None]
    next_message: Mapped[int] = mapped_column(default=1)
    forsaken: Mapped[int] = mapped_column(default=0)  # whether any officer can open it: kept by portal.vault.ordering, so that nobody walks through all cases to count them

    keys: Mapped[list["WrappedKey"]] = relationship(back_populates="case", lazy="raise", cascade="all, delete-orphan", passive_deletes=True)


class Officer(VaultBase):
    """The keys of a focal point or protection officer. Name, organisation and roles stand on the public side (`outside.trusted`)."""

    __tablename__ = "officers"

    id: Mapped[int] = id_column()
    staff_id: Mapped[int] = mapped_column(Id, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    locked_key: Mapped[bytes] = mapped_column(LargeBinary)  # the private key, locked by the passphrase
    key_since: Mapped[date] = mapped_column(default=clock.today)
    away_until: Mapped[date | None]  # gets no new cases
    gone_on: Mapped[date | None]  # left: the keys are gone; the row stays for the record
    regions: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)


class Unlocking(VaultBase):
    """An officer has typed the passphrase: the private key, locked by the value of the session's cookie, which no table holds."""

    __tablename__ = "unlockings"

    id: Mapped[int] = id_column()
    officer_id: Mapped[int] = reference("officers")
    session_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    locked_key: Mapped[bytes] = mapped_column(LargeBinary)
    until: Mapped[datetime] = mapped_column(Moment)

    officer: Mapped[Officer] = relationship(lazy="raise")


class WrappedKey(VaultBase):
    """A case's key, wrapped for one officer, or (without one) for whoever holds the number. Destroying these erases the case."""

    __tablename__ = "wrapped_keys"
    __table_args__ = (
        UniqueConstraint("case_id", "officer_id", "standing"),
        Index("ix_wrapped_keys_desk", "officer_id", "desk_on", "case_id", "standing"),
        Index("ix_wrapped_keys_waiting", "officer_id", "case_id", sqlite_where=text("wrapped IS NULL"), postgresql_where=text("wrapped IS NULL")),
    )

    id: Mapped[int] = id_column()
    case_id: Mapped[int] = reference("cases")
    officer_id: Mapped[int | None] = reference("officers", nullable=True, index=False)
    standing: Mapped[Standing | None] = mapped_column(one_of(Standing))
    wrapped: Mapped[bytes | None] = mapped_column(LargeBinary)  # empty: entrusted, but the key must be wrapped anew first
    since: Mapped[date] = mapped_column(default=clock.today)
    desk_on: Mapped[date] = mapped_column(default=NOTHING_DUE)  # when the case's next clock runs out: the order of the desk, kept by portal.vault.ordering

    case: Mapped[Case] = relationship(back_populates="keys", lazy="raise")
    officer: Mapped[Officer | None] = relationship(lazy="raise")


class CaseMessage(VaultBase):
    """What one side said to the other, or officers noted for themselves."""

    __tablename__ = "case_messages"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = id_column()
    case_id: Mapped[int] = reference("cases")
    number: Mapped[int]  # within the case
    kind: Mapped[MessageKind] = mapped_column(one_of(MessageKind))
    officer_id: Mapped[int | None] = reference("officers", nullable=True, index=False, on_delete="SET NULL")  # empty: from the holder
    day: Mapped[date] = mapped_column(default=clock.today)
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    sealed: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))  # JSON; empty when it was deleted
    seen: Mapped[bool] = mapped_column(default=False)  # by the other side


class CaseFile(VaultBase):
    """A file of a case: the original, sealed as it came, and a cleaned copy beside it."""

    __tablename__ = "case_files"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = id_column()
    case_id: Mapped[int] = reference("cases")
    number: Mapped[int]
    from_holder: Mapped[bool]
    day: Mapped[date] = mapped_column(default=clock.today)
    about: Mapped[bytes] = mapped_column(LargeBinary)  # sealed: name, media type, size
    original: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    cleaned: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))


class Access(VaultBase):
    """How often an officer opened a case on a day; the holder is shown role, day and number."""

    __tablename__ = "accesses"
    __table_args__ = (UniqueConstraint("case_id", "officer_id", "standing", "day"),)

    id: Mapped[int] = id_column()
    case_id: Mapped[int] = reference("cases")
    officer_id: Mapped[int | None] = reference("officers", nullable=True, index=False, on_delete="SET NULL")
    standing: Mapped[Standing] = mapped_column(one_of(Standing))
    day: Mapped[date] = mapped_column(default=clock.today)
    times: Mapped[int] = mapped_column(default=1)


_WAITING = text("met_on IS NULL AND alerted_on IS NULL")  # so that the nightly run reads what is due, and nothing else


class Clock(VaultBase):
    """One running or stopped clock of a case. Lateness is computed from it, never stored."""

    __tablename__ = "clocks"
    __table_args__ = (Index("ix_clocks_waiting", "due_on", sqlite_where=_WAITING, postgresql_where=_WAITING),)

    id: Mapped[int] = id_column()
    case_id: Mapped[int] = reference("cases")
    name: Mapped[ClockName] = mapped_column(one_of(ClockName))
    started_on: Mapped[date]
    due_on: Mapped[date]
    due_at: Mapped[datetime | None] = mapped_column(Moment)  # clocks in hours only; a full hour; emptied when it was met
    met_on: Mapped[date | None]
    paused_on: Mapped[date | None]
    pause: Mapped[str] = mapped_column(String(40), default="")  # why it stands still, as a word of the room
    paused_days: Mapped[int] = mapped_column(default=0)
    alerted_on: Mapped[date | None]  # the supervisor was told that it is late


class Notice(VaultBase):
    """Somebody of staff has to be told that there is news; carried to the public outbox by portal.crossings."""

    __tablename__ = "calls"

    id: Mapped[int] = id_column()
    once: Mapped[str] = mapped_column(String(120), unique=True)
    staff_id: Mapped[int] = mapped_column(Id)
    day: Mapped[date] = mapped_column(default=clock.today)
    urgent: Mapped[bool] = mapped_column(default=False)
    carried_on: Mapped[date | None] = mapped_column(index=True)


class CaseWish(VaultBase):
    """The holder of a case wants the one daily letter. The address is sealed with the portal's secret, and gone with the case."""

    __tablename__ = "case_wishes"

    id: Mapped[int] = id_column()
    case_id: Mapped[int] = reference("cases", unique=True)
    sealed_address: Mapped[bytes] = mapped_column(LargeBinary)
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    language: Mapped[str] = mapped_column(String(35))
    confirmed_on: Mapped[date | None]
    asked_on: Mapped[date] = mapped_column(default=clock.today)
    news_on: Mapped[date | None]


class Helpline(VaultBase):
    """Who helps day and night; kept by the protection officers."""

    __tablename__ = "helplines"

    id: Mapped[int] = id_column()
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[Texts] = mapped_column(TextsColumn)
    ways: Mapped[Texts] = mapped_column(TextsColumn)  # how to reach it
    what: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # what it does, for whom
    region: Mapped[str] = mapped_column(String(40), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    day_and_night: Mapped[bool] = mapped_column(default=True)
    checked_on: Mapped[date] = mapped_column(default=clock.today)


class VaultEntry(VaultBase):
    """One line of the vault's own record: it is written once and never changed. Reasons are sealed in messages, never here."""

    __tablename__ = "vault_journal"

    id: Mapped[int] = id_column()
    day: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime | None] = mapped_column(Moment)  # staff only
    by: Mapped[str] = mapped_column(String(20))
    staff_id: Mapped[int | None] = mapped_column(Id)
    case_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    deed: Mapped[str] = mapped_column(String(40))
    old_state: Mapped[str | None] = mapped_column(String(40))
    new_state: Mapped[str | None] = mapped_column(String(40))
