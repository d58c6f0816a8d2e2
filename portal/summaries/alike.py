"""Texts that look alike: near-identical letters, and contributions that say similar things.

Near-identical letters are found in two steps. A text's sketch is its few smallest hashes of short pieces of bytes
(Broder 1997, bottom-k), so it knows no language and needs no blanks between words; texts that share a part of their
sketch are compared letter by letter. Neither step remembers anything.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from zlib import crc32

NEAR = 90  # of 100: so alike that one is a copy of the other with a few words changed
SHORTEST_LETTER = 80  # signs; "I agree" said twice is no campaign
PIECE = 10  # bytes
SKETCH = 16
ENOUGH = 3  # pieces of a sketch that near-identical letters share at the very least
MOST_LEADERS = 30  # groups that are looked up for one common piece
MOST_COMPARED = 3  # letters of a group that another one is compared with
ALIKE = 55
_LINK = re.compile(r"https?://\S+")  # an address alone is no letter, however often it is sent


def folded(text: str) -> str:
    """A text for comparison: one form of every letter, no capitals, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def holds(text: str, words: str) -> bool:
    """Whether a text holds all of the words, wherever they stand."""
    where = folded(text)
    return all(word in where for word in folded(words).split())


def sketch(text: str) -> list[int]:
    """The smallest hashes of a text's pieces."""
    raw = text.encode()
    return nsmallest(SKETCH, {crc32(raw[start : start + PIECE]) for start in range(max(1, len(raw) - PIECE + 1))})


class _Groups:
    """Which texts belong together (union-find)."""

    def __init__(self) -> None:
        self.above: dict[int, int] = {}

    def top(self, one: int) -> int:
        while (higher := self.above.get(one, one)) != one:
            self.above[one] = self.above.get(higher, higher)
            one = higher
        return one

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.top(one), self.top(other)))
        self.above[second] = first


def near_identical(texts: Mapping[int, str]) -> list[list[int]]:
    """Groups of two and more near-identical letters, the largest first; the keys keep the order in which they came."""
    same: dict[str, list[int]] = {}
    for name, text in texts.items():
        letter = folded(text)
        if len(_LINK.sub("", letter)) >= SHORTEST_LETTER:
            same.setdefault(letter, []).append(name)
    letters = list(same)
    groups = _joined(letters)
    found: dict[int, list[int]] = {}
    for place, letter in enumerate(letters):
        found.setdefault(groups.top(place), []).extend(same[letter])
    order = {name: place for place, name in enumerate(texts)}
    return sorted((sorted(group, key=order.__getitem__) for group in found.values() if len(group) > 1), key=lambda group: (-len(group), order[group[0]]))


def _joined(letters: list[str]) -> _Groups:
    """Compare only letters whose sketches share enough, and of a group that already stands only a few."""
    groups, buckets = _Groups(), dict[int, list[int]]()
    for place, letter in enumerate(letters):
        pieces = sketch(letter)
        met: dict[int, list[int]] = {}
        for piece in pieces:
            for leader in buckets.get(piece, ())[:MOST_LEADERS]:
                met.setdefault(groups.top(leader), []).append(leader)
        for leaders in met.values():
            if len(leaders) >= ENOUGH and any(_near(letter, letters[leader]) for leader in list(dict.fromkeys(leaders))[:MOST_COMPARED]):
                groups.join(leaders[0], place)
        for piece in pieces:
            leaders = buckets.setdefault(piece, [])
            if not any(groups.top(leader) == groups.top(place) for leader in leaders):
                leaders.append(place)
    return groups


def _near(one: str, other: str) -> bool:
    """Whether two letters are copies but for a few words. Lengths alone rule most out."""
    from rapidfuzz.fuzz import ratio  # late, as below: only who summarises needs it in memory

    return 200 * min(len(one), len(other)) >= NEAR * (len(one) + len(other)) and ratio(one, other, score_cutoff=NEAR) > 0


def most_alike(text: str, others: Mapping[int, str], *, most: int = 10) -> list[tuple[int, int]]:
    """(key, likeness of 100) of the texts that say the most similar things, by the words that they share."""
    from rapidfuzz import fuzz, process

    found = process.extract(folded(text), others, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=most, processor=None)
    return [(name, round(likeness)) for _text, likeness, name in found]


def numbers(names: Iterable[int | None], *, most: int = 20) -> str:
    """The first of many numbers, for a sentence."""
    known = sorted(name for name in names if name is not None)
    return ", ".join(str(name) for name in known[:most]) + (" …" if len(known) > most else "")
