"""What administrators keep: who gets which complaints first, and the external bodies that hear complaints next."""

from sqlalchemy import func, select

from portal.base.access import Actor, Permission, Role, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.base.regions import REGIONS
from portal.complaints.models import Avenue, Category, Route
from portal.complaints.telling import needed
from portal.vault import commands as vault
from portal.vault import queries as vault_queries


@command(Permission.OVERSEE_VAULT)
def add_route(session: Session, actor: Actor, *, category: Category | None, region: str, officer_id: int) -> None:
    """Complaints of this category and region go to this officer first. Raises Refused."""
    if region and region not in REGIONS:
        raise Refused(_("Choose a region of the list."))
    if officer_id not in {one.officer.id for one in vault_queries.colleagues(session, actor, Role.FOCAL_POINT)}:
        raise Refused(_("Choose a focal point of the list."))
    same = (Route.region == region, Route.officer_id == officer_id, Route.category.is_(None) if category is None else Route.category == category)
    if session.scalar(select(Route.id).where(*same)) is None:
        session.add(Route(category=category, region=region, officer_id=officer_id))
        vault.record(session, actor, None, "add route")
    session.flush()


@command(Permission.OVERSEE_VAULT)
def remove_route(session: Session, actor: Actor, route_id: int) -> None:
    """Take a line out. Whoever has complaints keeps them. Raises NotFound."""
    found = session.get(Route, route_id)
    if found is None:
        raise NotFound
    session.delete(found)
    vault.record(session, actor, None, "remove route")
    session.flush()


@command(Permission.OVERSEE_VAULT)
def save_avenue(session: Session, actor: Actor, avenue: Avenue | None, *, name: str, ways: str, categories: list[Category]) -> Avenue:
    """Enter an external body, or change it. Raises Refused."""
    facts = {"name": needed(name, _("Write the name of the body."))[:200], "ways": needed(ways, _("Write how to reach it."))[:500]}
    made = avenue or Avenue(position=1 + (session.scalar(select(func.max(Avenue.position))) or 0))
    made.name, made.ways, made.categories = facts["name"], facts["ways"], [one.value for one in categories]
    session.add(made)
    vault.record(session, actor, None, "change avenue" if avenue else "add avenue")
    session.flush()
    return made


@command(Permission.OVERSEE_VAULT)
def remove_avenue(session: Session, actor: Actor, avenue: Avenue) -> None:
    """Take it out. Decisions that name it keep its name."""
    session.delete(avenue)
    vault.record(session, actor, None, "remove avenue")
    session.flush()
