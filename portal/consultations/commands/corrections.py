"""A text of a public consultation is corrected: both wordings stay, with a public note in every language."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.cleaning import Cleaned
from portal.base.database import Session
from portal.base.errors import NotFound, Refused, WrongMoment
from portal.base.languages import Texts, _, language_name
from portal.base.regions import REGIONS
from portal.base.topics import TOPICS
from portal.consultations import parts, pictures
from portal.consultations.deciding import announce, check_reason, check_whole, tell_all
from portal.consultations.models import Consultation, ConsultationState, Correction, EasyIdea, NoticeKind
from portal.journal import commands as journal


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def correct(session: Session, actor: Actor, consultation: Consultation, part: str, after: Texts, note: Texts) -> Correction:
    """Put a text right that everybody can read already. What people answered is not turned around: for that there is suspending."""
    _check_public(consultation)
    found = next((one for one in parts.of(session, actor, consultation) if one.name == part), None)
    if found is None:
        raise Refused(_("There is no such text in this consultation."))
    before = found.texts
    after = Texts({**before, **{tag: words for tag, words in after.items() if tag in consultation.languages}})
    _check(consultation, before, after)
    check_reason(consultation, note)
    setattr(found.thing, found.column, after)
    return _record(session, actor, consultation, found.thing, Correction(part=part, before=before, after=after, note=note))


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def correct_place(session: Session, actor: Actor, consultation: Consultation, topics: Sequence[str], region: str, note: Texts) -> list[Correction]:
    """Say rightly what it is about and for which part of the world, by which people find it and follow it."""
    _check_public(consultation)
    topics = [code for code in TOPICS if code in topics]
    if region and region not in REGIONS:
        raise Refused(_("Choose one of the answers."))
    check_reason(consultation, note)
    changed = {"topics": (" ".join(consultation.topics), " ".join(topics)), "region": (consultation.region, region)}
    changed = {part: codes for part, codes in changed.items() if sorted(codes[0].split()) != sorted(codes[1].split())}
    if not changed:
        raise Refused(_same())
    consultation.topics, consultation.region = topics, region
    return [
        _record(session, actor, consultation, consultation, Correction(part=part, before=Texts({parts.CODES: before}), after=Texts({parts.CODES: after}), note=note))
        for part, (before, after) in changed.items()
    ]


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def correct_picture(session: Session, actor: Actor, consultation: Consultation, idea: EasyIdea, picture: Cleaned, alt: Texts, note: Texts) -> Correction:
    """Another picture for a line of the easy-read version, and what it shows in words. The old one is not kept: it may be what did harm."""
    _check_public(consultation)
    if idea.consultation_id != consultation.id:
        raise NotFound
    alt = Texts({tag: words for tag, words in alt.items() if tag in consultation.languages})
    check_whole(consultation, alt)
    check_reason(consultation, note)
    facts = pictures.fitting(session, consultation, picture, instead_of=idea)
    if facts["digest"] == idea.digest:
        raise Refused(_same())
    before = Texts(idea.alt)
    for name, value in {**facts, "alt": alt}.items():
        setattr(idea, name, value)
    return _record(session, actor, consultation, idea, Correction(part=f"idea {idea.number} {parts.PICTURE}", before=before, after=alt, note=note))


def _check_public(consultation: Consultation) -> None:
    if consultation.state is ConsultationState.DRAFT:
        raise WrongMoment(_("This consultation is a draft. You can change its texts freely."))


def _check(consultation: Consultation, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    lacking = [language_name(tag) for tag in consultation.languages if not after.get(tag, "").strip()]
    if lacking:
        raise Refused(_("The text is missing in: %(languages)s.", languages=", ".join(lacking)))
    if dict(before) == dict(after):
        raise Refused(_same())


def _same() -> str:
    return _("The text stands like this already. Nothing would change.")


def _record(session: Session, actor: Actor, consultation: Consultation, thing: Any, correction: Correction) -> Correction:
    """Enter a correction whose text stands in its place now."""
    session.execute(select(Consultation.id).where(Consultation.id == consultation.id).with_for_update())
    correction.number = (session.scalar(select(func.max(Correction.number)).where(Correction.consultation_id == consultation.id)) or 0) + 1
    correction.consultation_id, correction.day = consultation.id, clock.today()
    session.add(correction)
    session.flush()
    announce(session, consultation, NoticeKind.CORRECTED, correction.note, before=str(correction.number), after=correction.part)
    journal.record(session, actor, thing, "correct", old=correction.part[:40], reason=str(correction.note))
    tell_all(session, actor, consultation)
    return correction
