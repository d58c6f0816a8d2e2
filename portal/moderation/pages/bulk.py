"""Several at once: tick them, see what would happen, do it, and take it back for some minutes."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound, Refused, WrongMoment
from portal.base.languages import _
from portal.consultations import queries as consultations
from portal.moderation import commands, queries
from portal.moderation.forms import TogetherForm
from portal.moderation.queries import bulk
from portal.moderation.queries.bulk import Choice, Together
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

LONGEST_NUMBER = 20


def choices_on(desk: str) -> list[Together]:
    """What a page offers to do with several."""
    return list(bulk.ON_THE_DESK[desk])


def _numbers(text: str) -> Choice | None:
    parts = text.split(".")
    if len(parts) not in (2, 3) or not all(part.isascii() and part.isdigit() and len(part) < LONGEST_NUMBER for part in parts):
        return None
    own, version, state = int(parts[0]), int(parts[1]), int(parts[2]) if parts[2:] else -1
    return (own, version, state) if state < len(bulk.STATES) else None


def _chosen(visit: Visit) -> list[Choice]:
    """What was ticked; or all that stood on the page."""
    ticked = visit.form.get("shown", "").split() if visit.form.get("all") else visit.form.getall("pick", [])
    return [choice for text in dict.fromkeys(ticked) if (choice := _numbers(text)) is not None][: bulk.MOST]


def _deed(visit: Visit) -> Together:
    try:
        return Together(visit.form.get("deed", ""))
    except ValueError:
        raise WrongMoment(_("Choose first what is to be done. Go back, and nothing is lost.")) from None


@post("/staff/{slug:str}/together", needs=Permission.DECIDE)
def show_plan(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What would happen to which; nothing is done yet."""
    chosen = _chosen(visit)
    if not can(visit.actor, Permission.DECIDE, consultations.one(session, visit.actor, slug)):
        raise NotFound
    if not chosen:
        raise WrongMoment(_("Nothing is ticked. Go back, tick some, and nothing is lost."))
    return _plan(visit, session, slug, _deed(visit), chosen, None)


def _plan(visit: Visit, session: Session, slug: str, deed: Together, chosen: list[Choice], form: TogetherForm | None) -> Response[bytes]:
    consultation = consultations.one(session, visit.actor, slug)
    plan = bulk.plan(session, visit.actor, consultation, deed, chosen)
    form = form or _form(visit, deed, plan, sent=False)
    faults = form.faults()
    return page(
        visit,
        "moderation/together.html",
        status=422 if faults else 200,
        faults=faults,
        consultation=consultation,
        plan=plan,
        picks=[f"{one.id}.{one.version}.{bulk.STATES.index(one.state)}" for one in plan.ready],
        form=form,
        needs_rule=deed in bulk.NEEDS_RULE,
        needs_words=deed is not Together.PUBLISH,
        token=visit.same_token() if faults else None,
        back=_back(visit),
    )


def _form(visit: Visit, deed: Together, plan: bulk.Plan, *, sent: bool) -> TogetherForm:
    return TogetherForm(visit.form if sent else None, rules=plan.policy.rules if plan.policy else [], deed=deed)


def _back(visit: Visit) -> str:
    desk = visit.form.get("desk", "")
    return desk if desk in bulk.ON_THE_DESK else "queue"


@post("/staff/{slug:str}/together/do", needs=Permission.DECIDE)
def do_together(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Do it with those that nobody has changed meanwhile."""
    consultation = consultations.one(session, visit.actor, slug)
    deed, chosen = _deed(visit), _chosen(visit)
    plan = bulk.plan(session, visit.actor, consultation, deed, chosen)
    form = _form(visit, deed, plan, sent=True)
    known = bulk.of_form(session, visit.actor, visit.token)
    if known is None and plan.ready and not form.validate():
        return _plan(visit, session, slug, deed, chosen, form)
    try:
        made = commands.decide_together(
            session, visit.actor, consultation, token=visit.token, deed=deed, chosen=chosen, rule=queries.rule_of(plan.policy, form.rule.data or ""), facts=form.facts.data or ""
        )
    except Refused as fault:
        form.blame("facts", fault.sentence)
        return _plan(visit, session, slug, deed, chosen, form)
    session.flush()
    return redirect(visit.url(f"/staff/{slug}/together/{made.id}", desk=_back(visit), chosen=".".join(str(choice[0]) for choice in chosen)))


@get("/staff/{slug:str}/together/{number:int}", needs=Permission.DECIDE)
def show_done(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """What was done, what was left out, and the button that takes it back."""
    consultation = consultations.one(session, visit.actor, slug)
    asked = [int(text) for text in visit.query.get("chosen", "").split(".")[: bulk.MOST] if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER]
    done = bulk.done(session, visit.actor, consultation, number, asked)
    desk = visit.query.get("desk", "")
    facts: dict[str, Any] = {"done": done, "label": Together(done.deed.deed).label, "back": desk if desk in bulk.ON_THE_DESK else "queue"}
    return page(visit, "moderation/together_done.html", consultation=consultation, **facts)


@post("/staff/{slug:str}/together/{number:int}/back", needs=Permission.DECIDE)
def take_back(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Take all of it back that can be taken back."""
    consultation = consultations.one(session, visit.actor, slug)
    done = bulk.done(session, visit.actor, consultation, number)
    if done.deed.consultation_id != consultation.id:
        raise NotFound
    commands.take_back_together(session, visit.actor, done.deed)
    if len(done.decisions) == 1 and visit.form.get("one"):
        return redirect(visit.url(f"/staff/{slug}/queue/{done.decisions[0].contribution_id}", done="back", part=visit.form.get("part", "")))
    return redirect(visit.url(f"/staff/{slug}/together/{number}", desk=_back(visit)))
