"""What the page of a report on the officers' desk shows, and which forms stand on it in which state."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _
from portal.reprisals import desk_forms as forms
from portal.reprisals import glass, queries
from portal.reprisals.desk_forms import DeskForm
from portal.reprisals.models import ActorType, FollowUp, IncidentKind, PlanStep, Reprisal, StepState
from portal.reprisals.models import ReprisalState as State
from portal.vault import outside
from portal.vault import queries as cases
from portal.vault.holding import Opened
from portal.vault.models import MessageKind, Officer, Standing

STAGES = {State.PLANNED: (State.ACTING,), State.ACTING: (State.FOLLOW_UP, State.PLANNED), State.FOLLOW_UP: (State.ACTING,)}
AT_WORK = (State.REPORTED, State.URGENT_CHECK, State.CONTACT_AGREED, State.PLANNED, State.ACTING, State.FOLLOW_UP)
OPEN_STEPS = (StepState.PLANNED, StepState.WAITS_FOR_CONSENT)


def states(session: Session, viewer: Actor, case_ids: Sequence[int]) -> Mapping[int, Any]:
    """Where reports stand, for the list of the desk."""
    return {case_id: state for case_id, state in session.execute(select(Reprisal.case_id, Reprisal.state).where(Reprisal.case_id.in_(case_ids)))}  # noqa: C416  rows are no pairs to mypy


def dues(session: Session, viewer: Actor, case_ids: Sequence[int]) -> Mapping[int, date]:
    """The next look or step of each report, for the list of the desk: nobody has to open thirty cases to find what is due today."""
    looks = select(FollowUp.case_id, func.min(FollowUp.due_on)).where(FollowUp.case_id.in_(case_ids), FollowUp.done_on.is_(None)).group_by(FollowUp.case_id)
    steps = select(PlanStep.case_id, func.min(PlanStep.due_on)).where(PlanStep.case_id.in_(case_ids), PlanStep.state == StepState.PLANNED, PlanStep.due_on.is_not(None))
    found: dict[int, date] = {}
    for case_id, day in [*session.execute(looks), *session.execute(steps.group_by(PlanStep.case_id))]:
        if day is not None:
            found[case_id] = min(day, found.get(case_id, day))
    return found


def officers(session: Session, viewer: Actor, opened: Opened) -> list[tuple[int, str]]:
    """The officers of a case by name."""
    people = outside.trusted()
    found = {officer.id: people[officer.staff_id].name for officer, _standing, _usable in cases.entrusted(session, viewer, opened.case) if officer.staff_id in people}
    return sorted(found.items(), key=lambda one: (one[0] != opened.officer.id, one[1]))


def thirds(session: Session, viewer: Actor, opened: Opened) -> list[tuple[int, str]]:
    """Who could be let in, by name and organisation."""
    return [(one.officer.id, f"{one.person.name} ({one.person.organisation})") for one in glass.thirds(session, viewer, opened)]


def incident_of(value: str) -> IncidentKind:
    """What was chosen."""
    return IncidentKind(value)


def actor_type_of(value: str) -> ActorType:
    """What was chosen."""
    return ActorType(value)


def facts(session: Session, viewer: Actor, opened: Opened, faulty: DeskForm | None = None) -> dict[str, Any]:
    """Everything that the page shows. A form with faults stands in its place as it was typed."""
    report, told = queries.report(session, viewer, opened), cases.facts(session, viewer, opened) or {}
    steps, looks = queries.plan(session, viewer, opened), [_with_days(one) for one in queries.follow_ups(session, viewer, opened)]
    names, named = dict(officers(session, viewer, opened)), _namer(session)
    possible = _forms(session, viewer, opened, report, steps, looks)
    if faulty is not None:
        possible[faulty.name] = faulty
    allowed = queries.consents(session, viewer, opened)
    return {
        "case": opened.case,
        "report": report,
        "told": told,
        "standing": opened.standing,
        "mine": opened.officer.id,
        "names": names,
        "steps": steps,
        "looks": looks,
        "stages": STAGES.get(report.state, ()),
        "may_take": opened.standing is Standing.OWNER and report.owner_id != opened.officer.id,
        "consents": [(action, allowed.get(action)) for action in queries.ProtectiveAction],
        "conditions": {one.row.action: one.facts for one in queries.consent_record(session, viewer, opened) if one.facts},
        "may_hide": queries.allowed(session, viewer, opened, queries.ProtectiveAction.HIDE_TRACES),
        "said": cases.messages(session, viewer, opened),
        "note": MessageKind.NOTE,
        "files": cases.files(session, viewer, opened),
        "clocks": [(one, cases.late(one)) for one in cases.clocks(session, viewer, opened)],
        "accesses": cases.accesses(session, viewer, opened),
        "asked": [(one.row, one.facts, named(one.row.for_officer_id), named(one.row.asked_by)) for one in queries.glass(session, viewer, opened)],
        "inside": glass.inside(session, viewer, opened.case),
        "forms": possible,
    }


def _with_days(look: queries.Told) -> queries.Told:
    """The days from which a look was moved, as days again."""
    if look.facts is None:
        return look
    moved = [{**one, "from": date.fromisoformat(one["from"])} for one in look.facts.get("moved", [])]
    return queries.Told(look.row, {**look.facts, "moved": moved})


def _namer(session: Session) -> Callable[[int], str]:
    people = outside.trusted()

    def name_of(officer_id: int) -> str:
        officer = session.get(Officer, officer_id)
        person = people.get(officer.staff_id) if officer is not None else None
        return person.name if person is not None else _("Somebody who has left")

    return name_of


def _forms(session: Session, viewer: Actor, opened: Opened, report: Reprisal, steps: Sequence[Any], looks: Sequence[Any]) -> dict[str, DeskForm]:
    """The forms that make sense in this state, by name."""
    made = [*_state_forms(opened, report), *_everyday_forms(opened, report)]
    if report.state in (State.CONTACT_AGREED, State.PLANNED, State.ACTING, State.FOLLOW_UP):
        made.append(forms.StepForm("plan", officers=officers(session, viewer, opened), number=1 + max((one.row.number for one in steps), default=0)))
    for one in steps:
        if one.row.state in OPEN_STEPS:
            made += [forms.TextForm(f"carry-{one.row.number}", label=_("What was done, and what came of it?"))] if one.row.state is StepState.PLANNED else []
            made.append(forms.TextForm(f"drop-{one.row.number}", label=_("Why is the step dropped?")))
    for one in looks:
        if one.row.done_on is None:
            made += [forms.TextForm(f"look-{one.row.after_days}", label=_("How is the person? What did you find?")), forms.MoveForm(f"move-{one.row.after_days}")]
    if opened.standing is Standing.OWNER and (who := thirds(session, viewer, opened)):
        made.append(forms.GlassForm("glass", thirds=who))
    return {one.name: one for one in made}


def _state_forms(opened: Opened, report: Reprisal) -> list[DeskForm]:
    """What leads from this state to another."""
    made: list[DeskForm] = []
    tongue = opened.case.language
    if report.state is State.REPORTED:
        check = forms.CheckForm("check")
        check.danger.data = (report.danger or queries.Danger.NONE).value
        made.append(check)
    if report.state in (State.URGENT_CHECK, State.DORMANT):
        made.append(forms.WordsForm("agree", label=_("How do you stay in contact? The person reads this too."), chosen=tongue))
    if report.state in AT_WORK:
        made.append(forms.WordsForm("rest", label=_("What was agreed before, and may be done?"), chosen=tongue))
    if report.state in (*AT_WORK[1:], State.DORMANT):
        made.append(_closing(tongue))
    return made


def _closing(tongue: str) -> DeskForm:
    return forms.ClosingForm("settle", label=_("Why is it closed? The person reads this too."), chosen=tongue)


def _everyday_forms(opened: Opened, report: Reprisal) -> list[DeskForm]:
    made: list[DeskForm] = []
    if report.state in (State.WITHDRAWN, State.ERASED):
        return made
    if not report.moved_in or opened.case.lookup_hash is not None:
        made.append(forms.WordsForm("answer", label=_("Your message to the person"), chosen=opened.case.language))
    made.append(forms.WordsForm("jot", label=_("A note for the officers alone")))
    incident = forms.IncidentForm("incident")
    if report.incident is not None and report.actor_type is not None:
        incident.incident.data, incident.actor_type.data = report.incident.value, report.actor_type.value
    incident.region.data = report.region
    return [*made, incident]
