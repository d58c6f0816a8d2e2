"""Asking for letters, ending them, and writing them into the outbox."""

import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _
from portal.base.secrets import Unsealable, keyed_hash, random_id, seal, to_text, unseal
from portal.notifications import mails
from portal.notifications import rules as _rules  # noqa: F401  entered before anybody asks
from portal.notifications.mails import Post
from portal.notifications.models import Letter, Wish
from portal.notifications.queries import due

UNCONFIRMED = timedelta(days=3)
CONFIRMATIONS_A_DAY = 3  # letters of this kind to one address, so that nobody can be flooded through us
LETTERS_KEPT = timedelta(days=14)
GROUP = 500  # wishes in one transaction
AT_ONCE = 10  # letters that a worker takes together
CLAIM = timedelta(minutes=15)  # longer than the slowest ten letters
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=4)
MOST_ATTEMPTS = 36  # about five days
GRAIN = 600  # seconds
_ADDRESS, _LETTER = "wish address", "letter"


@command(Permission.ANYONE)
def tell(session: Session, actor: Actor, receipt_ids: Iterable[int | None]) -> None:
    """There is news for the holders of these receipts; those who wished it get tomorrow's letter."""
    ids = {receipt_id for receipt_id in receipt_ids if receipt_id is not None}
    if ids:
        marked = update(Wish).where(Wish.receipt_id.in_(ids), Wish.confirmed_on.is_not(None), Wish.news_since.is_(None))
        session.execute(marked.values(news_since=clock.today()), execution_options={"synchronize_session": False})


@command(Permission.ANYONE)
def post(session: Session, actor: Actor, once: str, to: str, subject: str, text: str, due_at: datetime | None = None, *, end: str = "") -> bool:
    """Lay a letter into the outbox; it leaves after this transaction was kept. False: a letter of this name is there already.

    `end` is the address that ends such letters. The moment is coarse unless the caller sets one: a letter that somebody
    asked for must not tell the minute at which they did.
    """
    facts = json.dumps({"to": to, "subject": subject, "text": text, "end": end})
    row = {"id": random_id(), "once": once, "sealed": seal(_LETTER, facts), "due_at": due_at or mails.hour_of_letters(clock.now()), "attempts": 0, "last_fault": ""}
    return session.scalar(_unless_there(session).values(row).returning(Letter.id)) is not None


def _unless_there(session: Session) -> postgresql.Insert | sqlite.Insert:
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(Letter).on_conflict_do_nothing(index_elements=["once"])
    return sqlite.insert(Letter).on_conflict_do_nothing(index_elements=["once"])


@command(Permission.WISH_LETTERS)
def wish(session: Session, actor: Actor, address: str, language: str) -> None:
    """Ask for letters about a receipt. Nothing comes of it until the link in the first letter was opened and the button pressed.

    Whether the address was known before is not told. A repeated send of the form is silently the same.
    """
    mine = session.scalars(select(Wish).where(Wish.receipt_id == actor.receipt_id)).all()
    if any(_address_of(known) == address and (known.confirmed_on or known.asked_on == clock.today()) for known in mine):
        return
    for known in mine:
        if known.confirmed_on is None:
            session.delete(known)
    wish_id = random_id()
    if _confirmation(session, actor, wish_id, address, language):
        session.add(Wish(id=wish_id, receipt_id=actor.receipt_id, sealed_address=seal(_ADDRESS, address), language=language, link_hash=_link_hash(_key(wish_id))))


@command(Permission.SYSTEM)
def lay_confirmation(session: Session, actor: Actor, wish_id: int, address: str, language: str) -> bool:
    """Lay the letter that asks whether it was really them into the outbox, for a wish of the other side. False: this address got enough of them today."""
    return _confirmation(session, actor, wish_id, address, language)


def _confirmation(session: Session, actor: Actor, wish_id: int, address: str, language: str) -> bool:
    key = _key(wish_id)
    subject, text = mails.confirmation(language, key)
    end_link = mails.ending_address(language, key)
    return any(post(session, actor, once, address, subject, text, end=end_link) for once in _confirmations(address, clock.today()))


