"""Which consultations there are figures of: those that everybody may know, and no private room."""

from datetime import date

from sqlalchemy import Select

from portal.base import clock
from portal.base.access import NOBODY
from portal.base.database import Session
from portal.base.languages import utc_day
from portal.consultations.models import Consultation, ConsultationState
from portal.consultations.queries import visible_to
from portal.figures import sources
from portal.figures.sources import Place


def counted(scope: str) -> Select[int]:
    """The ids of the consultations that a figure counts: one by its public name, or all that are public."""
    public = visible_to(NOBODY).with_only_columns(Consultation.id)
    return public.where(Consultation.slug == scope) if scope else public


def places(session: Session, slug: str) -> list[Place]:
    """Every public consultation, the newest first, or the one of this name. Its work is over when it is archived or cancelled."""
    wanted = visible_to(NOBODY).where(Consultation.slug == slug) if slug else visible_to(NOBODY)
    rows = session.scalars(wanted.order_by(Consultation.announced_at.desc(), Consultation.slug))
    return [Place(one.slug, one.title, utc_day(one.announced_at), _over(one)) for one in rows]


def _over(one: Consultation) -> date | None:
    if one.state is ConsultationState.CANCELLED:
        return one.state_since
    return utc_day(one.archived_at) if one.archived_at is not None and one.archived_at <= clock.now() else None


sources.places_from(places)
