"""The page behind a number of a case."""

import time

import pytest

from portal.base import brake
from portal.vault import holding, proof
from portal.web import tokens
from tests.complaints.filing import opened

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them

NOTHING = "There is nothing under this number. Please compare it with what you wrote down: one digit may be wrong, or two may have changed places."


def test_the_field_for_the_number_is_a_quiet_page(visitor):
    page = visitor.get("/en/page")
    assert page.h1 == "Your page"
    assert page.headers["cache-control"] == "no-store"


def test_a_wrong_number_and_one_that_looks_right_get_the_same_answer_of_the_same_size(visitor, make):
    made = make.complaint(make.officer())
    wrong = made.code[:-1] + str((int(made.code[-1]) + 1) % 10)
    right_looking = holding.code_of_form(tokens.read(tokens.issue()))
    pages = []
    for number in (wrong, right_looking):
        visitor.get("/en/page")
        pages.append(visitor.press("Open your page", code=number, status=422))
    assert [page.faults for page in pages] == [[NOTHING], [NOTHING]]
    assert len(pages[0].body) == len(pages[1].body)


@pytest.mark.alone
@pytest.mark.once
def test_a_wrong_number_and_one_that_looks_right_take_the_same_time(make):
    made = make.complaint(make.officer())
    wrong = made.code[:-1] + str((int(made.code[-1]) + 1) % 10)
    right_looking = holding.code_of_form(tokens.read(tokens.issue()))

    def took(number):
        best = 9.0
        for _ in range(5):
            began = time.perf_counter()
            with pytest.raises(holding.Refused):
                make.vault.read(lambda session: holding.opened_by(session, number))
            best = min(best, time.perf_counter() - began)
        return best

    one, other = took(wrong), took(right_looking)
    assert abs(one - other) < 0.5 * max(one, other)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type your number. It has 20 digits."),
        (" - ", "Type your number. It has 20 digits."),
        ("123", "Your number has 20 digits. Please compare what you typed with what you wrote down."),
        ("a" * 20, "Your number has 20 digits. Please compare what you typed with what you wrote down."),
        ("1" * 200_000, "Your number has 20 digits. Please compare what you typed with what you wrote down."),
        ("<script>alert(1)</script>", "Your number has 20 digits. Please compare what you typed with what you wrote down."),
    ],
)
def test_what_is_no_number_is_told_so(visitor, typed, sentence):
    visitor.get("/en/page")
    assert visitor.press("Open your page", code=typed, status=422).faults == [sentence]


def test_p12_the_number_opens_in_the_digits_of_any_script_and_with_blanks_and_dashes(visitor, make, now):
    code = make.complaint(make.officer()).code
    arabic = "".join(chr(ord("٠") + int(digit)) for digit in code)
    for typed in (arabic, "-".join(code[start : start + 4] for start in range(0, 20, 4)), f" {code[:10]} {code[10:]} "):
        assert "Where it stands" in opened(visitor, typed).main


def test_many_tries_through_a_form_of_the_page_are_sent_away_and_lose_nothing(visitor, make, monkeypatch):
    code = make.complaint(make.officer()).code
    opened(visitor, code)
    before = visitor.page
    visitor.press("End my visit")
    visitor.page = before
    visitor.press("Send this message", text="One thing more.", status=403)
    monkeypatch.setattr(brake.numbers, "wait", lambda: 1.0)
    page = visitor.press("Go on", code=code, status=403)
    assert "Many numbers are being tried just now." in page.main
    assert "One thing more." in page.text
    monkeypatch.undo()
    assert "Your message is here, and sealed." in visitor.press("Go on", code=code).main


@pytest.mark.parametrize("ticket", ["", "x", "AAAA", "é", "A" * 5000])
def test_a_ticket_that_is_none_asks_for_the_number(visitor, ticket):
    visitor.get("/en/page")
    token = dict(visitor.page.forms()[0].fields)["token"]
    assert visitor.post("/en/page", {"token": token, "case": ticket}, status=422).h1 == "Your page"
    page = visitor.post("/en/page/message", {"token": token, "case": ticket, "text": "My words"}, status=403)
    assert "My words" in page.main
    assert visitor.post("/en/page/end", {"token": token, "case": ticket}).h1 == "Information"


def test_a_ticket_ends_after_twenty_hours(visitor, make, now):
    from datetime import timedelta

    from portal.base import clock

    opened(visitor, make.complaint(make.officer()).code)
    with clock.frozen(now + timedelta(hours=21)):
        assert "open for a long time" in visitor.press("Show my words", status=403).main


def test_p23_the_page_and_every_answer_of_it_is_kept_nowhere(visitor, make, now):
    opened(visitor, make.complaint(make.officer()).code)
    for button in ("Show my words", "Hide my words", "Letters by mail", "Back to your page", "Take everything back", "Keep it"):
        page = visitor.press(button)
        assert page.headers["cache-control"] == "no-store"
        assert not {"etag", "last-modified"} & set(page.headers)
        assert 'data-hx-history="false"' in page.text
        assert page.h1 == "Your page"


def test_a_file_of_another_number_is_not_there(visitor, make, now):
    opened(visitor, make.complaint(make.officer()).code)
    fields = dict(visitor.page.forms()[1].fields)
    for number in ("1", "x", "-1", "9" * 30, ""):
        visitor.post("/en/page/file", {"token": fields["token"], "case": fields["case"], "number": number}, status=404)


def test_a_case_takes_a_bounded_number_of_files(make, now):
    from portal.base.cleaning import Cleaned, Kind
    from portal.base.errors import Refused
    from portal.vault import commands
    from portal.vault.arriving import Arrived
    from portal.vault.commands import files

    code = make.complaint(make.officer()).code
    some = [Arrived("a.txt", b"a", Cleaned(Kind.TEXT, b"a"))] * files.MOST
    make.vault.write(lambda session: commands.keep_files(session, holding.HOLDER, holding.opened_by(session, code), some))
    with pytest.raises(Refused, match="40 files"):
        make.vault.write(lambda session: commands.keep_files(session, holding.HOLDER, holding.opened_by(session, code), some[:1]))


def test_p62_a_statement_verifies_with_the_published_key_alone_and_not_once_altered(settings, now):
    import base64

    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    made = proof.statement(now.date())
    lines = made.strip().split("\n")
    key = load_pem_public_key(proof.published_key().encode())
    signature = base64.b64decode(lines[4].removeprefix("Signature: "))
    key.verify(signature, "\n".join(lines[:4]).encode())
    with pytest.raises(InvalidSignature):
        key.verify(signature, "\n".join(lines[:4]).replace("03", "04").encode())
    assert proof.day_of(made) == proof.day_of("\r\n\r\n" + made.replace("\n", "  \r\n")) == now.date()
    for start in range(0, len(made), 7):
        altered = made[:start] + ("x" if made[start] != "x" else "y") + made[start + 1 :]
        assert proof.day_of(altered) is None, altered
    for odd in ("", "x", "\n" * 5000, made * 2, "Signature: \n" * 5, "\x00"):
        assert proof.day_of(odd) is None
    assert proof.statement(now.date()) != made
