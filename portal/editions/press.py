"""The press: a process of its own in which editions become PDF. Trees come in by stdin as JSON, PDFs go out by stdout.

Whoever finds a way through the typesetter or its readers of fonts meets a process that can write no file, has no secret
in its surroundings, and ends soon. A character that no font here can show becomes a mark for that, since a PDF that all
can read (PDF/UA, ISO 14289-1, 7.21.8) may hold no empty shape.
"""

import base64
import json
import resource
import struct
import sys
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from portal.editions import fonts

MOST_SECONDS = 60
MOST_MEMORY = 3_000_000_000
"""Of addresses, not of memory that is used: the fonts are read through maps of their files."""
TEMPLATE = Path(__file__).resolve().parent.parent.parent / "templates" / "editions" / "edition.typ"
UNSHOWN = "\ufffd"
LONGEST_WORD = 40
PRIVATE = ("Co", "Cs", "Cn")
SCHEMES = ("https://", "http://", "mailto:")
REGIONS = {"zh": "CN", "zh-hans": "CN", "zh-hant": "TW"}


def main() -> None:
    """Set what comes in."""
    for limit, most in ((resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(limit, (most, most))
    for edition in json.load(sys.stdin.buffer):
        pdf = printed(edition)
        sys.stdout.buffer.write(struct.pack(">I", len(pdf)) + pdf)


def printed(edition: dict[str, Any]) -> bytes:
    """One edition as PDF/UA-1; the typesetter itself refuses what is not."""
    import typst

    sheet = Sheet(edition["language"], edition["dir"])
    ready = sheet.made(edition)
    pdf: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=_known_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"edition": json.dumps(ready, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=edition["stamp"],
    )
    return pdf


@lru_cache(maxsize=1)
def _known_fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=fonts.folders())


class Sheet:
    """Makes a tree ready for the template: languages as the typesetter names them, and no character without a shape."""

    def __init__(self, language: str, way: str) -> None:
        self.language, self.way = language, way
        self.main = [fonts.files()[name] for name in dict.fromkeys((*fonts.needed(language), fonts.LATIN, fonts.ARABIC, fonts.CHINESE)) if name in fonts.files()]
        self.more: dict[str, str] = {}
        self.faces: dict[str, Any] = {}

    def made(self, edition: dict[str, Any]) -> dict[str, Any]:
        """Everything that the template asks for."""
        made = {
            "title": self.clean(edition["title"]),
            "host": self.clean(edition["host"]),
            "large": edition["large"],
            "contents": self.clean(edition["contents"]),
            "spoken": self.spoken(self.language, self.way),
            "before": self.blocks(edition["before"]),
            "blocks": self.blocks(edition["blocks"]),
        }
        extra = sorted(set(self.more.values()) - {""})
        faces = {tag: [*own, *(_family(name) for name in extra)] for tag, own in {"": fonts.faces(self.language), **self.faces}.items()}
        return {**made, "faces": faces}

    def blocks(self, blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Blocks with everything inside them."""
        return [self._block(one) for one in blocks]

    def _block(self, block: dict[str, Any]) -> dict[str, Any]:
        made = dict(block)
        if "runs" in block:
            made["runs"] = self.runs(block["runs"])
        if "blocks" in block:
            made["blocks"] = self.blocks(block["blocks"])
        if block["is"] == "list":
            made["items"] = [self.blocks(entry) for entry in block["items"]]
        if block["is"] == "terms":
            made["items"] = [{"term": self.runs(pair["term"]), "runs": self.runs(pair["runs"])} for pair in block["items"]]
        if block["is"] == "table":
            made["head"] = [self.runs(cell) for cell in block["head"]]
            made["rows"] = [[self.runs(cell) for cell in cells] for cells in block["rows"]]
        if "labels" in block:
            made["labels"] = [self.runs(label) for label in block["labels"]]
        for name in ("label", "alt"):
            if name in block:
                made[name] = self.clean(block[name])
        return {**made, **self._of_kind(block)}

    def _of_kind(self, block: dict[str, Any]) -> dict[str, Any]:
        if block["is"] == "picture":
            return {"data": list(base64.b64decode(block["data"]))}
        return {"spoken": self.spoken(block["lang"], block["dir"])} if block["is"] == "within" else {}

    def runs(self, runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Words of a line."""
        made = []
        for one in runs:
            if one.get("br"):
                made.append({"br": True})
                continue
            ready: dict[str, Any] = {"text": self.clean(one["text"]), **{name: True for name in ("strong", "em") if one.get(name)}}
            if one.get("apart") or one.get("lang") or one.get("ltr"):
                ready["apart"] = True
            if one.get("href", "").startswith(SCHEMES):
                ready["href"] = one["href"]
            if one.get("lang"):
                ready["spoken"] = self.spoken(one["lang"], one["dir"])
            elif one.get("ltr"):
                ready["spoken"] = self.spoken(self.language, "ltr")
            made.append(ready)
        return made

    def spoken(self, tag: str, way: str) -> dict[str, str]:
        """A language as the typesetter names it."""
        bare, *others = tag.lower().split("-")
        region = next((part.upper() for part in others if len(part) == 2 and part.isalpha()), "") or REGIONS.get(tag.lower(), REGIONS.get("-".join([bare, *others[:1]]), ""))  # noqa: PLR2004
        if tag:
            self.faces.setdefault(tag, fonts.faces(tag))
        known = bare if 2 <= len(bare) <= 3 and bare.isascii() and bare.isalpha() else "und"  # noqa: PLR2004
        return {"lang": known, "region": region, "dir": way, "face": tag}

    def clean(self, text: str) -> str:
        """Words without what no font here can show, and with places to break in words that are wider than the page."""
        shown = "".join(self._character(one) for one in text)
        return "".join(f"{one}\u200b" if place and place % LONGEST_WORD == 0 else one for place, one in _places(shown))

    def _character(self, one: str) -> str:
        if one in "\n\t" or any(ord(one) in fonts.covered(path) for path in self.main):
            return one
        if unicodedata.category(one) in ("Cf", "Cc", "Mn") and one not in self.more and not _found(one):
            return ""
        if unicodedata.category(one) in PRIVATE:
            return UNSHOWN
        if one not in self.more:
            self.more[one] = _found(one)
        return one if self.more[one] else UNSHOWN


def _found(character: str) -> str:
    return "" if unicodedata.category(character) in PRIVATE else fonts.for_character(character)


def _places(text: str) -> list[tuple[int, str]]:
    """Every character with its place in its word; characters of scripts without blanks break by themselves."""
    places, place = [], 0
    for one in text:
        place = 0 if one.isspace() or one >= "\u2e80" else place + 1
        places.append((place, one))
    return places


def _family(name: str) -> str:
    """The family of a font by the name of its file: NotoSansDevanagari is Noto Sans Devanagari."""
    rest = name.removeprefix("NotoSans")
    return "Noto Sans " + "".join(f" {one}" if place and one.isupper() and not rest[place - 1].isupper() else one for place, one in enumerate(rest))


if __name__ == "__main__":
    main()
