"""Translating, checking, and asking the machine. Only what everybody can read is translated, by whomever."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from portal.base import clock
from portal.base.access import Actor, Permission, Role, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _, language_name
from portal.base.secrets import random_id
from portal.base.settings import settings
from portal.base.text import tidy, to_html
from portal.journal import commands as journal
from portal.translations import originals
from portal.translations import rules as _rules  # noqa: F401  entered before anybody asks
from portal.translations.models import COLUMNS, Errand, Kind, Origin, Translation
from portal.translations.originals import Words

LONGEST = 100_000
MOST_ASKED = 2000
MOST_ATTEMPTS = 6
CLAIM = timedelta(minutes=5)
"""How long a worker has for one text before another one takes it."""


@dataclass(frozen=True)
class Task:
    """One text for the machine."""

    errand_id: int
    words: Words
    language: str
    attempts: int


@command(Permission.TRANSLATE, on="words")
def write(session: Session, actor: Actor, words: Words, language: str, text: str) -> Translation:
    """A person's translation, or their correction of the one that stands: it waits to be checked by somebody else."""
    _fits(words, language)
    text = tidy(text)
    if not text:
        raise Refused(_("Write the translation before you save it."))
    if len(text) > LONGEST:
        raise Refused(_("This is too long for a translation."))
    now = originals.held(session, words.kind, words.thing_id)
    if now is None or now.fingerprint != words.fingerprint:
        raise WrongMoment(_("The original has changed since."))
    row = _of(session, words, language)
    new = row is None
    if row is None:
        row = _new(words, language)
        session.add(row)
    _fill(row, words, text, Origin.PERSON)
    row.by_id = actor.staff_id
    session.flush()
    journal.record(session, actor, row, "translate" if new else "correct translation")
    return row


def _fits(words: Words, language: str) -> None:
    if language == words.language or language in words.known_in:
        raise Refused(_("These words are in %(language)s already.", language=language_name(language)))


def _of(session: Session, words: Words, language: str) -> Translation | None:
    found = select(Translation).where(getattr(Translation, COLUMNS[words.kind]) == words.thing_id, Translation.language == language)
    return session.scalar(found, execution_options={"populate_existing": True})  # as it stands now, not as the page found it


def _new(words: Words, language: str) -> Translation:
    return Translation(**{"id": random_id(), "consultation_id": words.consultation_id, COLUMNS[words.kind]: words.thing_id, "language": language, "engine": ""})


def _fill(row: Translation, words: Words, text: str, origin: Origin) -> None:
    row.text, row.html, row.origin, row.day, row.fingerprint = text, to_html(text), origin, clock.today(), words.fingerprint
    row.checked_by_id = row.checked_as = row.checked_on = None


@command(Permission.TRANSLATE, on="translation")
def check(session: Session, actor: Actor, translation: Translation, words: Words) -> None:
    """A second person has held it against the original. Whoever translated does not check."""
    if translation.by_id is not None and translation.by_id == actor.staff_id:
        raise Refused(_("Somebody else checks what you translated."))
    seen, now = translation.text, originals.held(session, words.kind, words.thing_id)
    if now is None or translation.fingerprint != now.fingerprint:
        raise WrongMoment(_("The original has changed since. Correct the translation first."))
    if _of(session, words, translation.language) is not translation or translation.text != seen:
        raise WrongMoment(_("The translation has changed while you read. Please look at it once more."))
    if translation.checked_on is not None:
        return
    translation.checked_by_id, translation.checked_on = actor.staff_id, clock.today()
    translation.checked_as = (Role.TRANSLATOR if actor.holds(Role.TRANSLATOR, translation.consultation_id) else Role.MODERATOR).value
    journal.record(session, actor, translation, "check translation")


@command(Permission.TRANSLATE, on="translation")
def remove(session: Session, actor: Actor, translation: Translation) -> None:
    """Take a translation away: it is wrong, and nobody can mend it now."""
    journal.record(session, actor, translation, "remove translation")
    session.delete(translation)


@command(Permission.TRANSLATE, on="words")
def ask_machine(session: Session, actor: Actor, words: Words, language: str) -> None:
    """Have the machine translate one text. It is done later, by the worker."""
    _machine_is_on()
    _fits(words, language)
    if not words.machine:
        raise Refused(_("Its author does not want a machine to translate it."))
    if _of(session, words, language) is not None:
        raise Refused(_("There is a translation already."))
    if _lacking(session, [words], language):
        row = Errand(**_errand(actor, words, language))
        session.add(row)
        journal.record(session, actor, row, "ask machine")


