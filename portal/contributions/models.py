"""Contributions and their versions."""

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.database import Base, Moment, id_column, one_of, reference
from portal.base.languages import Named, _l
from portal.consultations.models import Consultation, Question
from portal.identity.models import Organisation
from portal.meetings.models import Meeting
from portal.receipts.models import Receipt


class ContributionState(Named):
    """Where a contribution stands."""

    RECEIVED = "received", _l("Received, waits for a moderator")  # waits for a moderator
    HELD = "held", _l("Put aside by a moderator, with a reason")  # waits longer, for a stated reason
    ACCEPTED = "accepted", _l("Accepted, appears together with others")  # waits for an hour, where the portal has such (portal.contributions)
    PUBLISHED = "published", _l("Published")
    REDACTED = "published redacted", _l("Published with a passage left out")
    DECLINED = "declined", _l("Not published")
    HIDDEN = "hidden", _l("Taken out of sight")  # was public
    WITHDRAWN = "withdrawn", _l("Withdrawn by its author")  # by its author; the words are gone
    ERASED = "erased", _l("Erased")


PUBLIC = (ContributionState.PUBLISHED, ContributionState.REDACTED)
"""States in which the words are read by everybody."""
WAITING = (ContributionState.RECEIVED, ContributionState.HELD)
"""States in which a moderator decides."""
UNSEEN = (*WAITING, ContributionState.ACCEPTED)
"""States of words that nobody else has read, and that may become public."""
MARKED = (ContributionState.HIDDEN, ContributionState.WITHDRAWN, ContributionState.ERASED)
"""States in which a neutral mark stands in the place of something that was public."""


class Voice(Named):
    """As whom somebody speaks."""

    ANONYMOUS = "anonymous", _l("Without a name")
    PSEUDONYM = "pseudonym", _l("With a made-up name")
    NAME = "name", _l("With my name")
    ORGANISATION = "organisation", _l("For an organisation")


class Channel(Named):
    """By which way words came. All but the first were entered by a helper, who is named nowhere in public (R09)."""

    ONLINE = "online", _l("Written here")
    PAPER = "paper", _l("On paper")
    PHONE = "phone", _l("By telephone")
    IN_PERSON = "in person", _l("Told in person")
    MEETING = "meeting", _l("At a meeting")

    @property
    def shown(self) -> str:
        """What everybody reads: a few coarse words, so that nobody is found by the way they took."""
        return str(_SHOWN.get(self, _l("Through a helper"))) if self is not Channel.ONLINE else ""


_SHOWN = {Channel.PAPER: _l("On paper"), Channel.MEETING: _l("At a meeting")}


