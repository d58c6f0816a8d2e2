"""Every language that is offered is complete: nothing missing, nothing fuzzy, the same places to fill, all plural forms."""

import io
import re
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po

from portal.base.settings import ROOT

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


def test_arabic_is_among_them():
    assert "ar" in LANGUAGES
