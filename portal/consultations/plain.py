"""A hint for whoever writes: sentences that are too long for many readers (R04). It is advice and stops nobody."""

import re

from portal.base.languages import Texts

MOST_WORDS = 20
MOST_SIGNS = 40  # in scripts that put no blanks between words
_END = re.compile(r"(?<=[.!?؟۔])\s+|(?<=[。！？])|\n+")
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def long_sentences(text: str) -> list[str]:
    """The sentences that are hard to follow because of their length."""
    return [sentence for sentence in (one.strip() for one in _END.split(text)) if _too_long(sentence)]


def advice(*texts: Texts) -> list[tuple[str, str]]:
    """(language, long sentence) in texts of several languages."""
    return [(tag, sentence) for text in texts for tag, words in text.items() for sentence in long_sentences(words)]


def _too_long(sentence: str) -> bool:
    return len(sentence.split()) > MOST_WORDS or len(_WITHOUT_BLANKS.findall(sentence)) > MOST_SIGNS
