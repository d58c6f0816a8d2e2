"""What is new and what is gone between two texts, by words: right for scripts with marks, and for those without blanks."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from portal.base.text import WITHOUT_BLANKS

Kind = Literal["same", "gone", "new"]
Part = tuple[Kind, str]

MOST_ALIKE = 30_000
"""Pairs of equal words, one from each side, up to which the shortest account of a change is looked for: a paragraph of 2,000 words has about as many."""

_PARAGRAPH = re.compile(r"(\n\s*\n)")
_PIECE = re.compile(r"(\S+)(\s*)")


def differences(before: str, after: str) -> list[Part]:
    """The parts in their order. What is not gone, joined, is the later text to the letter; blanks alone are no difference."""
    old, new = _PARAGRAPH.split(before), _PARAGRAPH.split(after)
    parts: list[Part] = []
    for kind, first, last, start, end in _steps([one.split() for one in old], [one.split() for one in new]):
        if kind == "equal":
            parts.append(("same", "".join(new[start:end])))
        else:  # only paragraphs that changed are compared word by word: a long policy stays quick
            parts += _by_words(_words("".join(old[first:last])), _words("".join(new[start:end])))
    return _joined(parts)


def _by_words(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[Part]:
    for kind, first, last, start, end in _steps([word for word, _blank in old], [word for word, _blank in new]):
        if kind == "equal":
            yield "same", _text(new[start:end])
        else:
            yield "gone", _text(old[first:last])
            yield "new", _text(new[start:end])


def _steps(old: Sequence[object], new: Sequence[object]) -> Sequence[tuple[str, int, int, int, int]]:
    keys: dict[str, int] = {}
    left, right = ([keys.setdefault(repr(one), len(keys)) for one in side] for side in (old, new))
    times, alike = Counter(right), 0
    for key in left:
        alike += times[key]
    # a text that says the same word over and over would take minutes: there the frequent words hold no place, and more of it counts as changed
    return SequenceMatcher(None, left, right, autojunk=alike > MOST_ALIKE).get_opcodes()


def _text(words: Sequence[tuple[str, str]]) -> str:
    return "".join(word + blank for word, blank in words)


def _words(text: str) -> list[tuple[str, str]]:
    """Words with the blanks behind them. Signs at the edges of a word stand alone; a mark is never parted from its letter."""
    found: list[tuple[str, str]] = []
    lead = len(text) - len(text.lstrip())
    if lead:
        found.append(("", text[:lead]))
    for piece, blank in _PIECE.findall(text):
        units = list(_units(piece))
        found += [(unit, "") for unit in units[:-1]]
        found.append((units[-1], blank))
    return found


def _units(piece: str) -> Iterator[str]:
    held = ""
    for place, sign in enumerate(piece):
        kind = unicodedata.category(sign)
        mark = kind.startswith("M") or kind == "Cf"
        if held and not mark and (_alone(sign, place, piece) or _alone(held[0], place - 1, piece)):
            yield held
            held = ""
        held += sign
    yield held


def _alone(sign: str, place: int, piece: str) -> bool:
    """Whether a sign is a word by itself: letters of scripts without blanks, and signs that no letters stand on both sides of."""
    if WITHOUT_BLANKS.match(sign):
        return True
    inside = 0 < place < len(piece) - 1 and piece[place - 1].isalnum() and piece[place + 1].isalnum()
    return unicodedata.category(sign)[0] in "PS" and not inside


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Neighbours of one kind as one part; nothing empty."""
    joined: list[Part] = []
    for kind, text in parts:
        if joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + text)
        elif text:
            joined.append((kind, text))
    return joined
