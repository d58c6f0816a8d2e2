"""Templates and style: no tricks, no other host, nothing that favours one side of the page."""

import re

import pytest

from portal.base.settings import ROOT

pytestmark = pytest.mark.once

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLE = (ROOT / "static" / "portal.css").read_text()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_compiles_and_is_short(path, settings):
    from portal.web.pages import environment

    environment().get_template(str(path.relative_to(ROOT / "templates")))
    assert len(path.read_text().splitlines()) <= (240 if path.parent.name == "ui" else 120)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_asks_nobody_else_and_hides_nothing(path):
    text = path.read_text()
    assert not re.search(r"(src|href)=[\"'](https?:)?//(?!\{)", text)
    assert not re.search(r"\son[a-z]+=|style=|<script(?![^>]*src=)", text)
    assert 'method="post"' not in text.lower() or path.parent.name in ("ui", "errors") or "token" in text


def test_the_style_knows_no_left_and_right():
    assert not re.search(
        r"[\s;{-](left|right)\b|margin-top|margin-bottom|padding-top|padding-bottom|(?<![-\w])(width|height)\s*:", re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL)
    )


def test_the_style_is_small():
    import brotli

    from portal.web.style import sheet

    assert len(brotli.compress(sheet().encode(), quality=5)) < 6000


def test_pages_are_read_in_their_own_place():
    """Every page template lives in the folder of a room."""
    rooms = {path.name for path in (ROOT / "portal").iterdir() if path.is_dir()} | {"layouts", "ui", "errors"}
    assert {path.relative_to(ROOT / "templates").parts[0] for path in TEMPLATES} - rooms == set()
