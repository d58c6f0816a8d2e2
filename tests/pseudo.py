"""A language that nobody speaks: every word of the catalogue in odd letters, so that a word that no catalogue knows stands out."""

import gettext
import re

TAG = "el"
"""It borrows the dates, numbers and names of languages from Greek, which has other letters too."""
LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ")
KEPT = re.compile(r"%\(\w+\)s|%%|<[^>]+>|&\w+;")


def odd(message: str) -> str:
    """The message in odd letters and a third longer, as German or Russian may be; places and tags stay."""
    parts, end = [], 0
    for kept in KEPT.finditer(message):
        parts += [message[end : kept.start()].translate(LETTERS), kept[0]]
        end = kept.end()
    parts.append(message[end:].translate(LETTERS))
    return "".join(parts) + "·" * (len(message) // 3)


class Pseudo(gettext.NullTranslations):
    """The catalogue."""

    def gettext(self, message: str) -> str:
        return odd(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return odd(singular if number == 1 else plural)

    def pgettext(self, context: str, message: str) -> str:
        return odd(message)
