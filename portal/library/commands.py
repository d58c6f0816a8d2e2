"""Writing the library."""

from dataclasses import asdict

from sqlalchemy import func, select

from portal.base import clock
from portal.base import text as words
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import Texts
from portal.base.secrets import random_token
from portal.journal import commands as journal
from portal.library import bits
from portal.library import rules as _rules  # noqa: F401  entered before anybody asks
from portal.library.facts import Facts, facts_of, faults
from portal.library.models import Resource
from portal.library.queries import known_keys
from portal.library.starter import starters

EDIT = Permission.EDIT_DIRECTORY


@command(EDIT)
def enter(session: Session, actor: Actor, facts: Facts, *, key: str = "", shown: bool = False) -> Resource:
    """A new resource, a draft unless told otherwise."""
    facts = _sound(facts)
    bits.take_turn(session)
    number = (session.scalar(select(func.max(Resource.number))) or 0) + 1
    made = Resource(number=number, key=key or random_token(12), shown=shown, **_columns(facts))
    session.add(made)
    session.flush()
    journal.record(session, actor, made, "create")
    bits.keep(session, [made])
    return made


@command(EDIT)
def change(session: Session, actor: Actor, resource: Resource, facts: Facts) -> bool:
    """Other facts; whether anything was different."""
    facts = _sound(facts)
    if facts == facts_of(resource):
        return False
    bits.take_turn(session)
    for name, value in _columns(facts).items():
        setattr(resource, name, value)
    session.flush()
    journal.record(session, actor, resource, "change")
    bits.keep(session, [resource])
    return True


@command(EDIT)
def show(session: Session, actor: Actor, resource: Resource, *, shown: bool) -> None:
    """Let everybody read it, or nobody but editors."""
    if resource.shown is not shown:
        bits.take_turn(session)
        resource.shown = shown
        session.flush()
        journal.record(session, actor, resource, "publish" if shown else "hide")
        bits.keep(session, [resource])


@command(EDIT)
def review(session: Session, actor: Actor, resource: Resource) -> None:
    """Somebody has looked at it today, and found it right."""
    resource.reviewed_on = clock.today()
    session.flush()
    journal.record(session, actor, resource, "confirm")


@command(EDIT)
def adopt_starters(session: Session, actor: Actor, *, shown: bool = False) -> int:
    """The resources that come with the portal and are not there yet, as drafts; how many."""
    known = known_keys(session, actor)
    new = [(key, facts) for key, facts in starters() if key not in known]
    for key, facts in new:
        enter(session, actor, facts, key=key, shown=shown)
    return len(new)


def _sound(facts: Facts) -> Facts:
    tidy = Facts(**{**vars(facts), **{name: _tidy(getattr(facts, name)) for name in ("title", "what", "text")}})
    if wrong := faults(tidy):
        raise Refused(wrong[0][1])
    return tidy


def _columns(facts: Facts) -> dict[str, object]:
    return {**asdict(facts), **{name: Texts(getattr(facts, name)) for name in ("title", "what", "text")}}


def _tidy(texts: Texts) -> Texts:
    return Texts({tag: words.tidy(said) for tag, said in texts.items() if words.tidy(said)})
