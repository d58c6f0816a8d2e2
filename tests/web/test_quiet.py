"""Pages that look like any other and leave nothing behind: complaints and the protected channel."""

import re

import pytest
from multidict import MultiDict

from portal.base.languages import speaking
from portal.base.settings import ROOT
from portal.web.pages import environment
from portal.web.visitors import Visit

NEUTRAL = {"Write to us", "Your page", "Information"}
QUIET = sorted(path for path in (ROOT / "templates").rglob("*.html") if '"layouts/quiet.html"' in path.read_text())
SAMPLE = '{% extends "layouts/quiet.html" %}{% block heading %}{{ _("Your page") }}{% endblock %}{% block main %}<h2>What it is</h2>{% endblock %}'


@pytest.fixture
def sample(settings):
    """A quiet page as text, and its visit."""
    visit = Visit(method="GET", language="en", path="/write", query=MultiDict())
    with speaking("en"):
        return environment().from_string(SAMPLE).render(visit=visit, actor=visit.actor), visit


def test_it_is_kept_nowhere_and_named_to_nobody(sample):
    page, visit = sample
    assert visit.quiet
    assert '<body data-hx-history="false">' in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "from=" not in page
    assert "<title>Your page – Hearback</title>" in page


@pytest.mark.parametrize("path", QUIET, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_its_heading_tells_nothing(path):
    found = re.search(r"{% block heading %}(.*?){% endblock %}", path.read_text(), re.DOTALL)
    if path.parent.name == "errors":
        return  # the heading of a failure is the same on every page
    assert found is None or re.fullmatch(r'{{ _\("([^"]+)"\) }}', found[1].strip())[1] in NEUTRAL
    assert "{% block title %}" not in path.read_text()
