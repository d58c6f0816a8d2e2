"""What an edition says, as plain data: blocks of words, each with its language. Paper, book, folder and text are drawn from one tree.

Words are values here and never a program of the thing that draws them: not markup, not a typesetter's code. A tree is
made of lists, strings and numbers alone, so that it can be sent to another process and be compared.
"""

import base64
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from portal.base.languages import direction

Run = dict[str, Any]
"""Words in a line: `text`, and where they differ from what is around them `lang` and `dir`, `strong`, `em`, `href`; or `br`."""
Block = dict[str, Any]
"""A heading, paragraph, list, quotation, table and so on, told by `is`."""

MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}


def run(text: str, lang: str = "", **marks: Any) -> Run:
    """Words, in another language than what is around them if `lang` is given."""
    made: Run = {"text": text, **marks}
    return made | {"lang": lang, "dir": direction(lang)} if lang else made


def heading(level: int, *runs: Run) -> Block:
    """A heading; levels follow each other without a gap."""
    return {"is": "heading", "level": level, "runs": list(runs)}


def paragraph(*runs: Run) -> Block:
    """A paragraph."""
    return {"is": "paragraph", "runs": list(runs)}


def items(entries: list[list[Block]], *, ordered: bool = False, start: int = 1) -> Block:
    """A list; every entry is a list of blocks."""
    return {"is": "list", "ordered": ordered, "start": start, "items": entries}


def quotation(blocks: list[Block]) -> Block:
    """Somebody else's words."""
    return {"is": "quote", "blocks": blocks}


def terms(*pairs: tuple[list[Run], list[Run]]) -> Block:
    """Names, each with what it stands for."""
    return {"is": "terms", "items": [{"term": term, "runs": said} for term, said in pairs]}


def table(name: list[Run], head: list[list[Run]], rows: list[list[list[Run]]]) -> Block:
    """A table with its name and one row of headings; the first cell of a row names it."""
    return {"is": "table", "name": name, "head": head, "rows": rows}


def lines(number: int, label: str) -> Block:
    """Empty lines to write on; `label` says what for, unless a heading does."""
    return {"is": "lines", "number": number, "label": label}


def boxes(*labels: list[Run]) -> Block:
    """Boxes to tick."""
    return {"is": "boxes", "labels": list(labels)}


def picture(data: bytes, kind: str, alt: str) -> Block:
    """A picture with the words that stand for it; `kind` is png or jpeg."""
    return {"is": "picture", "data": base64.b64encode(data).decode(), "kind": kind, "alt": alt}


def within(lang: str, blocks: list[Block]) -> Block:
    """Blocks in another language than those around them; `und` is a language that nobody knows."""
    return {"is": "within", "lang": "" if lang == "und" else lang, "dir": "auto" if lang == "und" else direction(lang), "blocks": blocks}


def runs_of(blocks: list[Block]) -> Iterator[Run]:
    """All words of a tree, in their order."""
    for block in blocks:
        yield from block.get("runs", ())
        yield from (one for entry in block.get("items", ()) for one in (runs_of(entry) if isinstance(entry, list) else (*entry["term"], *entry["runs"])))
        yield from runs_of(block.get("blocks", []))
        yield from (one for cells in (block.get("head", []), *block.get("rows", [])) for cell in cells for one in cell)
        yield from (one for label in block.get("labels", ()) for one in label)
        if isinstance(block.get("label"), str):
            yield {"text": block["label"]}


def from_html(html: str) -> list[Block]:
    """The tree of words that were made clean on the way in (portal.base.text): they hold nothing but the small markup."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    """Follows the few tags of the small markup; words outside of any paragraph get one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: list[Block] = []
        self.open: list[list[Block]] = [self.root]
        self.lists: list[Block] = []
        self.runs: list[Run] | None = None
        self.marks: list[str] = []
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the tag opens."""
        given = dict(attrs)
        if tag in MARKS:
            self.marks.append(MARKS[tag])
        elif tag == "a":
            self.href = given.get("href") or ""
        elif tag == "br":
            self._line().append({"br": True})
        else:
            self._open(tag, given.get("start") or "1")

    def _open(self, tag: str, start: str) -> None:
        self.runs = None
        if tag in ("ul", "ol"):
            block = items([], ordered=tag == "ol", start=int(start) if start.isdecimal() else 1)
            self.open[-1].append(block)
            self.lists.append(block)
        elif tag == "li" and self.lists:
            self.lists[-1]["items"].append([])
            self.open.append(self.lists[-1]["items"][-1])
        elif tag == "blockquote":
            self.open[-1].append(quotation([]))
            self.open.append(self.open[-1][-1]["blocks"])

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes."""
        if tag in MARKS:
            if MARKS[tag] in self.marks:
                self.marks.remove(MARKS[tag])
            return
        if tag == "a":
            self.href = ""
            return
        self.runs = None
        if tag in ("li", "blockquote") and len(self.open) > 1:
            self.open.pop()
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        """Words."""
        if self.runs is None and not data.strip():
            return
        marks: Run = dict.fromkeys(self.marks, True)
        self._line().append(run(" ".join(data.split("\n")), **(marks | ({"href": self.href} if self.href else {}))))

    def _line(self) -> list[Run]:
        if self.runs is None:
            self.runs = []
            self.open[-1].append({"is": "paragraph", "runs": self.runs})
        return self.runs
