"""Appeals, for reviewers who did not decide before; for everybody else they do not exist."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused
from portal.consultations import queries as consultations
from portal.contributions.translating import beside
from portal.moderation import commands, queries
from portal.moderation.forms import ReasonForm
from portal.moderation.pages.queue import done_sentence
from portal.moderation.queries import Action
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

ONE = "/staff/{slug:str}/appeals/{number:int}"


@get("/staff/{slug:str}/appeals", needs=Permission.DECIDE_APPEAL)
def show_appeals(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Open appeals, the next due first."""
    consultation = consultations.one(session, visit.actor, slug)
    found = queries.appeals(session, visit.actor, consultation, queries.place_from(visit.query.get("after", "")))
    shown = found[: queries.PAGE]
    later = visit.url(f"/staff/{slug}/appeals", after=queries.place_text(queries.appeal_place(shown[-1]))) if found[queries.PAGE :] else ""
    return page(visit, "moderation/appeals.html", consultation=consultation, appeals=shown, later=later, today=visit.now.date(), done=done_sentence(visit))


@get(ONE, needs=Permission.DECIDE_APPEAL)
def show_appeal(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """One appeal with the decision, and the whole wording opened."""
    return _page(visit, session, slug, number, None)


def _page(visit: Visit, session: Session, slug: str, number: int, form: ReasonForm | None) -> Response[bytes]:
    consultation = consultations.one(session, visit.actor, slug)
    appeal = queries.appeal(session, visit.actor, slug, number)
    form = form or _reason_form(visit, session, appeal)
    return page(
        visit,
        "moderation/appeal.html",
        status=422 if form.faults() else 200,
        faults=form.faults(),
        consultation=consultation,
        appeal=appeal,
        decision=appeal.decision,
        words=appeal.decision.contribution,
        original=queries.original_of(session, visit.actor, appeal) or appeal.decision.contribution.text,
        translation=beside(session, visit.actor, appeal.decision.contribution, visit.language),
        form=form,
        open=appeal.state.value == "open",
    )


@post(ONE, needs=Permission.DECIDE_APPEAL)
def decide_appeal(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The decision falls or stands, with a reason."""
    appeal = queries.appeal(session, visit.actor, slug, number)
    form = _reason_form(visit, session, appeal, sent=True)
    if not form.validate():
        return _page(visit, session, slug, number, form)
    try:
        if form.outcome.data == "overturn":
            policy = queries.policy_for(session, visit.actor, appeal.decision.contribution)
            commands.overturn(session, visit.actor, appeal, reason=form.reason.data, rule=queries.rule_of(policy, form.rule.data or ""), nameless=bool(form.nameless.data))
        else:
            commands.uphold(session, visit.actor, appeal, reason=form.reason.data)
    except Refused as fault:
        session.refresh(appeal)
        form.blame("reason", fault.sentence)
        return _page(visit, session, slug, number, form)
    return redirect(visit.url(f"/staff/{slug}/appeals", done="decided"))


def _reason_form(visit: Visit, session: Session, appeal: Any, *, sent: bool = False) -> ReasonForm:
    """A refused report needs the rule by which the words would go after all."""
    policy = queries.policy_for(session, visit.actor, appeal.decision.contribution)
    rules = policy.rules if policy and appeal.decision.action is Action.PUBLISH else []
    young = appeal.decision.contribution.young and appeal.decision.action not in (Action.PUBLISH, Action.MOVE)
    return ReasonForm(visit.form if sent else None, rules=rules, young=young)
