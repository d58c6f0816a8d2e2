"""Everybody can see when a page was last changed, and whom to ask (R69)."""

import pytest

from portal import RELEASED
from portal.base.languages import format_day


@pytest.mark.parametrize("path", ["/how-it-works", "/glossary", "/privacy", "/accessibility", "/promises", "/handbook", "/handbook/questions"])
def test_pages_of_the_portal_itself_tell_the_day_of_this_version(visitor, path):
    page = visitor.get(f"/en{path}")
    assert f"Last changed on {format_day(RELEASED)}. Whom to ask" in page.main


def test_a_consultation_tells_when_it_was_last_changed(visitor, make, now):
    consultation = make.consultation("Park")
    page = visitor.get(f"/en/consultations/{consultation.slug}")
    assert f"Last changed on {format_day(consultation.state_since)}." in page.main
