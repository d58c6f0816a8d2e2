"""A tree as plain text: for Braille printers, screen readers, the oldest machines, and for reading aloud."""

import unicodedata
from collections.abc import Iterator

from portal.editions.tree import Block, Run

WIDTH = 72
UNDERLINES = {1: "=", 2: "-"}
TOGETHER = "。，、；：？！）》」』”’…"
"""What begins no line in Chinese and Japanese."""


def plain(blocks: list[Block]) -> str:
    """The whole text, lines of at most 72 places."""
    return "\n".join(_lines(blocks, WIDTH)).strip() + "\n"


def _lines(blocks: list[Block], width: int) -> Iterator[str]:
    for one in blocks:
        yield from _block(one, width)
        yield ""


def _block(one: Block, width: int) -> Iterator[str]:  # noqa: C901, PLR0912 - one case for each kind of content
    match one["is"]:
        case "heading":
            said = [*wrapped(_said(one["runs"]), width)]
            yield ""
            yield from said
            if one["level"] in UNDERLINES:
                yield UNDERLINES[one["level"]] * min(width, max(map(wide, said), default=0))
        case "paragraph":
            yield from wrapped(_said(one["runs"]), width)
        case "quote":
            yield from _behind("> ", "> ", _lines(one["blocks"], width - 2))
        case "within":
            yield from _without_end(_lines(one["blocks"], width))
        case "list":
            for place, entry in enumerate(one["items"], one["start"]):
                sign = f"{place}. " if one["ordered"] else "- "
                yield from _behind(sign, " " * len(sign), _lines(entry, width - len(sign)))
        case "terms":
            for pair in one["items"]:
                yield from wrapped(f"{_said(pair['term'])}: {_said(pair['runs'])}", width)
        case "table":
            for cells in one["rows"]:
                yield from wrapped("; ".join(f"{_said(name)}: {_said(cell)}" for name, cell in zip(one["head"], cells, strict=True)), width)
        case "boxes":
            for label in one["labels"]:
                yield from _behind("[ ] ", "    ", wrapped(_said(label), width - 4))
        case "lines":
            yield from (*([one["label"] + ":"] if one["label"] else []), *(["_" * width] * one["number"]))
        case "picture":
            yield from wrapped(f"[{one['alt']}]", width)


def _said(runs: list[Run]) -> str:
    said = []
    for one in runs:
        if one.get("br"):
            said.append("\n")
            continue
        address = one.get("href", "")
        said.append(one["text"] if not address or address == one["text"] else f"{one['text']} <{address}>")
    return "".join(said)


def _without_end(lines: Iterator[str]) -> Iterator[str]:
    every = list(lines)
    while every and not every[-1]:
        every.pop()
    yield from every


def _behind(first: str, others: str, lines: Iterator[str]) -> Iterator[str]:
    for place, one in enumerate(_without_end(lines)):
        yield ((others if place else first) + one).rstrip()


def wide(text: str) -> int:
    """How many places a text takes: two for a character of Chinese, none for a mark above another."""
    return sum(0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def wrapped(text: str, width: int) -> Iterator[str]:
    """Lines, broken between words, and between the characters of scripts that have no blanks."""
    for paragraph in text.split("\n"):
        here, taken = "", 0
        for piece in _pieces(paragraph, width):
            needs = wide(piece.rstrip())
            if here and taken + needs > width:
                yield here.rstrip()
                here, taken = "", 0
                piece = piece.lstrip()  # noqa: PLW2901 - a line begins without a blank
            here += piece
            taken += wide(piece)
        yield here.rstrip()


def _pieces(text: str, width: int) -> Iterator[str]:
    """What a line may be broken between; a word that is longer than a line stays whole, because it may be an address."""
    piece = ""
    for one in text:
        broad = unicodedata.east_asian_width(one) in "WF" and one not in TOGETHER
        if piece and (piece[-1] == " " or broad or (unicodedata.east_asian_width(piece[-1]) in "WF" and one not in TOGETHER and one != " ")):
            yield piece
            piece = ""
        piece += one
    yield piece
