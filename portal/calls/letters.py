"""Letters of this room in the outbox: how they are called, so that each is written once, and so that those that wait can be erased."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import delete, select

from portal.base import clock
from portal.base.database import Session
from portal.base.secrets import keyed_hash
from portal.calls.models import ContactList, Sending
from portal.notifications.commands import LETTERS_KEPT
from portal.notifications.models import Letter

A_DAY = 3  # letters about requests to one address, so that nobody can be flooded through us


def name(kind: str, address: str, *of: object) -> str:
    """The name of a letter; nobody without the secret can tell to whom it goes."""
    return f"{kind} " + keyed_hash("letter name", " ".join([kind, *map(str, of), address])).hex()


def of_call(call_id: int, number: int, address: str) -> str:
    """The name of a letter with a call or with news of it; those of one call can be found together, so that it can be taken back."""
    return _of_call(call_id) + keyed_hash("letter name", f"call {call_id} {number} {address}").hex()


def _of_call(call_id: int) -> str:
    return f"call {keyed_hash('letters of a call', str(call_id)).hex()[:24]} "


def take_back(session: Session, call_id: int) -> None:
    """Letters of a call that have not left do not leave any more."""
    waiting = delete(Letter).where(Letter.once.startswith(_of_call(call_id), autoescape=True), Letter.sent_on.is_(None))
    session.execute(waiting, execution_options={"synchronize_session": False})


def asked(address: str, day: date) -> list[str]:
    """The names that letters about requests may have on one day."""
    return [name("list", address, day, number) for number in range(A_DAY)]


def decided(address: str, list_id: int, day: date) -> str:
    """The name of the letter about a decision."""
    return name("decision", address, list_id, day)


def erase_asked(session: Session, address: str) -> None:
    """Letters about requests do not leave any more."""
    _erase(session, [one for back in range(LETTERS_KEPT.days) for one in asked(address, clock.today() - timedelta(days=back))])


def _erase(session: Session, names: list[str]) -> None:
    session.execute(delete(Letter).where(Letter.once.in_(names), Letter.sent_on.is_(None)), execution_options={"synchronize_session": False})


def erase_waiting(session: Session, address: str) -> None:
    """Nothing leaves any more to somebody who left."""
    _erase(session, list(_all(session, address)))


def _all(session: Session, address: str) -> Iterator[str]:
    lists = session.scalars(select(ContactList.id)).all()
    for day in (clock.today() - timedelta(days=back) for back in range(LETTERS_KEPT.days)):
        yield from asked(address, day)
        yield from (decided(address, one, day) for one in lists)
    recent = select(Sending.call_id, Sending.number).where(Sending.begun_on >= clock.today() - LETTERS_KEPT)
    yield from (of_call(call_id, number, address) for call_id, number in session.execute(recent))
