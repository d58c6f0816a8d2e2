"""The hint about careful words, once before publishing (R42). It never blocks: sending the form again publishes.

A form remembers which words its writer was told of; only others bring the hint again.
"""

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Texts
from portal.policies.queries import Found, careful
from portal.web.visitors import Visit

FIELD = "careful_seen"
"""The hidden fields that `ui.careful(found)` puts into the form."""


def hint(visit: Visit, session: Session, *texts: Texts | None) -> list[Found]:
    """The careful words, if there is one among them that the writer was not told of yet; else nothing, and the words go out."""
    return _news(visit, careful(session, visit.actor, *texts))


def _news(visit: Visit, found: list[Found]) -> list[Found]:
    told = set(visit.form.getall(FIELD, []))
    return found if any(f"{tag} {word}" not in told for tag, word, _advice in found) else []


def advice(session: Session, viewer: Actor, *texts: Texts | None) -> list[str]:
    """The same as sentences, for lists such as a readiness page."""
    return [f"{word}: {said}" for _tag, word, said in careful(session, viewer, *texts)]
