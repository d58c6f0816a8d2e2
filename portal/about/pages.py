"""How it works, what is stored, accessibility, the handbook, and who may do what."""

from typing import Any

from litestar.response import Response

from portal.about import glossary, guides, inventory, promises
from portal.about.diagrams import diagrams
from portal.about.inventory.files import FILES
from portal.about.words import WHAT, WHO
from portal.base.access import RULES, Permission
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.policies import queries as policies
from portal.policies.markup import to_html
from portal.web.doors import get
from portal.web.pages import page
from portal.web.visitors import Visit


@get("/how-it-works", needs=Permission.ANYONE)
def show_how_it_works(visit: Visit, session: Session) -> Response[bytes]:
    """The loop in words, and the state diagrams from the code's own tables."""
    return page(visit, "about/how_it_works.html", diagrams=diagrams())


@get("/privacy", needs=Permission.ANYONE)
def show_privacy(visit: Visit, session: Session) -> Response[bytes]:
    """What is stored, for how long, and what cannot be promised."""
    kept = [name for name, promise in promises.PROMISES.items() if promise.part is promises.Part.KEPT]
    return page(visit, "about/privacy.html", kept=kept, part=promises.Part, **_policy(visit, session, policies.PolicyKind.PRIVACY))


@get("/promises", needs=Permission.ANYONE)
def show_promises(visit: Visit, session: Session) -> Response[bytes]:
    """Every promise with the tests that keep it, and what cannot be promised."""
    return page(visit, "about/promises.html", parts=list(promises.by_part()))


@get("/promises/inventory", needs=Permission.ANYONE)
def show_inventory(visit: Visit, session: Session) -> Response[bytes]:
    """Every column that is stored: what for, for how long, and how delicate it is; one kind of them alone where wished."""
    wanted = visit.query.get("sensitivity", "")
    chosen = next((one for one in inventory.Sensitivity if one.value == wanted), None)
    return page(visit, "about/inventory.html", rooms=list(inventory.rooms(chosen)), kinds=list(inventory.Sensitivity), chosen=chosen, files=FILES)


@get("/promises/seizure", needs=Permission.ANYONE)
def show_seizure(visit: Visit, session: Session) -> Response[bytes]:
    """What somebody reads who takes the server away, made from the inventory."""
    return page(visit, "about/seizure.html", exposed=inventory.exposed(), limits=[name for name, promise in promises.PROMISES.items() if promise.part is promises.Part.LIMITS])


@get("/accessibility", needs=Permission.ANYONE)
def show_accessibility(visit: Visit, session: Session) -> Response[bytes]:
    """What was done so that everybody can take part, what is known to be missing, and whom to tell."""
    return page(visit, "about/accessibility.html", **_policy(visit, session, policies.PolicyKind.ACCESSIBILITY))


@get("/glossary", needs=Permission.ANYONE)
def show_glossary(visit: Visit, session: Session) -> Response[bytes]:
    """What the words of this portal mean."""
    return page(visit, "about/glossary.html", terms=glossary.terms(), tongue=glossary.tongue())


@get("/handbook", needs=Permission.ANYONE)
def show_handbook(visit: Visit, session: Session) -> Response[bytes]:
    """The guides."""
    return page(visit, "about/handbook.html", guides=guides.guides())


@get("/handbook/{slug:str}", needs=Permission.ANYONE)
def show_guide(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """One guide."""
    guide = guides.one(slug)
    if guide is None:
        raise NotFound
    return page(visit, "about/guide.html", guide=guide)


@get("/who-may", needs=Permission.ANYONE)
def show_who_may(visit: Visit, session: Session) -> Response[bytes]:
    """The rules of permission, as the code holds them."""
    table = [(str(WHAT[permission]), str(WHO[permission])) for permission in Permission if permission in RULES]
    return page(visit, "about/who_may.html", table=table)


def _policy(visit: Visit, session: Session, kind: policies.PolicyKind) -> dict[str, Any]:
    """The host's own words beside what the portal says of itself."""
    return {"kind": kind, "policy": policies.in_force(session, visit.actor, kind, visit.now.date()), "to_html": to_html}
