"""The handbook: Markdown files that are readable in the repository and served here, so that no manual needs the internet."""

from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt

from portal.base.languages import language
from portal.base.settings import ROOT

FOLDER = ROOT / "portal" / "handbook"
ORDER = ("take-part", "questions", "organise", "moderate", "answer", "policies", "administer", "operate", "own-sign-in", "complaints", "protect", "reach", "security", "exchange")
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Guide:
    """One guide in one language."""

    slug: str
    title: str
    html: str
    language: str


def guides() -> list[Guide]:
    """All guides in the language spoken now, in their order."""
    return [guide for slug in ORDER if (guide := one(slug))]


def one(slug: str) -> Guide | None:
    """A guide in the language spoken now, else the English one, marked as such."""
    if slug not in ORDER:
        return None
    return _read(slug, language()) or _read(slug, "en")


@lru_cache(maxsize=64)
def _read(slug: str, tag: str) -> Guide | None:
    path = FOLDER / tag / f"{slug}.md"
    if not path.exists():
        return None
    first, _line, rest = path.read_text().partition("\n")
    return Guide(slug, first.removeprefix("#").strip(), _markdown.render(rest), tag)
