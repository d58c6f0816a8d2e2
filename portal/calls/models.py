"""Contact lists and who is on them; calls for action, what was done about them, and letters on their way."""

from datetime import date

from sqlalchemy import JSON, BigInteger, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.database import Base, id_column, one_of, reference
from portal.base.languages import Named, Texts, TextsColumn, _l


class Topic(Named):
    """What a call is about, and what a member wants to hear of."""

    ASSOCIATION = "association", _l("Founding and running organisations")
    ASSEMBLY = "assembly", _l("Peaceful assembly")
    EXPRESSION = "expression", _l("Free speech and the press")
    FUNDING = "funding", _l("Money for organisations")
    ONLINE = "online", _l("Freedom online")
    DEFENDERS = "defenders", _l("People who defend rights")
    PUBLIC_LIFE = "public life", _l("Taking part in public life")
    OTHER = "other", _l("Something else")


class CallState(Named):
    """How far a call has come."""

    PROPOSED = "proposed", _l("Proposed")
    CHECKED = "checked", _l("Checked, not sent yet")
    SENT = "sent", _l("Sent, please act")
    OUTCOME = "outcome", _l("The outcome is known")
    CLOSED = "closed", _l("Closed")
    DECLINED = "declined", _l("Declined")
    WITHDRAWN = "withdrawn", _l("Withdrawn")


class Outcome(Named):
    """What became of the draft law, or whatever the call was about."""

    STOPPED = "stopped", _l("It was stopped")
    AMENDED = "amended", _l("It was changed")
    PASSED = "passed", _l("It came into force")
    UNKNOWN = "unknown", _l("Not known")


class Naming(Named):
    """Whether it is safe for the people who are named."""

    NOBODY = "nobody", _l("Nobody in danger is named")
    AGREED = "agreed", _l("Everybody who is named has agreed")


class NoteKind(Named):
    """What a member tells."""

    ACTION = "action", _l("What was done")
    PLEDGE = "pledge", _l("Help that I offer")
    REPORT = "report", _l("News from the field")
    IDEA = "idea", _l("An idea")
    LEAD = "lead", _l("I would take the lead")


class ActionKind(Named):
    """What a member did about a call."""

    LETTER = "letter", _l("Wrote to somebody responsible")
    MEETING = "meeting", _l("Met somebody responsible")
    STATEMENT = "statement", _l("Spoke in public")
    FORUM = "forum", _l("Raised it in a meeting of states")
    ADVICE = "advice", _l("Gave legal advice")
    HELP = "help", _l("Helped people there")
    OTHER = "other", _l("Something else")


class ContactList(Base):
    """A list that calls are sent to. Who is on it stands nowhere on a page."""

    __tablename__ = "contact_lists"

    id: Mapped[int] = id_column()
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[Texts] = mapped_column(TextsColumn)
    purpose: Mapped[Texts] = mapped_column(TextsColumn)
    who_may: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # who may join
    takes_requests: Mapped[bool] = mapped_column(default=True)
    asks_topics: Mapped[bool] = mapped_column(default=False)
    asks_regions: Mapped[bool] = mapped_column(default=False)
    ended_on: Mapped[date | None]  # nobody sees it any more; the clock lets its members go, and then the row is gone
    reason: Mapped[Texts] = mapped_column(TextsColumn, default=Texts, server_default="{}")  # why it ended
    tells: Mapped[bool] = mapped_column(default=False, server_default=false())  # whether a letter says so to its members


class JoinRequest(Base):
    """Somebody asks to join a list. The row is gone with the decision."""

    __tablename__ = "join_requests"
    __private__ = True

    id: Mapped[int] = id_column()
    list_id: Mapped[int] = reference("contact_lists")
    sealed_address: Mapped[bytes] = mapped_column(LargeBinary)
    address_hash: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    sealed_line: Mapped[bytes | None] = mapped_column(LargeBinary)  # one line to the chair
    language: Mapped[str] = mapped_column(String(20))
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    regions: Mapped[list[str]] = mapped_column(JSON, default=list)
    neutral: Mapped[bool] = mapped_column(default=False)
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)  # confirms and erases the request
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    asked_on: Mapped[date] = mapped_column(default=clock.today)
    confirmed_on: Mapped[date | None]

    contact_list: Mapped[ContactList] = relationship(lazy="raise")


class Member(Base):
    """Somebody who gets letters from lists: a sealed address and a number, no name."""

    __tablename__ = "members"
    __private__ = True

    id: Mapped[int] = id_column()
    sealed_address: Mapped[bytes] = mapped_column(LargeBinary)
    address_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    language: Mapped[str] = mapped_column(String(20))
    neutral: Mapped[bool] = mapped_column(default=False)  # the subject of letters says nothing
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    number_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)  # the link that gives a number, once
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)  # the link that ends everything

    memberships: Mapped[list["Membership"]] = relationship(back_populates="member", lazy="raise", passive_deletes=True, cascade="all, delete-orphan")


class Membership(Base):
    """That a member is on a list, and what they want to hear of; nothing chosen is everything."""

    __tablename__ = "memberships"
    __private__ = True
    __table_args__ = (UniqueConstraint("member_id", "list_id"),)

    id: Mapped[int] = id_column()
    member_id: Mapped[int] = reference("members")
    list_id: Mapped[int] = reference("contact_lists")
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    regions: Mapped[list[str]] = mapped_column(JSON, default=list)

    member: Mapped[Member] = relationship(back_populates="memberships", lazy="raise")
    contact_list: Mapped[ContactList] = relationship(lazy="raise")


