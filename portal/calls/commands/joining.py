"""The way onto a list and the link off it. Nobody learns from any answer who is on a list."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.base.secrets import keyed_hash, random_id, random_token, seal
from portal.calls import letters, mails, tickets
from portal.calls.forgetting import forget, forget_requests
from portal.calls.models import ContactList, JoinRequest, Member, Membership
from portal.calls.sealing import ADDRESS, LINE, address_hash, closed, code_hash, leaving_key, link_hash, opened, request_key
from portal.journal import commands as journal
from portal.notifications import commands as notifications
from portal.receipts import codes
from portal.web.tokens import Token

UNCONFIRMED = timedelta(days=3)


@command(Permission.ANYONE)
def ask(session: Session, actor: Actor, contact_list: ContactList, *, token: Token, address: str, language: str, line: str = "", **wishes: Any) -> None:
    """Ask to join. A letter goes to the address in any case; what it says is known to whoever reads mail there, and to nobody else."""
    name = keyed_hash("form", token.name)
    if session.scalar(select(JoinRequest.id).where(JoinRequest.token_hash == name)) is not None:
        return
    member = session.scalar(select(Member).where(Member.address_hash == address_hash(address)))
    if member is not None and _is_on(session, member, contact_list.id):
        _write_again(session, actor, member, address)
        return
    known = select(JoinRequest).where(JoinRequest.list_id == contact_list.id, JoinRequest.address_hash == address_hash(address))
    for before in session.scalars(known).all():
        if before.confirmed_on is not None:
            return  # it waits for the chair already
        session.delete(before)
    session.flush()
    request_id = random_id()
    key = request_key(request_id)
    if not _post(session, actor, address, mails.confirmation(language, contact_list.title, key), mails.ending(language, key)):
        return
    facts = {"sealed_address": seal(ADDRESS, address), "address_hash": address_hash(address), "sealed_line": closed(LINE, line), "link_hash": link_hash(key)}
    made = JoinRequest(id=request_id, list_id=contact_list.id, token_hash=name, language=language, **facts, **wishes)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # the same form came twice at the same moment
        return


def _is_on(session: Session, member: Member, list_id: int) -> bool:
    return session.scalar(select(Membership.id).where(Membership.member_id == member.id, Membership.list_id == list_id)) is not None


def _write_again(session: Session, actor: Actor, member: Member, address: str) -> None:
    key = random_token()
    if _post(session, actor, address, mails.again(member, key), mails.ending(member.language, leaving_key(member.id))):
        member.number_hash = link_hash(key)


def _post(session: Session, actor: Actor, address: str, letter: tuple[str, str], end: str) -> bool:
    """Lay a letter about a request into the outbox; not when this address got enough of them today."""
    return any(notifications.post(session, actor, once, address, *letter, end=end) for once in letters.asked(address, clock.today()))


@command(Permission.ANYONE)
def confirm(session: Session, actor: Actor, key: str) -> None:
    """It was really them; now it waits for the chair. Raises NotFound when the key opens nothing any more."""
    found = session.scalar(select(JoinRequest).where(JoinRequest.link_hash == link_hash(key)))
    if found is None or (found.confirmed_on is None and found.asked_on < clock.today() - UNCONFIRMED):
        raise NotFound(_("This link has ended. Please ask again on the page of the lists."))
    if found.confirmed_on is None:
        found.confirmed_on = clock.today()


@command(Permission.LEAD_CALLS, on="request")
def admit(session: Session, actor: Actor, request: JoinRequest) -> None:
    """Let somebody onto a list; a letter tells them. The request is gone, and with it the line that came along."""
    address = opened(ADDRESS, request.sealed_address)
    contact_list = session.get_one(ContactList, request.list_id)
    member = session.scalar(select(Member).where(Member.address_hash == request.address_hash)) or _new_member(session, request)
    if not _is_on(session, member, contact_list.id):
        session.add(Membership(member_id=member.id, list_id=contact_list.id, topics=request.topics, regions=request.regions))
    key = random_token() if member.code_hash is None else ""
    if key:
        member.number_hash = link_hash(key)
    session.flush()
    if address:
        name = letters.decided(address, contact_list.id, clock.today())
        notifications.post(session, actor, name, address, *mails.admitted(member, contact_list.title, key), end=mails.ending(member.language, leaving_key(member.id)))
    session.delete(request)
    journal.record(session, actor, contact_list, "admit to list")


def _new_member(session: Session, request: JoinRequest) -> Member:
    member_id = random_id()
    facts = {"sealed_address": request.sealed_address, "address_hash": request.address_hash, "language": request.language, "neutral": request.neutral}
    made = Member(id=member_id, link_hash=link_hash(leaving_key(member_id)), **facts)
    session.add(made)
    session.flush()
    return made


@command(Permission.LEAD_CALLS, on="request")
def decline(session: Session, actor: Actor, request: JoinRequest, reason: str) -> None:
    """Say no, with a reason that only the letter holds. The request is gone."""
    if not reason.strip():
        raise Refused(_("A decision needs a reason."))
    address = opened(ADDRESS, request.sealed_address)
    contact_list = session.get_one(ContactList, request.list_id)
    if address:
        name = letters.decided(address, contact_list.id, clock.today())
        notifications.post(session, actor, name, address, *mails.declined(request.language, contact_list.title, reason))
    session.delete(request)
    journal.record(session, actor, contact_list, "decline request to join")


@command(Permission.ANYONE)
def take_number(session: Session, actor: Actor, key: str, token: Token) -> str:
    """The number of a member, shown once; the one of before opens nothing any more. The same form sent twice shows the same."""
    code = tickets.for_form(token)
    if session.scalar(select(Member.id).where(Member.code_hash == code_hash(code))) is not None:
        return code
    member = session.scalar(select(Member).where(Member.number_hash == link_hash(key)))
    if member is None:
        raise NotFound(_("This link has ended. It works one time. Ask to join again, and you get a new one."))
    member.code_hash, member.number_hash = code_hash(code), None
    return code


@command(Permission.ANYONE)
def open_with(session: Session, actor: Actor, typed: str) -> Member:
    """The member whose number was typed. Raises Refused with what to look at."""
    code = codes.typed(typed)
    if not code:
        raise Refused(_("Type your number. It has 20 digits."))
    if not codes.is_whole(code):
        raise Refused(_("One digit seems to be wrong, or two have changed places. Please compare it with what you wrote down."))
    member = tickets.opened_by(session, code)
    if member is None:
        raise Refused(_("There is nothing under this number. Please compare it with what you wrote down."))
    return member


@command(Permission.ANYONE)
def leave_by_link(session: Session, actor: Actor, key: str) -> None:
    """Erase what is behind the link: a request, or a member with all lists. Whether there was anything is not told."""
    if (request := session.scalar(select(JoinRequest).where(JoinRequest.link_hash == link_hash(key)))) is not None:
        forget_requests(session, request.address_hash, request.sealed_address)
    if (member := session.scalar(select(Member).where(Member.link_hash == link_hash(key)))) is not None:
        forget(session, member.address_hash, member.sealed_address)
