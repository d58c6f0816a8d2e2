"""Letters out of the vault: the same words for every event, laid into the public outbox under a name of their own.

The letter is laid there first and then noted here. After a crash in between it is laid again, under the same name, and
so it is one letter.
"""

from sqlalchemy import delete, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Database, Session
from portal.base.secrets import keyed_hash, to_text
from portal.notifications import commands as notifications
from portal.notifications import mails
from portal.vault import outside
from portal.vault.commands.wishes import UNCONFIRMED
from portal.vault.models import CaseWish, Notice
from portal.vault.wished import address_of

AT_ONCE = 100


@command(Permission.SYSTEM)
def carry_calls(session: Session, actor: Actor, database: Database) -> bool:
    """Call officers to their desk: "there is something at your desk", and nothing else. True: there are more."""
    waiting = session.scalars(select(Notice).where(Notice.carried_on.is_(None)).order_by(Notice.id).limit(AT_ONCE)).all()
    people = outside.trusted() if waiting else {}
    for one in waiting:
        person = people.get(one.staff_id)
        if person is not None and "@" in person.sign_in_name:
            _lay_call(database, actor, one, person.sign_in_name)
        one.carried_on = clock.today()
    return len(waiting) == AT_ONCE


def _lay_call(database: Database, actor: Actor, notice: Notice, to: str) -> None:
    subject, text = mails.desk_call()
    # The hash hides which reason it was: the public outbox must not tell of cases.
    name = "desk:" + to_text(keyed_hash("call to the desk", notice.once))
    due = clock.now().replace(minute=0, second=0, microsecond=0) if notice.urgent else None
    database.write(lambda public: notifications.post(public, actor, name, to, subject, text, due))


@command(Permission.SYSTEM)
def carry_daily(session: Session, actor: Actor, database: Database) -> bool:
    """The one daily letter of holders who wished it; to one address it is one letter, whatever it hears from."""
    today = clock.today()
    session.execute(delete(CaseWish).where(CaseWish.confirmed_on.is_(None), CaseWish.asked_on < today - UNCONFIRMED))
    if mails.hour_of_letters(clock.now()).date() != today:
        return False
    waiting = session.scalars(select(CaseWish).where(CaseWish.confirmed_on.is_not(None), CaseWish.news_on < today).order_by(CaseWish.id).limit(AT_ONCE)).all()
    for one in waiting:
        if address := address_of(one):
            database.write(lambda public, one=one, address=address: notifications.lay_digest(public, actor, one.id, address, one.language))  # type: ignore[misc]
        one.news_on = None
    return len(waiting) == AT_ONCE


@command(Permission.SYSTEM)
def carry_confirmations(session: Session, actor: Actor, database: Database) -> bool:
    """The first letter to somebody who wished for letters about a case: it asks whether it was really them. True: there are more.

    After a crash in between, the letter may go out twice; its link is the same.
    """
    waiting = session.scalars(select(CaseWish).where(CaseWish.confirmed_on.is_(None), CaseWish.news_on.is_not(None)).order_by(CaseWish.id).limit(AT_ONCE)).all()
    for one in waiting:
        address = address_of(one)
        laid = address and database.write(lambda public, one=one, address=address: notifications.lay_confirmation(public, actor, one.id, address, one.language))  # type: ignore[misc]
        if laid:
            one.news_on = None
        else:
            session.delete(one)
    return len(waiting) == AT_ONCE
