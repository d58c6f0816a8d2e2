"""The page of a report on the desk of its officers, and what they do there. After each deed the page stands there anew."""

from collections.abc import Callable, Sequence
from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.reprisals import desk_forms as forms
from portal.reprisals import glass, showing
from portal.reprisals.commands import glass as breaking
from portal.reprisals.commands import moved, office, plan
from portal.reprisals.desk_forms import DeskForm, number_in
from portal.reprisals.queries import ReprisalState
from portal.vault import commands as vault
from portal.vault import desks, unlocking
from portal.vault import queries as cases
from portal.vault.desks import CaseKind
from portal.web.doors import get, post
from portal.web.pages import document, page, redirect
from portal.web.visitors import Visit

ON = "/staff/desk/{case_id:int}/"
WORK = Permission.HANDLE_REPRISAL


def show(visit: Visit, session: Session, opened: Any, *, done: str = "", faulty: DeskForm | None = None, refused: str = "", **_more: Any) -> Response[bytes]:
    """The whole report. Whoever opens it sees to it that colleagues who have lost their key get it back. `refused`: what cannot be done, and why."""
    vault.rewrap_for_absent(session, visit.actor, opened)
    facts = showing.facts(session, visit.actor, opened, faulty)
    faults = faulty.faults() if faulty else [("allowed", refused)] if refused else []
    answer = page(visit, "reprisals/desk.html", status=422 if faults else 200, faults=faults, done=done, here=f"/staff/desk/{opened.case.id}", **facts)
    vault.note_seen(session, visit.actor, opened)
    return answer


desks.show_with(CaseKind.REPRISAL, show)
desks.listed_with(CaseKind.REPRISAL, showing.states)
desks.due_with(CaseKind.REPRISAL, showing.dues)


def open_case(visit: Visit, session: Session, case_id: int) -> Any:
    """The report whose page the form stands on. Raises Locked and NotFound."""
    _officer, pair = unlocking.unlocked(session, visit)
    return vault.look_into(session, visit.actor, case_id, pair)


def _deed(visit: Visit, session: Session, opened: Any, form: DeskForm | None, deed: Callable[[], object], done: str) -> Response[bytes]:
    """Do it, and show the page; what was typed stays where something is wrong with it."""
    if form is not None and not form.validate():
        return show(visit, session, opened, faulty=form)
    try:
        with session.begin_nested():
            deed()
    except Refused as fault:
        if form is None:
            raise
        form.blame_first(fault.sentence)
        return show(visit, session, opened, faulty=form)
    return show(visit, session, opened, done=done)


def _said(visit: Visit, session: Session, case_id: int, name: str, command: Callable[..., object], done: str) -> Response[bytes]:
    """A deed that is done by saying something."""
    opened, form = open_case(visit, session, case_id), forms.WordsForm(name, visit.form)
    return _deed(visit, session, opened, form, lambda: command(session, visit.actor, opened, form.text.data, language=form.language.data, token=visit.token), done)


