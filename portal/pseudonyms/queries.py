"""Reading about pseudonyms: the lock of one, and for whoever opened it what its numbers lead to."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import String, cast, literal, select, union_all
from sqlalchemy.orm import selectinload

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.secrets import keyed_hash
from portal.consultations import phases
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation
from portal.consultations.phases import Activity, Phase
from portal.contributions.models import Contribution, CoSignature
from portal.moderation.models import Appeal, Decision, Flag, Message
from portal.pseudonyms import tickets, wallets
from portal.pseudonyms.models import Pseudonym, PseudonymPasskey
from portal.pseudonyms.tickets import Opened
from portal.pseudonyms.wallets import Kept
from portal.receipts import codes
from portal.receipts.models import Receipt
from portal.responses.models import Commitment, OfficialResponse, Update
from portal.summaries.models import Objection, Point, PointLink, Summary, SummaryState


@dataclass(frozen=True)
class Lock:
    """What a passphrase is tried on. For a name that nobody uses there is one too, and nothing fits it."""

    salt: bytes
    pseudonym: Pseudonym | None = None

    def key(self, secret: bytes) -> bytes | None:
        """The key of the wallet, if the secret fits."""
        if self.pseudonym is None or self.pseudonym.locked_key is None:
            return None
        return wallets.unlock(self.pseudonym.locked_key, secret)


def lock_of(session: Session, viewer: Actor, name: str) -> Lock:
    """The lock of a made-up name; trying it takes as long whether the name is used or not."""
    hashed = wallets.name_hash(name)
    found = session.scalar(select(Pseudonym).where(Pseudonym.name_hash == hashed))
    return Lock(found.salt, found) if found else Lock(keyed_hash("pseudonym salt", hashed)[: wallets.SALT_BYTES])


def is_taken(session: Session, viewer: Actor, name: str) -> bool:
    """Whether somebody uses a made-up name already."""
    return session.scalar(select(Pseudonym.id).where(Pseudonym.name_hash == wallets.name_hash(name))) is not None


def of_ticket(session: Session, viewer: Actor, text: str) -> Opened | None:
    """Whose page a ticket opens, if the pseudonym is still there under the same passphrase."""
    opened = tickets.read(text)
    if opened is None:
        return None
    found = session.get(Pseudonym, opened.id)
    return opened if found is not None and tickets.fits(opened, found) else None


def lock_of_opened(session: Session, viewer: Actor, opened: Opened) -> Lock:
    """The lock of a pseudonym that is open, for asking for the passphrase once more."""
    found = session.get_one(Pseudonym, opened.id)
    return Lock(found.salt, found)


def wallet(session: Session, viewer: Actor, opened: Opened) -> list[Kept]:
    """What a pseudonym keeps, for whoever opened it."""
    return wallets.unpack(session.get_one(Pseudonym, opened.id).wallet, opened.key)


def passkeys(session: Session, viewer: Actor, opened: Opened) -> Sequence[PseudonymPasskey]:
    """The passkeys that open it."""
    return session.scalars(select(PseudonymPasskey).where(PseudonymPasskey.pseudonym_id == opened.id).order_by(PseudonymPasskey.id)).all()


def passkey(session: Session, viewer: Actor, credential_id: bytes) -> tuple[PseudonymPasskey, Pseudonym] | None:
    """A passkey with what it opens."""
    found = session.execute(
        select(PseudonymPasskey, Pseudonym).join(Pseudonym, Pseudonym.id == PseudonymPasskey.pseudonym_id).where(PseudonymPasskey.credential_id == credential_id)
    ).one_or_none()
    return (found[0], found[1]) if found else None


def sign_of(kept: Kept) -> str:
    """What a form calls a number of the wallet, so that the number itself need not stand in it."""
    return codes.lookup_hash(kept.code).hex()[:16]


@dataclass(frozen=True)
class Number:
    """One number of a wallet and where it leads; without a receipt nothing is left under it."""

    kept: Kept
    receipt: Receipt | None
    consultation: Consultation | None
    phase: Phase | None
    sign: str
    """Changes whenever there is something new for the holder."""


def numbers(session: Session, viewer: Actor, kept: Sequence[Kept]) -> list[Number]:
    """Where the numbers of a wallet lead, for whoever holds them all."""
    hashes = {one.code: codes.lookup_hash(one.code) for one in kept}
    rows = session.execute(select(Receipt, Consultation).join(Consultation, Consultation.id == Receipt.consultation_id).where(Receipt.code_hash.in_(hashes.values())))
    found = {receipt.code_hash: (receipt, place) for receipt, place in rows}
    signs = _signs(session, [receipt.id for receipt, _place in found.values()])
    return [_number(one, found.get(hashes[one.code]), signs) for one in kept]


def _number(kept: Kept, found: tuple[Receipt, Consultation] | None, signs: dict[int, str]) -> Number:
    if found is None:
        return Number(kept, None, None, None, "")
    receipt, place = found
    return Number(kept, receipt, place, phases.phase_at(place, clock.now()), signs[receipt.id])


def _signs(session: Session, receipt_ids: Collection[int]) -> dict[int, str]:
    """A short sign of everything that a holder can hear under each number: all kinds in one statement."""
    heard: dict[int, list[str]] = defaultdict(list)
    for receipt_id, kind, row_id, state in session.execute(union_all(*_heard(receipt_ids))):
        heard[receipt_id].append(f"{kind} {row_id} {state}")
    return {receipt_id: sha256("\n".join(sorted(heard[receipt_id])).encode()).hexdigest()[:8] for receipt_id in receipt_ids}


def _of(receipt: Any, kind: str, row_id: Any, state: Any = None) -> Any:
    return select(receipt.label("receipt"), literal(kind).label("kind"), row_id.label("row"), cast(state if state is not None else literal(""), String).label("state"))


def _heard(receipt_ids: Collection[int]) -> list[Any]:
    own, point = Contribution.receipt_id, PointLink.point_id
    linked = PointLink.contribution_id == Contribution.id
    return [
        _of(own, "words", Contribution.id, Contribution.state).where(own.in_(receipt_ids)),
        _of(own, "support", CoSignature.id).join(CoSignature, CoSignature.contribution_id == Contribution.id).where(own.in_(receipt_ids)),
        _of(Message.receipt_id, "message", Message.id).where(Message.receipt_id.in_(receipt_ids), Message.from_staff),
        _of(own, "decision", Decision.id).join(Contribution, Contribution.id == Decision.contribution_id).where(own.in_(receipt_ids)),
        _of(Appeal.receipt_id, "appeal", Appeal.id, Appeal.state).where(Appeal.receipt_id.in_(receipt_ids)),
        _of(Flag.receipt_id, "report", Flag.id, Flag.state).where(Flag.receipt_id.in_(receipt_ids)),
        _of(Objection.receipt_id, "objection", Objection.id, Objection.state).where(Objection.receipt_id.in_(receipt_ids)),
        _of(own, "point", point)
        .join(PointLink, linked)
        .join(Point, Point.id == point)
        .join(Summary, Summary.id == Point.summary_id)
        .where(own.in_(receipt_ids), Summary.state != SummaryState.DRAFT),
        _of(own, "answer", OfficialResponse.id).join(PointLink, linked).join(OfficialResponse, OfficialResponse.point_id == point).where(own.in_(receipt_ids)),
        _of(own, "promise", Commitment.id, Commitment.state).join(PointLink, linked).join(Commitment, Commitment.point_id == point).where(own.in_(receipt_ids)),
        _of(own, "news", Update.id)
        .join(PointLink, linked)
        .join(Commitment, Commitment.point_id == point)
        .join(Update, Update.commitment_id == Commitment.id)
        .where(own.in_(receipt_ids)),
    ]


def open_questions(session: Session, viewer: Actor) -> list[tuple[Consultation, list[Any]]]:
    """Where one can write now."""
    now = clock.now()
    found = session.scalars(consultations.visible_to(viewer).options(selectinload(Consultation.questions)).order_by(Consultation.closes_at, Consultation.slug))
    return [(one, list(one.questions)) for one in found if phases.allows(phases.phase_at(one, now), Activity.CONTRIBUTE)]
