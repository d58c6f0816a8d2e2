"""Organisations are entered."""

import re
import unicodedata

from sqlalchemy import select

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.languages import Texts
from portal.identity.models import Organisation
from portal.journal import commands as journal


@command(Permission.MANAGE_STAFF)
def found_organisation(session: Session, actor: Actor, slug: str, name: Texts) -> Organisation:
    """Enter an organisation, or find the one with this slug."""
    known = session.scalar(select(Organisation).where(Organisation.slug == slug))
    if known is not None:
        return known
    organisation = Organisation(slug=slug, name=name, contact=Texts())
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
