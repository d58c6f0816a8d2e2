"""Entries as a sheet (CSV): out and in again without a difference, and bad rows given back with their reasons.

No cell runs in a spreadsheet: one that begins like a formula gets an apostrophe in front, which is taken off on the way in.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.base import text
from portal.base.cells import harmless, literal
from portal.base.errors import Refused
from portal.base.languages import Texts, _
from portal.directory.facts import LONGEST_KEY, Facts, facts_of, faults, ways_as_lines, ways_from
from portal.directory.models import Costs, DirectoryEntry, EntryState, WhyOut

MOST_BYTES, MOST_ROWS = 2_500_000, 3000
WHAT = "what:"
LISTS = ("kinds", "themes", "audiences", "regions", "languages")
DATES = ("source_on", "reviewed_on", "review_due_on")
PLAIN = ("name", "hours", "zone", "website", "source", "source_address")
COLUMNS = ("id", "name", WHAT, *LISTS, "hours", "zone", "answer_hours", "ways", "costs", "website", "source", "source_address", *DATES)
STANDING = ("state", "why_out")
REASONS = "reasons"
NEEDED = ("name", "source")
Row = dict[str, str]
Brought = tuple[Facts, EntryState, WhyOut | None]


@dataclass(frozen=True)
class Bad:
    """A row that cannot come in: where it stands, what it holds, and why."""

    line: int
    row: Row
    reasons: list[str]


@dataclass
class Checked:
    """A sheet as it was understood: what comes in by key, and what cannot."""

    good: dict[str, Brought] = field(default_factory=dict)
    new: int = 0
    changed: int = 0
    same: int = 0
    bad: list[Bad] = field(default_factory=list)


def written(entries: Sequence[DirectoryEntry], *, standing: bool) -> bytes:
    """Entries as a sheet; `standing`: also what is none of the public's business."""
    tags = list(dict.fromkeys(tag for one in entries for tag in one.what)) or ["en"]
    header = [name for column in COLUMNS for name in ([f"{WHAT}{tag}" for tag in tags] if column == WHAT else [column])]
    return _table([*header, *(STANDING if standing else ())], (_cells(one, tags) for one in entries))


def with_reasons(bad: Sequence[Bad]) -> bytes:
    """The bad rows as they came, each with its reasons, to be mended and sent again."""
    header = list(dict.fromkeys(name for one in bad for name in one.row if name != REASONS))
    return _table([*header, REASONS], ({**one.row, REASONS: " ".join(one.reasons)} for one in bad))


