"""What contributions add to the feed of their consultation: on which days how many appeared, never who or at what hour."""

from datetime import timedelta

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _, ngettext
from portal.base.settings import settings
from portal.consultations.feeds import Item, also
from portal.consultations.models import Consultation, Question
from portal.contributions.models import PUBLIC, UNSEEN, Contribution
from portal.journal.models import Entry

TOLD_FOR = timedelta(days=30)
LONGEST = 100


@also
def appeared(session: Session, viewer: Actor, consultation: Consultation) -> list[Item]:
    """One entry for each day and question with new contributions that can still be read, of the last thirty days."""
    first = Entry.old_state.in_(UNSEEN), Entry.new_state.in_(PUBLIC), Entry.day >= clock.today() - TOLD_FOR
    rows = session.execute(
        select(Entry.day, Question, func.count(Contribution.id.distinct()))
        .join(Contribution, Contribution.id == Entry.thing_id)
        .join(Question, Question.id == Contribution.question_id)
        .where(Entry.thing == Contribution.__tablename__, *first, Contribution.consultation_id == consultation.id, Contribution.state.in_(PUBLIC))
        .group_by(Entry.day, Question.id)
        .order_by(Entry.day.desc(), Question.number)
        .limit(LONGEST)
    )
    return [
        Item(
            f"contributions-{day.isoformat()}-{question.number}",
            day,
            ngettext("%(num)s new contribution on question %(number)s", "%(num)s new contributions on question %(number)s", count, number=question.number),
            _("The question: %(title)s", title=question.title),
            f"/consultations/{consultation.slug}/questions/{question.number}",
            settings().name,
        )
        for day, question, count in rows
    ]
