"""What a public page may draw. `ui.chart` takes a Chart and nothing else, and only this module makes one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.base.languages import _, _l, format_number, ngettext
from portal.figures.sources import Table
from portal.figures.suppression import OTHERS

_OURS = object()


@dataclass(frozen=True)
class Bar:
    """One row: a name, a number, its share of all in percent, and where its name leads."""

    label: str
    number: int
    percent: int | None
    link: str = ""


@dataclass(frozen=True)
class Chart:
    """A table with its drawing. `total` is told as text; empty where the sum of all is not told."""

    name: str
    caption: str
    heading: str
    bars: tuple[Bar, ...]
    total: str = ""
    note: str = ""
    ours: object = field(default=None, kw_only=True, repr=False)

    def __post_init__(self) -> None:
        if self.ours is not _OURS:
            raise TypeError("Charts come from portal.figures.charts: what a page draws was told by that room.")


def of_shares(kind: str, table: Table, told: dict[str, Any]) -> Chart:
    """The answers to one question, as told on a publication day."""
    rows = told["rows"]
    whole = told["total"] or 0
    bars = tuple(
        _bar(_("All others together") if answer == OTHERS else table.words(answer), people, whole, table.link(answer) if answer != OTHERS else "") for answer, people in rows
    )
    total = "" if not told["whole"] else few(told["total"])
    note = _("Rows with few were taken together.") if any(answer == OTHERS for answer, _people in rows) else ""
    return Chart(f"{kind}-{table.name}", str(table.title), str(table.heading), bars, total, note, ours=_OURS)


def of_people(name: str, caption: str, heading: str, rows: Sequence[tuple[str, int]]) -> Chart:
    """Counts that `suppression.suppressed` has made and a room has kept, such as what people told about themselves."""
    whole = sum(number for _label, number in rows)
    return Chart(name, caption, heading, tuple(_bar(label, number, whole) for label, number in rows), ours=_OURS)


def of_things(name: str, caption: str, heading: str, rows: Sequence[tuple[str, int]], total: int | None = None) -> Chart:
    """Counts of things that everybody can count on the pages themselves, never of people."""
    whole = sum(number for _label, number in rows) if total is None else total
    return Chart(name, caption, heading, tuple(_bar(label, number, whole) for label, number in rows), ours=_OURS)


def few(number: int | None) -> str:
    """A rounded number in words; what is not told is fewer than ten."""
    return _("fewer than 10") if number is None else _("about %(count)s", count=format_number(number))


def share(told: dict[str, Any]) -> str:
    """A share in words, with its base; honest where it is not told."""
    if told["percent"] is None:
        return _("too few to tell")
    words = {"": _l("%(share)s of %(count)s"), "least": _l("at least %(share)s of %(count)s"), "most": _l("at most %(share)s of %(count)s")}
    return words[told["bound"]] % {"share": f"{format_number(told['percent'])} %", "count": few(told["base"])}


def days(number: int | None) -> str:
    """How long something took."""
    return _("too few to tell") if number is None else ngettext("%(num)s day", "%(num)s days", number)


def _bar(label: str, number: int, whole: int, link: str = "") -> Bar:
    return Bar(label, number, min(100, round(100 * number / whole)) if whole else None, link)
