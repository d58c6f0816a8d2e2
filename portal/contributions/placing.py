"""Where words stand: their public number, their question, the words they answer; and the counts that follow from it."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import aliased

from portal.base.database import Session
from portal.consultations.models import Consultation, Question
from portal.contributions import windows
from portal.contributions.models import PUBLIC, Contribution, ContributionState


def appear(session: Session, contribution: Contribution) -> None:
    """Give the public number, once; one at a time in a consultation, so that none is given twice."""
    if contribution.number is None:
        given = session.scalar(select(Consultation.numbered).where(Consultation.id == contribution.consultation_id).with_for_update())
        last = session.scalar(select(func.max(Contribution.number)).where(Contribution.consultation_id == contribution.consultation_id))
        contribution.number = max(last or 0, given or 0) + 1
    count(session, contribution, +1)


def waits_for_others(contribution: Contribution) -> bool:
    """Whether accepted words wait for an hour at which several appear: only those that never had a place."""
    return contribution.number is None and windows.are_set()


def state_in_public(contribution: Contribution) -> ContributionState:
    """As what words appear: whole, or with what was left out of them before."""
    return ContributionState.REDACTED if contribution.left_out else ContributionState.PUBLISHED


def disappear(session: Session, contribution: Contribution) -> None:
    """Take the public number away again. Nobody else ever gets it: somebody may have noted it."""
    number = contribution.number or 0
    higher = update(Consultation).where(Consultation.id == contribution.consultation_id, Consultation.numbered < number)
    session.execute(higher.values(numbered=number))
    contribution.number = None
    count(session, contribution, -1)


def count(session: Session, contribution: Contribution, change: int) -> None:
    """One more or fewer that everybody can read."""
    session.execute(update(Question).where(Question.id == contribution.question_id).values(published=Question.published + change))
    if contribution.root_id is not None:
        session.execute(update(Contribution).where(Contribution.id == contribution.root_id).values(replies=Contribution.replies + change))


def transplant(session: Session, contribution: Contribution, question: Question, parent: Contribution | None) -> None:
    """Words with all answers below them go to a question, on top or below a parent; both questions and both threads are counted anew."""
    below = _below(session, contribution)
    questions = {contribution.question_id, question.id}
    old_top, new_top = contribution.root_id, (parent.root_id or parent.id) if parent is not None else None
    contribution.is_root, contribution.root_id, contribution.reply_to_id = parent is None, new_top, parent.id if parent is not None else None
    contribution.question_id, contribution.consultation_id = question.id, question.consultation_id
    session.flush()
    place = {"question_id": question.id, "root_id": new_top or contribution.id}
    session.execute(update(Contribution).where(Contribution.id.in_(below)).values(place), execution_options={"synchronize_session": False})
    _recount(session, questions, {one for one in (old_top, new_top, contribution.id) if one is not None})
    session.refresh(contribution, ["replies"])


def _below(session: Session, contribution: Contribution) -> list[int]:
    """The answers below words, at any depth. Who answers is written in the answer, so one step follows from the other."""
    answers = select(Contribution.id).where(Contribution.reply_to_id == contribution.id).cte("below", recursive=True)
    further = aliased(Contribution)
    answers = answers.union(select(further.id).join(answers, further.reply_to_id == answers.c.id))
    return list(session.scalars(select(answers.c.id)))


def _recount(session: Session, questions: set[int], tops: set[int]) -> None:
    public = select(func.count()).where(Contribution.question_id == Question.id, Contribution.state.in_(PUBLIC)).correlate(Question).scalar_subquery()
    session.execute(update(Question).where(Question.id.in_(questions)).values(published=public))
    reply = aliased(Contribution)
    replies = select(func.count()).select_from(reply).where(reply.root_id == Contribution.id, reply.state.in_(PUBLIC)).correlate(Contribution).scalar_subquery()
    session.execute(update(Contribution).where(Contribution.id.in_(tops)).values(replies=replies), execution_options={"synchronize_session": False})
