"""Hints for whoever writes: sentences that are too long, and how hard a text is to read (R04). They are advice and stop nobody.

How hard a text is, is told by a measure that was published for its language; another language's measure would mislead.
None of them sees whether a text makes sense, and short texts are measured roughly.

- English: grade of Kincaid and others, "Derivation of new readability formulas for Navy enlisted personnel", 1975.
- Spanish: J. Fernández Huerta, "Medidas sencillas de lecturabilidad", Consigna 214, 1959, with the words of a sentence
  as its second part (the printed formula says sentences, which its own examples contradict: G. Law, 2011).
- French: L. Kandel and A. Moles, "Application de l'indice de Flesch à la langue française", 1958.
- Russian: I. V. Oborneva, "Automated estimation of the complexity of educational texts", 2006.
- For Arabic, Chinese and all others we know of none that holds without a dictionary: the lengths are told, and no more.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from portal.base.languages import Lazy, Texts, _, _l, format_number, ngettext
from portal.base.text import words_in

MOST_WORDS = 20
MOST_SIGNS = 40  # in scripts that put no blanks between words
_END = re.compile(r"(?<=[.!?؟۔])\s+|(?<=[。！？])|\n+")
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def long_sentences(text: str) -> list[str]:
    """The sentences that are hard to follow because of their length."""
    return [sentence for sentence in sentences(text) if _too_long(sentence)]


def sentences(text: str) -> list[str]:
    """A text in its sentences."""
    return [sentence for sentence in (one.strip() for one in _END.split(text)) if sentence]


def advice(*texts: Texts) -> list[tuple[str, str]]:
    """(language, long sentence) in texts of several languages."""
    return [(tag, sentence) for text in texts for tag, words in text.items() for sentence in long_sentences(words)]


def _too_long(sentence: str) -> bool:
    return len(sentence.split()) > MOST_WORDS or len(_WITHOUT_BLANKS.findall(sentence)) > MOST_SIGNS


@dataclass(frozen=True)
class Measure:
    """A published measure: its name, what it makes of words in a sentence and syllables in a word, and from where on a text is easy and fair."""

    name: Lazy
    score: Callable[[float, float], float]
    syllables: Callable[[str], int]
    easy: float
    fair: float
    falling: bool = False  # a grade: the less, the easier

    def verdict(self, score: float) -> Lazy:
        """What the score means."""
        sign = -1 if self.falling else 1
        return EASY if sign * score >= sign * self.easy else FAIR if sign * score >= sign * self.fair else HARD


EASY, FAIR, HARD = _l("Easy to read."), _l("Not too hard to read."), _l("Hard to read.")


def _groups(vowels: str) -> Callable[[str], int]:
    group = re.compile(f"[{vowels}]+", re.IGNORECASE)
    return lambda word: max(1, len(group.findall(word)))


def _english(word: str) -> int:
    word = word.lower()
    count = len(re.findall("[aeiouy]+", word))
    if word.endswith("es"):
        silent = not word.endswith(("ses", "xes", "zes", "ches", "shes", "ces", "ges"))
    elif word.endswith("ed"):
        silent = not word.endswith(("ted", "ded"))
    else:
        silent = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(1, count - silent)


def _french(word: str) -> int:
    bare = re.sub(r"(?<=[^aeiouyàâéèêëîïôùûü])(?:e|es)$", "", word.lower())
    return max(1, len(re.findall("[aeiouyàâäéèêëîïôöùûüœ]+", bare)))


def _spanish(word: str) -> int:
    parts = re.findall("[aeo]?[iuü]?[aeoáéó]?[iuü](?![aeoáéóíú])|[iuü]?[aeoáéó]|[íú]|[iuü]|y$", word.lower())
    return max(1, len(parts))


MEASURES = {
    "en": Measure(_l("School grade (Flesch-Kincaid)"), lambda length, sounds: 0.39 * length + 11.8 * sounds - 15.59, _english, 6, 9, falling=True),
    "es": Measure(_l("Score from 0 to 100 (%(name)s)"), lambda length, sounds: 206.84 - 60 * sounds - 1.02 * length, _spanish, 70, 50),
    "fr": Measure(_l("Score from 0 to 100 (%(name)s)"), lambda length, sounds: 207 - 1.015 * length - 73.6 * sounds, _french, 70, 50),
    "ru": Measure(
        _l("Score from 0 to 100 (%(name)s)"),
        lambda length, sounds: 206.835 - 1.3 * length - 60.1 * sounds,
        lambda word: max(1, len(re.findall("[аеёиоуыэюя]", word.lower()))),
        70,
        50,
    ),
}
AUTHORS = {"es": "Fernández-Huerta", "fr": "Kandel-Moles", "ru": "Oborneva"}


def score(text: str, tag: str) -> float | None:
    """What the measure of a language makes of a text; None where there is no measure, or nothing to measure."""
    measure, words = MEASURES.get(tag.split("-", maxsplit=1)[0]), _WORD.findall(text)
    if measure is None or not words:
        return None
    return measure.score(len(words) / max(1, len(sentences(text))), sum(measure.syllables(word) for word in words) / len(words))


def reading_level(text: str, tag: str) -> str:
    """One or two sentences on how hard a text is; empty for no text."""
    found, base = score(text, tag), tag.split("-", maxsplit=1)[0]
    if found is not None:
        measure = MEASURES[base]
        name = _(measure.name.message, name=AUTHORS.get(base, ""))
        return f"{name}: {format_number(max(0, round(found)))}. {measure.verdict(found)}"
    return _lengths(text) if text.strip() else ""


def _lengths(text: str) -> str:
    """For languages without a measure."""
    count = words_in(text)
    long = round(count / max(1, len(sentences(text))))
    letters = round(sum(len(word) for word in _WORD.findall(text)) / max(1, count))
    told = [_("There is no tested measure for this language."), ngettext("A sentence has about %(num)s word.", "A sentence has about %(num)s words.", long)]
    if not _WITHOUT_BLANKS.search(text):
        told.append(ngettext("A word has about %(num)s letter.", "A word has about %(num)s letters.", letters))
    return " ".join(told)
