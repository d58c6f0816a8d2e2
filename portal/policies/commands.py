"""Versions of the policies. One that is in force never changes: people could read it on the day they wrote (R38)."""

from datetime import date

from sqlalchemy import select

from portal.base import clock
from portal.base import text as words
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _, language_name
from portal.base.settings import settings
from portal.journal import commands as journal
from portal.policies import rules as _rules  # noqa: F401  entered before anybody asks
from portal.policies import starter
from portal.policies.models import CarefulWord, PolicyKind, PolicyVersion
from portal.policies.queries import missing

LONGEST_WORD = 120


@command(Permission.EDIT_POLICIES)
def adopt(session: Session, actor: Actor, kind: PolicyKind, text: Texts, change: Texts, from_day: date) -> PolicyVersion:
    """A new version, whole in every language of the portal, in force from today or a later day on."""
    last = _last(session, kind)
    if last is not None and last.from_day > clock.today():
        raise WrongMoment(_("Version %(version)s is announced already. Change that one, or withdraw it first.", version=last.version))
    _check(text, change, from_day, last)
    made = PolicyVersion(kind=kind, version=last.version + 1 if last else 1, from_day=from_day, text=_tidy(text), change=_tidy(change), written_on=clock.today())
    session.add(made)
    session.flush()
    journal.record(session, actor, made, "adopt policy", new=str(made.version))
    return made


@command(Permission.EDIT_POLICIES)
def change_announced(session: Session, actor: Actor, announced: PolicyVersion, text: Texts, change: Texts, from_day: date) -> None:
    """Word a version anew that is not in force yet."""
    _not_in_force(announced)
    before = session.scalar(select(PolicyVersion).where(PolicyVersion.kind == announced.kind, PolicyVersion.version == announced.version - 1))
    _check(text, change, from_day, before)
    announced.text, announced.change, announced.from_day, announced.written_on = _tidy(text), _tidy(change), from_day, clock.today()
    session.flush()
    journal.record(session, actor, announced, "change announced policy")


@command(Permission.EDIT_POLICIES)
def withdraw(session: Session, actor: Actor, announced: PolicyVersion) -> None:
    """Take a version back that is not in force yet."""
    _not_in_force(announced)
    journal.record(session, actor, announced, "withdraw policy", old=str(announced.version))
    session.delete(announced)
    session.flush()


@command(Permission.EDIT_POLICIES)
def adopt_starters(session: Session, actor: Actor) -> list[PolicyVersion]:
    """The texts to begin with, for every policy of which there is none; the list of careful words with the first of them."""
    known = set(session.scalars(select(PolicyVersion.kind).distinct()))
    if not known:
        session.add_all(CarefulWord(language=tag, word=word, advice=advice) for tag, word, advice in starter.WORDS)
    spoken, today = settings().languages, clock.today()
    new = [
        PolicyVersion(kind=kind, version=1, from_day=today, text=starter.POLICIES[kind].within(spoken), change=starter.FIRST.within(spoken), written_on=today)
        for kind in PolicyKind
    ]
    made = [one for one in new if one.kind not in known]
    session.add_all(made)
    session.flush()
    for one in made:
        journal.record(session, actor, one, "adopt policy", new="1")
    return made


@command(Permission.EDIT_POLICIES)
def add_word(session: Session, actor: Actor, language: str, word: str, advice: str) -> CarefulWord:
    """One more word to think twice about."""
    made = CarefulWord(language=language, word=_word(session, language, word), advice=_advice(advice))
    session.add(made)
    session.flush()
    journal.record(session, actor, made, "add careful word", new=language)
    return made


@command(Permission.EDIT_POLICIES)
def change_word(session: Session, actor: Actor, careful: CarefulWord, word: str, advice: str) -> None:
    """Another wording of a word to think twice about, or other advice."""
    careful.word, careful.advice = _word(session, careful.language, word, careful.id), _advice(advice)
    session.flush()
    journal.record(session, actor, careful, "change careful word")


@command(Permission.EDIT_POLICIES)
def remove_word(session: Session, actor: Actor, careful: CarefulWord) -> None:
    """Nobody is told of this word any more."""
    journal.record(session, actor, careful, "remove careful word")
    session.delete(careful)
    session.flush()


def _last(session: Session, kind: PolicyKind) -> PolicyVersion | None:
    return session.scalar(select(PolicyVersion).where(PolicyVersion.kind == kind).order_by(PolicyVersion.version.desc()).limit(1))


def _not_in_force(version: PolicyVersion) -> None:
    if version.from_day <= clock.today():
        raise WrongMoment(_("This version is in force and stays as it is. Write a new version."))


def _check(text: Texts, change: Texts, from_day: date, before: PolicyVersion | None) -> None:
    gaps = missing(settings().languages, text=text, change=change)
    if gaps:
        names = {"text": _("the text"), "change": _("what is new")}
        raise Refused(_("A version is published whole. Still missing: %(gaps)s.", gaps="; ".join(f"{names[name]} ({language_name(tag)})" for name, tag in gaps)))
    if from_day < clock.today():
        raise Refused(_("A version is in force from today or a later day on, never from a day gone by."))
    if before is not None and from_day <= before.from_day:
        raise Refused(_("Choose a later day than the one of version %(version)s. On each day one version is in force.", version=before.version))


def _tidy(texts: Texts) -> Texts:
    return Texts({tag: words.tidy(said) for tag, said in texts.items()})


def _word(session: Session, language: str, word: str, own_id: int | None = None) -> str:
    word = words.one_line(word)
    if not word:
        raise Refused(_("Type the word."))
    if len(word) > LONGEST_WORD:
        raise Refused(_("This is too long. The limit is %(most)s characters.", most=LONGEST_WORD))
    if session.scalar(select(CarefulWord.id).where(CarefulWord.language == language, CarefulWord.word == word, CarefulWord.id != (own_id or 0))):
        raise Refused(_("This word is in the list already."))
    return word


def _advice(advice: str) -> str:
    if not words.tidy(advice):
        raise Refused(_("Say what to write instead, or why to think twice."))
    return words.tidy(advice)
