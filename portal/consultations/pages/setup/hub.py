"""The list of tasks, and whether it may open. Nobody gets around what is missing."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import _
from portal.consultations import commands, parts, readiness, tasks
from portal.consultations.pages.setup.shelves import a_draft, managed
from portal.consultations.phases import phase_at
from portal.consultations.reckoning import Dates, dates_of
from portal.policies import hints
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit


@get("/staff/{slug:str}/setup", needs=Permission.MANAGE_CONSULTATION)
def show_tasks(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Every task with its state, and below it what is missing before people can be asked."""
    done = next((task.label for task in tasks.TASKS if task.path == visit.query.get("done")), None)
    return _hub(visit, session, managed(visit, session, slug), done=_("Saved: %(task)s.", task=str(done)) if done else "")


@post("/staff/{slug:str}/setup/open", needs=Permission.MANAGE_CONSULTATION)
def publish(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Make the draft public when nothing is missing; otherwise the list comes again and says what is."""
    consultation = a_draft(visit, managed(visit, session, slug))
    if readiness.gaps(session, visit.actor, consultation):
        return _hub(visit, session, consultation, status=422)
    if careful := hints.hint(visit, session, *(part.texts for part in parts.of(session, visit.actor, consultation))):
        return _hub(visit, session, consultation, careful=careful)
    commands.publish(session, visit.actor, consultation)
    return redirect(visit.url(f"/staff/{slug}/settings", done="publish"))


def _hub(visit: Visit, session: Session, consultation: Any, *, done: str = "", status: int = 200, careful: Any = ()) -> Response[bytes]:
    draft = consultation.state == "draft"
    missing = readiness.gaps(session, visit.actor, consultation) if draft else []
    dates = dates_of(consultation, visit.now)
    return page(
        visit,
        "consultations/setup/hub.html",
        status=status,
        consultation=consultation,
        phase=phase_at(consultation, visit.now),
        draft=draft,
        tasks=tasks.progress(session, visit.actor, consultation, missing) if draft else [],
        page_of=readiness.page_of,
        gaps=missing,
        faults=[("ready", _("It cannot open yet. Look at what is missing."))] if status == 422 else [],  # noqa: PLR2004
        done=done,
        careful=careful,
        advice=_advice(dates) if draft and not missing else [],
        later=consultation.announced_at > visit.now,
    )


def _advice(dates: Dates) -> list[str]:
    """What is allowed, but not recommended."""
    found = []
    if dates.opening_is_below_advice:
        weeks = dates.recommended.days // 7
        found.append(_("It is recommended to be open for %(weeks)s weeks.", weeks=weeks))
    if dates.answer_is_late:
        found.append(_("It is recommended to answer within 12 weeks after it closes."))
    return found
