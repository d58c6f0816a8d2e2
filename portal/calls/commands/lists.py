"""Making contact lists and wording them."""

import re
from typing import Any

from sqlalchemy import select

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import Texts, _
from portal.calls.models import ContactList
from portal.journal import commands as journal

RESERVED = frozenset({"new", "confirm", "number", "member", "leave"})
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 60


@command(Permission.LEAD_CALLS)
def create_list(session: Session, actor: Actor, *, slug: str, title: Texts, purpose: Texts, **more: Any) -> ContactList:
    """A new list; its name in addresses stays as it is."""
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG or slug in RESERVED:
        raise Refused(_("Use small letters a to z, digits and single dashes, such as early-warning."))
    if session.scalar(select(ContactList.id).where(ContactList.slug == slug)) is not None:
        raise Refused(_("There is a list with this address already."))
    made = ContactList(slug=slug, title=title, purpose=purpose, **more)
    session.add(made)
    session.flush()
    journal.record(session, actor, made, "create")
    return made


@command(Permission.LEAD_CALLS, on="contact_list")
def change_list(session: Session, actor: Actor, contact_list: ContactList, **columns: Any) -> None:
    """Another wording, or other choices; whoever is on the list stays."""
    for name, value in columns.items():
        setattr(contact_list, name, value)
    session.flush()
    journal.record(session, actor, contact_list, "change")


@command(Permission.LEAD_CALLS, on="contact_list")
def take_requests(session: Session, actor: Actor, contact_list: ContactList, *, yes: bool) -> None:
    """Let people ask to join, or no more. Requests that wait are answered all the same."""
    if contact_list.takes_requests is not yes:
        contact_list.takes_requests = yes
        session.flush()
        journal.record(session, actor, contact_list, "take requests" if yes else "take no requests")
