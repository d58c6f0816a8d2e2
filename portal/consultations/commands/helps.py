"""What makes a consultation easier to read: words that are explained, and an easy-read version with pictures.

Nothing of it is the paper itself, so it may also grow while a consultation is public; then each piece comes whole, in
every language. Words that stand there already are changed by corrections, as all others.
"""

from sqlalchemy import func, select

from portal.base.access import Actor, Permission, command
from portal.base.cleaning import Cleaned
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import Texts, _
from portal.consultations import pictures
from portal.consultations.deciding import check_whole
from portal.consultations.holding import next_place, put
from portal.consultations.models import Consultation, EasyIdea, Term

MOST_IDEAS = 60
MOST_TERMS = 200


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_term(session: Session, actor: Actor, consultation: Consultation, *, term: Texts, meaning: Texts) -> Term:
    """Explain one more word; it is the last."""
    check_whole(consultation, term, meaning)
    if _count(session, consultation, Term) >= MOST_TERMS:
        raise Refused(_("A list has at most %(most)s words.", most=MOST_TERMS))
    return put(session, actor, Term(consultation_id=consultation.id, number=next_place(session, consultation, Term), term=term, meaning=meaning))


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_idea(session: Session, actor: Actor, consultation: Consultation, *, words: Texts, alt: Texts, picture: Cleaned) -> EasyIdea:
    """Add a line with its picture to the easy-read version; it is the last."""
    check_whole(consultation, words, alt)
    if not any(alt.values()):
        raise Refused(_("Say in words what the picture shows."))
    if _count(session, consultation, EasyIdea) >= MOST_IDEAS:
        raise Refused(_("An easy-read version has at most %(most)s lines.", most=MOST_IDEAS))
    facts = pictures.fitting(session, consultation, picture)
    return put(session, actor, EasyIdea(consultation_id=consultation.id, number=next_place(session, consultation, EasyIdea), words=words, alt=alt, **facts))


def _count(session: Session, consultation: Consultation, table: type[Term] | type[EasyIdea]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(table.consultation_id == consultation.id)) or 0