@command(Permission.ANYONE)
def confirm(session: Session, actor: Actor, key: str) -> None:
    """It was really them. The key in the link is the proof; raises NotFound when it opens nothing any more."""
    found = _wish_behind(session, key)
    if found is None or (found.confirmed_on is None and found.asked_on < clock.today() - UNCONFIRMED):
        raise NotFound(_("This link has ended. Please ask for letters again on your page."))
    if found.confirmed_on is None:
        found.confirmed_on = clock.today()
        session.execute(delete(Wish).where(Wish.receipt_id == found.receipt_id, Wish.id != found.id))


@command(Permission.ANYONE)
def end(session: Session, actor: Actor, key: str) -> str:
    """No more letters to the address behind this link, also none that wait. Whether there was any is not told; the address is given to the other side."""
    found = _wish_behind(session, key)
    if found is None:
        return ""
    address = _address_of(found)
    session.execute(delete(Wish).where(Wish.id == found.id), execution_options={"synchronize_session": False})
    end_address(session, actor, address)
    return address


@command(Permission.ANYONE)
def end_address(session: Session, actor: Actor, address: str) -> None:
    """No more letters to an address, whatever they would be about; also none that wait."""
    ended = [known.id for known in session.scalars(select(Wish)) if address and _address_of(known) == address]
    session.execute(delete(Wish).where(Wish.id.in_(ended)), execution_options={"synchronize_session": False})
    _erase_waiting(session, address)


@command(Permission.WISH_LETTERS)
def end_mine(session: Session, actor: Actor) -> None:
    """No more letters about the receipt that is held."""
    session.execute(delete(Wish).where(Wish.receipt_id == actor.receipt_id))


@command(Permission.SYSTEM)
def end_of_receipts(session: Session, actor: Actor, receipts: Sequence[int] | Select[Any]) -> None:
    """Wishes end with their consultation; the room that knows its end names the receipts."""
    session.execute(delete(Wish).where(Wish.receipt_id.in_(receipts)), execution_options={"synchronize_session": False})


@command(Permission.SYSTEM)
def write_digests(session: Session, actor: Actor) -> bool:
    """The daily letters, one for every address, about what happened until yesterday. True: there are more to write.

    News of today waits for tomorrow, so that no letter shows the hour of anything.
    """
    today = clock.today()
    if mails.hour_of_letters(clock.now()).date() != today:
        return False
    waiting = select(Wish).where(Wish.confirmed_on.is_not(None), Wish.news_since < today).order_by(Wish.id).limit(GROUP)
    wishes = session.scalars(waiting.with_for_update(skip_locked=True)).all()
    for one in wishes:
        address = _address_of(one)
        if address:
            lay_digest(session, actor, one.id, address, one.language)
        one.news_since, one.last_sent_on = None, today
    return len(wishes) == GROUP


@command(Permission.SYSTEM)
def lay_digest(session: Session, actor: Actor, wish_id: int, address: str, language: str) -> None:
    """Lay today's letter for an address into the outbox, unless it lies there: one letter, from whatever side there is news."""
    key = _key(wish_id)
    subject, text = mails.digest(language, key)
    post(session, actor, _digest_name(address, clock.today()), address, subject, text, end=mails.ending_address(language, key))


@command(Permission.SYSTEM)
def claim(session: Session, actor: Actor) -> list[Post]:
    """Take some letters that are due, so that no other worker takes them before the claim has lapsed."""
    some = due(select(Letter.id)).order_by(Letter.due_at, Letter.id).limit(AT_ONCE).with_for_update(skip_locked=True)
    mine = update(Letter).where(Letter.id.in_(some)).values(claimed_until=_coarse(clock.now() + CLAIM), attempts=Letter.attempts + 1).returning(Letter)
    taken = session.scalars(mine, execution_options={"synchronize_session": False}).all()
    return [_open(letter) for letter in taken]


