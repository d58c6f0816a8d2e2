"""The protected form: advice first, one field, a number at the end, and nobody told more than they must be."""

import re

import pytest
from sqlalchemy import func, select

from portal.base import clock, text
from portal.base.access import NOBODY, Role
from portal.reprisals.models import Consent, Danger, Duty, ProtectiveAction, Reprisal
from portal.vault import holding, queries
from portal.vault.models import Case, CaseFile, Clock, Helpline, Notice, WrappedKey
from tests.complaints.test_write import A_FEW, FOLDER, harmless, hostile

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them

WORDS = "A man waited for me outside after the meeting."


@pytest.fixture
def officers(make):
    """Two protection officers with keys."""
    return [make.officer(Role.PROTECTION_OFFICER, name=name) for name in ("Amal", "Rui")]


def on_duty(make, *officers, weekday=0, from_hour=8, to_hour=18):
    make.vault.write(lambda session: session.add_all(Duty(officer_id=one.officer.id, weekday=weekday, from_hour=from_hour, to_hour=to_hour) for one in officers))


def helpline(make, name="Night line (made up)"):
    make.vault.write(lambda session: session.add(Helpline(name={"en": name}, ways={"en": "https://help.example.org"}, languages=["en", "ar"])))


def number_on(page):
    code = re.sub(r"\D", "", next(" ".join(one.itertext()) for one in page.tree.iter() if one.get("class") == "code"))
    assert len(code) == 20
    return code


def count(make, table):
    return make.vault.read(lambda session: session.scalar(select(func.count()).select_from(table)))


def opened(make, code):
    return make.vault.read(lambda session: holding.opened_by(session, code))


def facts_of(make, code):
    held = opened(make, code)
    return make.vault.read(lambda session: queries.facts(session, NOBODY, held))


def test_p64_advice_and_helplines_come_before_any_field_and_one_field_is_needed(make, visitor, officers, now):
    helpline(make)
    page = visitor.get("/en/write/2")
    assert page.h1 == "Write to us"
    fields = [page.text.index(f'name="{name}"') for name in ("text", "danger", "who")]
    assert page.text.index("Night line (made up)") < page.text.index("Before you write") < min(fields)
    assert "required" not in page.text
    page = visitor.press("Send", status=422)
    assert page.faults == ["Write a few words about what happened."]
    page = visitor.press("Send", text=WORDS)
    assert "Your number" in page.main
    assert facts_of(make, number_on(page)) == {"text": WORDS, "language": "en"}


def test_p64_without_a_helpline_the_page_says_so(visitor, officers):
    assert "No helpline is listed here yet." in visitor.get("/en/write/2").main


def test_everything_that_is_told_is_sealed_and_only_what_counting_needs_is_not(make, visitor, officers, now):
    consultation = make.consultation(slug="park")
    visitor.get("/en/write/2")
    page = visitor.press(
        "Send",
        text=WORDS,
        danger="liberty",
        who="Two men in a grey car",
        when="last Monday",
        for_another="yes",
        place=consultation.slug,
        region="western-asia",
        language="ar",
        contact="my sister, after six",
        traces=" \n0000-0000-0000-0000-0000\n",
        consent="hide traces",
    )
    code = number_on(page)
    assert facts_of(make, code) == {
        "text": WORDS,
        "language": "ar",
        "who": "Two men in a grey car",
        "when": "last Monday",
        "place": "park",
        "contact": "my sister, after six",
        "traces": ["0" * 20],
    }
    row = make.vault.read(lambda session: session.scalars(select(Reprisal)).one())
    assert (row.urgent, row.danger, row.for_another, row.region) == (True, Danger.LIBERTY, True, "western-asia")
    given = make.vault.read(lambda session: session.execute(select(Consent.action, Consent.given)).all())
    assert given == [(ProtectiveAction.HIDE_TRACES, True)]


def test_no_consent_is_ticked_by_itself(make, visitor, officers):
    visitor.get("/en/write/2")
    visitor.press("Send", text=WORDS)
    assert count(make, Consent) == 0


def test_the_report_is_sealed_for_two_officers_who_are_called(make, visitor, officers, now):
    make.officer(Role.FOCAL_POINT, name="Focal")
    visitor.get("/en/write/2")
    visitor.press("Send", text=WORDS)
    rows = make.vault.read(lambda session: session.scalars(select(WrappedKey.officer_id).where(WrappedKey.officer_id.is_not(None))).all())
    assert sorted(rows) == sorted(one.officer.id for one in officers)
    notices = make.vault.read(lambda session: session.execute(select(Notice.staff_id, Notice.urgent)).all())
    assert sorted(notices) == sorted((one.person.id, False) for one in officers)


