"""Reading the security log: administrators all of it, everybody the lines about themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from portal.base.access import Actor, Permission, Role, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _l
from portal.identity.models import SecurityEvent, SecurityEventKind, Staff

PAGE = 50
OWN = 20
DETAILS = {
    "password": _l("with a password"),
    "provider": _l("through a sign-in service"),
    "app": _l("codes from an app"),
    "passkey": _l("passkey"),
    "recovery": _l("recovery codes"),
    "administrator": _l("by an administrator"),
    "link": _l("by a link from an administrator"),
    "everybody": _l("of everybody"),
    "unknown name": _l("there is no such name"),
    "more are not listed": _l("more of this hour are not listed"),
    **{f"given {role}": _l("given: %(role)s", role=role.said) for role in Role},
    **{f"ended {role}": _l("ended: %(role)s", role=role.said) for role in Role},
}
ROLES = {"given": _l("given: %(role)s"), "ended": _l("ended: %(role)s")}


@dataclass(frozen=True)
class Line:
    """A line of the log, as it is shown."""

    event: SecurityEvent
    person: Staff | None

    @property
    def detail(self) -> str:
        """The detail in the reader's language; what has no words of ours is a name, such as a sign-in service's."""
        deed, _blank, role = self.event.detail.partition(" ")
        if deed in ROLES and role in [one.value for one in Role]:
            return str(ROLES[deed]) % {"role": Role(role).label}
        return str(DETAILS.get(self.event.detail, self.event.detail))


def kinds() -> list[tuple[str, str]]:
    """What the log tells of, for choosing."""
    return [(kind.value, kind.label) for kind in SecurityEventKind]


def events(session: Session, viewer: Actor, *, kind: str = "", name: str = "", before: str = "") -> tuple[list[Line], str]:
    """The newest lines, and the key of the page after them; of one kind or of one person where that is asked for."""
    if not can(viewer, Permission.READ_SECURITY_LOG):
        raise NotFound
    wanted: list[ColumnElement[bool]] = []
    if kind in [value for value, _label in kinds()]:
        wanted.append(SecurityEvent.kind == SecurityEventKind(kind))
    if name:
        wanted.append(Staff.sign_in_name == name.strip().casefold())
    if (key := _key(before)) is not None:
        wanted.append(or_(SecurityEvent.at < key[0], and_(SecurityEvent.at == key[0], SecurityEvent.id < key[1])))
    found = _lines(session, wanted, PAGE + 1)
    last = found[PAGE - 1].event if len(found) > PAGE else None
    return found[:PAGE], f"{last.at.isoformat()}_{last.id}" if last else ""


def own_events(session: Session, viewer: Actor) -> list[Line]:
    """The newest lines about the viewer, who may see in them that somebody else was there."""
    return _lines(session, [SecurityEvent.staff_id == viewer.staff_id], OWN)


def _lines(session: Session, wanted: Sequence[ColumnElement[bool]], most: int) -> list[Line]:
    asked = select(SecurityEvent, Staff).outerjoin(Staff, Staff.id == SecurityEvent.staff_id).where(*wanted)
    return [Line(event, person) for event, person in session.execute(asked.order_by(SecurityEvent.at.desc(), SecurityEvent.id.desc()).limit(most))]


def _key(text: str) -> tuple[datetime, int] | None:
    moment, _line, number = text.rpartition("_")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at, int(number)) if at.tzinfo is not None and number.isascii() and number.isdigit() and len(number) < 20 else None  # noqa: PLR2004  more digits fit no column
