"""From text to terms: folded, stemmed where the language is known, in pairs of signs where no blanks part the words.

A text in a language with a stemmer is indexed by its stems, each under its language (`fr:educ`), any other text by its
folded words. A query's word is looked for in every way in which a text could have been indexed: as it stands, and by the
stem of each language that is written in its script. So nobody has to say in which language they search.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

LONGEST_WORD = 60
MOST_GROUPS = 24  # words or pairs of signs that one question may have
LONGEST_QUESTION = 300  # characters

STEMMED = {"en": "latin", "es": "latin", "fr": "latin", "ru": "cyrillic", "ar": "arabic"}
"""Languages with a stemmer, and the script in which each is written."""
_NAMES = {"en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
_IRREGULAR = {"children": "child", "women": "woman", "men": "man", "buses": "bus", "gases": "gas", "feet": "foot", "lives": "life", "wives": "wife"}
"""English plurals that no rule of the stemmer knows, as far as public life often has them."""


def _marks() -> str:
    """Every combining mark as ranges of a character class: a word of Python's `re` leaves out the vowels of Thai and Hindi."""
    found: list[list[int]] = []
    for code in range(0x300, 0x1F000):
        if unicodedata.category(chr(code)).startswith("M"):
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in found)


_JOINERS = "\u200c\u200d"
_WORD = re.compile(rf"[^\W_ʼ]+(?:[{_marks()}{_JOINERS}]+[^\W_ʼ]*)*")
# Scripts that write without blanks, and Korean, which writes its little words onto the others.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff"
_RUNS = re.compile(rf"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")

_ARABIC_MARKS = "\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_DROPPED = re.compile(rf"[{_ARABIC_MARKS}\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7{_JOINERS}\u00ad]")
_LETTERS = str.maketrans({
    **dict.fromkeys("أإآٱ", "ا"), **dict.fromkeys("ىی", "ي"), "ة": "ه", "ک": "ك", **dict.fromkeys("ءؤئ", ""),
    "ё": "е", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ",
})  # fmt: skip
_ACCENTED = re.compile(r"(?<=[a-zα-ω])[\u0300-\u036f]+")
_STRESS = re.compile(r"(?<=[а-я])[\u0300\u0301]")  # the breve of й and the like stay

_APOSTROPHES = frozenset("'’ʼ`´")
_ELIDED = frozenset({"l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"})


