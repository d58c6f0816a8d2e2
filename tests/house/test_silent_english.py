"""On pages about safety nobody meets English without warning: what is not translated says in which language it is."""

import re

import pytest

from portal.base.access import Role
from portal.base.settings import settings as current
from tests.visitor import HTML

pytestmark = pytest.mark.once

ENGLISH = re.compile(r"(?:\b[A-Za-z][a-z']+\b[ ,]+){3,}\b[a-z]+\b")
"""Four words in a row with Latin letters: more than a name."""
PAGES = ("/write", "/write/1", "/write/2", "/page", "/promises", "/promises/inventory", "/promises/seizure", "/privacy", "/how-it-works", "/track", "/policies/complaints")


def silent(element, tag, spoken):
    """English words for which no element around says that they are English; code and names are left alone."""
    spoken = element.get("lang", spoken)
    if str(element.tag) in (f"{HTML}script", f"{HTML}style", f"{HTML}code") or element.get("translate") == "no":
        return
    if spoken == tag:
        yield from ENGLISH.findall(element.text or "") and [element.text.strip()]
        yield from ENGLISH.findall(element.get("aria-label", "")) and [element.get("aria-label")]
    for child in element:
        if isinstance(child.tag, str):
            yield from silent(child, tag, spoken)
        if spoken == tag and ENGLISH.search(child.tail or ""):
            yield child.tail.strip()


@pytest.fixture
def officers(make):
    """Somebody who can open what is written, so that the forms are there."""
    make.officer()
    make.officer(Role.PROTECTION_OFFICER, name="Rui")


def spoken():
    return ["ar"]


@pytest.mark.parametrize("tag", spoken())
def test_p104_no_page_about_safety_is_silently_english(visitor, officers, filled, tag):
    left = {}
    for path in PAGES:
        page = visitor.get(f"/{tag}{path}")
        assert page.tree.get("lang") == tag
        left[path] = list(silent(page.tree.find(f"{HTML}body"), tag, tag))
    assert left == {path: [] for path in PAGES}


def test_p104_every_language_that_is_offered_is_looked_at(settings):
    assert set(current().languages) - {"en"} == set(spoken())


def test_p104_the_look_would_find_english(visitor):
    page = visitor.get("/en/track")
    assert len(list(silent(page.tree.find(f"{HTML}body"), "en", "en"))) > 3
