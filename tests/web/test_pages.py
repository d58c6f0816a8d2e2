"""Pages, doors and the outermost layer."""


def test_the_start_page_opens_in_both_languages(visitor):
    assert visitor.get("/en/").tree.get("lang") == "en"
    assert visitor.get("/ar/").tree.get("dir") == "rtl"


def test_public_reading_sets_no_cookie_and_is_answered_from_the_shelf(visitor):
    first, second = visitor.get("/en/"), visitor.get("/en/")
    assert "set-cookie" not in first.headers
    assert first.headers["etag"] == second.headers["etag"]
    assert visitor.get("/en/", status=304, headers={"if-none-match": first.headers["etag"]}).body == b""


def test_unknown_addresses_are_pages_too(visitor):
    assert visitor.get("/en/nowhere", status=404).h1 == "This page is not here"
    assert visitor.get("/xx/", status=404).h1 == "This page is not here"


def test_head_is_get_without_its_body(visitor):
    import httpx

    from tests.visitor import Loop

    answer: httpx.Response = Loop.run(visitor.client.head("/en/"))
    assert (answer.status_code, answer.content) == (200, b"")
