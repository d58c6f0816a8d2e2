"""The path for young people: a simpler form, always read first, and nothing in public that tells who is young."""

import io
import json
import os
import re
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import SYSTEM, Role
from portal.base.errors import Refused
from portal.base.languages import Texts
from portal.consultations.models import SelfDescription
from portal.contributions import commands
from portal.contributions.models import Contribution, ContributionState, Voice
from portal.exchange.export import export_consultation
from portal.receipts import codes
from portal.web import tokens
from portal.web.tokens import Token
from tests.visitor import HTML, words

PUBLISHED, RECEIVED = ContributionState.PUBLISHED, ContributionState.RECEIVED


@pytest.fixture
def question(make):
    return make.question(make.consultation(for_young=True, premoderated=False))


def path_of(question):
    return f"/en/consultations/{question.consultation.slug}/questions/{question.number}/young"


def fields(**more):
    moment = clock.now() - timedelta(minutes=5)
    return {"token": tokens.issue(opened=moment), "text": "More swings.", "shown_name": "", "text_language": "en", "website": "", "step": "send", **more}


def all_of(database):
    return database.read(lambda session: list(session.scalars(select(Contribution).order_by(Contribution.id))))


def submit(database, question, **more):
    token = Token(name=os.urandom(16), opened=clock.now() - timedelta(minutes=5))
    given = {"token": token, "text": "More swings.", "language": "en", "voice": Voice.ANONYMOUS, **more}
    return database.write(lambda session: commands.submit(session, SYSTEM, session.merge(question), **given).contribution)


def test_somebody_writes_in_three_steps_and_gets_a_number(visitor, question, database):
    visitor.get(path_of(question))
    page = visitor.press("Continue", text="More *swings*, please.", shown_name="Zaza")
    assert page.h1 == "Check your answer"
    page = visitor.press("Send my answer")
    [block] = [one for one in page.tree.iter(f"{HTML}p") if one.get("class") == "code"]
    assert codes.is_whole(codes.typed(words(block)))
    [made] = all_of(database)
    assert (made.young, made.state, made.number, made.voice, made.shown_name) == (True, RECEIVED, None, Voice.PSEUDONYM, "Zaza")


def test_the_form_asks_for_nothing_about_the_person(visitor, question):
    page = visitor.get(path_of(question))
    form = next(one for one in page.forms() if any(name == "text" for name, _value in one.fields))
    assert {name for name, _value in form.fields} - {"token", "switch", "step"} == {"text", "shown_name", "text_language", "website"}


def test_what_else_is_sent_is_not_looked_at(visitor, question, database):
    visitor.post(path_of(question), fields(voice="name", region="africa", sector="media", code="1" * 20, helped="yes"))
    [made] = all_of(database)
    assert (made.voice, made.shown_name) == (Voice.ANONYMOUS, "")
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(SelfDescription))) == 0


def test_a_family_name_is_not_taken(visitor, question, database):
    page = visitor.post(path_of(question), fields(shown_name="Ana Silva"), status=422)
    assert "no family name" in page.text
    assert all_of(database) == []


def test_words_that_tell_who_somebody_is_are_named_and_may_be_sent_all_the_same(visitor, question, database):
    visitor.get(path_of(question))
    page = visitor.press("Continue", text="I am 12 and I go to Hill Road School. My insta is swing_girl12.")
    assert [words(one) for one in page.tree.iter(f"{HTML}li") if words(one).startswith(("an age", "a school", "an account"))] == [
        "an age: I am 12",
        "a school: go to Hill Road School",
        "an account on another site: insta is swing_girl12",
    ]
    visitor.press("Go on and send it")
    assert [one.state for one in all_of(database)] == [RECEIVED]


def test_the_same_form_sent_twice_makes_one(visitor, question, database):
    sent = fields()
    assert visitor.post(path_of(question), sent).h1 == visitor.post(path_of(question), sent).h1 == "We have your answer"
    assert len(all_of(database)) == 1


def test_other_ways_to_speak_are_refused_and_the_safe_ones_open_everywhere(database, make, question):
    with pytest.raises(Refused):
        submit(database, question, young=True, voice=Voice.NAME, shown_name="Ana")
    named = make.question(make.consultation(for_young=True, voices=["name"]))
    assert submit(database, named, young=True).young


def test_all_replies_are_read_first_where_young_people_write_and_nowhere_else(database, make, question):
    """If only replies to the young were, everybody could tell which words are theirs."""
    for young in (True, False):
        top = make.contribution(question, young=young)
        assert submit(database, question, reply_to=top).state is RECEIVED
    assert submit(database, question).state is PUBLISHED
    other = make.question(make.consultation(premoderated=False))
    assert submit(database, other, reply_to=make.contribution(other)).state is PUBLISHED


