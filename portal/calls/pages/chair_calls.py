"""The chair's calls: all of them, one with everything that members told, and the writing of its words."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _, _l
from portal.base.regions import REGIONS
from portal.calls import commands, queries
from portal.calls.choices import action_words
from portal.calls.forms.chairs import CallForm, call_form, step_form
from portal.calls.queries.kinds import CallState
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

PLACE = "/staff/calls"
NEEDS = Permission.LEAD_CALLS
DONE = {
    "proposed": _l("The call is proposed. Somebody else must check it."),
    "saved": _l("The changes are saved."),
    "checked": _l("The call is checked. It can be sent."),
    "sent": _l("The call is sent. The letters leave one by one."),
    "news": _l("Your news is public now."),
    "told": _l("Your news stands on the page of the call."),
    "outcome": _l("The outcome stands on the page of the call."),
    "closed": _l("The call is closed."),
    "ended": _l("The call is not sent. The reason is kept."),
    "lead": _l("The lead is named."),
}
PARTS = ("title", "happens", "aim", "addressees")


@get(PLACE, needs=NEEDS)
def show_calls(visit: Visit, session: Session) -> Response[bytes]:
    """All calls, those at work first."""
    return page(visit, "calls/chair_calls.html", calls=queries.calls_for_staff(session, visit.actor))


@get(PLACE + "/new", needs=NEEDS)
def show_new(visit: Visit, session: Session) -> Response[bytes]:
    """The form of a new call."""
    return _form(visit, session, call_form())


@post(PLACE + "/new", needs=NEEDS)
def create(visit: Visit, session: Session) -> Response[bytes]:
    """Propose a call."""
    form = call_form(visit.form)
    if not form.whole():
        return _form(visit, session, form, status=422)
    made = commands.draft(session, visit.actor, token=visit.token, lists=_lists(visit, session), **form.columns())
    return redirect(visit.url(f"{PLACE}/{made.number}", done="proposed"))


@get(PLACE + "/{number:int}", needs=NEEDS)
def show_call(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """One call: where it stands, what comes next, what members told."""
    call = queries.call_for_staff(session, visit.actor, number)
    return page(
        visit,
        "calls/chair_call.html",
        call=call,
        States=CallState,
        notes=queries.notes_for_staff(session, visit.actor, call),
        sendings=queries.sendings_of(session, visit.actor, call),
        missing=queries.missing_languages(call),
        own=visit.actor.staff_id in (call.proposed_by, call.written_by),
        regions=REGIONS,
        action_words=action_words(),
        done=str(DONE.get(visit.query.get("done", ""), "")),
    )


@get(PLACE + "/{number:int}/edit", needs=NEEDS)
def show_edit(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """The words of a call in every language."""
    call = queries.call_for_staff(session, visit.actor, number)
    return _form(visit, session, call_form(known=call), call)


@post(PLACE + "/{number:int}/edit", needs=NEEDS)
def save(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Save the words, unless somebody else was faster."""
    call = queries.call_for_staff(session, visit.actor, number)
    form = call_form(visit.form, call)
    if not form.whole():
        return _form(visit, session, form, call, status=422)
    if changed_meanwhile(visit, *_texts(call)):
        versions = [(field.label.text, getattr(call, part).get(field.tag, "")) for part in PARTS for field in form.fields_of(part)]
        return _form(visit, session, form, call, status=409, meanwhile=versions)
    commands.change_call(session, visit.actor, call, lists=_lists(visit, session), **form.columns())
    return redirect(visit.url(f"{PLACE}/{number}", done="saved"))


def _lists(visit: Visit, session: Session) -> list[int]:
    sent = set(visit.form.getall("lists", []))
    return [one.id for one in queries.lists_for_staff(session, visit.actor) if one.slug in sent]


def as_written(call: Any) -> list[Any]:
    """All that the second person looks at: the words, and what people are asked to do."""
    return [*_texts(call), call.country, [(one.what, one.until) for one in call.steps]]


def _texts(call: Any) -> list[Any]:
    return [*(getattr(call, part) for part in PARTS), call.sources, call.lead, call.public]


def _form(visit: Visit, session: Session, form: CallForm, call: Any = None, *, status: int = 200, meanwhile: Any = ()) -> Response[bytes]:
    chosen = set(visit.form.getall("lists", [])) if visit.method == "POST" else {one.slug for one in call.lists} if call is not None else set()
    facts: dict[str, Any] = {"lists": queries.lists_for_staff(session, visit.actor), "chosen": chosen, "ground": fingerprint(*_texts(call)) if call is not None else ""}
    return page(visit, "calls/chair_call_form.html", status=status, form=form, faults=form.faults(), call=call, meanwhile=meanwhile, **facts)


@get(PLACE + "/{number:int}/steps", needs=NEEDS)
def show_steps(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """What people can do, with its days."""
    return _steps(visit, queries.call_for_staff(session, visit.actor, number), step_form())


@post(PLACE + "/{number:int}/steps", needs=NEEDS)
def save_step(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """One thing more to do, or one less."""
    call = queries.call_for_staff(session, visit.actor, number)
    gone = visit.form.get("remove", "")
    if gone.isascii() and gone.isdigit():
        commands.take_step(session, visit.actor, call, int(gone[:4]))
        return redirect(visit.url(f"{PLACE}/{number}/steps"))
    form = step_form(visit.form)
    if not (form.validate() & form.one_of("what", _("Write some words."))):
        return _steps(visit, call, form)
    if any(one.what == form.texts("what") and one.until == form.until.day for one in call.steps):  # the same form came twice
        return redirect(visit.url(f"{PLACE}/{number}/steps"))
    try:
        commands.put_step(session, visit.actor, call, form.texts("what"), form.until.day)
    except Refused as refused:
        form.blame("until", refused.sentence)
        return _steps(visit, call, form)
    return redirect(visit.url(f"{PLACE}/{number}/steps"))


def _steps(visit: Visit, call: Any, form: Any) -> Response[bytes]:
    faults = form.faults()
    return page(visit, "calls/chair_steps.html", status=422 if faults else 200, call=call, form=form, faults=faults)
