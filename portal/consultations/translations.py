"""Which texts stand in which language. Nothing half-translated is published."""

from collections.abc import Iterable, Sequence

from portal.base.access import Actor
from portal.base.database import Session
from portal.consultations import parts
from portal.consultations.models import Consultation
from portal.consultations.parts import Part


def missing(session: Session, viewer: Actor, consultation: Consultation) -> list[tuple[Part, str]]:
    """Every text that says something in one language of the consultation and nothing in another, with that other one."""
    return lacking(parts.of(session, viewer, consultation), consultation.languages)


def lacking(found: Iterable[Part], languages: Sequence[str]) -> list[tuple[Part, str]]:
    """The same, for texts at hand. A text that says nothing at all is not half there."""
    return [(part, tag) for part in found if part.used for tag in languages if not part.texts.get(tag)]


def progress(found: Iterable[Part], languages: Sequence[str]) -> tuple[list[tuple[str, int]], int]:
    """How many texts stand in each language, and how many there are."""
    used = [part for part in found if part.used]
    return [(tag, sum(1 for part in used if part.texts.get(tag))) for tag in languages], len(used)
