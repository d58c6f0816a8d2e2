"""Reading the policies: what is in force, what was, what is announced; and the words to think twice about."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import select

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import Texts
from portal.base.text import WITHOUT_BLANKS
from portal.policies.models import CarefulWord, PolicyKind, PolicyVersion

__all__ = ["Found", "PolicyKind", "PolicyVersion", "Standing", "careful", "in_force", "kind_of", "missing", "standing", "version", "versions", "word", "words"]

Found = tuple[str, str, str]
"""A careful word in a text: language, word, advice."""


@dataclass(frozen=True)
class Standing:
    """A policy as it stands on a day: the version in force, and the one that is announced, if any."""

    kind: PolicyKind
    now: PolicyVersion | None
    announced: PolicyVersion | None


def kind_of(text: str) -> PolicyKind:
    """The kind of a policy by its word in an address. Raises NotFound."""
    try:
        return PolicyKind(text)
    except ValueError:
        raise NotFound from None


def versions(session: Session, viewer: Actor, kind: PolicyKind) -> list[PolicyVersion]:
    """All versions, the newest first; one that is announced is the first."""
    return list(session.scalars(select(PolicyVersion).where(PolicyVersion.kind == kind).order_by(PolicyVersion.version.desc())))


def version(session: Session, viewer: Actor, kind: PolicyKind, number: int) -> PolicyVersion:
    """One version. Raises NotFound."""
    found = session.scalar(select(PolicyVersion).where(PolicyVersion.kind == kind, PolicyVersion.version == number))
    if found is None:
        raise NotFound
    return found


def in_force(session: Session, viewer: Actor, kind: PolicyKind, day: date) -> PolicyVersion | None:
    """The version in force on a day; None before the first one."""
    known = select(PolicyVersion).where(PolicyVersion.kind == kind, PolicyVersion.from_day <= day)
    return session.scalar(known.order_by(PolicyVersion.from_day.desc(), PolicyVersion.version.desc()).limit(1))


def standing(session: Session, viewer: Actor, day: date) -> list[Standing]:
    """Every policy as it stands on a day."""
    rows = session.scalars(select(PolicyVersion).order_by(PolicyVersion.from_day.desc(), PolicyVersion.version.desc())).all()
    found = []
    for kind in PolicyKind:
        own = [row for row in rows if row.kind is kind]
        found.append(Standing(kind, next((row for row in own if row.from_day <= day), None), next((row for row in own if row.from_day > day), None)))
    return found


def words(session: Session, viewer: Actor, language: str) -> list[CarefulWord]:
    """The careful words of one language, in their order."""
    return list(session.scalars(select(CarefulWord).where(CarefulWord.language == language).order_by(CarefulWord.word, CarefulWord.id)))


def word(session: Session, viewer: Actor, language: str, word_id: int) -> CarefulWord:
    """One careful word. Raises NotFound."""
    found = session.get(CarefulWord, word_id)
    if found is None or found.language != language:
        raise NotFound
    return found


def careful(session: Session, viewer: Actor, *texts: Texts | None) -> list[Found]:
    """The careful words that stand in texts which are about to be published, each once. A hint for staff, never a ban."""
    spoken = {tag for some in texts if some for tag, said in some.items() if said}
    listed = session.scalars(select(CarefulWord).where(CarefulWord.language.in_(spoken)).order_by(CarefulWord.language, CarefulWord.word)).all()
    said = {tag: "\n".join(_folded(some.get(tag, "")) for some in texts if some) for tag in spoken}
    return [(one.language, one.word, one.advice) for one in listed if _pattern(one.language, one.word).search(said[one.language])]


def _folded(text: str) -> str:
    """Without case, and without the marks and lengthenings that Arabic may be written with or not."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("\u0640", ""))
    return " ".join("".join(sign for sign in plain if not unicodedata.category(sign).startswith("M")).split())


@lru_cache(maxsize=2048)
def _pattern(language: str, word: str) -> re.Pattern[str]:
    """Whole words only; Arabic writes "and", "for" and "the" onto the word."""
    folded = _folded(word)
    if WITHOUT_BLANKS.search(folded):  # such a script puts no blanks around a word: it is one wherever it stands
        return re.compile(re.escape(folded))
    if language.split("-", maxsplit=1)[0] != "ar":
        return re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)")
    bare = [re.escape(part.removeprefix("ال")) for part in folded.split()]
    return re.compile(r"(?<!\w)" + r"\s".join(rf"[وفبكل]{{0,3}}(?:ال)?{part}" for part in bare) + r"(?!\w)")


def missing(languages: Sequence[str], **texts: Texts) -> list[tuple[str, str]]:
    """(name, language) of every text that is not there in one of the languages."""
    return [(name, tag) for name, said in texts.items() for tag in languages if not (said.get(tag) or "").strip()]
