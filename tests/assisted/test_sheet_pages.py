"""A whole sheet through the pages: checked, entered once, mended, with a slip for each line (must-show 5)."""

import csv
import io
import re
import time

import pytest
from sqlalchemy import func, select

from portal.base.access import Role
from portal.contributions.models import Channel, Contribution, ContributionState
from portal.journal.models import Entry
from portal.receipts import codes
from portal.receipts.models import Receipt

SCRIPTS = {"en": "More shade, please. No. {}", "ar": "نريد مزيدا من الظل {}", "ru": "Больше тени, пожалуйста {}", "zh": "请多种一些树 {}"}
HEAD = ["line", "question", "text", "language", "voice", "name", "channel"]


@pytest.fixture
def park(make):
    park = make.consultation(premoderated=False)
    make.question(park, number=1)
    make.question(park, number=2)
    return park


@pytest.fixture
def helper(make, park, visitor):
    person = make.staff("Hela", roles=[(Role.HELPER, park)])
    make.sign_in(visitor, person)
    return person


def sheet(rows, head=HEAD, encoding="utf-8-sig", mark=","):
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=mark)
    table.writerow(head)
    table.writerows(rows)
    return out.getvalue().encode(encoding)


def five_hundred():
    """Five hundred lines in four scripts; every twenty-fifth is bad."""
    rows = []
    for number in range(500):
        language, words = list(SCRIPTS.items())[number % 4]
        bad = number % 25 == 7
        rows.append([number + 1, 9 if bad else 1 + number % 2, words.format(number), language, "", "", "paper" if number % 3 else "phone"])
    return rows


def send(visitor, park, data, **more):
    visitor.get(f"/en/staff/{park.slug}/assist/sheet")
    return visitor.press("Check the sheet", attached=[("sheet", "words.csv", data)], **{"consent": "yes", **more})


def count(database, *where):
    return database.read(lambda session: session.scalar(select(func.count()).select_from(Contribution).where(*where)))


def slips(page):
    found = re.findall(r'<section class="slip".*?</section>', page.text, re.DOTALL)
    return ["".join(re.findall(r"\d", re.search(r'<p class="code".*?</p>', one)[0].split("<span>", 1)[1])) for one in found]


def test_five_hundred_lines_in_four_scripts_with_twenty_bad_ones(visitor, helper, park, database):
    page = send(visitor, park, sheet(five_hundred()))
    assert "480 lines are good. 20 lines are to be mended." in page.main
    assert count(database) == 0
    checked, began = visitor.page, time.monotonic()
    page = visitor.press("Enter 480 lines")
    assert time.monotonic() - began < 60
    assert "480 lines were entered." in page.main
    numbers = slips(page)
    assert (len(set(numbers)), {codes.is_whole(one) for one in numbers}, count(database)) == (480, {True}, 480)
    visitor.page = checked
    assert slips(visitor.press("Enter 480 lines")) == numbers  # the answer was lost on the way: the same form shows them again
    page = send(visitor, park, sheet(five_hundred(), encoding="utf-16", mark="\t"))
    page = visitor.press("Enter 480 lines")
    assert ("0 lines were entered. 480 lines were entered before, and were left alone." in page.main, slips(page), count(database)) == (True, [], 480)
    page = visitor.press("Download the lines to be mended")
    rows = list(csv.DictReader(io.StringIO(page.body.decode("utf-8-sig"))))
    assert (len(rows), {row["reason"] for row in rows}) == (20, {"There is no such question."})
    send(visitor, park, sheet([[row["line"], 2, row["text"], row["language"], "", "", "paper"] for row in rows]))
    visitor.press("Enter 20 lines")
    assert (count(database), count(database, Contribution.state == ContributionState.PUBLISHED)) == (500, 500)
    kept = database.read(lambda session: dict(session.execute(select(Contribution.language, func.count()).group_by(Contribution.language)).all()))
    assert kept == {"en": 125, "ar": 125, "ru": 125, "zh": 125}


