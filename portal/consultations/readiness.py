"""Ready to open? Everything that is still missing, each with the page that mends it. People never get around this list.

Rooms above add what they know: `also(check)` when they are imported, as with the feeds.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import Texts, _, format_day, format_number, language_name, ngettext
from portal.consultations import parts, translations
from portal.consultations.models import Consultation, ModeratingOrganisation, Question, RiskAssessment
from portal.consultations.parts import Part
from portal.consultations.reckoning import NOTICE, Dates, dates_of
from portal.identity import queries as people
from portal.identity.models import Staff
from portal.policies import queries as policies
from portal.policies.models import PolicyKind


@dataclass(frozen=True)
class Gap:
    """Something that is missing: a lasting code, a sentence, and the page that mends it."""

    code: str
    sentence: str
    path: str


Check = Callable[[Session, Actor, Consultation], list[Gap]]
_checks: list[Check] = []

PAGE_OF = {"title": "basics", "plain": "basics", "summary": "basics", "mandate": "mandate", "influence_text": "mandate", "decider": "mandate", "alternative": "mandate"}
"""The texts that every consultation needs, and the page on which each is written."""
OWED = (PolicyKind.PARTICIPATION, PolicyKind.PRIVACY, PolicyKind.ACCESSIBILITY)


def also(check: Check) -> None:
    """Have one more thing looked at before a consultation opens."""
    if check not in _checks:
        _checks.append(check)


def gaps(session: Session, viewer: Actor, consultation: Consultation) -> list[Gap]:
    """All that is missing, in the order of the task list; empty when it may open. Raises NotFound for whoever does not manage it."""
    if not can(viewer, Permission.MANAGE_CONSULTATION, consultation):
        raise NotFound
    found = parts.of(session, viewer, consultation)
    return [
        *_texts(consultation, found),
        *_questions(session, consultation, found),
        *_half_translated(consultation, found),
        *_dates(consultation),
        *_moderating(session, consultation),
        *_owed(session, consultation),
        *_team(session, viewer, consultation),
        *_policies(session, viewer, consultation),
        *(gap for check in _checks for gap in check(session, viewer, consultation)),
    ]


def page_of(consultation: Consultation, task: str) -> str:
    """The address of a task's page, without its language."""
    return f"/staff/{consultation.slug}/team" if task == "team" else f"/staff/{consultation.slug}/setup/{task}"


def _lacking(consultation: Consultation, texts: Texts) -> list[str]:
    return [tag for tag in consultation.languages if not texts.get(tag, "").strip()]


def _names(tags: list[str]) -> str:
    return ", ".join(language_name(tag) for tag in tags)


def _texts(consultation: Consultation, found: list[Part]) -> Iterator[Gap]:
    for part in found:
        if part.name in PAGE_OF and (tags := _lacking(consultation, part.texts)):
            yield Gap(part.name, _missing(part, tags), page_of(consultation, PAGE_OF[part.name]))


def _missing(part: Part, tags: list[str]) -> str:
    return _("“%(text)s” is missing in: %(languages)s.", text=part.label, languages=_names(tags))


def _questions(session: Session, consultation: Consultation, found: list[Part]) -> Iterator[Gap]:
    if not session.scalar(select(func.count()).select_from(Question).where(Question.consultation_id == consultation.id)):
        yield Gap("questions", _("A consultation needs at least one question."), page_of(consultation, "questions"))
    for part in found:
        if part.name.startswith("question ") and part.column == "title" and (tags := _lacking(consultation, part.texts)):
            yield Gap(part.name, _missing(part, tags), page_of(consultation, "questions"))


def _half_translated(consultation: Consultation, found: list[Part]) -> Iterator[Gap]:
    """Texts that nobody must write, but that must be whole when there are some."""
    for part in found:
        known = part.name in PAGE_OF or part.name in ("pledge", "risk_public", "notice_reason", "duration_reason") or (part.name.startswith("question ") and part.column == "title")
        tags = [tag for _part, tag in translations.lacking([part], consultation.languages)]
        if tags and not known:
            yield Gap(part.name, _missing(part, tags), page_of(consultation, "translations"))


