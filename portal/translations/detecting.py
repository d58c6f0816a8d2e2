"""In which language is this? Asked of a local model, only to ask back: nothing is ever changed by it.

The model is read when somebody first needs it and takes about a hundred megabytes. It is not asked about scripts that it
was not taught, nor where the chosen language is one that it cannot know: then it would name a neighbour with great certainty.
"""

import io
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Any

FEWEST_LETTERS = 20
SURE = 0.85
NO_CHANCE = 0.05
MOST_READ = 4000
ENOUGH_KNOWN = 0.9
OURS = {"no": "nb", "tl": "fil", "wuu": "zh", "ary": "ar", "arz": "ar"}
"""What this portal calls a language, where the model has another name."""
SCRIPTS = frozenset(
    "LATIN CYRILLIC ARABIC CJK HIRAGANA KATAKANA HANGUL HEBREW GREEK ARMENIAN GEORGIAN DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL TELUGU KANNADA MALAYALAM SINHALA THAI LAO MYANMAR KHMER ETHIOPIC".split()  # noqa: SIM905 - a list that is read as words
)
"""The scripts of the languages that the model was taught."""
NEIGHBOURS = (
    {"bs", "hr", "sr"},
    {"id", "ms", "jv"},
    {"da", "nb", "nn"},
    {"zh", "yue"},
    {"ur", "hi"},
    {"fa", "prs", "tg"},
    {"cs", "sk"},
    {"gl", "pt", "es"},
    {"xh", "zu"},
    {"bg", "mk"},
)
"""Languages that are taken for one another in short texts: about these nobody is asked."""


def other_than(chosen: str, text: str, known: Collection[str]) -> str:
    """The language that a text seems to be in, if that is another than the chosen one and one of those known here; empty when in doubt."""
    text = text[:MOST_READ]
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < FEWEST_LETTERS and not _is_dense(letters):
        return ""
    if sum(_script(sign) in SCRIPTS for sign in letters) < ENOUGH_KNOWN * len(letters):
        return ""
    ranks = _ranks(text)
    base = chosen.split("-", maxsplit=1)[0]
    if base != "und" and base not in ranks:
        return ""
    best = max(ranks, key=lambda tag: ranks[tag])
    if best == base or best not in known or ranks[best] < SURE or ranks.get(base, 0.0) > NO_CHANCE:
        return ""
    return "" if any({best, base} <= group for group in NEIGHBOURS) else best


def _is_dense(letters: list[str]) -> bool:
    """Scripts in which few signs say much."""
    return len(letters) >= FEWEST_LETTERS // 3 and all(_script(sign) in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL") for sign in letters)


def _script(sign: str) -> str:
    return unicodedata.name(sign, "").split(" ")[0].split("-")[0]


def _ranks(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for tag, chance in _model().rank(text):
        name = OURS.get(tag, tag)
        found[name] = found.get(name, 0.0) + chance
    return found


class _InMemory:
    """The library unpacks its tables into a temporary file; the portal writes no file that its inventory does not name (p102)."""

    @staticmethod
    def TemporaryFile(**_how: object) -> io.BytesIO:  # noqa: N802 - the name of the standard library
        """Memory that looks like a file."""
        return io.BytesIO()


@lru_cache(maxsize=1)
def _model() -> Any:
    from py3langid import langid, modelio  # late: it brings numpy and its tables into memory

    modelio.tempfile = _InMemory
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
