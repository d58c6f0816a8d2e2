"""The organiser's settings: decisions about a running consultation, each with its reason in every language."""

from collections.abc import Callable
from typing import Any

from litestar.response import Response

from portal.base.access import Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _, _l
from portal.consultations import commands, queries, timeline
from portal.consultations.forms import DeedForm, deed_form
from portal.consultations.phases import deeds, phase_at
from portal.policies.hints import hint
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

DONE = {
    "publish": _l("The consultation is public now."),
    "extend": _l("The closing moment was moved. The reason is public."),
    "suspend": _l("The consultation is suspended. The reason is public."),
    "resume": _l("The consultation goes on. The reason is public."),
    "cancel": _l("The consultation is cancelled. The reason is public."),
    "moderation": _l("The way of moderation was changed. The reason is public."),
}
MOMENT = {"extend": "needed", "resume": "optional"}


@get("/staff/{slug:str}/settings", needs=Permission.MANAGE_CONSULTATION)
def show_settings(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What is set, and what can be decided now."""
    consultation = _managed(visit, session, slug)
    return _page(visit, consultation, done=str(DONE.get(visit.query.get("done", ""), "")))


@post("/staff/{slug:str}/settings/extend", needs=Permission.MANAGE_CONSULTATION)
def extend(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Leave more time."""
    return _decide(visit, session, slug, "extend", lambda consultation, form: commands.extend(session, visit.actor, consultation, form.needed_moment, form.reason()))


@post("/staff/{slug:str}/settings/suspend", needs=Permission.MANAGE_CONSULTATION)
def suspend(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Halt for a while."""
    return _decide(visit, session, slug, "suspend", lambda consultation, form: commands.suspend(session, visit.actor, consultation, form.reason()))


@post("/staff/{slug:str}/settings/resume", needs=Permission.MANAGE_CONSULTATION)
def resume(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Go on after a halt."""
    return _decide(visit, session, slug, "resume", lambda consultation, form: commands.resume(session, visit.actor, consultation, form.reason(), form.moment))


@post("/staff/{slug:str}/settings/cancel", needs=Permission.MANAGE_CONSULTATION)
def cancel(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """End it for good."""
    return _decide(visit, session, slug, "cancel", lambda consultation, form: commands.cancel(session, visit.actor, consultation, form.reason()))


@post("/staff/{slug:str}/settings/moderation", needs=Permission.MANAGE_CONSULTATION)
def change_moderation(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Moderate before or after publication; the form says which, so that a second click does not turn it back."""
    before = visit.form.get("premoderated") == "yes"
    return _decide(visit, session, slug, "moderation", lambda consultation, form: commands.set_premoderation(session, visit.actor, consultation, before, form.reason()))


def _decide(visit: Visit, session: Session, slug: str, deed: str, carry_out: Callable[[Any, DeedForm], object]) -> Response[bytes]:
    consultation = _managed(visit, session, slug)
    form = deed_form(deed, consultation.languages, consultation.zone, visit.form, moment=MOMENT.get(deed, ""))
    found = hint(visit, session, form.reason()) if form.validate() else []
    if not (form.faults() or found):
        try:
            carry_out(consultation, form)
        except Refused as fault:
            if deed not in MOMENT:
                raise
            form.blame("closes_at", fault.sentence)  # the command refuses before it changes anything
        else:
            return redirect(visit.url(f"/staff/{slug}/settings", done=deed))
    return _page(visit, consultation, sent=(deed, form), status=422, found=found)


def _page(visit: Visit, consultation: Any, *, done: str = "", sent: tuple[str, DeedForm] | None = None, status: int = 200, found: Any = ()) -> Response[bytes]:
    phase = phase_at(consultation, visit.now)
    forms = {deed: deed_form(deed, consultation.languages, consultation.zone, moment=MOMENT.get(deed, "")) for deed in deeds(consultation, visit.now)}
    if sent is not None:
        forms[sent[0]] = sent[1]
    faults = sent[1].faults() if sent is not None else []
    return page(
        visit,
        "consultations/settings.html",
        status=status,
        consultation=consultation,
        phase=phase,
        coming=timeline.coming(consultation, visit.now),
        forms=forms,
        faults=faults,
        found={sent[0]: found} if sent is not None else {},
        done=done,
        draft=consultation.state == "draft",
        headings=_headings(consultation),
    )


def _headings(consultation: Any) -> dict[str, tuple[str, str, str]]:
    """(heading, what it does, button) of every deed."""
    if consultation.premoderated:
        moderation = (_("Moderate afterwards"), _("Contributions then appear at once. Moderators read them afterwards."), _("Moderate afterwards"))
    else:
        moderation = (_("Moderate first"), _("Contributions then appear only after a moderator has read them."), _("Moderate first"))
    return {
        "extend": (_("Leave more time"), _("The closing moment can only be moved to a later one."), _("Move the closing moment")),
        "suspend": (_("Suspend"), _("Nobody can send anything until you go on. The clock keeps running."), _("Suspend the consultation")),
        "resume": (_("Go on"), _("People can send again. You can give back the time that was lost."), _("Go on with the consultation")),
        "moderation": moderation,
        "cancel": (_("Cancel"), _("This cannot be taken back. What was said stays readable."), _("Cancel the consultation for good")),
    }


def _managed(visit: Visit, session: Session, slug: str) -> Any:
    consultation = queries.one(session, visit.actor, slug)
    if not can(visit.actor, Permission.MANAGE_CONSULTATION, consultation):
        raise NotFound
    return consultation
