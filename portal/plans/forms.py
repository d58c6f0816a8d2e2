"""What a host types about a plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from multidict import MultiDict

from portal.base import clock
from portal.base.languages import _, _l, format_month, language
from portal.base.settings import settings
from portal.consultations import narrowing
from portal.consultations.forms.contents import Asked, TextsForm, texts_form
from portal.consultations.parts import LONGEST_TITLE, Shape, Sort
from portal.plans.when import QUARTER, month_after
from portal.web.forms import BooleanField, SelectField

LONGEST_NOTE = 2000
AHEAD = 36
"""Months that can be chosen."""
TEXTS = {"title": Sort(_l("Title"), Shape.LINE, LONGEST_TITLE), "note": Sort(_l("A note, if you like"), Shape.LINES, LONGEST_NOTE)}


def plan_form(hosts: Sequence[tuple[str, str]], plan: Any = None, sent: MultiDict[str] | None = None) -> TextsForm:
    """Title, month or quarter, topic and region. Only one language is needed: the one in which the page is read, or the first that stands there."""
    languages = list(dict.fromkeys([*settings().languages, *(plan.title if plan else [])]))
    needed = next((tag for tag, words in plan.title.items() if words), language()) if plan else language()
    asked = [Asked(name, str(sort.label), sort, [needed] if name == "title" else [], _l("Write a title.")) for name, sort in TEXTS.items()]
    month = plan.starts_on if plan else month_after(clock.today(), QUARTER)
    fields: dict[str, Any] = {
        "month": SelectField(_("In which month shall it open?"), choices=_months(month), default=month.isoformat()),
        "quarter": BooleanField(_("Only the quarter is known"), default=bool(plan and plan.months > 1)),
        "topic": SelectField(_("What is it about?"), choices=dict(narrowing.topics()), default=plan.topic if plan else "other"),
        "region": SelectField(_("Which part of the world is it for?"), choices={"": _("Worldwide"), **dict(narrowing.regions())}, default=plan.region if plan else ""),
    }
    if len(hosts) > 1 and plan is None:
        fields["host"] = SelectField(_("Who asks"), choices=dict(hosts))
    return texts_form(asked, languages, sent, texts={name: getattr(plan, name) for name in TEXTS} if plan else None, **fields)


def _months(chosen: date) -> dict[str, str]:
    coming = [month_after(clock.today(), number) for number in range(AHEAD)]
    return {day.isoformat(): format_month(day) for day in sorted({*coming, chosen})}


def settled(form: TextsForm) -> dict[str, Any]:
    """What was typed, for the command."""
    texts = {name: form.texts(name) for name in TEXTS}
    plain = {"topic": form["topic"].data, "region": form["region"].data, "months": QUARTER if form["quarter"].data else 1}
    return {**texts, **plain, "starts_on": date.fromisoformat(form["month"].data)}
