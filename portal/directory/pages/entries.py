"""Writing an entry, showing it, looking at it again, taking it out."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import PortalError, Refused
from portal.base.languages import _l
from portal.base.settings import settings
from portal.directory import commands, queries
from portal.directory.facts import facts_of
from portal.directory.forms import OutForm, ReviewForm, entry_form
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

EDIT = Permission.EDIT_DIRECTORY
ALL = "/staff/directory/entries"
ONE = ALL + "/{entry_id:int}"
DONE = {
    "saved": _l("It is saved."),
    "reviewed": _l("It is noted that you looked at it today."),
    "shown": _l("Everybody can read it now."),
    "out": _l("It is taken out. Its address says why."),
}


@get("/staff/directory/new", needs=EDIT)
def show_new(visit: Visit, session: Session) -> Response[bytes]:
    """The empty form."""
    return _form(visit, entry_form(settings().languages))


@post("/staff/directory/new", needs=EDIT)
def enter(visit: Visit, session: Session) -> Response[bytes]:
    """Save a draft; the same form sent twice finds the one that is there."""
    form = entry_form(settings().languages, visit.form)
    if form.whole():
        facts = form.facts()
        before = queries.by_key(session, visit.actor, [facts.key]).get(facts.key)
        if before is not None and facts_of(before) == facts:
            return redirect(_at(visit, before, "saved"))
        try:
            return redirect(_at(visit, commands.enter(session, visit.actor, facts), "saved"))
        except Refused as fault:
            form.blame("name", fault.sentence)
    return _form(visit, form)


@get(ONE, needs=EDIT)
def show_entry(visit: Visit, session: Session, entry_id: int) -> Response[bytes]:
    """An entry as it stands, and what can be done with it."""
    entry = queries.entry(session, visit.actor, entry_id)
    return _form(visit, entry_form(_tags(entry), facts=facts_of(entry)), entry)


@post(ONE, needs=EDIT)
def save(visit: Visit, session: Session, entry_id: int) -> Response[bytes]:
    """Save other facts, unless somebody else was faster: then both stand on the page."""
    entry = queries.entry(session, visit.actor, entry_id)
    form = entry_form(_tags(entry), visit.form)
    if not form.whole():
        return _form(visit, form, entry)
    facts = form.facts(entry.reviewed_on)
    if changed_meanwhile(visit, _ground(entry)) and facts != facts_of(entry):
        return _form(visit, form, entry, meanwhile=True)
    commands.change(session, visit.actor, entry, facts)
    return redirect(_at(visit, entry, "saved"))


@post(ONE + "/review", needs=EDIT)
def review(visit: Visit, session: Session, entry_id: int) -> Response[bytes]:
    """Somebody looked at it and found it right."""
    entry = queries.entry(session, visit.actor, entry_id)
    form = ReviewForm(visit.form)
    if form.validate():
        try:
            commands.review(session, visit.actor, entry, form.due_on.day)
            return redirect(_at(visit, entry, "reviewed"))
        except PortalError as fault:
            form.blame("due_on", fault.sentence)
    return _form(visit, entry_form(_tags(entry), facts=facts_of(entry)), entry, review_form=form)


@post(ONE + "/show", needs=EDIT)
def show(visit: Visit, session: Session, entry_id: int) -> Response[bytes]:
    """Let everybody read it."""
    entry = queries.entry(session, visit.actor, entry_id)
    if entry.state is not queries.EntryState.SHOWN:
        commands.show(session, visit.actor, entry)
    return redirect(_at(visit, entry, "shown"))


@post(ONE + "/take-out", needs=EDIT)
def take_out(visit: Visit, session: Session, entry_id: int) -> Response[bytes]:
    """Take it out, and say why."""
    entry = queries.entry(session, visit.actor, entry_id)
    form = OutForm(visit.form)
    if not form.validate():
        return _form(visit, entry_form(_tags(entry), facts=facts_of(entry)), entry, out_form=form)
    if entry.state is not queries.EntryState.OUT:
        commands.take_out(session, visit.actor, entry, form.which())
    return redirect(_at(visit, entry, "out"))


def _at(visit: Visit, entry: Any, done: str) -> str:
    return visit.url(f"{ALL}/{entry.id}", done=done)


def _tags(entry: Any) -> list[str]:
    return list(dict.fromkeys([*settings().languages, *entry.what]))


def _ground(entry: Any) -> str:
    return str(facts_of(entry))


def _form(visit: Visit, form: Any, entry: Any = None, *, meanwhile: bool = False, review_form: Any = None, out_form: Any = None) -> Response[bytes]:
    review_form, out_form = review_form or ReviewForm(data={"due_on": (visit.now.date() + commands.REVIEW).isoformat()}), out_form or OutForm()
    faults = [*form.faults(), *review_form.faults(), *out_form.faults()]
    now = entry_form(_tags(entry), facts=facts_of(entry)) if meanwhile else None
    return page(
        visit,
        "directory/write.html",
        status=409 if meanwhile else 422 if faults else 200,
        form=form,
        entry=entry,
        faults=faults,
        review_form=review_form,
        out_form=out_form,
        ground=fingerprint(_ground(entry)) if entry else "",
        meanwhile=[(field.label.text, field.data) for field in now if field.data != form[field.name].data] if now else [],
        done=str(DONE.get(visit.query.get("done", ""), "")),
        stale=entry is not None and queries.is_stale(entry, visit.now.date()),
        website_said=form.website.label.text,
    )
