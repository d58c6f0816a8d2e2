"""Every language that is offered is complete: nothing missing, nothing fuzzy, the same places to fill, all plural forms."""

import io
import json
import re
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po

from portal.base.settings import ROOT, Settings
from portal.moderation.starter import CATEGORIES
from portal.policies.models import PolicyKind
from tests.conftest import SIX

LANGUAGES = sorted(path.name for path in (ROOT / "locales").iterdir() if (path / "LC_MESSAGES" / "portal.po").exists())
PLACES = re.compile(r"%\(\w+\)s")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """The words of the source, freshly collected."""
    path = tmp_path_factory.mktemp("words") / "portal.pot"
    subprocess.run(extract_command(path), check=True, cwd=ROOT, capture_output=True)
    return read_po(io.BytesIO(path.read_bytes()))


def extract_command(path):
    return [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "extract",
        "-F",
        "pyproject.toml",
        "-k",
        "_l",
        "-k",
        "ngettext:1,2",
        "-k",
        "pgettext:1c,2",
        "--no-location",
        "-o",
        str(path),
        ".",
    ]


def catalogue(language):
    with (ROOT / "locales" / language / "LC_MESSAGES" / "portal.po").open("rb") as source:
        return read_po(source, locale=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_p104_a_language_is_complete(language, extracted):
    known = catalogue(language)
    missing = []
    for message in extracted:
        if not message.id:
            continue
        own = known.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        strings = [] if own is None else [own.string] if isinstance(own.string, str) else list(own.string)
        if own is None or own.fuzzy or not all(strings):
            missing.append(message.id)
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_the_same_places(language):
    wrong = []
    for message in catalogue(language):
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = set(PLACES.findall(ids[-1]))
        for string in [message.string] if isinstance(message.string, str) else message.string:
            if set(PLACES.findall(string)) - wanted or (wanted - set(PLACES.findall(string)) - {"%(num)s"}):
                wrong.append((message.id, string))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_all_there(language):
    known = catalogue(language)
    assert [message.id for message in known if message.pluralizable and len(message.string) != known.num_plurals] == []


TAGS = re.compile(r"</?[a-z][^>]*>")
BLANKS = re.compile(r"^\s|\s$")


def pairs(language):
    """(English, translation) of every message; of plurals the last English form with every form."""
    for message in catalogue(language):
        if message.id:
            english = [message.id] if isinstance(message.id, str) else list(message.id)
            for string in [message.string] if isinstance(message.string, str) else message.string:
                yield english[-1], string


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_markup_and_blanks(language):
    wrong = [(english, said) for english, said in pairs(language) if sorted(TAGS.findall(english)) != sorted(TAGS.findall(said))]
    wrong += [
        (english, said)
        for english, said in pairs(language)
        if english.strip(" :;,.") and [one.span()[0] == 0 for one in BLANKS.finditer(english)] != [one.span()[0] == 0 for one in BLANKS.finditer(said)]
    ]
    assert wrong == []


WORDLESS = {"on %(day)s", "%(first)s to %(last)s", "No. %(number)s", "No. %(number)s: %(title)s"}
"""What a language may write without letters."""


@pytest.mark.parametrize("language", ["ar", "ru", "zh"])
def test_a_translation_is_in_its_own_letters(language):
    """A message of several words without a letter of the language's own was not translated."""
    own = re.compile({"ar": "[\u0600-\u06ff]", "ru": "[\u0400-\u04ff]", "zh": "[\u4e00-\u9fff]"}[language])
    assert [
        (english, said)
        for english, said in pairs(language)
        if len(english.split()) > 1
        and re.search(r"[a-z]{2}", PLACES.sub("", english))
        and not own.search(said)
        and not re.search(r"\b(URI|ID)$", english)
        and english not in WORDLESS
    ] == []


@pytest.mark.parametrize("language", ["es", "fr"])
def test_no_sentence_stayed_english(language):
    assert [english for english, said in pairs(language) if len(english.split()) > 3 and english == said] == []


BUTTONS = re.compile(r"<button[^>]*>\{\{ _\(\"([^\"]+)\"\)|ui\.form\([^)]*?, _\(\"([^\"]+)\"\)")
MOST_LONGER, SPARE = 2.2, 14
"""A button may be this many times as long as the English one, and some letters more: it must fit on a narrow screen."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_stay_short(language):
    found = {one for path in (ROOT / "templates").rglob("*.html") for pair in BUTTONS.findall(path.read_text()) for one in pair if one}
    assert len(found) > 100
    assert [(english, said) for english, said in pairs(language) if english in found and len(said) > MOST_LONGER * len(english) + SPARE] == []


GLUED = {
    "fr": re.compile(r"[^\s\u00a0\u202f«?!:;(][?!;](?!\w)|[^\s\u00a0\u202f\w]:(?=\s)|«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»"),
    "es": re.compile(r"^[^¿]*\w\?\s*$|^[^¡]*\w!\s*$"),
}


@pytest.mark.parametrize("language", GLUED)
def test_signs_are_set_as_the_language_sets_them(language):
    """French sets a narrow blank before ? ! ; and inside quotes; Spanish opens questions and calls."""
    assert [said for _english, said in pairs(language) if "http" not in said and "24/7" not in said and GLUED[language].search(said)] == []


def test_the_six_languages_of_the_united_nations_are_there():
    assert set(SIX) - {"en"} == set(LANGUAGES)
    assert set(SIX) == set(Settings().languages)


@pytest.mark.parametrize("language", SIX)
def test_starter_texts_and_handbook_are_whole(language):
    """What a new portal says for itself, and the handbook, are in every language that it offers."""
    policies, rules = (json.loads((ROOT / "portal" / room / "starters" / f"{language}.json").read_text("utf-8")) for room in ("policies", "moderation"))
    first = json.loads((ROOT / "portal" / "policies" / "starters" / "en.json").read_text("utf-8"))
    assert set(policies) == set(first)
    assert len(policies["words"]) >= 8
    assert len(rules["rules"]) == len(CATEGORIES)
    assert all(all(pair) for pair in rules["rules"])
    for kind in PolicyKind:
        assert headings(policies[kind.value]) == headings(first[kind.value]), kind
    for path in sorted((ROOT / "portal" / "handbook" / "en").glob("*.md")):
        own = ROOT / "portal" / "handbook" / language / path.name
        assert headings(own.read_text("utf-8")) == headings(path.read_text("utf-8")), path.name


def headings(text):
    """The levels of the headings, in order."""
    return [len(line.split(" ")[0]) for line in text.splitlines() if line.startswith("#")]
