"""A text of a public consultation is corrected: both wordings stay, with a public note in every language."""

from collections.abc import Mapping

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _, language_name
from portal.consultations import parts
from portal.consultations.deciding import announce, check_reason, tell_all
from portal.consultations.models import Consultation, ConsultationState, Correction, NoticeKind
from portal.journal import commands as journal


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def correct(session: Session, actor: Actor, consultation: Consultation, part: str, after: Texts, note: Texts) -> Correction:
    """Put a text right that everybody can read already. What people answered is not turned around: for that there is suspending."""
    if consultation.state is ConsultationState.DRAFT:
        raise WrongMoment(_("This consultation is a draft. You can change its texts freely."))
    found = next((one for one in parts.of(session, actor, consultation) if one.name == part), None)
    if found is None:
        raise Refused(_("There is no such text in this consultation."))
    before = found.texts
    after = Texts({**before, **{tag: words for tag, words in after.items() if tag in consultation.languages}})
    _check(consultation, before, after)
    check_reason(consultation, note)
    return _record(session, actor, consultation, found, after, note)


def _check(consultation: Consultation, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    lacking = [language_name(tag) for tag in consultation.languages if not after.get(tag, "").strip()]
    if lacking:
        raise Refused(_("The text is missing in: %(languages)s.", languages=", ".join(lacking)))
    if dict(before) == dict(after):
        raise Refused(_("The text stands like this already. Nothing would change."))


def _record(session: Session, actor: Actor, consultation: Consultation, part: parts.Part, after: Texts, note: Texts) -> Correction:
    session.execute(select(Consultation.id).where(Consultation.id == consultation.id).with_for_update())
    number = (session.scalar(select(func.max(Correction.number)).where(Correction.consultation_id == consultation.id)) or 0) + 1
    correction = Correction(consultation_id=consultation.id, number=number, day=clock.today(), part=part.name, before=part.texts, after=after, note=note)
    session.add(correction)
    setattr(part.thing, part.column, after)
    session.flush()
    announce(session, consultation, NoticeKind.CORRECTED, note, before=str(number), after=part.name)
    journal.record(session, actor, part.thing, "correct", old=part.name[:40], reason=str(note))
    tell_all(session, actor, consultation)
    return correction