@command(Permission.SYSTEM)
def note_sent(session: Session, actor: Actor, letter_id: int) -> None:
    """The letter left: its address and its words are erased."""
    _settle(session, letter_id, sealed=None, sent_on=clock.today(), last_fault="")


@command(Permission.SYSTEM)
def note_failed(session: Session, actor: Actor, post: Post, status: str, *, for_good: bool = False) -> None:
    """The letter did not leave: later again, or never; only the status is kept."""
    if for_good or post.attempts >= MOST_ATTEMPTS:
        _settle(session, post.id, sealed=None, given_up_on=clock.today(), last_fault=status)
    else:
        wait = min(FIRST_WAIT * 2 ** (post.attempts - 1), LONGEST_WAIT) * (0.5 + secrets.randbelow(1000) / 1000)
        _settle(session, post.id, due_at=_coarse(clock.now() + wait), last_fault=status)


@command(Permission.SYSTEM)
def give_back(session: Session, actor: Actor, post: Post) -> None:
    """The worker stops before this letter's turn; the next one takes it at once."""
    _settle(session, post.id, attempts=post.attempts - 1)


def _settle(session: Session, letter_id: int, **facts: object) -> None:
    session.execute(update(Letter).where(Letter.id == letter_id).values(claimed_until=None, **facts), execution_options={"synchronize_session": False})


def _open(letter: Letter) -> Post:
    """An unsealable letter (the portal's secret was changed) has no recipient, and is given up by whoever tries to send it."""
    try:
        facts = json.loads(unseal(_LETTER, letter.sealed or b""))
    except Unsealable:
        facts = {"to": "", "subject": "", "text": "", "end": ""}
    return Post(id=letter.id, once=letter.once, dated=mails.hour_of_letters(letter.due_at), attempts=letter.attempts, **facts)


def _coarse(moment: datetime) -> datetime:
    """The next full ten minutes: a finer moment would tell when somebody asked for the letter."""
    return datetime.fromtimestamp(-(-moment.timestamp() // GRAIN) * GRAIN, UTC)


@command(Permission.SYSTEM)
def clean_up(session: Session, actor: Actor) -> None:
    """Erase wishes that nobody confirmed, and the husks of letters that left or could not."""
    today = clock.today()
    session.execute(delete(Wish).where(Wish.confirmed_on.is_(None), Wish.asked_on < today - UNCONFIRMED), execution_options={"synchronize_session": False})
    old = (Letter.sent_on < today - LETTERS_KEPT) | (Letter.given_up_on < today - LETTERS_KEPT)
    session.execute(delete(Letter).where(old), execution_options={"synchronize_session": False})


def _address_of(one: Wish) -> str:
    """The address of a wish; nothing when the portal's secret was changed since."""
    try:
        return unseal(_ADDRESS, one.sealed_address)
    except Unsealable:
        return ""


def _key(wish_id: int) -> str:
    """The key in a wish's links: made again from its id whenever a letter is written, by nobody without the secret."""
    return to_text(keyed_hash("wish link", str(wish_id))[:24])


def _link_hash(key: str) -> bytes:
    return keyed_hash("wish lookup", key)


def _wish_behind(session: Session, key: str) -> Wish | None:
    return session.scalar(select(Wish).where(Wish.link_hash == _link_hash(key)))


def _digest_name(address: str, day: date) -> str:
    return "digest " + keyed_hash("letter name", f"digest {day} {address}").hex()


def _confirmations(address: str, day: date) -> list[str]:
    return ["confirmation " + keyed_hash("letter name", f"confirmation {day} {number} {address}").hex() for number in range(CONFIRMATIONS_A_DAY)]


def _erase_waiting(session: Session, address: str) -> None:
    days = [clock.today() - timedelta(days=back) for back in range(LETTERS_KEPT.days)]
    names = [name for day in days for name in (_digest_name(address, day), *_confirmations(address, day))]
    session.execute(delete(Letter).where(Letter.once.in_(names), Letter.sent_on.is_(None)), execution_options={"synchronize_session": False})
