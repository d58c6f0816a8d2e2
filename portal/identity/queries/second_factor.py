"""What a member of staff signs in with, for themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.identity.models import FRESH, Organisation, Passkey, RecoveryCode, Staff, StaffSession
from portal.identity.queries.people import actor_for, invitation, session_of
from portal.web.visitors import Visit


@dataclass(frozen=True)
class Factors:
    """The second factors of one person."""

    has_codes: bool
    passkeys: Sequence[Passkey]
    recovery_left: int

    @property
    def number(self) -> int:
        """How many there are; recovery codes do not count, since they run out."""
        return int(self.has_codes) + len(self.passkeys)


def coming_in(session: Session, visit: Visit) -> Actor | None:
    """Whose password was right: somebody without any role, who can show or set up a second factor and nothing else."""
    found = session_of(session, visit)
    return actor_for(found[1], roles=(), session_id=str(found[0].id)) if found else None


def factors_of(session: Session, viewer: Actor) -> Factors:
    """The viewer's own second factors."""
    has_codes = bool(session.scalar(select(func.count()).where(Staff.id == viewer.staff_id, Staff.sealed_totp.is_not(None))))
    keys = session.scalars(select(Passkey).where(Passkey.staff_id == viewer.staff_id).order_by(Passkey.added_on, Passkey.id)).all()
    left = session.scalar(select(func.count()).where(RecoveryCode.staff_id == viewer.staff_id, RecoveryCode.used_on.is_(None))) or 0
    return Factors(has_codes, keys, left)


def is_fresh(session: Session, viewer: Actor) -> bool:
    """Whether the viewer has signed in so shortly ago that the ways of signing in may be changed."""
    shown = session.scalar(select(StaffSession.second_at).where(StaffSession.id == int(viewer.session_id)))
    return shown is not None and clock.now() - shown <= FRESH


def words_of(session: Session, viewer: Actor) -> list[str]:
    """Words that others know of the viewer, and that a password must not live on."""
    person = session.scalars(select(Staff).options(joinedload(Staff.organisation)).where(Staff.id == viewer.staff_id)).one()
    return [person.sign_in_name, person.name, person.organisation.slug, *person.organisation.name.values()]


def words_of_invitation(session: Session, viewer: Actor, secret: str) -> list[str] | None:
    """The same for whoever holds an invitation: the organisation's; None when the invitation is over."""
    held = invitation(session, viewer, secret)
    if held is None:
        return None
    host = session.get_one(Organisation, held.organisation_id)
    return [host.slug, *host.name.values()]