class Token(NamedTuple):
    """A word, or a run of signs without blanks, and where it stands in the text."""

    text: str
    start: int
    unspaced: bool


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in their order."""
    for word in _WORD.finditer(text):
        if _is_little(text, word.start(), word.end()):
            continue
        if word.group().isascii():
            yield Token(word.group(), word.start(), unspaced=False)
            continue
        for run in _RUNS.finditer(word.group()):
            yield Token(run.group(), word.start() + run.start(), bool(_IS_UNSPACED.match(run.group())))


def _is_little(text: str, start: int, end: int) -> bool:
    """`l’` of `l’eau` and `s` of `women’s`: no words to search for."""
    word = text[start:end].lower()
    if word in _ELIDED and text[end : end + 1] in _APOSTROPHES and text[end + 1 : end + 2].isalpha():
        return True
    return word == "s" and start > 1 and text[start - 1] in _APOSTROPHES


def fold(word: str) -> str:
    """One form for what people write in several: case, accents, width, digits, Arabic vowels and letters, ё."""
    if word.isascii():
        return word.lower()[:LONGEST_WORD]
    plain = unicodedata.normalize("NFKC", word).casefold()
    plain = _DROPPED.sub("", plain)
    apart = unicodedata.normalize("NFD", plain.translate(_LETTERS))
    plain = unicodedata.normalize("NFC", _STRESS.sub("", _ACCENTED.sub("", apart)))
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() and not sign.isascii() else sign for sign in plain)
    return digits.translate(_LETTERS)[:LONGEST_WORD]


def script(word: str) -> str:
    """The script of a word by its first letter, as far as a stemmer asks for it."""
    first = next((sign for sign in word if sign.isalpha()), "")
    if first and (first <= "ɏ" or "Ḁ" <= first <= "ỿ"):
        return "latin"
    if "\u0400" <= first <= "\u04ff":
        return "cyrillic"
    return "arabic" if "\u0600" <= first <= "\u06ff" or "\ufb50" <= first <= "\ufeff" else ""


def primary(tag: str) -> str:
    """The language of a tag, without region and script: `zh` of `zh-Hans`."""
    return tag.split("-", maxsplit=1)[0].lower()


@cache
def _stemmer(language: str) -> Any:
    from snowballstemmer import stemmer  # thirty languages: only once somebody writes or searches

    return stemmer(_NAMES[language])


def _stems(word: str, language: str) -> frozenset[str]:
    """The folded stems of a word: as it stands, and as those write it who leave accents out."""
    if language == "ar":
        return frozenset(f"ar:{stem}" for stem in _arabic(fold(word)))
    stemmer = _stemmer(language)
    spoken = unicodedata.normalize("NFKC", word).casefold()[:LONGEST_WORD]
    spoken = _DROPPED.sub("", spoken).replace("ё", "е")
    plain = fold(word)
    if language == "en":
        spoken = plain = _IRREGULAR.get(plain, plain)
    found = {fold(stemmer.stemWord(spoken)), fold(stemmer.stemWord(plain)) if plain != spoken else ""}
    return frozenset(f"{language}:{stem}" for stem in found if stem) or frozenset({plain})


_ARTICLES = ("وال", "فال", "بال", "كال", "لل", "ال")
_WRITTEN_ON = {"و": 3, "ف": 4, "ب": 4, "ل": 4, "ك": 4}
"""Little words that are written onto the next, and how many letters must be left for it to be one."""
_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


def _arabic(folded: str) -> set[str]:
    """Light stems (after Larkey's light10): without article and endings. Where a first letter may be a little word, with and without it.

    Snowball's Arabic stemmer keeps `and` on words with an article, and so misses half of the forms in the known answers.
    """
    article = next((one for one in _ARTICLES if folded.startswith(one) and len(folded) >= len(one) + 2), "")
    bare = folded[len(article) :]
    starts = {bare}
    if not article and len(bare) - 1 >= _WRITTEN_ON.get(bare[:1], 100):
        starts.add(bare[1:])
    return {_without_ending(one) for one in starts if one}


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 2:
            word = word[: -len(ending)]
    return word


@lru_cache(maxsize=20_000)
def _kept_stems(word: str, language: str) -> frozenset[str]:
    """Stems of words that are read by everybody. Words of questions are never kept like this."""
    return _stems(word, language)


def _pairs(run: str) -> tuple[list[str], list[str]]:
    """(single signs, pairs of neighbours) of a run without blanks."""
    folded = fold(run) if len(run) <= LONGEST_WORD else "".join(fold(run[at : at + LONGEST_WORD]) for at in range(0, len(run), LONGEST_WORD))
    return list(folded), [folded[at : at + 2] for at in range(len(folded) - 1)]


def terms_of(text: str, language: str) -> Counter[str]:
    """How often each term stands in a text. `und`, or a language without a stemmer: by its words."""
    found: Counter[str] = Counter()
    tag = primary(language)
    for token in tokens(text):
        if token.unspaced:
            single, pairs = _pairs(token.text)
            found.update(single)
            found.update(pairs)
        elif STEMMED.get(tag, "none") == script(token.text):
            found.update(_kept_stems(token.text, tag))
        elif folded := fold(token.text):
            found[folded] += 1
    return found


def _ways(word: str) -> frozenset[str]:
    """Every term under which a text could hold this word: as it stands, by its stem, and by the stem of that.

    `mujeres` has the stem `mujer`, whose own stem is `muj`; so each is found by the other.
    """
    folded = fold(word)
    if not folded:
        return frozenset()
    found = {folded}
    for tag in (tag for tag, its in STEMMED.items() if its == script(word)):
        found |= {f"{tag}:{folded}", *(stems := _stems(word, tag))}
        for stem in stems:
            found |= _stems(stem.partition(":")[2], tag)
    return frozenset(found)


@dataclass(frozen=True)
class Question:
    """What somebody looks for: groups of terms, each to be met by one of them; `cut` when there was more than fits."""

    groups: tuple[frozenset[str], ...]
    cut: bool = False

    @property
    def terms(self) -> frozenset[str]:
        """All terms."""
        return frozenset().union(*self.groups)


def question(typed: str) -> Question:
    """The words of a question. Marks, quotes and operators are no words, so no question can be wrong."""
    kept = typed[:LONGEST_QUESTION]
    if len(typed) > LONGEST_QUESTION:
        kept = kept.rpartition(" ")[0] or kept
    groups: list[frozenset[str]] = []
    for token in tokens(kept):
        if token.unspaced:
            single, pairs = _pairs(token.text)
            groups += [frozenset({term}) for term in pairs or single]
        elif ways := _ways(token.text):
            groups.append(ways)
    joined = _joined(groups)
    return Question(tuple(joined[:MOST_GROUPS]), cut=len(typed.strip()) > LONGEST_QUESTION or len(joined) > MOST_GROUPS)


def _joined(groups: list[frozenset[str]]) -> list[frozenset[str]]:
    """Two words of one stem are one: `vote votes` asks for nothing more than `vote`."""
    found: list[frozenset[str]] = []
    for group in groups:
        shared = [one for one in found if one & group]
        if shared:
            place = found.index(shared[0])
            found[place] = group.union(*shared)
            for one in shared[1:]:
                found.remove(one)
        else:
            found.append(group)
    return found


def places(text: str, language: str, wanted: frozenset[str]) -> list[tuple[int, int]]:
    """Where the wanted terms stand in a text: (start, end), neighbours joined."""
    found: list[tuple[int, int]] = []
    tag = primary(language)
    for token in tokens(text):
        if token.unspaced:
            found += _places_in_run(token, wanted)
        else:
            terms = _kept_stems(token.text, tag) if STEMMED.get(tag, "none") == script(token.text) else {fold(token.text)}
            if not wanted.isdisjoint(terms):
                found.append((token.start, token.start + len(token.text)))
    return _merged(found)


def _places_in_run(token: Token, wanted: frozenset[str]) -> list[tuple[int, int]]:
    signs = [fold(sign) for sign in token.text]
    found = [(token.start + at, token.start + at + 2) for at in range(len(signs) - 1) if signs[at] + signs[at + 1] in wanted]
    return found + [(token.start + at, token.start + at + 1) for at, sign in enumerate(signs) if sign in wanted]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
