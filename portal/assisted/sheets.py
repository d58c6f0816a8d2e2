"""A sheet with the words of many people: read, checked line by line, and given back with reasons where something is to be mended.

It is read in memory and lies on no disk. Spreadsheets save it with commas, semicolons or tabs, in UTF-8 or UTF-16; all
of these are read. What looks like a formula is kept as it was written, and is made harmless in what we give out.
"""

import csv
import io
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.base.cells import harmless, literal
from portal.base.errors import Refused, TooMuch
from portal.base.languages import _, _l
from portal.base.secrets import from_text, to_text
from portal.base.text import one_line, tidy
from portal.contributions.forms import LANGUAGES, UNKNOWN
from portal.contributions.models import Channel, Voice

COLUMNS = ("line", "question", "text", "language", "voice", "name", "channel", "meeting", "slip", "reply_to")
NEEDED = ("line", "question", "text", "language")
REASON = "reason"
NOT_PUBLIC = _l("No public words here have this number.")
OTHER_QUESTION = _l("The words with this number answer another question.")
MOST_LINES = 2000
MOST_BYTES = 2_000_000
LONGEST_LINE_ID, LONGEST_NAME = 40, 80
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
BYTE_ORDERS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class Frame:
    """What lines may say in one consultation."""

    questions: frozenset[int]
    meetings: frozenset[int]
    longest: int
    voices: frozenset[str]
    slips: tuple[str, ...]
    slip: str
    """The language of a slip when neither the line nor the words tell one."""
    answerable: Mapping[int, int] = field(default_factory=dict)
    """The question of each public contribution to which lines reply."""


@dataclass(frozen=True)
class Line:
    """One good line."""

    line: str
    question: int
    text: str
    language: str
    voice: Voice
    name: str
    channel: Channel
    meeting: int | None
    slip: str
    reply_to: int | None = None


@dataclass
class Bad:
    """A line as it came, and why it cannot be entered."""

    cells: list[str]
    reasons: list[str]


@dataclass
class Sheet:
    """A sheet as it was read: the cells in the order of COLUMNS."""

    rows: list[list[str]] = field(default_factory=list)

    @property
    def answered(self) -> set[int]:
        """The numbers to which its lines reply."""
        return {number for row in self.rows if (number := number_in(dict(zip(COLUMNS, row, strict=False)).get("reply_to", ""))) is not None}

    def pack(self) -> str:
        """For the page between checking and entering; nothing is kept on the server."""
        return to_text(zlib.compress(json.dumps(self.rows, ensure_ascii=False).encode()))


def unpack(packed: str) -> Sheet:
    """The reverse of `pack`. Raises Refused."""
    try:
        opened = zlib.decompressobj()
        raw = opened.decompress(from_text(packed), 8 * MOST_BYTES)
        if opened.unconsumed_tail:
            raise ValueError  # noqa: TRY301 - told like the others
        rows = json.loads(raw)
        if not (isinstance(rows, list) and len(rows) <= MOST_LINES and all(isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in rows)):
            raise ValueError  # noqa: TRY301
    except (ValueError, RecursionError, zlib.error):
        raise Refused(_("The form did not arrive whole. Please go back and send it once more.")) from None
    return Sheet([(row + [""] * (len(COLUMNS) - len(row)))[: len(COLUMNS) + 1] for row in rows])