def test_every_line_has_a_number_of_its_own_that_must_be_changed(visitor, helper, park, database):
    send(visitor, park, sheet([[1, 1, "One", "en"], [2, 1, "Two", "en"]], HEAD[:4]))
    numbers = slips(visitor.press("Enter 2 lines"))
    kept = database.read(lambda session: {one.code_hash: one.by_helper for one in session.scalars(select(Receipt))})
    assert kept == {codes.lookup_hash(one): True for one in numbers}


def test_the_slip_names_the_line_so_that_it_reaches_the_right_person(visitor, helper, park):
    send(visitor, park, sheet([["house-7", 1, "كلمات", "ar"]], HEAD[:4]))
    page = visitor.press("Enter 1 line")
    assert "(house-7)" in page.main
    assert '<section class="slip" lang="ar" dir="rtl">' in page.text


def test_who_entered_the_sheet_is_in_the_record_and_the_way_at_the_words(visitor, helper, park, database):
    send(visitor, park, sheet([[1, 1, "One", "en", "", "", ""], [2, 1, "Two", "en", "", "", "in person"]]))
    visitor.press("Enter 2 lines")
    ways = database.read(lambda session: sorted(session.scalars(select(Contribution.channel))))
    lines = database.read(lambda session: set(session.scalars(select(Entry.staff_id).where(Entry.thing == "contributions", Entry.deed == "submit"))))
    assert (ways, lines) == ([Channel.IN_PERSON, Channel.PAPER], {helper.id})


def test_words_that_tell_who_somebody_is_wait_for_a_moderator(visitor, helper, park, database):
    send(visitor, park, sheet([[1, 1, "Call me: +33 6 12 34 56 78", "en"]], HEAD[:4]))
    visitor.press("Enter 1 line")
    assert count(database, Contribution.state == ContributionState.RECEIVED) == 1


def test_what_the_author_took_back_does_not_come_again(visitor, helper, park, database, make):
    data = sheet([[1, 1, "One", "en"]], HEAD[:4])
    send(visitor, park, data)
    visitor.press("Enter 1 line")

    def withdraw(session):
        session.scalars(select(Contribution)).one().state = ContributionState.WITHDRAWN

    database.write(withdraw)
    send(visitor, park, data)
    assert "1 line was entered before, and was left alone." in visitor.press("Enter 1 line").main
    assert count(database) == 1


@pytest.mark.parametrize(
    ("attached", "typed", "said"),
    [
        ([], {"consent": "yes"}, ["Choose your sheet."]),
        ([("sheet", "a.csv", b"line,question,text,language\n")], {"consent": "yes"}, ["There are no lines in this sheet."]),
        ([("sheet", "a.xlsx", b"PK\x03\x04")], {"consent": "yes"}, ["This is no CSV file. Save your sheet as “CSV UTF-8” and send that file."]),
        ([("sheet", "a.csv", b"line,question,text,language\n1,1,Words,en\n")], {}, ["Ask the person first. Then tick this box."]),
    ],
)
def test_what_is_wrong_with_a_sheet_is_said_at_its_field(visitor, helper, park, attached, typed, said):
    visitor.get(f"/en/staff/{park.slug}/assist/sheet")
    assert visitor.press("Check the sheet", status=422, attached=attached, **typed).faults == said


def test_the_template_and_the_table_of_values_can_be_taken_along(visitor, helper, park):
    template = visitor.get(f"/en/staff/{park.slug}/assist/sheet/template.csv")
    assert template.body == b"\xef\xbb\xbfline,question,text,language,voice,name,channel,meeting,slip,reply_to\r\n"
    values = visitor.get(f"/en/staff/{park.slug}/assist/sheet/values.csv").body.decode("utf-8-sig")
    assert {"question,2", "channel,in person", "language,und", "voice,anonymous", "slip,ar"} <= set(values.split("\r\n"))


def test_a_sheet_that_was_tampered_with_in_the_page_is_checked_again(visitor, helper, park, database):
    send(visitor, park, sheet([[1, 1, "One", "en"]], HEAD[:4]))
    visitor.press("Enter 1 line", packed="xyz", status=422)
    assert count(database) == 0
