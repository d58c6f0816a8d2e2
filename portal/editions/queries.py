"""Reading what people said for an edition: the newest on every question, in two statements however many questions there are."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Select, func, select

from portal.base.access import Actor
from portal.base.database import Session
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation
from portal.contributions.models import Contribution

MOST = 25
"""Contributions on one question, without the replies."""
INLINE = 3
"""Replies to one contribution."""
Rows = Select[*tuple[Any, ...]]
Voices = dict[int, list[list[Any]]]
"""By question: contributions, the newest first, each with the first replies behind it."""

_SHOWN = (
    Contribution.id,
    Contribution.question_id,
    Contribution.root_id,
    Contribution.number,
    Contribution.state,
    Contribution.day,
    Contribution.shown_name,
    Contribution.language,
    Contribution.html,
    Contribution.mark,
)


def newest(session: Session, viewer: Actor, consultation: Consultation) -> Voices:
    """What everybody can read of a consultation that the viewer may see; a mark where words are gone."""
    seen = consultations.visible_to(viewer).where(Consultation.id == consultation.id).with_only_columns(Consultation.id)
    public = select(*_SHOWN).where(Contribution.consultation_id.in_(seen), Contribution.number.is_not(None))
    place = func.row_number().over(partition_by=Contribution.question_id, order_by=(Contribution.day.desc(), Contribution.id.desc()))
    tops = session.execute(_first(public.where(Contribution.is_root), place, MOST)).all()
    below: dict[int, list[Any]] = defaultdict(list)
    place = func.row_number().over(partition_by=Contribution.root_id, order_by=(Contribution.day, Contribution.id))
    for row in session.execute(_first(public.where(Contribution.root_id.in_([top.id for top in tops])), place, INLINE)):
        below[row.root_id].append(row)
    found: Voices = defaultdict(list)
    for top in tops:
        found[top.question_id].append([top, *below[top.id]])
    return found


def _first(rows: Rows, place: Any, most: int) -> Rows:
    numbered = rows.add_columns(place.label("place")).subquery()
    return select(numbered).where(numbered.c.place <= most).order_by(numbered.c.place)
