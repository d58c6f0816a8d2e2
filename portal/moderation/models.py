"""The policy, decisions, appeals, flags, claims, sealed originals and messages."""

from datetime import date, datetime

from sqlalchemy import JSON, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.database import Base, Moment, id_column, one_of, reference
from portal.base.languages import Named, Texts, TextsColumn, _l
from portal.base.secrets import unseal
from portal.contributions.models import Contribution
from portal.identity.models import Organisation

ORIGINAL = "sealed original"
PASSAGE = "decision passage"
"""What the seals are for (portal.base.secrets)."""


class Policy(Base):
    """One version of the moderation policy, in force from a day until the next version's."""

    __tablename__ = "policies"

    id: Mapped[int] = id_column()
    version: Mapped[int] = mapped_column(unique=True)
    from_day: Mapped[date]
    intro: Mapped[Texts] = mapped_column(TextsColumn)
    change: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # what is new in this version

    rules: Mapped[list["Rule"]] = relationship(lazy="raise", order_by="Rule.number", back_populates="policy")


class Rule(Base):
    """A numbered rule. `category` is all that the public mark tells."""

    __tablename__ = "rules"
    __table_args__ = (UniqueConstraint("policy_id", "number"),)

    id: Mapped[int] = id_column()
    policy_id: Mapped[int] = reference("policies")
    number: Mapped[int]
    category: Mapped[str] = mapped_column(String(40))
    title: Mapped[Texts] = mapped_column(TextsColumn)
    text: Mapped[Texts] = mapped_column(TextsColumn)

    policy: Mapped[Policy] = relationship(lazy="raise", back_populates="rules")


class Action(Named):
    """What a moderator can decide."""

    PUBLISH = "publish", _l("Published")
    REDACT = "publish redacted", _l("Published with a passage left out")
    DECLINE = "decline", _l("Not published")
    MOVE = "move", _l("Moved to where it belongs")
    HOLD = "hold", _l("Put aside for the moment")
    HIDE = "hide", _l("Taken out of sight")
    RESTORE = "restore", _l("Shown again")


RESTRICTIONS = (Action.REDACT, Action.DECLINE, Action.MOVE, Action.HOLD, Action.HIDE)
"""Decisions that need rule and facts, and that can be appealed."""


class Decision(Base):
    """A decision on one version of a contribution (protection F3)."""

    __tablename__ = "decisions"

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    contribution_id: Mapped[int] = reference("contributions")
    version: Mapped[int]
    action: Mapped[Action] = mapped_column(one_of(Action))
    rule_id: Mapped[int | None] = reference("rules", nullable=True, on_delete="RESTRICT")
    facts: Mapped[str] = mapped_column(Text, default="")  # in plain words, for the author
    sealed_passage: Mapped[bytes | None] = mapped_column(LargeBinary)  # which words; shown to the author, not in public
    automated: Mapped[bool] = mapped_column(default=False)
    staff_id: Mapped[int | None] = reference("staff", nullable=True, on_delete="SET NULL")
    organisation_id: Mapped[int | None] = reference("organisations", nullable=True, on_delete="SET NULL")
    unit: Mapped[str] = mapped_column(String(120), default="")  # the decider's, on that day
    day: Mapped[date] = mapped_column(default=clock.today)
    waited_days: Mapped[int] = mapped_column(default=0)  # from the contribution's day to the decision's
    taken_back_on: Mapped[date | None]  # by the same moderator, some minutes later: it does not count
    moved_from_question_id: Mapped[int | None] = reference("questions", nullable=True, on_delete="SET NULL")
    moved_to_question_id: Mapped[int | None] = reference("questions", nullable=True, on_delete="SET NULL")
    moved_from_reply_to_id: Mapped[int | None] = reference("contributions", nullable=True, on_delete="SET NULL", index=False)  # what the words answered there

    contribution: Mapped[Contribution] = relationship(lazy="raise", foreign_keys=[contribution_id])
    rule: Mapped[Rule | None] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")
    appeals: Mapped[list["Appeal"]] = relationship(lazy="raise", back_populates="decision", order_by="Appeal.day, Appeal.id")

    @property
    def passage(self) -> str:
        """The words that it is about; for the author, the moderators and the reviewer, never for a public page."""
        return unseal(PASSAGE, self.sealed_passage) if self.sealed_passage else ""


