"""Every public statistic comes from the room `figures`: nothing else draws, and no public page counts people by itself."""

import ast
import re

import pytest
from jinja2 import UndefinedError

from portal.base.settings import ROOT

pytestmark = pytest.mark.once

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SOURCES = sorted((ROOT / "portal").rglob("*.py"))
PEOPLE = re.compile(r"\b(people|persons?|participants?|numbers? under|receipts?|reports?|objections?|complaints?|appeals?|decisions?)\b", re.IGNORECASE)
COUNTED = re.compile(r"ngettext\(\s*\"([^\"]*%\(num\)s[^\"]*)\"")

#: Public templates that print a count in words, each with the reason why it is no live counter of people.
COUNTS_NO_PEOPLE = {
    "%(num)s organisation supports No. %(number)s": "organisations stand there by name",
}


STAFF = ("identity/", "layouts/staff", "about/staff", "about/journal", "consultations/setup/", "summaries/workspace", "moderation/several")
CASES = ("vault/", "complaints/", "reprisals/")
"""Pages of one case and of those who work on it: nobody else reads them, and nothing of them is public."""


def public(path):
    inside = str(path.relative_to(ROOT / "templates"))
    return 'extends "layouts/staff.html"' not in path.read_text() and not inside.startswith((*STAFF, *CASES))


def test_a_chart_takes_nothing_but_what_the_room_has_made(settings):
    from portal.web.pages import environment

    draw = environment().from_string("{{ ui.chart(thing) }}")
    for thing in ([("Yes", 3), ("No", 1)], {"caption": "Who spoke"}, "text", 3):
        with pytest.raises(UndefinedError):
            draw.render(thing=thing)


def test_a_chart_is_called_with_one_name_and_no_numbers():
    calls = [found for path in TEMPLATES for found in re.findall(r"ui\.chart\(([^}]*)\)\s*}}", path.read_text()) if path.parent.name != "ui"]
    assert len(calls) >= 6
    assert [call for call in calls if not re.fullmatch(r"[\w.]+(\(\))?(, csv=.*)?", call)] == []


def test_only_the_room_makes_charts_and_rounds_people():
    guilty = []
    for path in SOURCES:
        inside = path.relative_to(ROOT / "portal")
        if inside.parts[0] == "figures":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("Chart", "Bar"):
                guilty.append(f"{inside}: makes a chart")
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and isinstance(node.right, ast.Call) and getattr(node.right.func, "id", "") == "round":
                guilty.append(f"{inside}: rounds by itself")
    assert guilty == []


def test_no_page_counts_people_while_they_watch():
    """Distinct numbers, reports, objections and the like are counted by sources on publication days, and nowhere else in what public pages read."""
    guilty = []
    for path in SOURCES:
        inside = path.relative_to(ROOT / "portal")
        if path.name == "counting.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "count" and "receipt_id" in ast.unparse(node):
                guilty.append(str(inside))
    assert guilty == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if public(path)], ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_public_template_prints_no_count_of_people(path):
    found = [sentence for sentence in COUNTED.findall(path.read_text()) if PEOPLE.search(sentence)]
    assert [sentence for sentence in found if sentence not in COUNTS_NO_PEOPLE] == []
    assert "<meter" not in path.read_text() or path.name == "parts.html"


def test_every_kind_of_figure_has_its_words(portal):
    from portal.figures.sources import KINDS, ORDER

    assert set(KINDS) == set(ORDER)
    for kind in KINDS.values():
        assert str(kind.title)
        assert len({table.name for table in kind.tables}) == len(kind.tables)
        assert all(re.fullmatch(r"[a-z ]+", table.name) and str(table.title) for table in kind.tables)


def test_what_a_source_counts_has_a_table_with_words(portal, database):
    from datetime import date

    from portal.figures.days import Span
    from portal.figures.sources import KINDS

    for kind in KINDS.values():
        if kind.count is not None:
            counted = database.read(lambda session, kind=kind: kind.count(session, Span("", None, date(2030, 1, 1))))
            assert list(counted) == [table.name for table in kind.tables], kind.name