class Call(Base):
    """A call for action: what happens, what should come of it, and what people can do."""

    __tablename__ = "action_calls"

    id: Mapped[int] = id_column()
    number: Mapped[int] = mapped_column(unique=True)  # random, so that it does not tell how many are for members only
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    state: Mapped[CallState] = mapped_column(one_of(CallState))
    state_since: Mapped[date] = mapped_column(default=clock.today)
    public: Mapped[bool] = mapped_column(default=False)
    topic: Mapped[Topic] = mapped_column(one_of(Topic), default=Topic.OTHER)
    region: Mapped[str] = mapped_column(String(40), default="")
    country: Mapped[str] = mapped_column(String(80), default="")
    title: Mapped[Texts] = mapped_column(TextsColumn)
    happens: Mapped[Texts] = mapped_column(TextsColumn)
    aim: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)
    addressees: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)
    sources: Mapped[list[list[str]]] = mapped_column(JSON, default=list)  # (address, day on which it was seen)
    lead: Mapped[str] = mapped_column(String(200), default="")  # named by consent
    lead_member_id: Mapped[int | None] = reference("members", nullable=True, on_delete="SET NULL")
    proposed_by: Mapped[int | None] = reference("staff", nullable=True, on_delete="SET NULL")
    written_by: Mapped[int | None] = reference("staff", nullable=True, on_delete="SET NULL")  # who changed the words last
    member_id: Mapped[int | None] = reference("members", nullable=True, on_delete="SET NULL")  # a member proposed it
    checked_by: Mapped[int | None] = reference("staff", nullable=True, on_delete="SET NULL")
    checked_on: Mapped[date | None]
    harm: Mapped[str] = mapped_column(Text, default="")  # who could be harmed, and how that is avoided
    naming: Mapped[Naming | None] = mapped_column(one_of(Naming))
    sent_on: Mapped[date | None] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(Text, default="")  # why it was declined or withdrawn
    outcome: Mapped[Outcome | None] = mapped_column(one_of(Outcome))
    outcome_text: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)
    counted: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)  # actions by kind, fit for the public, from the closing on

    lists: Mapped[list[ContactList]] = relationship(secondary="call_lists", lazy="raise")
    steps: Mapped[list["Step"]] = relationship(lazy="raise", order_by="Step.number", passive_deletes=True)
    updates: Mapped[list["CallUpdate"]] = relationship(lazy="raise", order_by="CallUpdate.number", passive_deletes=True)

    @property
    def seen(self) -> list[tuple[str, date]]:
        """Each source, and the day on which somebody looked."""
        return [(address, date.fromisoformat(day)) for address, day in self.sources]

    @property
    def changed_on(self) -> date:
        """The day of its last news or move; its news are loaded (R69)."""
        return max([self.state_since, *(one.day for one in self.updates)])

    def shown_in_public(self) -> bool:
        """A call for members changes no public page."""
        return self.public


class CallList(Base):
    """A list that a call goes to."""

    __tablename__ = "call_lists"
    __private__ = True
    __table_args__ = (UniqueConstraint("call_id", "list_id"),)

    id: Mapped[int] = id_column()
    call_id: Mapped[int] = reference("action_calls")
    list_id: Mapped[int] = reference("contact_lists")


class Step(Base):
    """One thing that people can do, and until when."""

    __tablename__ = "call_steps"

    id: Mapped[int] = id_column()
    call_id: Mapped[int] = reference("action_calls")
    number: Mapped[int]
    what: Mapped[Texts] = mapped_column(TextsColumn)
    until: Mapped[date]


class CallUpdate(Base):
    """News of a call."""

    __tablename__ = "call_updates"
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: Mapped[int] = id_column()
    call_id: Mapped[int] = reference("action_calls")
    number: Mapped[int]
    day: Mapped[date] = mapped_column(default=clock.today)
    text: Mapped[Texts] = mapped_column(TextsColumn)


class Sending(Base):
    """Letters to the lists of a call that are being laid into the outbox; number 0 is the call itself, others its news."""

    __tablename__ = "sendings"
    __private__ = True
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: Mapped[int] = id_column()
    call_id: Mapped[int] = reference("action_calls")
    number: Mapped[int]
    reached: Mapped[int] = mapped_column(BigInteger, default=0)  # up to which member; ids are random
    begun_on: Mapped[date] = mapped_column(default=clock.today)
    finished_on: Mapped[date | None]


class Note(Base):
    """What a member did, offers, reports or proposes."""

    __tablename__ = "member_notes"
    __private__ = True

    id: Mapped[int] = id_column()
    member_id: Mapped[int | None] = reference("members", nullable=True, on_delete="SET NULL")
    call_id: Mapped[int | None] = reference("action_calls", nullable=True)
    list_id: Mapped[int | None] = reference("contact_lists", nullable=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    kind: Mapped[NoteKind] = mapped_column(one_of(NoteKind))
    action: Mapped[ActionKind | None] = mapped_column(one_of(ActionKind))
    day: Mapped[date] = mapped_column(default=clock.today)  # for an action: when it was done
    language: Mapped[str] = mapped_column(String(35))
    sealed_text: Mapped[bytes | None] = mapped_column(LargeBinary)  # none where only a count is wanted
    sealed_name: Mapped[bytes | None] = mapped_column(LargeBinary)  # as whom a lead agrees to be named
