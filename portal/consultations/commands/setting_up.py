"""Consultations are made, and everything about them is settled before they open."""

from typing import Any

from sqlalchemy import select

from portal.base.access import Actor, Kind, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.consultations.choices import RESERVED
from portal.consultations.deciding import check_timeline
from portal.consultations.models import Consultation, ConsultationState, ModeratingOrganisation
from portal.consultations.states import CONSULTATION
from portal.identity.models import Organisation
from portal.journal import commands as journal


@command(Permission.CREATE_CONSULTATION)
def create(session: Session, actor: Actor, **columns: Any) -> Consultation:
    """Make a consultation, as a draft. Only the portal itself may bring one in in another state, when it imports."""
    state = columns.pop("state", ConsultationState.DRAFT) if actor.kind is Kind.SYSTEM else ConsultationState.DRAFT
    consultation = Consultation(**columns)
    check_timeline(consultation)
    if consultation.slug in RESERVED:
        raise Refused(_("This address is taken by the portal itself. Choose another one."))
    if session.scalar(select(Consultation.id).where(Consultation.slug == consultation.slug)):
        raise Refused(_("There is a consultation with this address already."))
    CONSULTATION.begin(session, consultation, actor, "create", state)
    return consultation


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_moderator(session: Session, actor: Actor, consultation: Consultation, organisation: Organisation) -> None:
    """Name an organisation that moderates."""
    session.add(ModeratingOrganisation(consultation_id=consultation.id, organisation_id=organisation.id))
    journal.record(session, actor, consultation, "name moderator", new=organisation.slug)