def test_of_three_officers_the_two_with_less_to_do_hear_it(make, visitor, officers, now):
    third = make.officer(Role.PROTECTION_OFFICER, name="Sam")
    make.reprisal(officers[0], third)
    make.reprisal(third)
    visitor.get("/en/write/2")
    visitor.press("Send", text=WORDS)
    newest = make.vault.read(lambda session: session.scalars(select(WrappedKey.officer_id).join(Case).where(Case.language == "en", WrappedKey.officer_id.is_not(None))).all())
    assert sorted(newest.count(one.officer.id) for one in (*officers, third)) == [1, 2, 2]


def test_nobody_of_the_host_hears_it(make, visitor):
    host = make.organisation()
    outsider, insider = make.officer(Role.PROTECTION_OFFICER, name="Out"), make.officer(Role.PROTECTION_OFFICER, name="In", organisation=host)
    consultation = make.consultation(host=host)
    visitor.get("/en/write/2")
    visitor.press("Send", text=WORDS, place=consultation.slug)
    rows = make.vault.read(lambda session: session.scalars(select(WrappedKey.officer_id).where(WrappedKey.officer_id.is_not(None))).all())
    assert rows == [outsider.officer.id]
    assert insider.officer.id not in rows


def test_when_all_officers_are_of_the_host_the_words_stay_on_the_page(make, visitor):
    host = make.organisation()
    make.officer(Role.PROTECTION_OFFICER, organisation=host)
    consultation = make.consultation(host=host)
    visitor.get("/en/write/2")
    page = visitor.press("Send", status=422, text=WORDS, place=consultation.slug)
    assert WORDS in page.text
    assert page.faults == ["At this moment nobody here could open your words. So they were not kept. Please turn to the people named above."]
    assert count(make, Case) == 0


def test_without_any_officer_there_is_no_form_and_what_was_typed_is_not_lost(make, visitor, officers):
    visitor.get("/en/write/2")
    make.vault.write(lambda session: [setattr(session.get_one(type(one.officer), one.officer.id), "gone_on", clock.today()) for one in officers])
    page = visitor.press("Send", status=422, text=WORDS)
    assert WORDS in page.text
    assert "there is no protection officer here" in page.main
    page = visitor.get("/en/write/2")
    assert [form.action for form in page.forms() if "write" in form.action] == []


def test_p67_urgent_calls_both_officers_at_once_and_the_clock_counts_hours(make, visitor, officers, now):
    on_duty(make, *officers)
    page = visitor.get("/en/write/2")
    assert "A protection officer is on duty now." in page.main
    page = visitor.press("Send", text=WORDS, danger="life")
    assert "The officers are called now." in page.main
    notices = make.vault.read(lambda session: session.execute(select(Notice.staff_id, Notice.urgent)).all())
    assert sorted(notices) == sorted((one.person.id, True) for one in officers)
    due = make.vault.read(lambda session: session.scalars(select(Clock.due_at)).one())
    assert (due - now).total_seconds() == 5 * 3600  # four hours, and the full hour after them


def test_p67_outside_duty_the_page_says_so_and_shows_who_helps_at_once(make, visitor, officers, now):
    on_duty(make, *officers, weekday=2)
    helpline(make)
    page = visitor.get("/en/write/2")
    assert "At this moment no protection officer is on duty. The next duty begins on Wednesday, May 5, 2027, 08:00 (UTC)." in page.main
    assert "Night line (made up)" in page.main
    page = visitor.press("Send", text=WORDS, danger="life")
    assert "At this moment no protection officer is on duty." in page.main
    assert "Night line (made up)" in page.main
    due = make.vault.read(lambda session: session.scalars(select(Clock.due_at)).one())
    assert (due - now).total_seconds() == 25 * 3600


def test_the_same_form_sent_twice_makes_one_report_and_shows_one_number(make, visitor, officers, now):
    page = visitor.get("/en/write/2")
    form = next(form for form in page.forms() if form.action.endswith("/write/2"))
    sent = [*[pair for pair in form.fields if pair[0] != "text"], ("text", WORDS)]
    attached = [("files", "letter.txt", b"We know where you live.")]
    numbers = [number_on(visitor.post("/en/write/2", sent, attached=attached)) for _ in range(2)]
    assert numbers[0] == numbers[1]
    assert (count(make, Case), count(make, Reprisal), count(make, CaseFile), count(make, Clock)) == (1, 1, 1, 1)


