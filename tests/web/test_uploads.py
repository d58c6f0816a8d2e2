"""Files that come with a form: in memory alone, measured while they come in, and never at the cost of the words beside them."""

import asyncio
import tempfile
from pathlib import Path

import pytest

from portal.base.errors import Refused, TooMuch, Unready
from portal.web import uploads
from portal.web.uploads import BIGGEST_FILE, MOST_WORDS, checked, read
from tests.visitor import BOUNDARY, Visitor, _multipart


def take_in(data, attached, *, keep=True, cut=None, piece=60_000):
    """What the portal makes of a form that arrives in pieces."""
    body = _multipart(data, attached)[:cut]

    async def pieces():
        for start in range(0, len(body), piece):
            yield body[start : start + piece]

    return asyncio.run(read(pieces(), BOUNDARY, keep=keep))


@pytest.fixture(autouse=True)
def nothing_stays_held():
    yield
    assert uploads._held.size == 0


@pytest.fixture
def nothing_written(tmp_path, monkeypatch):
    """The temporary folder of this test; nothing may ever be opened in it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def refuse(*_args, **_more):
        raise AssertionError("a temporary file was asked for")

    for maker in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, maker, refuse)
    yield
    assert list(Path(tmp_path).iterdir()) == []


def test_p17_files_of_a_form_never_touch_the_disk(nothing_written):
    sent = take_in([("text", "Words – كلمات")], [("files", "a.jpg", b"x" * BIGGEST_FILE), ("files", "b.txt", b"y"), ("other", "c", b"")])
    assert sent.words["text"] == "Words – كلمات"
    assert [(name, len(body)) for name, body in checked(sent.files["files"])] == [("a.jpg", BIGGEST_FILE), ("b.txt", 1)]
    assert checked(sent.files["other"]) == [("c", b"")]
    sent.drop()


def test_p17_a_file_that_is_too_large_is_thrown_away_and_the_words_are_kept(nothing_written):
    sent = take_in([("text", "My words")], [("files", "small.txt", b"1"), ("files", "film.mp4", b"x" * (BIGGEST_FILE + 1))])
    assert sent.words["text"] == "My words"
    assert sum(len(file.data) for file in sent.files["files"]) == 1
    with pytest.raises(Refused, match=r"The file film\.mp4 is larger than 10 MB"):
        checked(sent.files["files"])
    sent.drop()


def test_p17_more_files_than_may_be_are_told(settings):
    sent = take_in([], [("files", f"{number}.txt", b"x") for number in range(6)])
    with pytest.raises(Refused, match="You can send 5 files at once"):
        checked(sent.files["files"])
    sent.drop()


def test_no_file_chosen_is_no_file():
    assert take_in([("text", "x")], [("files", "", b"")]).files == {}


def test_doors_that_take_no_files_keep_none():
    assert take_in([("text", "x")], [("files", "a.txt", b"x" * 100)], keep=False).files == {}


@pytest.mark.parametrize("cut", [0, 10, 100, -1 - len(BOUNDARY) - 4])
def test_a_form_that_breaks_off_is_no_form(settings, cut):
    with pytest.raises(Refused, match="did not arrive whole"):
        take_in([("text", "x")], [("files", "a.txt", b"x" * 500)], cut=cut)


def test_words_have_a_limit_too(settings):
    with pytest.raises(TooMuch):
        take_in([("text", "x" * (MOST_WORDS + 1))], [("files", "a.txt", b"x")])
    with pytest.raises(TooMuch):
        take_in([(f"field{number}", "x") for number in range(1001)], [])


def test_when_too_many_files_come_at_once_the_words_are_kept(settings, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_HELD", 1000)
    first, second = take_in([], [("files", "a.txt", b"x" * 900)]), take_in([("text", "Words")], [("files", "b.txt", b"x" * 900)])
    assert len(checked(first.files["files"])) == 1
    with pytest.raises(Unready, match="Please try again in some minutes"):
        checked(second.files["files"])
    assert second.words["text"] == "Words"
    first.drop()
    with pytest.raises(Unready):
        checked(first.files["files"])  # what was dropped is never taken for an empty file


@pytest.mark.parametrize("odd", ["", "\x00", "ü\udcff", "a" * 5000])
def test_odd_heads_of_parts_are_refused_or_read(settings, odd):
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{odd}"; filename="{odd}"\r\n\r\n'.encode(errors="surrogateescape")

    async def pieces():
        yield head + b"x\r\n--" + BOUNDARY.encode() + b"--\r\n"

    try:
        asyncio.run(read(pieces(), BOUNDARY, keep=True)).drop()
    except (Refused, TooMuch) as fault:
        assert fault.status in (413, 422)


def test_a_form_with_parts_goes_through_any_door(visitor: Visitor, nothing_written):
    visitor.get("/en/track")
    token = next(value for form in visitor.page.forms() for name, value in form.fields if name == "token")
    page = visitor.post("/en/track", {"token": token, "code": "1234"}, attached=[("files", "a.bin", b"x" * 2_000_000)], status=422)
    assert page.h1 == "Follow up with your number"
    assert "This is too much at once" in visitor.post("/en/track", {"token": token, "code": "1"}, attached=[("files", "a.bin", b"x" * 3_100_000)], status=413).h1


def test_a_form_without_a_boundary_is_refused(visitor):
    visitor.post("/en/track", {}, headers={"content-type": "multipart/form-data"}, status=422)
