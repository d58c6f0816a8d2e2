"""Putting an edition into words: in the language of the edition, and where it was not written in that, honestly marked."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from portal.base.languages import Texts
from portal.base.settings import settings
from portal.base.text import to_html
from portal.editions import tree
from portal.editions.tree import Block, Run

T = TypeVar("T")


def spoken_in(tag: str) -> str:
    """The language of headings and labels: the edition's own where the portal speaks it, otherwise the portal's first."""
    return tag if tag in settings().languages else settings().languages[0]


class Leaf:
    """Words for one edition. The portal's own words are said while `spoken_in(tag)` is being spoken."""

    def __init__(self, tag: str, read: dict[str, Any] | None = None) -> None:
        self.tag = tag
        self.spoken = spoken_in(tag)
        self._read: dict[str, Any] = {} if read is None else read
        self.days: list[date] = []
        """When translations in it were made or checked."""

    def once(self, name: str, read: Callable[[], T]) -> T:
        """What was read from the database for this consultation already: for the edition before, or for another language."""
        if name not in self._read:
            self._read[name] = read()
        found: T = self._read[name]
        return found

    def own(self, text: str, **marks: object) -> Run:
        """The portal's own words."""
        return tree.run(text, self.spoken if self.spoken != self.tag else "", **marks)

    def said(self, texts: Texts | None, **marks: object) -> Run:
        """What staff wrote, on one line."""
        reading = Texts(texts or {}).for_reader(self.tag)
        return tree.run(" ".join(reading.text.split()), reading.language if reading.language != self.tag else "", **marks)

    def heading(self, level: int, text: str) -> Block:
        """A heading in the portal's own words."""
        return tree.heading(level, self.own(text))

    def line(self, text: str) -> Block:
        """A paragraph in the portal's own words."""
        return tree.paragraph(self.own(text))

    def pair(self, label: str, *runs: Run) -> tuple[list[Run], list[Run]]:
        """A name, and what it stands for."""
        return [self.own(label)], list(runs)

    def prose(self, texts: Texts | None) -> list[Block]:
        """What staff wrote with the small markup."""
        reading = Texts(texts or {}).for_reader(self.tag)
        if not reading.text:
            return []
        blocks = tree.from_html(to_html(reading.text))
        return blocks if reading.language == self.tag else [tree.within(reading.language, blocks)]

    def words(self, html: str, language: str) -> Block:
        """What somebody said, in their own language."""
        return tree.within(language, tree.from_html(html))
