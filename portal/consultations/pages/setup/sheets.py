"""One page per task: a form on a draft, filled with what stands there, saved also when it is half filled.

A fault keeps what was typed. Two people who edit the same find out. Saving leads on to the next task, or back to the list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import Lazy, Texts, language_name
from portal.consultations import tasks
from portal.consultations.forms.contents import TextsForm
from portal.consultations.pages.setup.shelves import a_draft, managed
from portal.consultations.plain import advice
from portal.consultations.readiness import page_of
from portal.web.doors import get, post
from portal.web.editing import FIELD, changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

Facts = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """One page: its form, what the form is built on, how it is saved, and what else the page shows."""

    path: str
    heading: Lazy
    form: Callable[[Visit, Session, Any, Any], TextsForm]
    """(visit, session, consultation, what was sent or None)"""
    ground: Callable[[Visit, Session, Any], dict[str, object]]
    """What stands there, by its name for people: the second of two editors sees it."""
    save: Callable[[Visit, Session, Any, TextsForm], bool]
    """Saves a form without faults; False when a fault was found after all, and told at its field."""
    good: Callable[[Visit, Any, TextsForm], bool] = lambda _visit, _consultation, form: bool(form.validate())
    facts: Callable[[Visit, Session, Any, TextsForm], Facts] = lambda _visit, _session, _consultation, _form: {}


def hang(sheet: Sheet) -> None:
    """The doors of one page."""
    address, needs = f"/staff/{{slug:str}}/setup/{sheet.path}", Permission.MANAGE_CONSULTATION

    @get(address, needs=needs)
    def show(visit: Visit, session: Session, slug: str) -> Response[bytes]:
        """What stands there, to be changed."""
        consultation = a_draft(visit, managed(visit, session, slug))
        return _page(visit, session, sheet, consultation, sheet.form(visit, session, consultation, None))

    @post(address, needs=needs)
    def save(visit: Visit, session: Session, slug: str) -> Response[bytes]:
        """Save what was typed, or look at it without saving."""
        consultation = a_draft(visit, managed(visit, session, slug))
        form = sheet.form(visit, session, consultation, visit.form)
        good, looking = sheet.good(visit, consultation, form), visit.form.get("then") == "look"
        if looking:
            return _page(visit, session, sheet, consultation, form, ground=visit.form.get(FIELD, ""), status=200 if good or visit.htmx_target else 422)
        if good and changed_meanwhile(visit, *sheet.ground(visit, session, consultation).values()):
            return _page(visit, session, sheet, consultation, form, status=409)
        if not good or not sheet.save(visit, session, consultation, form):
            return _page(visit, session, sheet, consultation, form, ground=visit.form.get(FIELD, ""), status=422)
        return redirect(_onwards(visit, consultation, sheet.path))


def _onwards(visit: Visit, consultation: Any, path: str) -> str:
    following = tasks.after(path) if visit.form.get("then") == "next" else ""
    return visit.url(page_of(consultation, following)) if following else visit.url(f"/staff/{consultation.slug}/setup", done=path)


def _page(visit: Visit, session: Session, sheet: Sheet, consultation: Any, form: TextsForm, *, ground: str = "", status: int = 200) -> Response[bytes]:
    there = sheet.ground(visit, session, consultation)
    return page(
        visit,
        f"consultations/setup/{sheet.path}.html",
        status=status,
        consultation=consultation,
        sheet=sheet,
        form=form,
        faults=form.faults(),
        ground=ground or fingerprint(*there.values()),
        meanwhile=_told(there) if status == 409 else [],  # noqa: PLR2004
        advice=advice(*(form.texts(one.name) for one in form.asked)),
        **sheet.facts(visit, session, consultation, form),
    )


def _told(there: dict[str, object]) -> list[tuple[str, str]]:
    """What somebody else has written, label by label."""
    told: list[tuple[str, str]] = []
    for label, value in there.items():
        if isinstance(value, Texts):
            told += [(f"{label} ({language_name(tag)})", words) for tag, words in value.items()]
        else:
            told.append((label, str(value)))
    return told
