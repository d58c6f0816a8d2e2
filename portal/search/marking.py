"""A result's words as people read them: the piece of the text where the found words stand, each of them marked."""

from bisect import bisect_left
from collections.abc import Sequence

from markupsafe import Markup, escape

from portal.base.languages import Texts, direction, language
from portal.search.sources import Retold, Shown, Words
from portal.search.terms import places

LONGEST = 260  # characters of a piece
BEFORE = 60
FARTHEST = 20_000  # characters of one text that are looked through for a piece
Spans = list[tuple[int, int]]


def title(shown: Shown, wanted: frozenset[str], asked: str = "") -> Markup:
    """The name of a result, the found words marked; in another language than the page's it says so."""
    if shown.named:
        return Markup.escape(shown.named)
    reading = Texts(shown.title).for_reader(asked if shown.title.get(asked) else None)
    return _spoken("span", reading.text, reading.language, places(reading.text, reading.language, wanted))


def piece(shown: Shown, wanted: frozenset[str], asked: str = "") -> tuple[Markup, Retold | None]:
    """The piece of a text that shows most: found words first, then the language asked for, then the reader's; and whether it is a translation."""
    reading = Texts(shown.title).for_reader(asked if shown.title.get(asked) else None)
    others = [Words(text, tag) for tag, text in shown.title.items() if tag != reading.language or text != reading.text]
    best: tuple[tuple[int, bool, bool], Words, Spans] | None = None
    for one in [*shown.texts, *others]:
        spans = places(one.text[:FARTHEST], one.language, wanted)
        worth = (min(len(spans), 1), one.language == asked, one.language == language())
        if one.text and (best is None or worth > best[0]):
            best = worth, one, spans
    return (Markup(""), None) if best is None else (_cut(best[1], best[2]), best[1].retold)


def _cut(words: Words, spans: Spans) -> Markup:
    """Some words before the densest place, and as many after it as fit."""
    start, end = window(words.text, spans)
    inside = [(max(first, start) - start, min(last, end) - start) for first, last in spans if first < end and last > start]
    return _spoken("p", words.text[start:end], words.language, inside, before="… " if start else "", after=" …" if end < len(words.text) else "")


def window(text: str, spans: Spans) -> tuple[int, int]:
    """Where a piece begins and ends: around the place with most found words, and between two words where blanks part them."""
    starts = [start for start, _end in spans]
    first = starts[max(range(len(starts)), key=lambda place: bisect_left(starts, starts[place] + LONGEST - BEFORE) - place)] if starts else 0
    start = max(first - BEFORE, 0)
    if start:
        blank = text.find(" ", start, first)
        start = blank + 1 if blank >= 0 else start
    end = min(start + LONGEST, len(text))
    if end < len(text):
        blank = text.rfind(" ", start + LONGEST // 2, end)
        end = blank if blank >= 0 else end
    return start, end


def _spoken(tag: str, text: str, spoken: str, spans: Sequence[tuple[int, int]], before: str = "", after: str = "") -> Markup:
    marked, place = [escape(before)], 0
    for start, end in spans:
        marked += [escape(text[place:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        place = end
    inside = Markup("").join([*marked, escape(text[place:]), escape(after)])
    if spoken == language():
        return Markup("<p>{}</p>").format(inside) if tag == "p" else inside
    known = spoken != "und"
    return Markup('<{0} lang="{1}" dir="{2}">{3}</{0}>').format(tag, spoken if known else "", direction(spoken) if known else "auto", inside)
