"""Whose way back a link is."""

from portal.base.access import Actor
from portal.base.database import Session
from portal.identity import way_back
from portal.identity.models import Organisation, Staff


def behind_way_back(session: Session, viewer: Actor, key: str) -> Staff | None:
    """The account whose password a link replaces, while it does."""
    staff_id, sign = way_back.opened(key)
    person = session.get(Staff, staff_id) if staff_id else None
    return person if person is not None and person.active and way_back.sign_of(person) == sign else None


def words_of_way_back(session: Session, viewer: Actor, key: str) -> list[str] | None:
    """Words that others know of whoever comes back, and that the new password must not live on; None when the link is over."""
    person = behind_way_back(session, viewer, key)
    if person is None:
        return None
    office = session.get_one(Organisation, person.organisation_id)
    return [person.sign_in_name, person.name, office.slug, *office.name.values()]
