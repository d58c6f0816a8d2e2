"""Writing entries, looking at them again, taking them out; taking what people suggest."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.base import clock, text
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _
from portal.base.secrets import keyed_hash
from portal.directory import bits
from portal.directory import rules as _rules  # noqa: F401  entered before anybody asks
from portal.directory.facts import Facts, columns, facts_of, faults
from portal.directory.models import DirectoryEntry, DirectorySuggestion, EntryState, SuggestionKind, WhyOut
from portal.directory.queries import by_key
from portal.directory.starter import starters
from portal.directory.states import ENTRY
from portal.journal import commands as journal
from portal.web.tokens import Token

LONGEST_TEXT = 3000
REVIEW = timedelta(days=182)
"""So long after it was looked at an entry is looked at again, unless its editor says otherwise."""

EDIT = Permission.EDIT_DIRECTORY


@command(EDIT)
def enter(session: Session, actor: Actor, facts: Facts, *, key: str = "") -> DirectoryEntry:
    """A new entry, as a draft."""
    facts = _sound(facts)
    bits.take_turn(session)
    if by_key(session, actor, [key or facts.key]):
        raise Refused(_("There is an entry with this name and source already."))
    made = _new(session, facts, key or facts.key, _last_number(session) + 1)
    ENTRY.begin(session, made, actor, "create")
    return made


@command(EDIT)
def change(session: Session, actor: Actor, entry: DirectoryEntry, facts: Facts) -> bool:
    """Other facts; whether anything was different."""
    facts = _sound(facts)
    if facts == facts_of(entry):
        return False
    bits.take_turn(session)
    for name, value in columns(facts).items():
        setattr(entry, name, value)
    session.flush()
    journal.record(session, actor, entry, "change")
    bits.keep(session, [entry])
    return True


@command(EDIT)
def review(session: Session, actor: Actor, entry: DirectoryEntry, due_on: date | None = None) -> None:
    """Somebody has looked at it today, and found it right."""
    due_on = due_on or clock.today() + REVIEW
    if due_on <= clock.today():
        raise Refused(_("Choose a later day than today."))
    entry.reviewed_on, entry.review_due_on = clock.today(), due_on
    session.flush()
    journal.record(session, actor, entry, "confirm")


@command(EDIT)
def show(session: Session, actor: Actor, entry: DirectoryEntry) -> None:
    """Let everybody read it."""
    bits.take_turn(session)
    entry.why_out = None
    ENTRY.move(session, entry, EntryState.SHOWN, actor)
    bits.keep(session, [entry])


@command(EDIT)
def take_out(session: Session, actor: Actor, entry: DirectoryEntry, why: WhyOut) -> None:
    """Take it out; its address says why from now on, and nothing else."""
    bits.take_turn(session)
    entry.why_out = why
    ENTRY.move(session, entry, EntryState.OUT, actor)
    bits.keep(session, [entry])


@command(EDIT)
def bring_in(session: Session, actor: Actor, rows: Mapping[str, tuple[Facts, EntryState, WhyOut | None]]) -> tuple[int, int]:
    """Entries by key, as a sheet holds them: how many were new, how many changed. What is the same already is left alone."""
    bits.take_turn(session)
    before, number = by_key(session, actor, list(rows)), _last_number(session)
    new: list[DirectoryEntry] = []
    changed = []
    for key, (facts, state, why) in rows.items():
        if key not in before:
            number += 1
            new.append(_new(session, _sound(facts), key, number, state, why))
        elif _changed(before[key], _sound(facts), state, why):
            changed.append(before[key])
    session.flush()
    for one in (*new, *changed):
        journal.record(session, actor, one, "import", new=one.state)
    bits.keep(session, [*new, *changed])
    return len(new), len(changed)


@command(EDIT)
def adopt_starters(session: Session, actor: Actor, *, state: EntryState = EntryState.DRAFT) -> int:
    """The entries that come with the portal, each of which is there at once or not at all; how many are new. All are to be reviewed."""
    known = by_key(session, actor, [facts.key for facts in starters()])
    new = {facts.key: (facts, state, None) for facts in starters() if facts.key not in known}
    return bring_in(session, actor, new)[0]


@command(Permission.ANYONE)
def suggest(
    session: Session, actor: Actor, *, token: Token, kind: SuggestionKind, words: str, language: str, source: str = "", entry: DirectoryEntry | None = None
) -> DirectorySuggestion:
    """Take a suggestion. The same form sent twice makes one."""
    name = keyed_hash("form", token.name)
    known = select(DirectorySuggestion).where(DirectorySuggestion.token_hash == name)
    if (before := session.scalar(known)) is not None:
        return before
    words = text.tidy(words)
    if not words or len(words) > LONGEST_TEXT:
        raise Refused(_("Write a few words, at most %(most)s characters.", most=LONGEST_TEXT))
    made = DirectorySuggestion(entry_id=entry.id if entry else None, kind=kind, text=words, source=text.one_line(source)[:500], language=language, token_hash=name)
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError:  # the same form came twice at the same moment
        return session.scalars(known).one()
    journal.record(session, actor, made, "submit")
    return made


@command(EDIT)
def settle(session: Session, actor: Actor, suggestion: DirectorySuggestion, *, taken_up: bool) -> None:
    """An editor has dealt with a suggestion: its words are gone, the record says what was decided."""
    journal.record(session, actor, suggestion, "accept" if taken_up else "do not accept")
    session.delete(suggestion)
    session.flush()


def _last_number(session: Session) -> int:
    return session.scalar(select(func.max(DirectoryEntry.number))) or 0


def _sound(facts: Facts) -> Facts:
    """Tidy, and nothing wrong with it; forms and sheets name faults at their places before."""
    facts = facts.tidy()
    if wrong := faults(facts):
        raise Refused(wrong[0][1])
    return facts


def _new(session: Session, facts: Facts, key: str, number: int, state: EntryState = EntryState.DRAFT, why: WhyOut | None = None) -> DirectoryEntry:
    made = DirectoryEntry(number=number, key=key, state=state, state_since=clock.today(), why_out=why, **columns(facts))
    session.add(made)
    return made


def _changed(entry: DirectoryEntry, facts: Facts, state: EntryState, why: WhyOut | None) -> bool:
    """Take what a sheet says; whether it was anything new. No sheet makes a draft again of what was shown."""
    if state is EntryState.DRAFT and entry.state is not EntryState.DRAFT:
        raise WrongMoment(_("%(name)s is no draft any more.", name=entry.name))
    if (facts_of(entry), entry.state, entry.why_out) == (facts, state, why):
        return False
    for name, value in columns(facts).items():
        setattr(entry, name, value)
    if entry.state is not state:
        entry.state, entry.state_since = state, clock.today()
    entry.why_out = why
    return True
