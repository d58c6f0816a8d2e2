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
    """One row: a name, a number, its share of all in percent where the whole is told, how long its bar is, and where its name leads."""

    label: str
    number: int
    percent: int | None
    length: int
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

    @property
    def has_shares(self) -> bool:
        """Whether the whole is known of which the rows are parts."""
        return any(bar.percent is not None for bar in self.bars)

    def __post_init__(self) -> None:
        if self.ours is not _OURS:
            raise TypeError("Charts come from portal.figures.charts: what a page draws was told by that room.")


def of_shares(anchor: str, table: Table, told: dict[str, Any]) -> Chart:
    """The answers to one question, as told on a publication day."""
    rows = [(_("All others together"), people, "") if answer == OTHERS else (table.words(answer), people, table.link(answer)) for answer, people in told["rows"]]
    total = few(told["total"]) if told["whole"] else ""
    note = _("Rows with few were taken together.") if any(answer == OTHERS for answer, _people in told["rows"]) else ""
    return Chart(f"{anchor}-{table.name}", str(table.title), str(table.heading), _bars(rows, told["total"] or 0), total, note, ours=_OURS)


def of_people(name: str, caption: str, heading: str, rows: Sequence[tuple[str, int]]) -> Chart:
    """Counts that `suppression.suppressed` has made and a room has kept, such as what people told about themselves."""
    return _plain(name, caption, heading, rows, None)


def of_things(name: str, caption: str, heading: str, rows: Sequence[tuple[str, int]], total: int | None = None) -> Chart:
    """Counts of things that everybody can count on the pages themselves, never of people."""
    return _plain(name, caption, heading, rows, total)


def _plain(name: str, caption: str, heading: str, rows: Sequence[tuple[str, int]], total: int | None) -> Chart:
    whole = sum(number for _label, number in rows) if total is None else total
    return Chart(name, caption, heading, _bars([(label, number, "") for label, number in rows], whole), ours=_OURS)


def _bars(rows: Sequence[tuple[str, int, str]], whole: int) -> tuple[Bar, ...]:
    """Without a whole the longest bar is the largest number's."""
    longest = whole or max((number for _label, number, _link in rows), default=0) or 1
    lengths = [min(100, round(100 * number / longest)) for _label, number, _link in rows]
    return tuple(Bar(label, number, length if whole else None, length, link) for (label, number, link), length in zip(rows, lengths, strict=True))


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
