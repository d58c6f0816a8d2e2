"""A whole consultation as a folder that opens without a network: pages that link to each other and to nothing else."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from portal.base.languages import _, direction, language_name, speaking
from portal.base.settings import settings
from portal.editions import tree
from portal.editions.edition import Edition
from portal.editions.html import html, line
from portal.editions.leaves import Leaf
from portal.editions.tree import Block, Run
from portal.web import style
from portal.web.pages import environment

LARGEST = 200_000  # bytes
BLANKS = "nav * { overflow-wrap: anywhere; } hr { border: 0; border-block-end: 1px solid; block-size: 2.2rem; margin: 0; } footer, nav { padding-block: .5rem; }"
SAME_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The day of the copy stands in its pages."""


@dataclass(frozen=True)
class Copy:
    """A consultation in one language, as it was on a day."""

    slug: str
    tag: str
    title: str
    day: str
    editions: list[Edition]
    voices: list[Block]
    slips: list[Edition]


def folder(copies: list[Copy]) -> bytes:
    """The folder as one file: in all languages if that fits, otherwise in the first, and with fewer of the contributions if it must be."""
    for some in (copies, copies[:1]) if len(copies) > 1 else (copies,):
        made = _zipped(some)
        if len(made) <= LARGEST:
            return made
    first = copies[0]
    while first.voices and len(made) > LARGEST:
        first = replace(first, voices=_fewer(first.voices))
        made = _zipped([first])
    return made


def _fewer(voices: list[Block]) -> list[Block]:
    """Half as many blocks, cut before a contribution, so that none is cut in two."""
    half = len(voices) // 2
    while half and not (voices[half]["is"] == "heading" and voices[half]["level"] <= 3):  # noqa: PLR2004
        half -= 1
    return voices[:half]


def _zipped(copies: list[Copy]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, page in _pages(copies):
            entry = zipfile.ZipInfo(f"{copies[0].slug}/{name}", SAME_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, page)
    return out.getvalue()


def _pages(copies: list[Copy]) -> Iterator[tuple[str, bytes]]:
    tags = [one.tag for one in copies]
    for copy in copies:
        sheets = _sheets(copy)
        for sheet in sheets:
            named = f"{copy.tag}/{sheet.name}.html"
            yield named, _page(copy, sheet, sheets, tags, "../")
        if copy is copies[0]:
            yield "index.html", _page(copy, sheets[0], sheets, tags, "")


def _sheets(copy: Copy) -> list[Edition]:
    """The pages of one language; the contributions are one of them."""
    with speaking(copy.editions[0].spoken):
        leaf = Leaf(copy.tag)
        title = [leaf.own(_("Contributions") + ": "), tree.run(copy.title)]
        said = replace(copy.editions[0], name="contributions", title=f"{_('Contributions')}: {copy.title}", blocks=[tree.heading(1, *title), *copy.voices])
    first = replace(copy.editions[0], name="index")
    return [first, *copy.editions[1:], *([said] if copy.voices else []), *copy.slips]


def _page(copy: Copy, sheet: Edition, sheets: list[Edition], tags: list[str], up: str) -> bytes:
    """One page; `up` leads to the top of the folder."""
    with speaking(sheet.spoken):
        leaf = Leaf(copy.tag)
        facts: dict[str, Any] = {
            "sheet": sheet,
            "copy": copy,
            "way": direction(copy.tag),
            "style": Markup(f"{style.sheet()} {BLANKS}"),  # noqa: S704 - our own
            "top": line(sheet.blocks[0]["runs"]),
            "body": html(_unlinked(sheet.blocks[1:])),
            "spoken": "" if leaf.spoken == copy.tag else leaf.spoken,
            "sheets": [(f"{up}{copy.tag}/{one.name}.html", one.title, one.name == sheet.name) for one in sheets],
            "tongues": [(f"{up}{tag}/index.html", tag, language_name(tag, own=True)) for tag in tags if tag != copy.tag],
            "onion": settings().onion,
        }
        text: str = environment().get_template("editions/folder.html").render(facts)
    return re.sub(r"\n{2,}", "\n", text).encode()


def _unlinked(blocks: list[Block]) -> list[Block]:
    """The same words without ways into the network: an address stays readable as words."""
    return [_block(one) for one in blocks]


def _block(one: Block) -> Block:
    made = dict(one)
    if "runs" in one:
        made["runs"] = _runs(one["runs"])
    if "blocks" in one:
        made["blocks"] = _unlinked(one["blocks"])
    if one["is"] == "list":
        made["items"] = [_unlinked(entry) for entry in one["items"]]
    if one["is"] == "terms":
        made["items"] = [{"term": _runs(pair["term"]), "runs": _runs(pair["runs"])} for pair in one["items"]]
    return made


def _runs(runs: list[Run]) -> list[Run]:
    made = []
    for one in runs:
        address = one.get("href", "")
        said = {name: value for name, value in one.items() if name != "href"}
        made.append(said)
        if address and address != one["text"]:
            made += [tree.run(" ("), tree.run(address, ltr=True), tree.run(")")]
    return made
