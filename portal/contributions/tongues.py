"""The languages that people may name for their words, and asking back when another one seems right."""

from portal.base.languages import language_name
from portal.translations import detecting

# The languages of most people, and of many who are asked too seldom. Everybody else chooses "another language".
LANGUAGES = "am ar ay az ba be bg bm bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gn gu ha he hi hr ht hu hy id ig is it ja ka kk km kn ko ku ky lo lt lv mg mk ml mn mr ms mt my nb ne nl om or pa pl ps pt qu rn ro ru rw sd si sk sl sn so sq sr sv sw ta te tg th ti tk tr ug uk ur uz vi wo xh yo yue zh zu".split()  # noqa: SIM905 - a list that is read as words
UNKNOWN = "und"


def seems(chosen: str, text: str) -> tuple[str, str] | None:
    """(tag, name) of the language that the words seem to be in, where it is not the chosen one; nothing when in doubt."""
    found = detecting.other_than(chosen, text, LANGUAGES)
    return (found, language_name(found)) if found else None
