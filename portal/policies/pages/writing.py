"""Writing the policies: all languages side by side, a look before it counts, nothing half-translated, nothing overwritten."""

from collections.abc import Callable
from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.differences import differences
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _, _l, language_name
from portal.base.settings import settings
from portal.policies import commands, forms, queries
from portal.policies.hints import hint
from portal.policies.markup import to_html
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

NEEDS = Permission.EDIT_POLICIES
DONE = {
    "adopted": _l("The new version is public. It holds from the day that you chose."),
    "changed": _l("The announced version was changed."),
    "withdrawn": _l("The announced version was withdrawn."),
}


@get("/staff/admin/policies", needs=NEEDS)
def show_desk(visit: Visit, session: Session) -> Response[bytes]:
    """Every policy with its versions and days."""
    standing = queries.standing(session, visit.actor, visit.now.date())
    return page(visit, "policies/desk.html", standing=standing, done=str(DONE.get(visit.query.get("done", ""), "")))


@get("/staff/admin/policies/{kind:str}", needs=NEEDS)
def show_form(visit: Visit, session: Session, kind: str) -> Response[bytes]:
    """The form of a new version, or of the announced one."""
    which = queries.kind_of(kind)
    last = _last(visit, session, which)
    tags = settings().languages
    announced = _is_announced(visit, last)
    data = forms.known(tags, text=last.text if last else None, change=last.change if announced else None)
    form = forms.policy_form(tags, data={**data, "from_day": last.from_day.isoformat() if announced else ""})
    return _form(visit, which, last, form)


@post("/staff/admin/policies/{kind:str}", needs=NEEDS)
def save(visit: Visit, session: Session, kind: str) -> Response[bytes]:
    """Show a preview, or publish the version."""
    which = queries.kind_of(kind)
    last = _last(visit, session, which)
    form = forms.policy_form(settings().languages, visit.form)
    texts = form.texts("text"), form.texts("change")
    if "do-preview" in visit.form:
        return _form(visit, which, last, form, preview=True)
    if changed_meanwhile(visit, *_ground(last)):
        if last is not None and (last.text, last.change) == texts:  # the same form came twice
            return redirect(visit.url("/staff/admin/policies", done="adopted"))
        return _form(visit, which, last, form, meanwhile=True)
    done, found = _try(visit, session, form, lambda: _put(visit, session, which, last, (*texts, form.from_day.day)))
    return redirect(visit.url("/staff/admin/policies", done=done)) if done else _form(visit, which, last, form, found=found)


def _try(visit: Visit, session: Session, form: Any, put: Callable[[], str]) -> tuple[str, Any]:
    """What was done, or the careful words to be shown first; faults are put to their fields."""
    valid = form.validate()
    if not (form.needed_everywhere({"text": _("The text"), "change": _("What is new")}) and valid):
        return "", ()
    if found := hint(visit, session, form.texts("text"), form.texts("change")):
        return "", found
    try:
        return put(), ()
    except (Refused, WrongMoment) as fault:
        form.blame("from_day", fault.sentence)
        return "", ()


@post("/staff/admin/policies/{kind:str}/withdraw", needs=NEEDS)
def withdraw(visit: Visit, session: Session, kind: str) -> Response[bytes]:
    """Take the announced version back."""
    which = queries.kind_of(kind)
    number = visit.form.get("version", "")
    last = _last(visit, session, which)
    if last is None or str(last.version) != number:
        raise WrongMoment(_("Somebody was faster than you. Please look at the present state."))
    commands.withdraw(session, visit.actor, last)
    return redirect(visit.url("/staff/admin/policies", done="withdrawn"))


def _put(visit: Visit, session: Session, kind: Any, last: Any, written: tuple[Any, Any, Any]) -> str:
    if _is_announced(visit, last):
        commands.change_announced(session, visit.actor, last, *written)
        return "changed"
    commands.adopt(session, visit.actor, kind, *written)
    return "adopted"


def _last(visit: Visit, session: Session, kind: Any) -> Any:
    versions = queries.versions(session, visit.actor, kind)
    return versions[0] if versions else None


def _is_announced(visit: Visit, last: Any) -> bool:
    return last is not None and last.from_day > visit.now.date()


def _ground(last: Any) -> tuple[Any, ...]:
    return (last.version, last.text, last.change, last.from_day) if last is not None else (0,)


def _form(visit: Visit, kind: Any, last: Any, form: Any, *, preview: bool = False, meanwhile: bool = False, found: Any = ()) -> Response[bytes]:
    faults = form.faults()
    before = last.text if last else {}
    shown = [(tag, to_html(form[f"text_{tag}"].data or "", 3), differences(before.get(tag, ""), form[f"text_{tag}"].data or "")) for tag in form.languages] if preview else []
    return page(
        visit,
        "policies/write.html",
        status=409 if meanwhile else 422 if faults or found else 200,
        kind=kind,
        last=last,
        announced=_is_announced(visit, last),
        form=form,
        faults=faults,
        found=found,
        preview=shown,
        ground=fingerprint(*_ground(last)),
        meanwhile=[(language_name(tag), text) for tag, text in before.items()] if meanwhile else [],
        today=visit.now.date(),
    )
