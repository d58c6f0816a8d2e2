"""The words that this portal uses, each with what it means, in the reader's language: a page, and what translators hold on to (R04).

They lie in `locales/glossary`, one file a language: term by its lasting name. House tests see to it that every language has all of them.
"""

import json
from dataclasses import dataclass
from functools import lru_cache

from portal.base.languages import language
from portal.base.settings import ROOT

FOLDER = ROOT / "locales" / "glossary"


@dataclass(frozen=True)
class Term:
    """A word of the field. `key` is its name in addresses."""

    key: str
    word: str
    meaning: str


def terms() -> list[Term]:
    """All terms in the language spoken now, by what belongs together."""
    return _read(tongue())


def tongue() -> str:
    """The language that they are told in: the one spoken now, or English."""
    return language() if _read(language()) else "en"


@lru_cache(maxsize=16)
def _read(tag: str) -> list[Term]:
    path = FOLDER / f"{tag}.json"
    if not path.exists():
        return []
    return [Term(key, word, meaning) for key, (word, meaning) in json.loads(path.read_text("utf-8")).items()]