class AppealState(Named):
    """Where an appeal stands."""

    OPEN = "open", _l("Waits for a reviewer")
    UPHELD = "upheld", _l("The decision stands")  # the decision stands
    OVERTURNED = "overturned", _l("The decision was overturned")  # the decision falls
    WITHDRAWN = "withdrawn", _l("Withdrawn")


class Appeal(Base):
    """Somebody affected contests a decision."""

    __tablename__ = "appeals"

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    decision_id: Mapped[int] = reference("decisions")
    receipt_id: Mapped[int | None] = reference("receipts", nullable=True, on_delete="SET NULL")
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    state: Mapped[AppealState] = mapped_column(one_of(AppealState))
    state_since: Mapped[date] = mapped_column(default=clock.today)
    day: Mapped[date] = mapped_column(default=clock.today)
    due_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(35))
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = reference("staff", nullable=True, on_delete="SET NULL")
    organisation_id: Mapped[int | None] = reference("organisations", nullable=True, on_delete="SET NULL")

    decision: Mapped[Decision] = relationship(lazy="raise", back_populates="appeals")


class FlagState(Named):
    """What came of a report."""

    OPEN = "open", _l("Waits for a moderator")
    ACTED = "acted on", _l("A moderator acted on it")
    KEPT = "kept as it is", _l("The words stay as they are")


class Flag(Base):
    """A reader reports a contribution. It hides nothing."""

    __tablename__ = "flags"
    __private__ = True

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    contribution_id: Mapped[int] = reference("contributions")
    receipt_id: Mapped[int | None] = reference("receipts", nullable=True, on_delete="SET NULL")
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    category: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(35))
    state: Mapped[FlagState] = mapped_column(one_of(FlagState))
    state_since: Mapped[date] = mapped_column(default=clock.today)
    day: Mapped[date] = mapped_column(default=clock.today)
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = reference("staff", nullable=True, on_delete="SET NULL")

    contribution: Mapped[Contribution] = relationship(lazy="raise")


class Claim(Base):
    """A moderator has a contribution on the desk, so that two do not collide."""

    __tablename__ = "claims"
    __private__ = True

    id: Mapped[int] = id_column()
    contribution_id: Mapped[int] = reference("contributions", unique=True)
    staff_id: Mapped[int] = reference("staff")
    until: Mapped[datetime] = mapped_column(Moment)


class SealedOriginal(Base):
    """The whole wording of a redacted contribution, for the reviewer of an appeal alone."""

    __tablename__ = "sealed_originals"
    __private__ = True

    id: Mapped[int] = id_column()
    contribution_id: Mapped[int] = reference("contributions", unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Message(Base):
    """A line between a moderator and the holder of a receipt, about one contribution."""

    __tablename__ = "messages"
    __private__ = True

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    contribution_id: Mapped[int] = reference("contributions")
    receipt_id: Mapped[int] = reference("receipts")
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    position: Mapped[int]  # order of the lines about one contribution
    from_staff_id: Mapped[int | None] = reference("staff", nullable=True, on_delete="SET NULL")
    from_staff: Mapped[bool]
    day: Mapped[date] = mapped_column(default=clock.today)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(35))
    seen: Mapped[bool] = mapped_column(default=False)  # by the other side


class BulkDeed(Base):
    """Several decisions made at once, so that they can be taken back at once."""

    __tablename__ = "bulk_deeds"
    __private__ = True

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    staff_id: Mapped[int] = reference("staff")
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    at: Mapped[datetime] = mapped_column(Moment)
    deed: Mapped[str] = mapped_column(String(40))
    decisions: Mapped[list[int]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
