"""Words that a consultation explains: their first place in a page's texts becomes a plain link to what they mean (R04)."""

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from portal.base.languages import Texts, language
from portal.base.text import to_html

_TAGS = re.compile(r"(<[^>]*>)")
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_BEFORE_ARABIC = "(?:[وفبكل]?(?:ال)?|لل)"  # "and", "in", "the" are written together with the word


class Glossary:
    """The words of one consultation, for one page: each is linked once."""

    def __init__(self, terms: Iterable[Any], address: str) -> None:
        """`address` is the page of the glossary, ready to be a link."""
        self.terms = list(terms)
        self.address = address
        self.linked: set[int] = set()

    def prose(self, texts: Texts) -> Markup:
        """Longer words in the small markup, with links."""
        return self._around(texts, "div", to_html)

    def lines(self, texts: Texts) -> Markup:
        """Words that are shown as they are, with links."""
        return self._around(texts, "span", lambda text: str(escape(text)))

    def named_in(self, texts: Texts) -> list[tuple[str, str]]:
        """(word, address) of words in a heading, which holds no links, as far as they were not linked before."""
        reading = texts.for_reader() if texts else None
        words = [(term, (term.term or {}).get(reading.language, "").strip()) for term in self.terms if term.number not in self.linked] if reading else []
        return [(word, f"{self.address}#word-{term.number}") for term, word in words if word and reading and pattern(word).search(str(escape(reading.text)))]

    def _around(self, texts: Texts, tag: str, html: Any) -> Markup:
        if not texts:
            return Markup("")
        reading = texts.for_reader()
        other = Markup(' lang="{0}" dir="{1}"').format(reading.language, reading.direction) if reading.language != language() else ""
        shown = Markup(self._link(html(reading.text), reading.language))  # noqa: S704 - cleaned or escaped above
        if tag == "span" and not other:
            return shown
        return Markup("<{0}{1}{2}>{3}</{0}>").format(tag, Markup(' class="words"') if tag == "div" else "", other, shown) if reading.text else Markup("")

    def _link(self, html: str, tag: str) -> str:
        """The same HTML with links in its words, never inside of another link."""
        for term in self.terms:
            word = (term.term or {}).get(tag, "").strip()
            if word and term.number not in self.linked:
                html, found = self._first(html, pattern(word), f"{self.address}#word-{term.number}")
                if found:
                    self.linked.add(term.number)
        return html

    def _first(self, html: str, word: re.Pattern[str], address: str) -> tuple[str, bool]:
        pieces, inside = _TAGS.split(html), False
        for place, piece in enumerate(pieces):
            if piece.startswith("<"):
                inside = piece.startswith("<a ") or (inside and piece != "</a>")
            elif not inside and (hit := word.search(piece)):
                start, end = hit.span()
                pieces[place] = f'{piece[:start]}<a href="{escape(address)}">{piece[start:end]}</a>{piece[end:]}'
                return "".join(pieces), True
        return html, False


def pattern(word: str) -> re.Pattern[str]:
    """How a word is found in a text: whole, whatever its letters' size, and in Arabic with what is written together with it."""
    bare = re.escape(str(escape(word)))
    if _WITHOUT_BLANKS.search(word):
        return re.compile(bare)
    if _ARABIC.search(word):
        return re.compile(rf"(?<!\w){_BEFORE_ARABIC}{bare}(?!\w)")
    return re.compile(rf"(?<!\w){bare}(?!\w)", re.IGNORECASE)
