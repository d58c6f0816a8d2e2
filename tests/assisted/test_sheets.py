"""Reading sheets as spreadsheets save them, checking their lines, and giving bad ones back."""

import csv
import io

import pytest

from portal.assisted import sheets
from portal.assisted.sheets import COLUMNS, Frame, check, read, unpack, with_reasons
from portal.base.errors import Refused, TooMuch

pytestmark = pytest.mark.once

FRAME = Frame(frozenset({1, 2}), frozenset({3}), 100, frozenset({"anonymous", "pseudonym", "name", "organisation"}), ("en", "ar"), "en")
HEAD = "line,question,text,language\n"


def one(**more):
    cells = {"line": "1", "question": "1", "text": "More trees", "language": "en", **more}
    return sheets.Sheet([[cells.get(name, "") for name in COLUMNS]])


def reasons(**more):
    _good, bad = check(one(**more), FRAME)
    return bad[0].reasons if bad else []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_every_way_in_which_spreadsheets_save_is_read(encoding, mark):
    text = mark.join(["line", "question", "text", "language"]) + "\r\n" + mark.join(["1", "2", '"Мост; и, «мост»\nновый"', "ru"]) + "\r\n"
    good, bad = check(read(text.encode(encoding)), FRAME)
    assert (good[0].text, good[0].question, bad) == ("Мост; и, «мост»\nновый", 2, [])


def test_a_line_that_names_the_sign_between_columns_is_understood():
    assert check(read(b"sep=;\nline;question;text;language\n1;1;Words;en\n"), FRAME)[0][0].text == "Words"


def test_columns_stand_in_any_order_and_others_are_left_alone():
    good, _bad = check(read(b"Text,village,LINE,language,question\nWords,Hill,a7,en,1\n"), FRAME)
    assert (good[0].line, good[0].text) == ("a7", "Words")


def test_empty_lines_are_passed_over():
    assert len(read((HEAD + ",,,\n\n1,1,Words,en\n,,,\n").encode()).rows) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04xl/workbook", "This is no CSV file."),
        (b"line,question,text,language\n1,1,\xe9t\xe9,fr\n", "The letters of this file cannot be read."),
        (b"line,text\n1,Words\n", "These columns are missing in the first line: question, language."),
        (b"line,question,text,language,text\n", "A column stands twice in the first line."),
        (b'line,question,text,language\n1,1,"no end,en\n', "The sheet cannot be read near line"),
        (b"", "These columns are missing in the first line: line, question, text, language."),
    ],
)
def test_what_cannot_be_read_is_said(data, said):
    with pytest.raises(Refused) as fault:
        read(data)
    assert fault.value.sentence.startswith(said)


def test_more_lines_than_the_limit_are_refused():
    with pytest.raises(TooMuch, match="2000 lines"):
        read((HEAD + "1,1,Words,en\n" * 2001).encode())
    with pytest.raises(TooMuch, match="2 MB"):
        read(HEAD.encode() + b"x" * 2_000_001)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"line": " "}, "The line has no number of its own (column “line”)."),
        ({"question": "9"}, "There is no such question."),
        ({"question": "one"}, "There is no such question."),
        ({"text": " \n "}, "There are no words."),
        ({"text": "x" * 101}, "The words are too long. The limit is 100 signs for everybody."),
        ({"language": "klingon"}, "There is no such language. Write a code such as ar, or und when you do not know it."),
        ({"voice": "loud"}, "One cannot speak in this way here. Choose another one."),
        ({"voice": "name"}, "Type the name to show, or choose to speak without a name."),
        ({"channel": "online"}, "Write how the words came: paper, phone, in person, meeting."),
        ({"channel": "meeting"}, "Write the number of the meeting."),
        ({"meeting": "8"}, "There is no such meeting, or it has not begun."),
        ({"slip": "de"}, "The slip cannot be printed in this language."),
    ],
)
def test_a_bad_line_is_told_its_reason(cells, said):
    found = reasons(**cells)
    assert said in found
    assert len(found) <= 2


def test_digits_of_every_script_count():
    good, _bad = check(one(question="٢", meeting="३", channel="meeting"), FRAME)
    assert (good[0].question, good[0].meeting) == (2, 3)


def test_the_slip_speaks_the_language_of_the_words_where_it_can():
    slips = [check(one(language=language, slip=slip), FRAME)[0][0].slip for language, slip in (("ar", ""), ("ru", ""), ("ar", "en"))]
    assert slips == ["ar", "en", "en"]


def test_a_line_number_that_comes_twice_is_bad_the_second_time():
    good, bad = check(sheets.Sheet(one().rows * 2), FRAME)
    assert (len(good), bad[0].reasons) == (1, ["This line number stands twice."])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@here", "'=quoted", "- a list"])
def test_what_looks_like_a_formula_is_kept_as_it_was_and_given_out_harmless(text):
    sheet = read((HEAD + f'1,9,"{text}",en\n').encode())
    assert sheet.rows[0][2] == text
    given = with_reasons(check(sheet, FRAME)[1])
    (row,) = csv.DictReader(io.StringIO(given.decode("utf-8-sig")))
    assert row["text"] == "'" + text
    assert read(given).rows[0][2] == text


def test_bad_lines_come_back_with_reasons_and_can_be_mended():
    sheet = read((HEAD + '7,9,"Two\nlines, «quoted»",xx\n').encode())
    given = with_reasons(check(sheet, FRAME)[1])
    assert given.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(given.decode("utf-8-sig")))
    assert row["reason"] == "There is no such question. There is no such language. Write a code such as ar, or und when you do not know it."
    mended = given.replace(b"7,9,", b"7,1,").replace(b",xx,", b",ru,")
    good, bad = check(read(mended), FRAME)
    assert ([line.text for line in good], bad) == (["Two\nlines, «quoted»"], [])


def test_a_packed_sheet_comes_back_and_nothing_else_does():
    sheet = one(text="نص")
    assert unpack(sheet.pack()).rows == sheet.rows
    for junk in ("", "xyz", "é", sheets.to_text(b"junk"), sheets.to_text(sheets.zlib.compress(b"{}")), sheets.to_text(sheets.zlib.compress(b"[" * 100_000))):
        with pytest.raises(Refused):
            unpack(junk)


def test_a_packed_bomb_is_not_opened():
    with pytest.raises(Refused):
        unpack(sheets.to_text(sheets.zlib.compress(b" " * 100_000_000)))