class Contribution(Base):
    """Somebody's words on one question, or in reply to somebody else's."""

    __tablename__ = "contributions"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        # What was ever public has a number: the thread is read along this index, from any place in it, without counting.
        # SQLite uses it only if the condition stands word for word in the question: `is_root = 1`.
        Index(
            "ix_contributions_thread", "question_id", "day", "id", sqlite_where=sql("is_root = 1 AND number IS NOT NULL"), postgresql_where=sql("is_root AND number IS NOT NULL")
        ),
        Index("ix_contributions_replies", "root_id", "day", "id", sqlite_where=sql("number IS NOT NULL"), postgresql_where=sql("number IS NOT NULL")),
        Index("ix_contributions_queue", "consultation_id", "state", "day", "id"),
    )

    id: Mapped[int] = id_column()
    number: Mapped[int | None]  # the public number, given when it is first published
    consultation_id: Mapped[int] = reference("consultations", index=False)
    question_id: Mapped[int] = reference("questions", index=False)
    is_root: Mapped[bool] = mapped_column(default=True)
    root_id: Mapped[int | None] = reference("contributions", nullable=True, index=False)  # the top of its thread
    reply_to_id: Mapped[int | None] = reference("contributions", nullable=True, on_delete="SET NULL")
    receipt_id: Mapped[int | None] = reference("receipts", nullable=True, on_delete="SET NULL")  # imported words have none
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)  # the form that it came in
    state: Mapped[ContributionState] = mapped_column(one_of(ContributionState))
    state_since: Mapped[date] = mapped_column(default=clock.today)
    day: Mapped[date] = mapped_column(default=clock.today)
    voice: Mapped[Voice] = mapped_column(one_of(Voice))
    shown_name: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(35))
    text: Mapped[str] = mapped_column(Text)  # as written, tidied; of a redacted one, as left
    html: Mapped[str] = mapped_column(Text)  # the same, ready to be shown
    version: Mapped[int] = mapped_column(default=1)
    replies: Mapped[int] = mapped_column(default=0)  # of the top of a thread: replies that everybody can read
    young: Mapped[bool] = mapped_column(default=False, server_default=false())  # came by the path for young people: moderators take special care, nobody else learns of it
    hasty: Mapped[bool] = mapped_column(default=False)  # sent faster than people type, or with the trap filled: always pre-moderated
    mark: Mapped[str] = mapped_column(String(40), default="")  # the category of the rule, shown in its place when it is hidden or redacted

    confirmed_id: Mapped[int | None] = reference("organisations", nullable=True, on_delete="SET NULL")  # spoken under this confirmed name (R21)
    confirmed_until: Mapped[date | None]  # the day on which the confirmation ended; what was said stays
    supports: Mapped[int] = mapped_column(default=0)  # organisations that stand behind the words; it changes no order
    left_out: Mapped[str] = mapped_column(String(40), default="")  # the category by which a passage is left out; also while the rest is hidden
    channel: Mapped[Channel] = mapped_column(one_of(Channel), default=Channel.ONLINE, server_default="online")
    meeting_id: Mapped[int | None] = reference("meetings", nullable=True, on_delete="SET NULL")  # where the words were said
    no_machine: Mapped[bool] = mapped_column(default=False, server_default=false())  # its author wants no machine to translate it

    consultation: Mapped[Consultation] = relationship(lazy="raise")
    confirmed: Mapped[Organisation | None] = relationship(lazy="raise")
    receipt: Mapped[Receipt | None] = relationship(lazy="raise")  # also tells the database's turn: the receipt is written first
    question: Mapped[Question] = relationship(lazy="raise")
    meeting: Mapped[Meeting | None] = relationship(lazy="raise")
    reply_to: Mapped["Contribution | None"] = relationship(lazy="raise", remote_side=[id], foreign_keys=[reply_to_id])  # noqa: A003 - the column above
    versions: Mapped[list["Version"]] = relationship(lazy="raise", order_by="Version.number", back_populates="contribution")

    def shown_in_public(self) -> bool:
        """A waiting contribution changes no public page."""
        return self.number is not None or self.state in PUBLIC


class Version(Base):
    """One wording of a contribution; the latest stands in the contribution itself too."""

    __tablename__ = "versions"
    __private__ = True
    __table_args__ = (UniqueConstraint("contribution_id", "number"),)

    id: Mapped[int] = id_column()
    contribution_id: Mapped[int] = reference("contributions")
    number: Mapped[int]
    day: Mapped[date] = mapped_column(default=clock.today)
    text: Mapped[str] = mapped_column(Text)

    contribution: Mapped[Contribution] = relationship(lazy="raise", back_populates="versions")


class CoSignature(Base):
    """An organisation stands behind somebody's words under its confirmed name; its members are listed nowhere (R21)."""

    __tablename__ = "co_signatures"
    __table_args__ = (UniqueConstraint("contribution_id", "organisation_id"),)

    id: Mapped[int] = id_column()
    contribution_id: Mapped[int] = reference("contributions", index=False)
    organisation_id: Mapped[int] = reference("organisations")
    day: Mapped[date] = mapped_column(default=clock.today)
    confirmed_until: Mapped[date | None]  # as with the words themselves

    organisation: Mapped[Organisation] = relationship(lazy="raise")


class Window(Base):
    """Up to which hour all that was accepted in a consultation has had its turn. It tells of the clock; no words bear such an hour."""

    __tablename__ = "windows"
    __private__ = True

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations", unique=True)
    done: Mapped[datetime] = mapped_column(Moment)
