"""A new consultation that begins with the texts of an earlier one."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from portal.base.access import SYSTEM, Actor, Permission, Role, can, command
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import Texts
from portal.consultations.commands.setting_up import add_moderator, draft
from portal.consultations.models import Consultation, Document, EasyIdea, ModeratingOrganisation, Question, RiskAssessment, Term, Theme
from portal.identity import commands as identity
from portal.identity.models import HeldRole, Organisation, Staff
from portal.identity.queries.people import JUDGING
from portal.journal import commands as journal

TAKEN = (
    "plain",
    "young",
    "for_young",
    "summary",
    "mandate",
    "influence",
    "influence_text",
    "decider",
    "alternative",
    "premoderated",
    "longest",
    "voices",
    "private",
    "moderated_independently",
)
PROMISED = ("topics", "region", "country", "grace", "check_back_days", "pledge", "risk_public")
WITH_IT = (Role.MODERATOR, Role.REVIEWER, Role.RESPONDER, Role.EVALUATOR)
"""The roles that a copied team brings along. Whoever copies becomes the organiser."""


@command(Permission.CREATE_CONSULTATION)
def copy(session: Session, actor: Actor, earlier: Consultation, *, slug: str, title: Texts, team: bool = False) -> Consultation:
    """Begin anew with what was written before: texts, questions, themes, documents, pledge. Not the dates, and nothing that anybody said."""
    if not can(actor, Permission.MANAGE_CONSULTATION, earlier):
        raise NotFound
    new = draft(session, actor, title=title, languages=earlier.languages, slug=slug, host_id=earlier.host_id, zone=earlier.zone)
    for name in (*TAKEN, *PROMISED):
        setattr(new, name, _own(getattr(earlier, name)))
    _copy_contents(session, earlier, new)
    _copy_helps(session, earlier, new)
    _copy_assessment(session, earlier, new)
    moderating = select(Organisation).join(ModeratingOrganisation, ModeratingOrganisation.organisation_id == Organisation.id)
    for organisation in session.scalars(moderating.where(ModeratingOrganisation.consultation_id == earlier.id)).all():
        add_moderator(session, SYSTEM, new, organisation)
    if team:
        _copy_team(session, earlier, new)
    session.flush()
    journal.record(session, actor, new, "copy", old=earlier.slug)
    return new


def _own(value: Any) -> Any:
    """A text or list of its own, so that nobody changes two consultations at once."""
    return type(value)(value) if isinstance(value, (Texts, list)) else value


def _copy_contents(session: Session, earlier: Consultation, new: Consultation) -> None:
    themes: dict[int | None, int | None] = {None: None}
    for theme in session.scalars(select(Theme).where(Theme.consultation_id == earlier.id).order_by(Theme.position, Theme.id)).all():
        made = Theme(consultation_id=new.id, position=theme.position, title=_own(theme.title))
        session.add(made)
        session.flush()
        themes[theme.id] = made.id
    for question in session.scalars(select(Question).where(Question.consultation_id == earlier.id)).all():
        theme_id = themes.get(question.theme_id)
        session.add(Question(consultation_id=new.id, theme_id=theme_id, number=question.number, **{name: _own(getattr(question, name)) for name in ("title", "body", "young")}))
    for document in session.scalars(select(Document).where(Document.consultation_id == earlier.id)).all():
        session.add(Document(consultation_id=new.id, number=document.number, title=_own(document.title), body=_own(document.body)))


def _copy_helps(session: Session, earlier: Consultation, new: Consultation) -> None:
    for term in session.scalars(select(Term).where(Term.consultation_id == earlier.id)).all():
        session.add(Term(consultation_id=new.id, number=term.number, term=_own(term.term), meaning=_own(term.meaning)))
    for idea in session.scalars(select(EasyIdea).where(EasyIdea.consultation_id == earlier.id).options(undefer(EasyIdea.picture))).all():
        same = {name: _own(getattr(idea, name)) for name in ("number", "words", "alt", "picture", "media_type", "digest", "width", "height", "size")}
        session.add(EasyIdea(consultation_id=new.id, **same))


def _copy_assessment(session: Session, earlier: Consultation, new: Consultation) -> None:
    """The answers are a beginning; times change, so somebody has to say anew that they are right."""
    known = session.scalar(select(RiskAssessment).where(RiskAssessment.consultation_id == earlier.id))
    if known is not None:
        session.add(RiskAssessment(consultation_id=new.id, answers=dict(known.answers)))


def _copy_team(session: Session, earlier: Consultation, new: Consultation) -> None:
    held = select(Staff, HeldRole.role).join(HeldRole, HeldRole.staff_id == Staff.id)
    for person, role in session.execute(held.where(HeldRole.consultation_id == earlier.id, HeldRole.role.in_(WITH_IT), Staff.active)).all():
        if new.moderated_independently and role in JUDGING and person.organisation_id == new.host_id:
            continue  # it would not count there
        identity.give_role(session, SYSTEM, person, role, new.id)
