"""Organisations are entered, renamed, confirmed for speaking, and lose that again."""

import os
import re
import unicodedata

from sqlalchemy import select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import Texts, _
from portal.base.secrets import keyed_hash
from portal.identity import confirming
from portal.identity.models import Organisation
from portal.identity.queries.organisations import SPEAKING, number_from
from portal.journal import commands as journal
from portal.web.tokens import Token


@command(Permission.MANAGE_STAFF)
def found_organisation(session: Session, actor: Actor, slug: str, name: Texts, contact: Texts | None = None) -> Organisation:
    """Enter an organisation, or find the one with this slug."""
    known = session.scalar(select(Organisation).where(Organisation.slug == slug))
    if known is not None:
        return known
    organisation = Organisation(slug=slug, name=name, contact=contact or Texts())
    session.add(organisation)
    session.flush()
    journal.record(session, actor, organisation, "found")
    return organisation


@command(Permission.MANAGE_STAFF)
def free_slug(session: Session, actor: Actor, name: str) -> str:
    """An address for an organisation of this name that no other has."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "organisation"
    taken = set(session.scalars(select(Organisation.slug).where(Organisation.slug.startswith(base, autoescape=True))))
    return base if base not in taken else next(f"{base}-{number}" for number in range(2, len(taken) + 3) if f"{base}-{number}" not in taken)


@command(Permission.MANAGE_ORGANISATIONS)
def rename_organisation(session: Session, actor: Actor, organisation: Organisation, name: Texts, contact: Texts) -> None:
    """Change what an organisation is called and how it is reached, in each language."""
    if not any(name.values()):
        raise Refused(_("An organisation needs a name in one language at least."))
    if (organisation.name, organisation.contact) != (name, contact):
        organisation.name, organisation.contact = name, contact
        journal.record(session, actor, organisation, "rename")


@command(Permission.MANAGE_ORGANISATIONS)
def confirm_organisation(session: Session, actor: Actor, organisation: Organisation, token: Token | None = None) -> str:
    """Let an organisation speak under its confirmed name (R21): the number with which it proves itself, new each time.

    The same form sent twice gives the same number. The table keeps its keyed hash.
    """
    code = number_from(token or Token(os.urandom(16), clock.now()))
    kept = keyed_hash(SPEAKING, code)
    if organisation.speaking_hash != kept:
        journal.record(session, actor, organisation, "confirm" if organisation.confirmed_on is None else "replace number")
        organisation.confirmed_on, organisation.speaking_hash = organisation.confirmed_on or clock.today(), kept
    return code


@command(Permission.MANAGE_ORGANISATIONS)
def end_confirmation(session: Session, actor: Actor, organisation: Organisation) -> None:
    """The number no longer works. What was said with it keeps the name, and the day until which it was confirmed."""
    if organisation.confirmed_on is not None:
        organisation.confirmed_on, organisation.speaking_hash = None, None
        for ending in confirming.ENDINGS:
            ending(session, organisation.id)
        journal.record(session, actor, organisation, "end confirmation")
