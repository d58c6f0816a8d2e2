"""People's words: made clean once, on the way in. Plain text, or a little Markdown and nothing else."""

import re
import unicodedata

import nh3
from markdown_it import MarkdownIt

_markdown = MarkdownIt("zero", {"html": False, "breaks": True}).enable(["newline", "emphasis", "list", "blockquote", "link", "autolink", "escape"])

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a"}
SCHEMES = {"https", "http", "mailto"}

# Controls, the invisible signs that turn a line around, and the code points that stand for no character (no valid page
# may hold them); marks that Arabic, Persian and Indic scripts need stay.
_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb" + _NO_CHARACTERS + "]")
_LONE_HALVES = re.compile("[\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """Typed text in one form: NFC, plain line ends, no controls, no invisible tricks, no edge blanks."""
    text = _LONE_HALVES.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", text))
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip()


def one_line(text: str) -> str:
    """Typed text for a name or a title: tidy, on one line, single blanks."""
    return " ".join(tidy(text).split())


def to_html(text: str) -> str:
    """The small markup as clean HTML: paragraphs, line breaks, emphasis, lists, quotations and links; safe to show as it is."""
    return nh3.clean(_markdown.render(text), tags=TAGS, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes=SCHEMES, link_rel="nofollow noreferrer ugc").strip()


def plain(html: str) -> str:
    """The words of clean HTML without its markup, for feeds, tables and comparison."""
    spaced = re.sub(r"</(p|li|blockquote)>|<br>", "\n", html)
    bare = nh3.clean(spaced, tags=set())
    return _BLANK_LINES.sub("\n\n", bare.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&nbsp;", " ").replace("&amp;", "&")).strip()


def excerpt(text: str, length: int = 120) -> str:
    """The first words, cut between two of them, with a sign that there is more."""
    line = one_line(text)
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(",.;: ") + " …"


WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Signs of scripts that put no blanks between words: Thai to Khmer, kana, Han."""
SIGNS_OF_A_WORD = 2
"""A Chinese word has about two signs; Thai and Khmer words have more, so that a limit counted so is kind to them."""


def words_in(text: str) -> int:
    """How many words a text has, as near as can be told without a dictionary: for limits that are the same in every script."""
    signs = len(WITHOUT_BLANKS.findall(text))
    return len(WITHOUT_BLANKS.sub(" ", text).split()) + -(-signs // SIGNS_OF_A_WORD)
