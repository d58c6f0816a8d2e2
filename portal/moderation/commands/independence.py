"""Who moderates a consultation: named organisations, and whether the host's own people are kept out of it."""

from sqlalchemy import delete

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.consultations import rules as _rules  # noqa: F401  entered before anybody asks
from portal.consultations.models import Consultation, ModeratingOrganisation
from portal.identity.leaving import judges_must_stay
from portal.identity.models import Organisation
from portal.journal import commands as journal


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def set_independent(session: Session, actor: Actor, consultation: Consultation, on: bool) -> None:
    """Keep the host's own people out of moderation and appeals, or let them in again. Never so that nobody is left."""
    if consultation.moderated_independently == on:
        return
    with judges_must_stay(session, consultation):
        consultation.moderated_independently = on
    journal.record(session, actor, consultation, "moderate independently" if on else "moderate with the host")


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def drop_moderator(session: Session, actor: Actor, consultation: Consultation, organisation: Organisation) -> None:
    """An organisation is no longer named as one that moderates. The parts of its people are ended one by one."""
    session.execute(delete(ModeratingOrganisation).where(ModeratingOrganisation.consultation_id == consultation.id, ModeratingOrganisation.organisation_id == organisation.id))
    journal.record(session, actor, consultation, "name moderator no more", old=organisation.slug[:40])