def _dates(consultation: Consultation) -> Iterator[Gap]:
    page, now = page_of(consultation, "dates"), clock.now()
    dates = dates_of(consultation, now)
    if consultation.response_due_at is None:
        yield Gap("response due", _("Say until when people get their answers."), page)
    elif consultation.response_due_at <= consultation.closes_at:
        yield Gap("response due", _("It must close before the answers are due."), page)
    if consultation.closes_at <= max(now, consultation.opens_at):
        yield Gap("closes", _("The closing moment must lie in the future, after the opening."), page)
    elif consultation.opens_at < dates.announced_at:
        yield Gap("opens", _("The opening lies in the past, or before the announcement."), page)
    else:
        yield from _exceptions(consultation, dates, page)


def _exceptions(consultation: Consultation, dates: Dates, page: str) -> Iterator[Gap]:
    if dates.notice_is_short and (tags := _lacking(consultation, consultation.notice_reason)):
        days = ngettext("The notice is %(num)s working day.", "The notice is %(num)s working days.", dates.notice)
        owed = _("Less than %(days)s needs a public reason in: %(languages)s.", days=format_number(NOTICE), languages=_names(tags))
        yield Gap("notice", f"{days} {owed}", page)
    if dates.opening_is_short and (tags := _lacking(consultation, consultation.duration_reason)):
        days = ngettext("It is open for %(num)s day.", "It is open for %(num)s days.", dates.open_for.days)
        yield Gap("duration", f"{days} " + _("Less than 6 weeks needs a public reason in: %(languages)s.", languages=_names(tags)), page)


def _moderating(session: Session, consultation: Consultation) -> Iterator[Gap]:
    named = set(session.scalars(select(ModeratingOrganisation.organisation_id).where(ModeratingOrganisation.consultation_id == consultation.id)))
    page = page_of(consultation, "who")
    if not named:
        yield Gap("moderating", _("Name at least one organisation that moderates."), page)
    elif consultation.moderated_independently and consultation.host_id in named:
        yield Gap("moderating", _("It is moderated independently, so the host cannot moderate."), page)


def _owed(session: Session, consultation: Consultation) -> Iterator[Gap]:
    if session.scalar(select(RiskAssessment.done_on).where(RiskAssessment.consultation_id == consultation.id)) is None:
        yield Gap("risk", _("The risk assessment is not finished."), page_of(consultation, "risk"))
    if tags := _lacking(consultation, consultation.risk_public):
        yield Gap("risk public", _("The public part of the risk assessment is missing in: %(languages)s.", languages=_names(tags)), page_of(consultation, "risk"))
    if tags := _lacking(consultation, consultation.pledge):
        yield Gap("pledge", _("The pledge that nobody is harmed is missing in: %(languages)s.", languages=_names(tags)), page_of(consultation, "pledge"))


def _team(session: Session, viewer: Actor, consultation: Consultation) -> Iterator[Gap]:
    page = page_of(consultation, "team")
    moderators, reviewers = people.moderators_of(session, viewer, consultation), people.reviewers_of(session, viewer, consultation)
    if not moderators:
        yield Gap("moderator", _("Nobody moderates yet. Invite a moderator."), page)
    borrow = _("You can borrow a reviewer from another organisation on the page of the team.")
    if not reviewers:
        yield Gap("reviewer", _("Nobody hears appeals yet.") + " " + borrow, page)
    elif alone := [one for one in moderators if not any(_apart(one, other) for other in reviewers)]:
        names = ", ".join(one.name for one in alone)
        yield Gap("reviewer", _("Nobody outside their own unit could hear an appeal against: %(names)s.", names=names) + " " + borrow, page)


def _apart(moderator: Staff, reviewer: Staff) -> bool:
    """Whether somebody may hear appeals against what somebody else decided."""
    return reviewer.id != moderator.id and (reviewer.organisation_id, reviewer.unit) != (moderator.organisation_id, moderator.unit)


def _policies(session: Session, viewer: Actor, consultation: Consultation) -> Iterator[Gap]:
    """What must be in force on the day of the opening. A portal that has written none of a kind yet shows its own starter text."""
    day = consultation.opens_at.date()
    for kind in OWED:
        standing = policies.in_force(session, viewer, kind, day)
        if standing is None:
            if policies.versions(session, viewer, kind):
                sentence = _("“%(policy)s” is not in force yet on %(day)s. An administrator can mend this.", policy=kind.label, day=format_day(day))
                yield Gap(f"policy {kind}", sentence, f"/staff/admin/policies/{kind}")
        elif tags := _lacking(consultation, standing.text):
            sentence = _("“%(policy)s” is missing in: %(languages)s. An administrator can mend this.", policy=kind.label, languages=_names(tags))
            yield Gap(f"policy {kind}", sentence, f"/staff/admin/policies/{kind}")
