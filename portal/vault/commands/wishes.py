"""The one daily letter about a case, if its holder wishes it. The letter names no case, and is the same for every news.

The address is sealed with the portal's secret, since the letter is written while nobody holds the number. The keys in the
links are made as those of every other letter are, so that a mail provider cannot tell these letters apart.
"""

from datetime import timedelta

from sqlalchemy import delete, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _
from portal.base.secrets import keyed_hash, random_id, to_text
from portal.vault.holding import Held
from portal.vault.models import CaseWish
from portal.vault.wished import address_of, sealed

UNCONFIRMED = timedelta(days=3)


@command(Permission.FOLLOW_CASE, on="held")
def wish(session: Session, actor: Actor, held: Held, address: str, language: str) -> None:
    """Ask for letters. Nothing comes of it until the link in the first letter was opened and the button pressed.

    `news_on` of a wish that is not confirmed asks portal.crossings for that first letter. Sending the form twice asks once.
    """
    known = session.scalar(select(CaseWish).where(CaseWish.case_id == held.case.id))
    if known is not None and address_of(known) == address and (known.confirmed_on or known.asked_on == clock.today()):
        return
    session.execute(delete(CaseWish).where(CaseWish.case_id == held.case.id))
    wish_id, today = random_id(), clock.today()
    link_hash = _link_hash(to_text(keyed_hash("wish link", str(wish_id))[:24]))
    session.add(CaseWish(id=wish_id, case_id=held.case.id, sealed_address=sealed(address), language=language, link_hash=link_hash, asked_on=today, news_on=today))
    session.flush()


@command(Permission.FOLLOW_CASE, on="held")
def end_mine(session: Session, actor: Actor, held: Held) -> None:
    """No more letters about this case."""
    session.execute(delete(CaseWish).where(CaseWish.case_id == held.case.id))


@command(Permission.ANYONE)
def confirm(session: Session, actor: Actor, key: str) -> None:
    """It was really them. The key in the link is the proof; raises NotFound when it opens nothing any more."""
    found = _wish_behind(session, key)
    if found is None or (found.confirmed_on is None and found.asked_on < clock.today() - UNCONFIRMED):
        raise NotFound(_("This link has ended. Please ask for letters again on your page."))
    if found.confirmed_on is None:
        found.confirmed_on, found.news_on = clock.today(), None


@command(Permission.ANYONE)
def end(session: Session, actor: Actor, key: str) -> str:
    """No more letters to the address behind this link, about whatever case. The address, so that the public side ends its letters too; "" if there is none."""
    found = _wish_behind(session, key)
    if found is None:
        return ""
    address = address_of(found)
    return address if end_address(session, actor, address) else ""


@command(Permission.ANYONE)
def end_address(session: Session, actor: Actor, address: str) -> bool:
    """No more letters to an address, about whatever case; for links of the public side too. Whether there were any."""
    ended = [one.id for one in session.scalars(select(CaseWish)) if address and address_of(one) == address]
    session.execute(delete(CaseWish).where(CaseWish.id.in_(ended)))
    return bool(ended)


def _wish_behind(session: Session, key: str) -> CaseWish | None:
    return session.scalar(select(CaseWish).where(CaseWish.link_hash == _link_hash(key)))


def _link_hash(key: str) -> bytes:
    return keyed_hash("wish lookup", key)
