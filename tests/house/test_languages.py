"""Every page in every language: it says which one it is in, nobody meets words that were not translated, and nothing sticks out.

The six languages are looked at by their pages; that no word is missed at all is shown with a language that nobody speaks
(tests/pseudo.py): whatever stands there in plain Latin letters never went through a catalogue.
"""

import re

import pytest
from sqlalchemy import select, update

from portal.base import languages
from portal.base.database import Base
from portal.base.languages import Texts, TextsColumn, direction
from portal.base.settings import use as use_settings
from tests import pseudo
from tests.conftest import SIX
from tests.house.test_silent_english import silent
from tests.visitor import HTML, Visitor, words
from tests.ways import Ways

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("now")]

PLAIN = re.compile(r"(?<![\w@./:#-])[A-Za-z][a-z]{3,}(?![\w@/:-]|\.\w)")
"""A word in plain letters that is neither part of an address nor of a name of a file."""
OWN_LETTERS = {"ar": re.compile("[\u0600-\u06ff]"), "ru": re.compile("[\u0400-\u04ff№]"), "zh": re.compile("[\u4e00-\u9fff]")}
"""Languages in other letters: English among them is seen at once. A sentence may name a thing by a title that is not translated."""
NAMES = {"Hearback", "Tor", "Atom", "JSON", "Signal", "English"}
STAFFS_OWN = {
    ("staff", "name"),
    ("staff", "unit"),
    ("providers", "name"),
    ("contributions", "shown_name"),
    ("decisions", "unit"),
    ("official_responses", "unit"),
    ("commitments", "owner"),
    ("entry_links", "label"),
    ("invitations", "label"),
    ("action_calls", "harm"),
    ("action_calls", "reason"),
}
VAULTS_OWN = ("/staff/desk/avenues", "/staff/desk/helplines")
"""Pages that tell nothing but names that staff gave, in the vault."""
SHOWN_AS_IT_IS = ("script", "style", "code", "bdi", "pre", "kbd", "textarea", "time")


@pytest.fixture
def found(filled, database, make, visitor, portal):
    """(way, who may open it) for every page."""
    guest = Visitor(portal)
    ways, _left = Ways(database, make).find(visitor, guest)  # what nothing opens is a fault of tests/house/test_ways.py
    yield [(way, visitor if way.staff else guest) for way in ways if way.page]
    guest.leave()


@pytest.mark.six
def test_every_page_in_every_language_says_so_and_is_translated(found):
    assert len(found) > 100
    wrong = []
    for way, who in found:
        for tag in SIX:
            page = who.get(f"/{tag}{way.path}")
            said = (page.tree.get("lang"), page.tree.get("dir"), page.headers["content-language"])
            wrong += [] if said == (tag, direction(tag), tag) else [(tag, way.path, said)]
            if tag in OWN_LETTERS and not way.staff:  # staff read lists of people's words, cut short
                titles = {words(one) for one in page.tree.iter(f"{HTML}option")}  # of consultations, in the language that they have
                plain = [text for text in silent(page.tree.find(f"{HTML}body"), tag, tag) if not OWN_LETTERS[tag].search(text)]
                wrong += [(tag, way.path, text) for text in plain if text not in titles]
    assert wrong == [], "\n".join(map(str, wrong[:40]))


def unknown(element, spoken):
    """Words in plain letters that no element around calls English, a name, or somebody's own."""
    spoken = element.get("lang", spoken)
    if str(element.tag).removeprefix(HTML) in SHOWN_AS_IT_IS or element.get("translate") == "no" or spoken != pseudo.TAG or element.get("name") in ("zone", "sign_in_name"):
        return
    for text in (element.text, element.get("aria-label"), element.get("placeholder"), element.get("alt"), *(child.tail for child in element)):
        yield from (word for word in PLAIN.findall(text or "") if word not in NAMES)
    for child in element:
        if isinstance(child.tag, str):
            yield from unknown(child, spoken)


@pytest.fixture
def nobodys(settings, monkeypatch):
    """The portal in the language that nobody speaks."""
    real = languages.catalogue
    monkeypatch.setattr(languages, "catalogue", lambda tag: pseudo.Pseudo() if tag == pseudo.TAG else real(tag))
    object.__setattr__(settings, "languages", ("en", pseudo.TAG))
    use_settings(settings)


@pytest.fixture
def odd_found(nobodys, found, database):
    """The pages, with everything that staff wrote in odd letters too, so that only the interface is left to be plain."""

    def job(session):
        for table in Base.metadata.tables.values():
            texts = [column for column in table.columns if isinstance(column.type, TextsColumn)]
            names = [column for column in table.columns if (table.name, column.name) in STAFFS_OWN]
            if texts or names:
                for row in session.execute(select(*table.primary_key, *texts, *names)).mappings().all():
                    new = {column.name: Texts({pseudo.TAG: pseudo.odd(said["en"])}) for column in texts if (said := row[column.name]) and "en" in said}
                    new |= {column.name: pseudo.odd(row[column.name]) for column in names if row[column.name]}
                    same = [column == row[column.name] for column in table.primary_key]
                    session.execute(update(table).where(*same).values(**new)) if new else None

    database.write(job)
    return found


def test_no_word_of_the_interface_is_left_out_of_the_catalogues(odd_found):
    wrong = []
    for way, who in odd_found:
        page = who.get(f"/{pseudo.TAG}{way.path}")
        left = sorted(set(unknown(page.tree.find(f"{HTML}body"), pseudo.TAG)))
        wrong += [(way.path, left)] if left and way.path not in VAULTS_OWN else []
    assert wrong == [], "\n".join(map(str, wrong[:60]))


def test_the_look_would_find_a_word(nobodys, visitor):
    page = visitor.get("/en/track")
    assert len(set(unknown(page.tree.find(f".//{HTML}main"), "en"))) == 0  # it is English, and says so
    page.tree.set("lang", pseudo.TAG)
    assert "number" in set(unknown(page.tree.find(f".//{HTML}main"), pseudo.TAG))
    assert words(page.tree.find(f".//{HTML}h1")) != ""
