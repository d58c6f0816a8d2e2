"""Consultations are made, and everything about them is settled before they open."""

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from portal.base import clock
from portal.base.access import SYSTEM, Actor, Kind, Permission, Role, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.holidays import country_of
from portal.base.languages import Texts, _, language
from portal.consultations import risks
from portal.consultations.choices import RESERVED
from portal.consultations.deciding import check_timeline, this_minute
from portal.consultations.models import Consultation, ConsultationState, Influence, ModeratingOrganisation, RiskAssessment
from portal.consultations.reckoning import proposed
from portal.consultations.states import CONSULTATION
from portal.identity import commands as identity
from portal.identity.leaving import judges_must_stay
from portal.identity.models import Organisation, Staff
from portal.journal import commands as journal
from portal.web.visitors import link

ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ADDRESS = 80
SETTLED = {
    "basics": {"title", "plain", "summary", "zone", "slug", "topics", "region"},
    "mandate": {"mandate", "influence", "influence_text", "decider", "alternative"},
    "dates": {"announced_at", "opens_at", "closes_at", "response_due_at", "check_back_days", "grace", "country", "notice_reason", "duration_reason"},
    "who": {"voices", "premoderated", "longest", "private", "moderated_independently"},
    "pledge": {"pledge"},
    "young": {"for_young", "young"},
}
"""What each task of the list settles."""


@command(Permission.CREATE_CONSULTATION)
def create(session: Session, actor: Actor, **columns: Any) -> Consultation:
    """Make a consultation, as a draft. Only the portal itself may bring one in in another state, when it imports.

    Whoever makes it manages it: a role of its own, not the right to make new ones.
    """
    state = columns.pop("state", ConsultationState.DRAFT) if actor.kind is Kind.SYSTEM else ConsultationState.DRAFT
    consultation = Consultation(**columns)
    check_timeline(consultation)
    _check_host(actor, consultation)
    _check_address(session, actor, consultation.slug)
    CONSULTATION.begin(session, consultation, actor, "create", state)
    if actor.staff_id is not None:
        identity.give_role(session, SYSTEM, session.get_one(Staff, actor.staff_id), Role.ORGANISER, consultation.id)
    return consultation