@command(Permission.TRANSLATE, on="consultation")
def ask_machine_for_all(session: Session, actor: Actor, consultation: Any, language: str) -> int:
    """Have the machine translate all that waits, as far as its authors want it; how many texts that is."""
    _machine_is_on()
    asked = 0
    for original in originals.ORIGINALS.values():
        found = [one for one in original.waiting(session, consultation.id, language, None, MOST_ASKED) if one.machine]
        rows = [_errand(actor, one, language) for one in _lacking(session, found, language)]
        if rows:
            session.execute(insert(Errand), rows)
        asked += len(rows)
    journal.record(session, actor, consultation, "ask machine for all")
    return asked


def _machine_is_on() -> None:
    if not settings().translator:
        raise Refused(_("No translating machine is set up here."))


def _lacking(session: Session, found: list[Words], language: str) -> list[Words]:
    """Those that nobody has asked for yet."""
    asked: set[tuple[Kind, int]] = set()
    for kind, column in COLUMNS.items():
        own, ids = getattr(Errand, column), [one.thing_id for one in found if one.kind is kind]
        if ids:
            asked |= {(kind, one) for one in session.scalars(select(own).where(own.in_(ids), Errand.language == language))}
    return [one for one in found if (one.kind, one.thing_id) not in asked]


def _errand(actor: Actor, words: Words, language: str) -> dict[str, Any]:
    facts = {"language": language, "asked_by_id": actor.staff_id, "day": clock.today(), "due_at": clock.now(), "attempts": 0, "fault": "", "given_up": False}
    return {"id": random_id(), "consultation_id": words.consultation_id, **dict.fromkeys(COLUMNS.values()), COLUMNS[words.kind]: words.thing_id, **facts}


@command(Permission.TRANSLATE, on="consultation")
def try_again(session: Session, actor: Actor, consultation: Any) -> None:
    """What the machine was asked for in vain is tried once more."""
    _machine_is_on()
    session.execute(update(Errand).where(Errand.consultation_id == consultation.id).values(given_up=False, attempts=0, due_at=clock.now()))


@command(Permission.TRANSLATE, on="consultation")
def call_off(session: Session, actor: Actor, consultation: Any) -> None:
    """The machine is not asked any more for what waits."""
    session.execute(delete(Errand).where(Errand.consultation_id == consultation.id))


@command(Permission.SYSTEM)
def claim(session: Session, actor: Actor, errand_id: int) -> Task | None:
    """Take a text for the machine. One that nobody can read any more, or that has a translation now, is not sent."""
    row = session.scalar(select(Errand).where(Errand.id == errand_id, Errand.due_at <= clock.now(), ~Errand.given_up).with_for_update())
    if row is None:
        return None
    words = originals.ORIGINALS[row.kind].found(session, [row.thing_id]).get(row.thing_id)
    if words is None or not words.machine or row.language in {words.language, *words.known_in} or _of(session, words, row.language) is not None:
        session.delete(row)
        return None
    row.attempts, row.due_at = row.attempts + 1, clock.now() + CLAIM
    return Task(row.id, words, row.language, row.attempts)


@command(Permission.SYSTEM)
def note_done(session: Session, actor: Actor, task: Task, text: str, engine: str) -> bool:
    """Keep what the machine gave, unless the words changed or went meanwhile, or somebody has translated them. Whether it was kept."""
    now = originals.held(session, task.words.kind, task.words.thing_id)
    errand = session.get(Errand, task.errand_id)
    if errand is None:  # called off, or its author wants no machine
        return False
    session.delete(errand)
    if now is None or now.fingerprint != task.words.fingerprint or now.language != task.words.language or not now.machine or _of(session, now, task.language) is not None:
        return False
    row = _new(now, task.language)
    row.engine = engine[:80]
    _fill(row, now, tidy(text), Origin.MACHINE)
    session.add(row)
    journal.record(session, actor, row, "translate")
    return True


@command(Permission.SYSTEM)
def note_failed(session: Session, actor: Actor, task: Task, fault: str, *, for_good: bool, wait: timedelta) -> None:
    """It did not work: later again, and after some tries not any more until somebody asks for it."""
    row = session.get(Errand, task.errand_id)
    if row is not None:
        row.fault, row.due_at, row.given_up = fault[:40], clock.now() + wait, for_good or row.attempts >= MOST_ATTEMPTS


@command(Permission.SYSTEM)
def give_back(session: Session, actor: Actor, task: Task) -> None:
    """The machine was not asked: that was no try."""
    row = session.get(Errand, task.errand_id)
    if row is not None:
        row.attempts, row.due_at = row.attempts - 1, clock.now()
