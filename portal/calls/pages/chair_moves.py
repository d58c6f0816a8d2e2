"""The way of a call: check, send, news, outcome, close, decline, withdraw; and the lead."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound, Refused, WrongMoment
from portal.base.languages import _
from portal.calls import commands, queries
from portal.calls.forms.chairs import Checking, Ending, news_form
from portal.calls.pages.chair_calls import PLACE, as_written
from portal.calls.queries.kinds import CallState, Naming, Outcome
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

NEEDS = Permission.LEAD_CALLS
ONE = PLACE + "/{number:int}"


def _back(visit: Visit, number: int, done: str) -> Response[bytes]:
    return redirect(visit.url(f"{PLACE}/{number}", done=done))


@get(ONE + "/check", needs=NEEDS)
def show_check(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """What the second person looks at."""
    return _check_form(visit, queries.call_for_staff(session, visit.actor, number), Checking())


@post(ONE + "/check", needs=NEEDS)
def check(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """The second person has looked."""
    call = queries.call_for_staff(session, visit.actor, number)
    form = Checking(visit.form)
    if not form.validate():
        return _check_form(visit, call, form)
    if changed_meanwhile(visit, *as_written(call)):
        form.blame("sources_seen", _("Somebody else has changed this meanwhile"))
        return _check_form(visit, call, form)
    facts: dict[str, Any] = {"harm": form.harm.data, "sources_seen": bool(form.sources_seen.data), "partners_agreed": bool(form.partners_agreed.data)}
    try:
        commands.check(session, visit.actor, call, naming=Naming(form.naming.data), **facts)
    except Refused as refused:
        form.blame("harm", refused.sentence)
        return _check_form(visit, call, form)
    return _back(visit, number, "checked")


def _check_form(visit: Visit, call: Any, form: Any) -> Response[bytes]:
    faults = form.faults()
    return page(visit, "calls/chair_check.html", status=422 if faults else 200, call=call, form=form, faults=faults, ground=fingerprint(*as_written(call)))


@get(ONE + "/send", needs=NEEDS)
def show_send(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """To which lists it goes, which languages are missing, how far the letters are."""
    call = queries.call_for_staff(session, visit.actor, number)
    sendings = queries.sendings_of(session, visit.actor, call)
    return page(visit, "calls/chair_send.html", call=call, sendings=sendings, States=CallState, missing=queries.missing_languages(call))


@post(ONE + "/send", needs=NEEDS)
def send(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Send it; once, however often the button is pressed."""
    commands.send(session, visit.actor, queries.call_for_staff(session, visit.actor, number))
    return _back(visit, number, "sent")


@get(ONE + "/update", needs=NEEDS)
def show_update(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """The form for news."""
    call = queries.call_for_staff(session, visit.actor, number)
    return _news(visit, call, news_form(known=call), "update")


@post(ONE + "/update", needs=NEEDS)
def update(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """News of a call."""
    call = queries.call_for_staff(session, visit.actor, number)
    form = news_form(visit.form, call)
    if not (form.validate() & form.one_of("text", _("Write some words."))):
        return _news(visit, call, form, "update")
    commands.update(session, visit.actor, call, form.texts("text"), by_letter=bool(form.by_letter.data))
    return _back(visit, number, "news" if call.public else "told")


@get(ONE + "/outcome", needs=NEEDS)
def show_outcome(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """The form for the outcome."""
    call = queries.call_for_staff(session, visit.actor, number)
    return _news(visit, call, news_form(known=call, outcome=True), "outcome")


@post(ONE + "/outcome", needs=NEEDS)
def record_outcome(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """What became of it."""
    call = queries.call_for_staff(session, visit.actor, number)
    form = news_form(visit.form, call, outcome=True)
    if not (form.validate() & form.one_of("text", _("Write some words."))):
        return _news(visit, call, form, "outcome")
    commands.record_outcome(session, visit.actor, call, Outcome(form.outcome.data), form.texts("text"), by_letter=bool(form.by_letter.data))
    return _back(visit, number, "outcome")


def _news(visit: Visit, call: Any, form: Any, what: str) -> Response[bytes]:
    faults = form.faults()
    return page(visit, "calls/chair_news.html", status=422 if faults else 200, call=call, form=form, faults=faults, what=what)


@post(ONE + "/close", needs=NEEDS)
def close(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Nothing more is told."""
    commands.close(session, visit.actor, queries.call_for_staff(session, visit.actor, number))
    return _back(visit, number, "closed")


@get(ONE + "/end", needs=NEEDS)
def show_end(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """The form for declining or withdrawing."""
    return _end_form(visit, queries.call_for_staff(session, visit.actor, number), Ending())


@post(ONE + "/end", needs=NEEDS)
def end(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Decline or withdraw a call, with the reason."""
    call = queries.call_for_staff(session, visit.actor, number)
    form = Ending(visit.form)
    if not form.validate():
        return _end_form(visit, call, form)
    deed = commands.decline_call if visit.form.get("way") == "decline" else commands.withdraw_call
    deed(session, visit.actor, call, form.reason.data)
    return _back(visit, number, "ended")


def _end_form(visit: Visit, call: Any, form: Any) -> Response[bytes]:
    if call.state in (CallState.OUTCOME, CallState.CLOSED, CallState.DECLINED, CallState.WITHDRAWN):
        raise WrongMoment(_("This is not possible any more. Somebody may have been faster; please look at the present state."))
    faults = form.faults()
    return page(visit, "calls/chair_end.html", status=422 if faults else 200, call=call, form=form, faults=faults, may_decline=call.state is CallState.PROPOSED)


@post(ONE + "/lead", needs=NEEDS)
def name_lead(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Accept a member's offer to lead."""
    call = queries.call_for_staff(session, visit.actor, number)
    offer = next((one.note for one in queries.notes_for_staff(session, visit.actor, call) if str(one.note.id) == visit.form.get("note")), None)
    if offer is None:
        raise NotFound
    commands.name_lead(session, visit.actor, call, offer)
    return _back(visit, number, "lead")
