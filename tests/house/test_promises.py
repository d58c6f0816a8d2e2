"""Every promise names tests that exist, and pages that are about protection promise nothing in words of their own."""

import ast
import re

import pytest
from jinja2 import Environment

from portal.about.promises import PROMISES, Part
from portal.base.settings import ROOT
from tests.numbered import FIRST_OF_THE_REGISTER, numbered

pytestmark = pytest.mark.once

PROMISING = re.compile(r"\b(never|always|nobody|no one|only)\b", re.IGNORECASE)
TEMPLATES = ROOT / "templates"
ROOMS = ("complaints", "reprisals", "vault", "crossings")


STATEMENTS = {
    "There is nobody who could open it, or everybody who could is concerned in the matter. So nothing was kept.": "says what happened; p224 keeps it",
    "Nobody else can take it at this moment: everybody is concerned, away or not trusted. If you are concerned yourself, ask an administrator to name another focal point.": "says how it is at this moment",
    "If these words tell of threats or pressure because somebody took part, the protection officers should have them, and nobody else.": "tells staff what to do",
    "No list and no record shows that they were moved. Please tell nobody.": "asks staff for silence",
    "The protection officers have it. Please tell nobody.": "asks staff for silence",
    "Nobody here can take it now": "says how it is at this moment",
    "nobody": "stands in a column for a person",
    "Nobody has opened it yet.": "says how it is at this moment",
    "At this moment there is nobody of another unit. You can turn to these:": "says how it is at this moment",
    "At this moment nobody here can open a complaint. You can still fill in the form, but it cannot be sent now.": "says how it is at this moment",
    "At this moment nobody here can open your question. You can still fill in the form, but it cannot be sent now.": "says how it is at this moment",
    "At this moment nobody here can open what you wrote. Whoever runs this portal has been told.": "says how it is at this moment",
    "After 30 days without a sign you can let the report rest. Then only what was agreed before may be done.": "tells officers what they may do",
    "Cases are sealed. Make your key first; nobody can give you a case before.": "tells officers what to do first",
    "It opens only with the number. Close this window too.": "tells what the number is for",
    "If there is time, let them hand their cases over first. What nobody else has a key to can then be opened only by the person who wrote.": "tells administrators what follows",
    "%(num)s open case has nobody who can open it. Only the person who wrote still can.": "says how it is at this moment",
    "%(num)s open cases have nobody who can open them. Only the persons who wrote still can.": "says how it is at this moment",
    "Nobody yet. Give somebody the role of a focal point or a protection officer, with a day until which the training counts.": "says how it is at this moment",
}
"""Sentences with such a word that promise nothing, each with what it does instead."""


def protected():
    """The pages on privacy, protection and complaints: the neutral ones, those of their rooms, and the pages about them."""
    quiet = [path for path in TEMPLATES.rglob("*.html") if "layouts/quiet.html" in path.read_text()]
    rooms = [path for room in ROOMS for path in (TEMPLATES / room).rglob("*.html")]
    return sorted({*quiet, *rooms, *(TEMPLATES / "about" / f"{name}.html" for name in ("privacy", "promises", "inventory", "seizure"))})


def sentences(path):
    """The words of a template, as it hands them to be translated."""
    found = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True).extract_translations(path.read_text())
    return [message for _line, _function, parts in found for message in ([parts] if isinstance(parts, str) else parts) if message]


@pytest.mark.parametrize("name", sorted(PROMISES))
def test_p101_a_promise_names_tests_that_exist(name):
    promise = PROMISES[name]
    if promise.part is Part.LIMITS:
        assert promise.kept_by == ()
        return
    assert promise.kept_by, "a promise without a test"
    assert [test for test in promise.kept_by if not re.fullmatch(r"p\d{2,3}", test) or int(test[1:]) not in numbered()] == []


@pytest.mark.parametrize("path", protected(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_p101_a_page_promises_nothing_in_words_of_its_own(path):
    assert [sentence for sentence in sentences(path) if PROMISING.search(sentence) and sentence not in STATEMENTS] == []


def test_p101_every_statement_stands_on_a_page():
    said = {sentence for path in protected() for sentence in sentences(path)}
    assert sorted(set(STATEMENTS) - said) == []


def test_p101_every_promise_that_a_page_prints_is_registered():
    printed = {name: path for path in TEMPLATES.rglob("*.html") for name in re.findall(r"ui\.promise\(\"([^\"]+)\"\)", path.read_text())}
    assert {name for name in printed if name not in PROMISES} == set()


def test_p101_every_number_of_the_register_stands_behind_a_promise():
    named = {int(test[1:]) for promise in PROMISES.values() for test in promise.kept_by}
    assert sorted(number for number in numbered() if number >= FIRST_OF_THE_REGISTER and number not in named) == []


def test_p101_a_sentence_is_promised_once():
    said = [(promise.what.message if promise.what else "", promise.sentence.message) for promise in PROMISES.values()]
    assert len(said) == len(set(said))


def test_p101_the_promises_are_all_in_one_place():
    """No other module makes promises."""
    makers = [
        path
        for path in (ROOT / "portal").rglob("*.py")
        if any(isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Promise" for node in ast.walk(ast.parse(path.read_text())))
    ]
    assert [str(path.relative_to(ROOT)) for path in makers] == ["portal/about/promises.py"]


def test_p216_the_instructions_ask_for_the_days_that_the_page_names():
    """Back-ups are not the portal's: whoever runs it is asked, and the page says that it is no more than that."""
    [days] = re.findall(r"^(\d+) days at most, as the instructions ask", PROMISES["kept-backups"].sentence.message)
    assert f"keep them for {days} days at most" in (ROOT / "README.md").read_text()
    assert f"keep {days} days" in (ROOT / "portal" / "handbook" / "en" / "operate.md").read_text()
