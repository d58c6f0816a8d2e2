"""The page behind the number of a report: what is planned, what the holder allows, and what the holder changes."""

from litestar.response import Response

from portal.base.access import Permission, Role
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import Lazy, _, _l
from portal.reprisals import queries
from portal.reprisals.commands import holder
from portal.reprisals.forms import AllowForm, ContactForm, TracesForm
from portal.reprisals.queries import ProtectiveAction, ReprisalState
from portal.vault import frame, holding, shown
from portal.vault.desks import CaseKind
from portal.vault.holding import Held
from portal.web.doors import post
from portal.web.forms import Form
from portal.web.pages import page
from portal.web.visitors import Visit

FIRST = "first"
"""Instead of a message's number: the words that were first written."""
NEXT: dict[ReprisalState, Lazy] = {
    ReprisalState.REPORTED: _l("Next, a person reads it and looks whether somebody is in danger."),
    ReprisalState.URGENT_CHECK: _l("Next, we agree with you how to stay in contact."),
    ReprisalState.CONTACT_AGREED: _l("Next, we make a plan with you."),
    ReprisalState.PLANNED: _l("Next, the steps that you allow are carried out."),
    ReprisalState.ACTING: _l("The steps that you allow are being carried out."),
    ReprisalState.FOLLOW_UP: _l("We ask how you are, on the days below."),
    ReprisalState.DORMANT: _l("We have not heard from you for a while. Write to us, and we go on."),
    ReprisalState.CLOSED: _l("It is closed, as we agreed. You can open it again."),
}


def show(visit: Visit, session: Session, held: Held, *, done: str = "", faults: shown.Faults = (), text: bool = False) -> Response[bytes]:
    """The page. That its holder was here counts as a sign of life."""
    holder.note_sign(session, visit.actor, held.case)
    report, consents = queries.report(session, visit.actor, held), queries.consents(session, visit.actor, held)
    facts = frame.facts(visit, session, held, text=text)
    return page(
        visit,
        "reprisals/own.html",
        status=422 if faults else 200,
        done=done,
        faults=faults,
        text=text,
        **facts | {"written": facts["written"] if facts["written"] and facts["written"].get("text") else None},
        more=facts["written"],
        officer=Role.PROTECTION_OFFICER.label,
        report=report,
        next_step=NEXT.get(report.state, ""),
        plan=queries.plan(session, visit.actor, held),
        given=[one for one in consents.values() if one.given],
        offered=[action for action in ProtectiveAction if action not in consents or not consents[action].given],
        record=queries.consent_record(session, visit.actor, held),
        follow_ups=queries.follow_ups(session, visit.actor, held),
        glass=queries.glass(session, visit.actor, held),
        again=report.state is ReprisalState.CLOSED,
    )


shown.show_with(CaseKind.REPRISAL, shown.Shown(show, holder.withdraw, holder.note_sign))


def _mine(visit: Visit, session: Session) -> Held:
    """The report that this form belongs to; a case of another kind has nothing here."""
    held = holding.require(visit, session)
    queries.report(session, visit.actor, held)
    return held


@post("/page/consent", needs=Permission.ANYONE, vault=True, counted=True)
def consent(visit: Visit, session: Session) -> Response[bytes]:
    """Allow one kind of action, or take it back. It holds from this moment."""
    held = _mine(visit, session)
    form = AllowForm(visit.form)
    if not form.validate():
        return _again(visit, session, held, form, "allow")
    if visit.form.get("given") == "no":
        holder.take_back(session, visit.actor, held, form.chosen)
        return _after(visit, session, held, _("You have taken it back: %(action)s. It holds from now on.", action=form.chosen.label))
    holder.allow(session, visit.actor, held, form.chosen, form.conditions.data or "")
    return _after(visit, session, held, _("You allow it: %(action)s. You can take it back at any time.", action=form.chosen.label))


@post("/page/contact", needs=Permission.ANYONE, vault=True, counted=True)
def contact(visit: Visit, session: Session) -> Response[bytes]:
    """Say anew which contact is safe."""
    held = _mine(visit, session)
    form = ContactForm(visit.form)
    if not form.validate():
        return _again(visit, session, held, form, "new")
    holder.change_contact(session, visit.actor, held, form.contact.data or "")
    return _after(visit, session, held, _("We know it now.") if form.contact.data else _("We answer on this page, and nowhere else."))


@post("/page/traces", needs=Permission.ANYONE, vault=True, counted=True)
def traces(visit: Visit, session: Session) -> Response[bytes]:
    """Name contributions whose public traces are to be hidden."""
    held = _mine(visit, session)
    form = TracesForm(visit.form)
    if form.validate():
        try:
            holder.add_traces(session, visit.actor, held, form.traces.numbers)
        except Refused as fault:
            form.blame("traces", fault.sentence)
    if visit.switching or form.faults():
        return _again(visit, session, held, form, "new")
    allowed = queries.allowed(session, visit.actor, held, ProtectiveAction.HIDE_TRACES)
    return _after(visit, session, held, _("We know the numbers now.") if allowed else _("We know the numbers now. They are hidden once you allow it."))


@post("/page/delete", needs=Permission.ANYONE, vault=True)
def delete(visit: Visit, session: Session) -> Response[bytes]:
    """Take words out: what was first written, a message, or an answer to it."""
    held = _mine(visit, session)
    number = visit.form.get("number", "")
    if number == FIRST:
        holder.take_first_words_out(session, visit.actor, held)
    elif number.isascii() and number.isdigit() and len(number) < 10:  # noqa: PLR2004  more fits no column
        holder.take_words_out(session, visit.actor, held, int(number))
    else:
        raise NotFound
    return _after(visit, session, held, _("These words are deleted."))


@post("/page/again", needs=Permission.ANYONE, vault=True)
def open_again(visit: Visit, session: Session) -> Response[bytes]:
    """A closed report is opened again."""
    held = _mine(visit, session)
    holder.open_again(session, visit.actor, held)
    return _after(visit, session, held, _("It is open again, and we were called."))


def _again(visit: Visit, session: Session, held: Held, form: Form, prefix: str) -> Response[bytes]:
    """The page with its faults, by the ids that fields have on a page of many forms, and with what was typed, tidied."""
    for field in form:
        visit.form[field.name] = field.data or ""
    return shown.page_of(visit, session, held, faults=[(f"{prefix}-{name}", sentence) for name, sentence in form.faults()])


def _after(visit: Visit, session: Session, held: Held, sentence: str) -> Response[bytes]:
    """The page after a deed, its fields empty again."""
    for name in ("contact", "traces", "conditions", "action"):
        visit.form.popall(name, None)
    return shown.after(visit, session, held, sentence)