@pytest.fixture
def moderator(make, visitor, question):
    make.policy()
    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, question.consultation)]))
    return visitor


def test_a_moderator_is_told_and_must_confirm(moderator, make, question, database):
    waiting = make.contribution(question, state=RECEIVED, young=True)
    here = f"/en/staff/{question.consultation.slug}/queue/{waiting.id}"
    assert "Leave out rather than publish." in moderator.get(here).main
    page = moderator.press("Publish and open the next one", status=422)
    assert "Confirm that nothing in it tells who wrote it." in page.text
    assert all_of(database)[0].state is RECEIVED
    moderator.press("Publish and open the next one", nameless="yes")
    assert [(one.state, one.young) for one in all_of(database)] == [(PUBLISHED, True)]


def test_leaving_out_needs_the_same_word(moderator, make, question, database):
    waiting = make.contribution(question, "I am Ana from Hill Road.", state=RECEIVED, young=True)
    moderator.get(f"/en/staff/{question.consultation.slug}/queue/{waiting.id}/restrict")
    given = {"action": "publish redacted", "rule": "1", "facts": "It names a person here.", "passage": "I am Ana"}
    moderator.press("Decide and open the next one", status=422, **given)
    moderator.press("Decide and open the next one", nameless="yes", **given)
    assert all_of(database)[0].state is ContributionState.REDACTED


def test_several_at_once_leave_them_out(moderator, make, question, database):
    mine = [make.contribution(question, state=RECEIVED, young=young) for young in (True, False)]
    picks = [("pick", f"{one.id}.1.0") for one in mine]
    page = moderator.post(f"/en/staff/{question.consultation.slug}/together", [("token", tokens_of(moderator, question)), ("deed", "publish"), *picks])
    assert "Decide on it by itself." in page.main


def tokens_of(visitor, question):
    page = visitor.get(f"/en/staff/{question.consultation.slug}/queue")
    return next(value for form in page.forms() for name, value in form.fields if name == "token")


@pytest.mark.parametrize("deed", ["publish", "restore"])
def test_no_command_publishes_them_without_that_word(database, make, question, deed):
    state = RECEIVED if deed == "publish" else ContributionState.HIDDEN
    one = make.contribution(question, state=state, young=True)
    with pytest.raises(Refused):
        database.write(lambda session: getattr(commands, deed)(session, SYSTEM, session.merge(one), "reason"))
    database.write(lambda session: getattr(commands, deed)(session, SYSTEM, session.merge(one), "reason", nameless=True))
    assert all_of(database)[0].state is PUBLISHED


def test_the_page_behind_the_number_begins_in_simple_words(visitor, make, question):
    one = make.contribution(question, young=True)
    visitor.get("/en/track")
    assert "If you do not understand something, ask somebody you trust." in visitor.press("Show what became of it", code=one.receipt.code).main


def test_words_that_are_taken_back_are_not_marked_any_more(database, make, question):
    one = make.contribution(question, young=True)
    database.write(lambda session: commands.take_out(session, SYSTEM, session.merge(one)))
    assert [mark.young for mark in all_of(database)] == [False]


PAGES = ["", "/questions/1", "/contributions/1", "/trace", "/moderation", "/feed.atom", "/calendar.ics", "/data", "/data/contributions.json", "/data/contributions.csv"]


def exported(database, slug):
    stream = io.BytesIO()
    database.read(lambda session: export_consultation(session, SYSTEM, slug, stream))
    return [json.loads(line) for line in zipfile.ZipFile(stream).read("contributions.jsonl").splitlines()]


def test_nothing_in_public_differs_between_young_and_others(visitor, make, database, now):
    """The same words by both ways: pages, feeds, data and files are alike, but for the address of their consultation."""
    host, seen = make.organisation(), []
    for slug, young in (("slug-one", False), ("slug-two", True)):
        question = make.question(make.consultation(slug=slug, for_young=True, host=host), number=1)
        make.contribution(question, "More swings.", number=1, young=young)
        pages = [visitor.get(f"/en/consultations/{slug}{path}").text.replace(slug, "here") for path in PAGES]
        seen.append([re.sub(r'value="[^"]{40,}"', "", page) for page in pages] + [exported(database, slug)])
    assert seen[0] == seen[1]


def test_the_organisers_simple_words_are_shown(visitor, make):
    question = make.question(make.consultation(for_young=True), young=Texts(en="Which swings?"))
    assert "Which swings?" in visitor.get(path_of(question)).main