def _table(header: list[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(header)
    table.writerows([harmless(row.get(name, "")) for name in header] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def _cells(entry: DirectoryEntry, tags: Sequence[str]) -> Row:
    return {
        "id": entry.key,
        **{name: getattr(entry, name) for name in PLAIN},
        **{f"{WHAT}{tag}": entry.what.get(tag, "") for tag in tags},
        **{name: ", ".join(getattr(entry, name)) for name in LISTS},
        **{name: day.isoformat() if (day := getattr(entry, name)) else "" for name in DATES},
        "answer_hours": "" if entry.answer_hours is None else str(entry.answer_hours),
        "ways": ways_as_lines(entry.ways, " | "),
        "costs": entry.costs.value,
        "state": entry.state.value,
        "why_out": entry.why_out.value if entry.why_out else "",
    }


def read(data: bytes) -> list[tuple[int, Row]]:
    """The rows of a sheet with the lines on which they end. Raises Refused when it is none."""
    if len(data) > MOST_BYTES:
        raise Refused(_("The sheet is too large. Please send it in parts."))
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("Save the sheet as “CSV UTF-8”.")) from None
    first = words.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(words, newline=""), delimiter=max(",;\t", key=first.count), restkey="", strict=True)
    try:
        if missing := [name for name in NEEDED if name not in (reader.fieldnames or ())]:
            raise Refused(_("%(names)s is missing", names=", ".join(missing)))
        rows = [(reader.line_num, {str(name): literal(str(cell or "").strip()) for name, cell in row.items() if name}) for row in reader]
    except csv.Error:
        raise Refused(_("This is no whole CSV file.")) from None
    rows = [(line, row) for line, row in rows if any(row.values())]
    if len(rows) > MOST_ROWS:
        raise Refused(_("The sheet is too large. Please send it in parts."))
    return rows


def check(rows: Sequence[tuple[int, Row]]) -> Checked:
    """Understand each row; what is in the directory is looked at by `compare`."""
    found = Checked()
    for line, row in rows:
        key, brought, reasons = _understood(row)
        if not reasons and key in found.good:
            reasons = [_("%(name)s stands twice", name=key)]
        if reasons or brought is None:
            found.bad.append(Bad(line, row, reasons))
        else:
            found.good[key] = brought
    return found


def compare(checked: Checked, rows: Sequence[tuple[int, Row]], known: Mapping[str, DirectoryEntry]) -> Checked:
    """The same with what is new, what changes and what is there already."""
    lines = {_key(row): (line, row) for line, row in rows}
    for key, (facts, state, why) in list(checked.good.items()):
        entry = known.get(key)
        if entry is None:
            checked.new += 1
        elif state is EntryState.DRAFT and entry.state is not EntryState.DRAFT:
            del checked.good[key]
            checked.bad.append(Bad(*lines[key], [_("%(name)s is no draft any more.", name=entry.name)]))
        elif (facts_of(entry), entry.state, entry.why_out) == (facts, state, why):
            checked.same += 1
        else:
            checked.changed += 1
    checked.bad.sort(key=lambda one: one.line)
    return checked


def _key(row: Row) -> str:
    own = text.one_line(row.get("id", ""))[:LONGEST_KEY]
    return own or f"{text.one_line(row.get('source', ''))} | {text.one_line(row.get('name', ''))}".casefold()[:LONGEST_KEY]


def _understood(row: Row) -> tuple[str, Brought | None, list[str]]:
    reasons: list[str] = []
    cells: dict[str, Any] = {name: text.one_line(row.get(name, "")) for name in PLAIN}
    cells |= {name: [part.strip() for part in row.get(name, "").split(",") if part.strip()] for name in LISTS}
    cells |= {name: _day(row, name, reasons) for name in DATES}
    cells |= {"what": Texts({name.removeprefix(WHAT): cell for name, cell in row.items() if name.startswith(WHAT) and cell}), "ways": ways_from(row.get("ways", ""))}
    cells |= {"answer_hours": _number(row, reasons), "costs": _word(Costs, row, "costs", Costs.UNKNOWN, reasons), "zone": cells["zone"] or "UTC"}
    cells["review_due_on"] = cells["review_due_on"] or cells["source_on"]  # to be looked at: nobody said when it was
    facts = Facts(**cells).tidy()
    state = _word(EntryState, row, "state", EntryState.DRAFT, reasons)
    why = _word(WhyOut, row, "why_out", None, reasons)
    if (state is EntryState.OUT) is not (why is not None):
        reasons.append(_("%(column)s: %(reason)s", column="why_out", reason=_("Say why it was taken out, and of nothing else.")))
    reasons += [_("%(column)s: %(reason)s", column=name, reason=reason) for name, reason in faults(facts) if not (name in DATES and row.get(name))]
    return _key(row), (facts, state, why), reasons


def _number(row: Row, reasons: list[str]) -> int | None:
    cell = row.get("answer_hours", "")
    if not cell:
        return None
    if cell.isascii() and cell.isdigit() and len(cell) < 6:  # noqa: PLR2004  more digits are no hours
        return int(cell)
    reasons.append(_("%(column)s: %(reason)s", column="answer_hours", reason=_("Write a number such as 10.")))
    return None


def _day(row: Row, name: str, reasons: list[str]) -> date | None:
    cell = row.get(name, "")
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        reasons.append(_("%(column)s: %(reason)s", column=name, reason=_("Write the day like this: 2027-05-02.")))
        return None


def _word(kind: Any, row: Row, name: str, default: Any, reasons: list[str]) -> Any:
    cell = row.get(name, "").lower()
    if not cell:
        return default
    if cell in list(kind):
        return kind(cell)
    reasons.append(_("%(column)s: %(reason)s", column=name, reason=_("%(value)s is none of: %(words)s", value=cell[:60], words=", ".join(one.value for one in kind))))
    return default
