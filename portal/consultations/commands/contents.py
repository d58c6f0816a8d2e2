"""What a consultation holds: themes, questions and background documents."""

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.languages import Texts
from portal.consultations.models import Consultation, Document, Question, Theme
from portal.journal import commands as journal


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_theme(session: Session, actor: Actor, consultation: Consultation, position: int, title: Texts) -> Theme:
    """Add a heading for questions."""
    theme = Theme(consultation_id=consultation.id, position=position, title=title)
    session.add(theme)
    session.flush()
    journal.record(session, actor, theme, "add")
    return theme


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_question(session: Session, actor: Actor, consultation: Consultation, *, number: int, title: Texts, body: Texts, theme: Theme | None = None) -> Question:
    """Add a key question. Its number is its public name and never changes."""
    question = Question(consultation_id=consultation.id, theme_id=theme.id if theme else None, number=number, title=title, body=body)
    session.add(question)
    session.flush()
    journal.record(session, actor, question, "add")
    return question


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_document(session: Session, actor: Actor, consultation: Consultation, *, number: int, title: Texts, body: Texts) -> Document:
    """Add a background document as text."""
    document = Document(consultation_id=consultation.id, number=number, title=title, body=body)
    session.add(document)
    session.flush()
    journal.record(session, actor, document, "add")
    return document
