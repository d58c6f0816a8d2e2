"""Addresses that nobody means: the page that says so is a page like any other, valid and without what was asked for."""

import pytest


@pytest.mark.parametrize("path", ["%00", "caf%C3%A9", "%22%3E%3Cscript%3E", "a%25b", "%E2%80%AE", "%0D%0Ax", "~", "a+b", "%F0%9F%8C%B3"])
def test_a_page_that_is_not_there_is_a_valid_page(visitor, path):
    page = visitor.get(f"/en/{path}", status=404)
    assert "\x00" not in page.text
    ways = [address for _words, address in page.links if address.startswith("/ar/")]
    assert ways == [f"/ar/{path}"]


def test_a_change_of_language_keeps_what_was_asked(visitor, make):
    question = make.question(make.consultation())
    here = f"/consultations/{question.consultation.slug}/questions/{question.number}?order=newest&words=%D8%B2%22"
    page = visitor.get(f"/en{here}")
    assert [address for _words, address in page.links if address.startswith("/ar/consultations")] == [f"/ar{here}"]
