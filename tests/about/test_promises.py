"""The page of promises, as people read it."""

from portal.about.promises import PROMISES, Part


def test_every_promise_stands_there_with_its_tests(visitor):
    page = visitor.get("/en/promises")
    assert page.h1 == "What we promise"
    for promise in PROMISES.values():
        assert str(promise.sentence) in page.main
        assert not promise.kept_by or f"({promise.tests})" in page.main
    assert all(part.label in page.main for part in Part)


def test_the_page_of_what_is_stored_prints_promises_and_leads_to_their_place(visitor):
    page = visitor.get("/en/privacy")
    assert "Your network address, not even scrambled. Promise p01, p05" in page.main
    assert ("Promise p01, p05", "/en/promises#no-address") in page.links


def test_it_is_there_in_arabic_too(visitor):
    assert visitor.get("/ar/promises").tree.get("dir") == "rtl"
