"""The outermost layer: kept pages, compression, headers; and doors that refuse what did not come from our forms."""

import brotli
import pytest

from portal.base.languages import Texts
from portal.identity.models import Organisation


def test_every_answer_carries_the_rules(visitor):
    for path, status in (("/en/", 200), ("/en/nowhere", 404), ("/health", 200), ("/static/0/x.js", 404), ("/", 303)):
        headers = visitor.get(path, status=status).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["referrer-policy"], headers["cross-origin-opener-policy"]) == ("nosniff", "no-referrer", "same-origin")
        assert "server" not in headers
        assert "set-cookie" not in headers


def test_the_style_is_let_in_by_its_hash_alone(visitor):
    page = visitor.get("/en/")
    from portal.web.style import sheet_hash

    assert sheet_hash() in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]


@pytest.mark.parametrize(("asked", "coding"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None), ("br;q=0, gzip", "gzip"), ("", None)])
def test_answers_are_compressed_as_asked(visitor, asked, coding):
    page = visitor.get("/en/privacy", headers={"accept-encoding": asked})
    assert page.headers.get("content-encoding") == coding
    assert page.h1 == "What is stored"


def test_brotli_is_real():
    assert brotli.decompress(brotli.compress(b"x" * 500)) == b"x" * 500


def test_a_kept_page_is_never_older_than_a_change(visitor, database):
    first = visitor.get("/en/").headers["etag"]
    database.write(lambda session: session.add(Organisation(slug="x", name=Texts(en="X"), contact=Texts())))
    visitor.get("/en/", headers={"if-none-match": first}, status=304)  # the same words again, but looked at anew
    assert database.edition() is not None


def test_a_page_of_the_shelf_holds_no_stale_words(visitor, make):
    visitor.get("/en/")
    make.consultation("A very new thing")
    assert "A very new thing" in visitor.get("/en/").main


def test_languages_are_negotiated_without_a_cookie(visitor):
    assert visitor.get("/", status=303, headers={"accept-language": "ar-EG,en;q=0.5"}).headers["location"] == "/ar/"
    assert visitor.get("/", status=303, headers={"accept-language": "xx"}).headers["location"] == "/en/"


def test_static_files_are_kept_for_ever_under_their_own_name(visitor):
    from portal.web.style import asset

    answer = visitor.get(asset("htmx-4.0.1.min.js"))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    visitor.get("/static/0000000000/htmx-4.0.1.min.js", status=404)
    visitor.get("/static/0000000000/..%2fpyproject.toml", status=404)


def test_health_and_readiness(visitor):
    assert (visitor.get("/health").text, visitor.get("/ready").text) == ("alive\n", "ready\n")


def test_forms_without_our_token_are_refused_and_the_words_come_back(visitor, portal):
    """E2.28: every door that changes something, called without a token."""
    from portal.web.doors import doors

    posts = [door for door in doors if "POST" in door.http_methods and door.opt["needs"].name == "ANYONE" and door.opt.get("proven", True)]
    for door in posts:
        path = next(iter(door.paths)).replace("{language:str}", "en")
        for part in ("{slug:str}", "{number:int}", "{id:int}", "{version:int}"):
            path = path.replace(part, "1")
        page = visitor.post(path, {"text": "My own words"}, status=403)
        assert page.h1 == "Please send this once more"
        assert "My own words" in page.main


def test_forms_from_another_site_are_refused(visitor):
    page = visitor.post("/en/track", {"code": "1"}, status=403, headers={"origin": "https://elsewhere.example"})
    assert "another site" in page.main
    visitor.post("/en/track", {"code": "1"}, status=403, headers={"sec-fetch-site": "cross-site"})


def test_too_large_forms_are_told(visitor):
    assert visitor.post("/en/track", {"code": "1" * 3_100_000}, status=413).h1 == "This is too much at once"
