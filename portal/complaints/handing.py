"""A complaint changes hands: the new officer gets a key, whoever had it before loses theirs, and somebody new stands in."""

from collections.abc import Sequence

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.complaints.models import Complaint
from portal.complaints.routing import Choice, Stage
from portal.vault import commands as vault
from portal.vault import queries as vault_queries
from portal.vault.holding import Held, Opened
from portal.vault.models import Case, Officer, Standing


def give(session: Session, actor: Actor, holding: Held | Opened, complaint: Complaint, offered: Sequence[Choice], chosen: int | None = None) -> Officer:
    """Entrust a complaint to the chosen one of those offered, or to the first; the next one stands in. Raises Refused when there is nobody."""
    new = next((one for one in offered if chosen is None or one.officer_id == chosen), None)
    if new is None:
        raise Refused(_("Nobody else is free to take it: everybody is concerned in the matter, away or not trusted. Administrators can name another focal point."))
    for officer, _standing, _usable in vault_queries.entrusted(session, actor, holding.case):
        vault.part(session, actor, holding.case, officer)
    complaint.owner_id = new.officer_id
    owner = _entrust(session, actor, holding, new.officer_id, Standing.SECOND if complaint.stage == Stage.SECOND else Standing.OWNER)
    other = next((one for one in offered if one.officer_id != new.officer_id), None)
    if other is not None:
        _entrust(session, actor, holding, other.officer_id, Standing.STAND_IN)
    call(session, actor, owner, holding.case, "handed over")
    return owner


def _entrust(session: Session, actor: Actor, holding: Held | Opened, officer_id: int, standing: Standing) -> Officer:
    officer = session.get_one(Officer, officer_id)
    vault.entrust(session, actor, holding, officer, standing)
    return officer


def call(session: Session, actor: Actor, officer: Officer, case: Case, why: str) -> None:
    """Call an officer to the desk; the letter says only that there is something."""
    vault.call(session, actor, [officer.staff_id], f"{why} {case.id} {case.next_message}")