@command(Permission.CREATE_CONSULTATION)
def draft(session: Session, actor: Actor, *, title: Texts, languages: Sequence[str], slug: str, host_id: int, zone: str) -> Consultation:
    """Make a draft with dates that keep all the rules; they are a proposal until somebody settles them."""
    country = country_of(zone)
    dates = proposed(zone, country, this_minute())
    nothing = {name: Texts() for name in ("summary", "mandate", "influence_text", "decider", "alternative")}
    return create(
        session,
        actor,
        slug=slug,
        title=title,
        languages=list(languages),
        host_id=host_id,
        zone=zone,
        country=country,
        influence=Influence.CONSULT,
        announced_at=this_minute(),
        opens_at=dates.opens_at.astimezone(UTC),
        closes_at=dates.closes_at.astimezone(UTC),
        **nothing,
    )


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def settle(session: Session, actor: Actor, consultation: Consultation, task: str, **columns: Any) -> None:
    """Settle what belongs to one task of a draft. What is still missing may be missing; what cannot be is refused."""
    _still_a_draft(consultation)
    if set(columns) - SETTLED[task]:
        raise LookupError(f"The task {task} does not settle {set(columns) - SETTLED[task]}.")
    if "slug" in columns and columns["slug"] != consultation.slug:
        _check_address(session, actor, columns["slug"])
    changed = [name for name, value in columns.items() if value != getattr(consultation, name)]
    if "zone" in changed:
        _carry_over(consultation, columns["zone"])
    with judges_must_stay(session, consultation) if "moderated_independently" in changed else nullcontext():
        for name in changed:
            setattr(consultation, name, columns[name])
    if task == "dates":
        check_timeline(consultation, announced_at=min(consultation.announced_at, consultation.opens_at))
    if changed:
        journal.record(session, actor, consultation, f"settle {task}")


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def assess(session: Session, actor: Actor, consultation: Consultation, answers: Mapping[str, str], public: Texts, *, finished: bool) -> RiskAssessment:
    """Write down what could harm people. It is finished when somebody says so, and every question is answered."""
    _still_a_draft(consultation)
    known = {risks.name(risk, aspect) for risk in risks.RISKS for aspect in (risks.LIKELIHOOD, risks.IMPACT, risks.MEASURE)}
    kept = {name: text for name, text in answers.items() if name in known and text}
    if finished and risks.open_questions(kept):
        raise Refused(_("The assessment can be finished when every question is answered."))
    assessment = session.scalar(select(RiskAssessment).where(RiskAssessment.consultation_id == consultation.id))
    if assessment is None:
        assessment = RiskAssessment(consultation_id=consultation.id, answers=kept)
        session.add(assessment)
    assessment.answers = kept
    assessment.done_on = clock.today() if finished else None
    assessment.done_by_id = actor.staff_id if finished else None
    consultation.risk_public = public
    session.flush()
    journal.record(session, actor, assessment, "finish" if finished else "write")
    return assessment


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_moderator(session: Session, actor: Actor, consultation: Consultation, organisation: Organisation) -> None:
    """Name an organisation that moderates."""
    session.add(ModeratingOrganisation(consultation_id=consultation.id, organisation_id=organisation.id))
    journal.record(session, actor, consultation, "name moderator", new=organisation.slug)


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def name_moderators(session: Session, actor: Actor, consultation: Consultation, slugs: Collection[str]) -> None:
    """Say which organisations moderate; these and no others."""
    _still_a_draft(consultation)
    rows = select(Organisation).join(ModeratingOrganisation, ModeratingOrganisation.organisation_id == Organisation.id)
    before = {one.slug: one for one in session.scalars(rows.where(ModeratingOrganisation.consultation_id == consultation.id))}
    wanted = {one.slug: one for one in session.scalars(select(Organisation).where(Organisation.slug.in_(slugs)))}
    for slug in sorted(set(before) - set(wanted)):
        gone = ModeratingOrganisation.organisation_id == before[slug].id
        session.execute(delete(ModeratingOrganisation).where(ModeratingOrganisation.consultation_id == consultation.id, gone))
        journal.record(session, actor, consultation, "drop moderator", old=slug)
    for slug in sorted(set(wanted) - set(before)):
        add_moderator(session, actor, consultation, wanted[slug])
    session.flush()
    session.expire(consultation, ["moderators"])


def _still_a_draft(consultation: Consultation) -> None:
    """What is public is never changed in silence."""
    if consultation.state is not ConsultationState.DRAFT:
        page = link(language(), f"/staff/{consultation.slug}/corrections")
        raise WrongMoment(_("This consultation is public. A text is now changed by a correction, with a public note."), next_url=page, next_label=_("Correct a text"))


def _carry_over(consultation: Consultation, zone: str) -> None:
    """In another zone the clocks still show the hours that were planned."""
    for name in ("opens_at", "closes_at", "response_due_at"):
        planned = getattr(consultation, name)
        if planned is not None:
            local = planned.astimezone(ZoneInfo(consultation.zone)).replace(tzinfo=ZoneInfo(zone))
            setattr(consultation, name, local.astimezone(UTC))


def _check_host(actor: Actor, consultation: Consultation) -> None:
    if actor.kind is not Kind.SYSTEM and not actor.sees_drafts and consultation.host_id != actor.organisation_id:
        raise Refused(_("You can set up consultations for your own organisation only."))


def _check_address(session: Session, actor: Actor, slug: str) -> None:
    if actor.kind is not Kind.SYSTEM and (len(slug) > LONGEST_ADDRESS or not ADDRESS.fullmatch(slug)):
        raise Refused(_("Write the address with small Latin letters, digits and hyphens, such as park-2027."))
    if slug in RESERVED:
        raise Refused(_("This address is taken by the portal itself. Choose another one."))
    if session.scalar(select(Consultation.id).where(Consultation.slug == slug)):
        raise Refused(_("There is a consultation with this address already."))
