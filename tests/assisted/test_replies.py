"""Replies on paper: a helper enters them under the public words that they answer, one by one and from a sheet."""

import csv
import io

import pytest

from portal.base.access import Role
from portal.contributions.models import ContributionState
from tests.assisted.test_entering import enter, rows, typed
from tests.assisted.test_sheet_pages import HEAD, send, sheet, slips

HEAD = (*HEAD[:4], "reply_to")
pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def park(make):
    return make.consultation(premoderated=False)


@pytest.fixture
def words(make, park):
    """Public words under question 1; there is a question 2 as well."""
    question = make.question(park, number=1)
    make.question(park, number=2)
    return make.contribution(question, "More trees.")


@pytest.fixture
def helper(make, park, words, visitor):
    person = make.staff("Hela", roles=[(Role.HELPER, park)])
    make.sign_in(visitor, person)
    return person


def replies(database, words):
    return [one for one in rows(database) if one.reply_to_id == words.id]


def test_a_reply_on_paper_stands_under_the_words_that_it_answers(visitor, helper, park, words, database):
    visitor.get(f"/en/staff/{park.slug}/assist")
    page = visitor.press("Continue", **typed(reply_to=str(words.number)))
    assert f"Reply (No. {words.number})" in page.main and "More trees." in page.main
    assert visitor.press("Enter it and make the slip").h1 == "Hand over the slip"
    [reply] = replies(database, words)
    assert (reply.is_root, reply.root_id, reply.state) == (False, words.id, ContributionState.PUBLISHED)
    page = visitor.get(f"/en/consultations/{park.slug}/contributions/{words.number}")
    assert reply.text.split()[0] in page.main


@pytest.mark.parametrize(
    ("number", "question", "said"),
    [
        ("999", "1", "No public words here have this number."),
        ("the third", "1", "No public words here have this number."),
        (None, "2", "The words with this number answer another question."),
    ],
)
def test_a_number_that_leads_nowhere_is_said_at_its_field(visitor, helper, park, words, database, number, question, said):
    visitor.get(f"/en/staff/{park.slug}/assist")
    page = visitor.press("Continue", status=422, **typed(reply_to=number or str(words.number), question=question))
    assert page.faults == [said]
    assert replies(database, words) == []


def test_the_next_form_begins_without_a_reply(visitor, helper, park, words):
    enter(visitor, park, reply_to=str(words.number))
    visitor.press("Enter the next one")
    assert next(dict(form.fields) for form in visitor.page.forms() if any(button[0] == "Continue" for button in form.buttons))["reply_to"] == ""


def test_replies_come_from_a_sheet_once_and_bad_ones_go_back_with_reasons(visitor, helper, park, words, make, database):
    hidden = make.contribution(words.question, "Gone.", state=ContributionState.HIDDEN, number=77)
    lines = [
        ["1", "1", "I agree.", "en", str(words.number)],
        ["2", "1", "My own words.", "en", ""],
        ["3", "2", "I agree, too.", "en", str(words.number)],
        ["4", "1", "I do not.", "en", str(hidden.number)],
        ["5", "1", "Nor do I.", "en", "x"],
        ["6", "1", "أوافق.", "ar", "".join(chr(0x660 + int(digit)) for digit in str(words.number))],
    ]
    page = send(visitor, park, sheet(lines, HEAD))
    assert "3 lines are good. 3 lines are to be mended." in page.main
    bad = visitor.press("Download the lines to be mended")
    given = list(csv.DictReader(io.StringIO(bad.body.decode("utf-8-sig"))))
    assert [(row["line"], row["reply_to"], row["reason"]) for row in given] == [
        ("3", str(words.number), "The words with this number answer another question."),
        ("4", "77", "No public words here have this number."),
        ("5", "x", "No public words here have this number."),
    ]
    send(visitor, park, sheet(lines, HEAD))
    page = visitor.press("Enter 3 lines")
    assert len(set(slips(page))) == 3
    assert sorted(one.text for one in replies(database, words)) == ["I agree.", "أوافق."]
    send(visitor, park, sheet(lines, HEAD))
    page = visitor.press("Enter 3 lines")
    assert "3 lines were entered before, and were left alone." in page.main
    assert len(replies(database, words)) == 2
    given[0]["question"], given[1]["reply_to"], given[2]["reply_to"] = "1", "", str(words.number)
    mended = [[row[name] for name in (*HEAD, "reason")] for row in given]
    send(visitor, park, sheet(mended, (*HEAD, "reason")))
    visitor.press("Enter 3 lines")
    assert len(replies(database, words)) == 4


def test_words_that_are_hidden_between_check_and_entering_take_no_reply(visitor, helper, park, words, database):
    send(visitor, park, sheet([["1", "1", "I agree.", "en", str(words.number)]], HEAD))
    database.write(lambda session: setattr(session.get_one(type(words), words.id), "state", ContributionState.HIDDEN))
    page = visitor.press("Enter 1 line")
    assert "No public words here have this number." in page.main
    assert replies(database, words) == []


def test_words_of_another_consultation_are_not_answered_here(visitor, helper, park, words, make, database):
    other = make.contribution(make.question(make.consultation()), "Elsewhere.", number=500)
    visitor.get(f"/en/staff/{park.slug}/assist")
    assert visitor.press("Continue", status=422, **typed(reply_to="500")).faults == ["No public words here have this number."]
    assert replies(database, other) == []


def test_the_template_names_the_column(visitor, helper, park):
    visitor.get(f"/en/staff/{park.slug}/assist/sheet")
    assert visitor.page.text.count("reply_to") == 1
    template = visitor.get(f"/en/staff/{park.slug}/assist/sheet/template.csv")
    assert template.body.decode("utf-8-sig").strip().split(",")[-1] == "reply_to"