@post(ON + "check", needs=WORK, vault=True)
def check(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """The urgent check."""
    opened, form = open_case(visit, session, case_id), forms.CheckForm("check", visit.form)
    return _deed(visit, session, opened, form, lambda: office.check_danger(session, visit.actor, opened, form.chosen), _("The urgent check is written down."))


@post(ON + "agree", needs=WORK, vault=True)
def agree(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """How to stay in contact; also when a report that rested wakes."""
    return _said(visit, session, case_id, "agree", office.agree_contact, _("It is written down. The person reads it too."))


@post(ON + "answer", needs=WORK, vault=True)
def answer(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """A message to the holder."""
    return _said(visit, session, case_id, "answer", office.answer, _("Your message is kept. The person reads it with the number."))


@post(ON + "jot", needs=WORK, vault=True)
def jot(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """A note for the officers alone."""
    return _said(visit, session, case_id, "jot", office.jot, _("Your note is kept. Only officers of the case read it."))


@post(ON + "plan", needs=WORK, vault=True)
def plan_step(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """A step of the plan."""
    opened = open_case(visit, session, case_id)
    form = forms.StepForm("plan", visit.form, officers=showing.officers(session, visit.actor, opened))

    def deed() -> None:
        owner, number = number_in(form.owner.data or ""), number_in(form.number.data or "")
        plan.add_step(session, visit.actor, opened, action=form.chosen, what=form.what.data, risk=form.risk.data, due_on=form.due_on.day, owner_id=owner, number=number)

    return _deed(visit, session, opened, form, deed, _("The step is in the plan. The person reads it too."))


@post(ON + "step", needs=WORK, vault=True)
def step(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """A step was carried out, or is dropped."""
    opened, number = open_case(visit, session, case_id), number_in(visit.form.get("number", ""))
    drops = visit.form.get("do") == "drop"
    form = forms.TextForm(f"{'drop' if drops else 'carry'}-{number}", visit.form)
    deed = (
        (lambda: plan.drop_step(session, visit.actor, opened, number, form.text.data)) if drops else (lambda: plan.carry_out(session, visit.actor, opened, number, form.text.data))
    )
    return _deed(visit, session, opened, form, deed, _("The step is dropped.") if drops else _("The step is done."))


@post(ON + "follow-up", needs=WORK, vault=True)
def follow_up(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """A look is done, or its day is moved."""
    opened, after = open_case(visit, session, case_id), number_in(visit.form.get("after", ""))
    if visit.form.get("do") == "move":
        other = forms.MoveForm(f"move-{after}", visit.form)

        def move() -> None:
            plan.move_follow_up(session, visit.actor, opened, after, other.due_on.day or visit.now.date(), other.text.data)

        return _deed(visit, session, opened, other, move, _("The day is moved."))
    form = forms.TextForm(f"look-{after}", visit.form)
    return _deed(visit, session, opened, form, lambda: plan.do_follow_up(session, visit.actor, opened, after, form.text.data), _("The look is done."))


@post(ON + "stage", needs=WORK, vault=True)
def stage(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """From planning to acting to following up, and back."""
    opened = open_case(visit, session, case_id)
    to = next((one for one in ReprisalState if one.value == visit.form.get("to")), ReprisalState.REPORTED)
    return _deed(visit, session, opened, None, lambda: office.go_on(session, visit.actor, opened, to), _("The state is changed."))


@post(ON + "take", needs=WORK, vault=True)
def take(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """Answer for the report."""
    opened = open_case(visit, session, case_id)
    return _deed(visit, session, opened, None, lambda: office.take(session, visit.actor, opened), _("You answer for this report now."))


@post(ON + "rest", needs=WORK, vault=True)
def rest(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """Let the report rest."""
    return _said(visit, session, case_id, "rest", office.let_rest, _("The report rests. Only what was agreed before may be done."))


@post(ON + "settle", needs=WORK, vault=True)
def settle(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """Close by agreement."""
    opened, form = open_case(visit, session, case_id), forms.ClosingForm("settle", visit.form)

    def deed() -> None:
        office.settle(session, visit.actor, opened, form.text.data, agreed=form.agreed.data, language=form.language.data, token=visit.token)

    return _deed(visit, session, opened, form, deed, _("The report is closed by agreement."))


@post(ON + "incident", needs=WORK, vault=True)
def incident(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """What happened, for the yearly figures."""
    opened, form = open_case(visit, session, case_id), forms.IncidentForm("incident", visit.form)

    def deed() -> None:
        kind, who = showing.incident_of(form.incident.data), showing.actor_type_of(form.actor_type.data)
        more = {"region": form.region.data, "text": form.text.data or "", "language": visit.language}
        office.document(session, visit.actor, opened, incident=kind, actor_type=who, **more, token=visit.token)

    return _deed(visit, session, opened, form, deed, _("It is written down for the yearly figures."))


@post(ON + "number", needs=WORK, vault=True)
def hand_over(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """A number for the person whom a moved report is about; shown now and never again."""
    opened = open_case(visit, session, case_id)
    return page(visit, "reprisals/handed_over.html", code=moved.hand_over(session, visit.actor, opened, visit.token), here=f"/staff/desk/{case_id}")


@post(ON + "enclosure", needs=WORK, vault=True)
def enclosure(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """A file of the case: its cleaned copy, or the original, which is asked for by name."""
    opened = open_case(visit, session, case_id)
    original = visit.form.get("original") == "yes"
    kept = cases.kept_file(session, visit.actor, opened, number_in(visit.form.get("number", "")), original=original)
    if original:
        vault.record(session, visit.actor, opened.case, "open original")
    return document(kept.data, "application/octet-stream", name=kept.name, keep=False)


@post(ON + "glass", needs=WORK, vault=True)
def break_glass(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """Ask, agree, refuse, or let in after an administrator has agreed."""
    opened, asked = open_case(visit, session, case_id), number_in(visit.form.get("asked", ""))
    deeds: dict[str, tuple[Callable[..., object], str]] = {
        "agree": (breaking.agree, _("The third officer has a key now.")),
        "refuse": (breaking.refuse, _("Nobody is let in.")),
        "let in": (breaking.let_in, _("The third officer has a key now.")),
    }
    known = deeds.get(visit.form.get("do", ""))
    if known is not None:
        return _deed(visit, session, opened, None, lambda: known[0](session, visit.actor, opened, asked), known[1])
    form = forms.GlassForm("glass", visit.form, thirds=showing.thirds(session, visit.actor, opened))

    def ask() -> None:
        breaking.ask(session, visit.actor, opened, number_in(form.officer.data or ""), form.reason.data)

    return _deed(visit, session, opened, form, ask, _("It is asked. A second person has to agree."))


@get("/staff/desk/glass", needs=Permission.OVERSEE_VAULT, vault=True)
def show_glass(visit: Visit, session: Session) -> Response[bytes]:
    """What waits for an administrator, because a case has one officer left. Nothing of the case is told."""
    return _glass(visit, session)


def _glass(visit: Visit, session: Session, faults: Sequence[tuple[str, str]] = ()) -> Response[bytes]:
    return page(
        visit, "reprisals/glass.html", status=422 if faults else 200, faults=faults, waiting=glass.for_overseers(session, visit.actor), done=visit.query.get("done") == "yes"
    )


@post("/staff/desk/glass", needs=Permission.OVERSEE_VAULT, vault=True)
def decide_glass(visit: Visit, session: Session) -> Response[bytes]:
    """An administrator agrees, or does not."""
    asked = number_in(visit.form.get("asked", ""))
    deed = breaking.agree_overseeing if visit.form.get("do") == "agree" else breaking.refuse_overseeing
    try:
        deed(session, visit.actor, asked)
    except Refused as fault:
        return _glass(visit, session, [("waiting", fault.sentence)])
    return redirect(visit.url("/staff/desk/glass", done="yes"))