def read(data: bytes) -> Sheet:
    """A sheet from a file. Raises Refused with what to do."""
    if len(data) > MOST_BYTES:
        raise TooMuch(_("The sheet is too large. Send at most %(lines)s lines and %(most)s MB at once.", lines=MOST_LINES, most=MOST_BYTES // 1_000_000))
    text = _decoded(data)
    head, _line_end, rest = text.partition("\n")
    given = head.strip().removeprefix("sep=") if head.startswith("sep=") else ""
    source = rest if given else text
    mark = given or _mark(source.partition("\n")[0])
    table = csv.reader(io.StringIO(source, newline=""), delimiter=mark[0], strict=True)
    try:
        names = [name.strip().casefold() for name in next(table, [])]
        _check_names(names)
        rows = [row for row in table if any(cell.strip() for cell in row)]
    except csv.Error:
        raise Refused(_("The sheet cannot be read near line %(line)s. Look for a lonely quotation mark.", line=table.line_num)) from None
    if len(rows) > MOST_LINES:
        raise TooMuch(_("The sheet is too large. Send at most %(lines)s lines and %(most)s MB at once.", lines=MOST_LINES, most=MOST_BYTES // 1_000_000))
    return Sheet([_ordered(names, row) for row in rows])


def _decoded(data: bytes) -> str:
    if data.startswith(b"PK"):
        raise Refused(_("This is no CSV file. Save your sheet as “CSV UTF-8” and send that file."))
    encoding = next((name for mark, name in BYTE_ORDERS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and data[:200].count(b"\0") > len(data[:200]) // 4:
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    try:
        return data.decode(encoding).replace("\0", "")
    except UnicodeError:
        raise Refused(_("The letters of this file cannot be read. Save your sheet as “CSV UTF-8” and send that file.")) from None


def _mark(head: str) -> str:
    """What parts the columns: the sign with which most of our names come out of the first line."""
    return max((",", ";", "\t"), key=lambda mark: sum(cell.strip(' "\r').casefold() in COLUMNS for cell in head.split(mark)))


def _check_names(names: Sequence[str]) -> None:
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise Refused(_("These columns are missing in the first line: %(names)s.", names=", ".join(missing)))
    known = [name for name in names if name in COLUMNS]
    if len(known) != len(set(known)):
        raise Refused(_("A column stands twice in the first line."))


def _ordered(names: Sequence[str], row: list[str]) -> list[str]:
    """The cells in our order; in a sheet of ours that was mended, without the sign that made a formula harmless."""
    ours = REASON in names
    there = dict(zip(names, row, strict=False))
    cells = [literal(there.get(name, "")) if ours else there.get(name, "") for name in COLUMNS]
    return [*cells, "more"] if any(cell.strip() for cell in row[len(names) :]) else cells


def check(sheet: Sheet, frame: Frame) -> tuple[list[Line], list[Bad]]:
    """The good lines, and the bad ones with every reason."""
    good, bad, seen = [], [], set[str]()
    for cells in sheet.rows:
        told = dict(zip(COLUMNS, cells, strict=False))
        name = one_line(told["line"])
        faults = [
            *_faults(told, frame),
            *([_("This line number stands twice.")] if name in seen else []),
            *([_("There are more cells than columns.")] if len(cells) > len(COLUMNS) else []),
        ]
        seen.add(name)
        if faults:
            bad.append(Bad(cells[: len(COLUMNS)], faults))
        else:
            good.append(_line(told, frame))
    return good, bad


def _faults(told: dict[str, str], frame: Frame) -> list[str]:
    text, language, name = tidy(told["text"]), _plain(told["language"]), one_line(told["name"])
    voice, channel = _voice(told), _plain(told["channel"]) or Channel.PAPER.value
    found = [
        (not one_line(told["line"]), _("The line has no number of its own (column “line”).")),
        (len(one_line(told["line"])) > LONGEST_LINE_ID, _("The line number is too long.")),
        (number_in(told["question"]) not in frame.questions, _("There is no such question.")),
        (not text, _("There are no words.")),
        (len(text) > frame.longest, _("The words are too long. The limit is %(most)s signs for everybody.", most=frame.longest)),
        (not _is_language(language), _("There is no such language. Write a code such as ar, or und when you do not know it.")),
        (voice not in frame.voices, _("One cannot speak in this way here. Choose another one.")),
        (voice != Voice.ANONYMOUS and not name, _("Type the name to show, or choose to speak without a name.")),
        (len(name) > LONGEST_NAME, _("The name is too long.")),
        (channel == Channel.ONLINE or channel not in [one.value for one in Channel], _("Write how the words came: paper, phone, in person, meeting.")),
        (bool(told["meeting"].strip()) and number_in(told["meeting"]) not in frame.meetings, _("There is no such meeting, or it has not begun.")),
        (channel == Channel.MEETING and not told["meeting"].strip(), _("Write the number of the meeting.")),
        *_reply_faults(told, frame),
        (bool(_plain(told["slip"])) and _plain(told["slip"]) not in frame.slips, _("The slip cannot be printed in this language.")),
    ]
    return [sentence for wrong, sentence in found if wrong]


def _reply_faults(told: dict[str, str], frame: Frame) -> list[tuple[bool, str]]:
    number = number_in(told["reply_to"])
    under = frame.answerable.get(number) if number is not None else None
    return [
        (bool(told["reply_to"].strip()) and under is None, str(NOT_PUBLIC)),
        (under is not None and under != number_in(told["question"]), str(OTHER_QUESTION)),
    ]


def _line(told: dict[str, str], frame: Frame) -> Line:
    language, voice = _plain(told["language"]), Voice(_voice(told))
    slip = _plain(told["slip"]) or (language if language in frame.slips else frame.slip)
    return Line(
        one_line(told["line"]),
        number_in(told["question"]) or 0,
        tidy(told["text"]),
        language,
        voice,
        "" if voice is Voice.ANONYMOUS else one_line(told["name"]),
        Channel(_plain(told["channel"]) or Channel.PAPER.value),
        number_in(told["meeting"]),
        slip,
        number_in(told["reply_to"]),
    )


def _plain(cell: str) -> str:
    return one_line(cell).casefold()


def _voice(told: dict[str, str]) -> str:
    return _plain(told["voice"]) or Voice.ANONYMOUS.value


def number_in(cell: str) -> int | None:
    """A whole number in the digits of any script."""
    typed = one_line(cell)
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None  # noqa: PLR2004  more digits fit no column


def _is_language(tag: str) -> bool:
    return tag == UNKNOWN or (bool(TAG.fullmatch(tag)) and tag.split("-", maxsplit=1)[0] in LANGUAGES)


def written(rows: Sequence[Sequence[Any]], names: Sequence[str] = COLUMNS) -> bytes:
    """A sheet to give out: UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(names)
    table.writerows([harmless(str(cell)) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def with_reasons(bad: Sequence[Bad]) -> bytes:
    """The bad lines, ready to be mended, with the reasons in a column of their own."""
    return written([[*one.cells, " ".join(one.reasons)] for one in bad], (*COLUMNS, REASON))


def template() -> bytes:
    """An empty sheet with the names of the columns."""
    return written([])