def test_files_come_along_sealed_and_a_wrong_one_loses_no_words(make, visitor, officers):
    visitor.get("/en/write/2")
    page = visitor.press("Send", status=422, text=WORDS, attached=[("files", "evil.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")])
    assert WORDS in page.text
    assert count(make, Case) == 0
    visitor.press("Send", text=WORDS, attached=[("files", "letter.txt", b"We know where you live.")])
    sealed = make.vault.read(lambda session: session.execute(select(CaseFile.original, CaseFile.cleaned, CaseFile.about)).one())
    assert b"We know" not in b"".join(sealed)


def test_the_number_can_be_saved_as_a_file(make, visitor, officers):
    visitor.get("/en/write/2")
    code = number_on(visitor.press("Send", text=WORDS))
    saved = visitor.press("Save as a text file")
    assert re.sub(r"\D", "", saved.text) == code
    assert saved.headers["cache-control"] == "no-store"
    token = next(value for form in visitor.get("/en/write/2").forms() for name, value in form.fields if name == "token")
    visitor.post("/en/write/2/number", {"token": token}, status=404)


@pytest.mark.parametrize("text", ["x" * 200_000, "é" * 20_001])
def test_p60_too_much_is_said_and_nothing_is_lost(make, visitor, officers, text):
    visitor.get("/en/write/2")
    page = visitor.press("Send", status=422, text=text)
    assert "too long" in page.faults[0]
    assert text in page.text
    assert count(make, Case) == 0


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{ 7*7 }}", "'; DROP TABLE cases; --", "مرحبا 👩🏽‍🚒 \u202e gnihtemos", "\ud800".encode("utf-8", "replace").decode(), "   .   "]
)
def test_odd_words_are_taken_as_they_are(make, visitor, officers, text):
    visitor.get("/en/write/2")
    page = visitor.press("Send", text=text)
    assert facts_of(make, number_on(page))["text"] == text.replace("\u202e", "").strip()


def test_unknown_choices_are_taken_as_untold(make, visitor, officers):
    visitor.get("/en/write/2")
    page = visitor.press("Send", text=WORDS, danger="x" * 50, place="nowhere", region="the moon", language="zz", consent="everything")
    assert facts_of(make, number_on(page)) == {"text": WORDS, "language": "en"}


def test_a_number_of_a_contribution_that_is_none_is_told(visitor, officers):
    visitor.get("/en/write/2")
    page = visitor.press("Send", status=422, text=WORDS, traces="1234")
    assert page.faults == ["This is no number of a contribution: 1234. It has 20 digits. Write each number on a line of its own."]
    assert WORDS in page.text


def test_the_trap_is_told_and_nothing_is_lost(make, visitor, officers):
    visitor.get("/en/write/2")
    page = visitor.press("Send", status=422, text=WORDS, website="x")
    assert WORDS in page.text
    assert count(make, Case) == 0


def test_nothing_of_it_stands_in_the_address_or_is_kept(visitor, officers):
    visitor.get("/en/write/2")
    page = visitor.press("Send", text=WORDS)
    assert page.url.endswith("/en/write/2")
    assert page.headers["cache-control"] == "no-store"
    assert WORDS not in page.text


def test_in_arabic_the_page_runs_from_right_to_left(make, visitor, officers):
    helpline(make)
    page = visitor.get("/ar/write/2")
    assert page.tree.get("dir") == "rtl"
    assert 'lang="en"' in page.text  # the helpline's own words say that they are English


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.exists(), reason="the project's data is not here")
def test_the_whole_list_of_naughty_strings_does_nothing_and_is_kept(make, visitor, officers, now):
    typed = "\n".join(hostile())[:19_000]
    visitor.get("/en/write/2")
    harmless(visitor.press("Send", status=422, text=typed, traces="x", who=typed[:1900], contact=typed[1900:3800], when=text.one_line(typed)[:190]))
    page = visitor.press("Send", traces="")
    code = number_on(page)
    harmless(visitor.press("Open your page"))
    harmless(visitor.press("Show my words"))
    harmless(visitor.press("Send this message", text=typed))
    harmless(visitor.press("Use this from now on", status=422, contact=typed))
    assert facts_of(make, code)["text"] == text.tidy(typed.replace("\x00", ""))


@pytest.mark.parametrize("typed", A_FEW)
def test_odd_words_do_nothing_in_any_field(make, visitor, officers, typed, now):
    visitor.get("/en/write/2")
    harmless(visitor.press("Send", status=422, text=f"Words: {typed}", who=typed, contact=typed, when=typed, traces=typed))
    visitor.press("Send", traces="")
    harmless(visitor.press("Open your page"))
    harmless(visitor.press("Show my words"))
    harmless(visitor.press("Allow this", action="letter", conditions=typed))
    harmless(visitor.press("Add these numbers", status=422, traces=typed or "x"))
