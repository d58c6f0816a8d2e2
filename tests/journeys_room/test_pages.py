"""The page behind a number, and the public trace."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import Role
from portal.base.languages import Texts
from portal.base.secrets import seal
from portal.consultations.models import SelfDescriptionCount
from portal.contributions import queries as contributions
from portal.contributions.models import ContributionState
from portal.figures.measures import Total
from portal.moderation import commands as moderation
from portal.moderation.models import Action, Appeal, AppealState, Decision, Flag, FlagState, Message, Policy, Rule
from portal.receipts import codes, commands, tickets
from portal.responses.models import Verdict
from portal.summaries.models import NoPoint, Objection, ObjectionKind, ObjectionState, Summary
from tests.visitor import HTML, words

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def place(make):
    return make.answerable(2)


def open_page(visitor, code, status=200):
    visitor.get("/en/track")
    return visitor.press("Show what became of it", code=code, status=status)


def test_p94_the_page_lists_points_answers_promises_and_news_of_every_contribution(visitor, make, place):
    receipt = make.receipt(place)
    first, second = make.contribution(place.question, "More shade.", receipt=receipt), make.contribution(place.question, "Thank you.", receipt=receipt)
    make.behind(place.points[0], first)
    make.save(NoPoint(contribution_id=second.id, reason=Texts(en="It thanks the council.")))
    make.answer(place.points[0], Verdict.PARTLY, reason="There is little water.")
    make.news(
        make.commitment(place.points[0], due_on=clock.today() - timedelta(days=70), day=clock.today() - timedelta(days=300)),
        "Ten trees stand.",
        day=clock.today() - timedelta(days=200),
    )
    page = open_page(visitor, receipt.code)
    assert page.h1 == "What became of your words"
    for said in (
        "Ask 1: plant trees",
        "Partly accepted",
        "There is little water.",
        "Plant forty trees",
        "Head gardener",
        "Ten trees stand.",
        "Late: 2 months",
        "No news: 6 months",
        "It thanks the council.",
        "More shade.",
    ):
        assert said in page.main, said


def test_every_state_is_told_first(visitor, make, place):
    receipt = make.receipt(place)
    shown = make.contribution(place.question, receipt=receipt)
    make.contribution(place.question, "Waiting words", receipt=receipt, state=ContributionState.RECEIVED)
    page = open_page(visitor, receipt.code)
    assert page.main.index("Received, waits for a moderator") < page.main.index("What comes next") < page.main.index("More trees, please.")
    assert (f"No. {shown.number}", f"/en/consultations/{place.slug}/contributions/{shown.number}") in page.links


def test_the_words_are_hidden_behind_a_button_until_wished(visitor, make, place):
    receipt = make.contribution(place.question, "More shade.").receipt
    page = open_page(visitor, receipt.code)
    assert "More shade." in " ".join(words(one) for one in page.tree.iter(f"{HTML}details"))
    assert page.text.count("More shade.") == 1


def test_a_decision_comes_with_its_rule_and_the_way_to_contest_it(visitor, make, place):
    mine = make.contribution(place.question, state=ContributionState.DECLINED)
    policy = make.save(Policy(version=1, from_day=clock.today(), intro=Texts(en="Be kind.")))
    rule = make.save(Rule(policy_id=policy.id, number=3, category="insult", title=Texts(en="No insults"), text=Texts(en="Do not insult.")))
    office = make.organisation("Moderators")
    decision = make.save(
        Decision(
            consultation_id=place.id,
            contribution_id=mine.id,
            version=1,
            action=Action.DECLINE,
            rule_id=rule.id,
            facts="It calls a neighbour names.",
            sealed_passage=seal("decision passage", "you rude neighbour"),
            organisation_id=office.id,
        )
    )
    page = open_page(visitor, mine.receipt.code)
    for said in (
        "Not published",
        "By rule 3 of version",
        "in force when this was written",
        "No insults",
        "It calls a neighbour names.",
        "you rude neighbour",
        "A human decided this.",
        str(office.name),
        "You can contest this until",
    ):
        assert said in page.main, said
    assert [form for form in page.forms() if form.action.endswith("/en/track/appeal")]
    make.save(
        Appeal(
            consultation_id=place.id,
            decision_id=decision.id,
            receipt_id=mine.receipt.id,
            state=AppealState.UPHELD,
            due_on=clock.today(),
            text="No!",
            language="en",
            reason="It names a person.",
        )
    )
    page = open_page(visitor, mine.receipt.code)
    assert ("The decision stands" in page.main, "It names a person." in page.main) == (True, True)
    assert [form for form in page.forms() if form.action.endswith("/en/track/appeal")] == []


def test_questions_of_a_moderator_come_first_and_can_be_answered(visitor, make, place):
    mine = make.contribution(place.question, state=ContributionState.HELD)
    make.save(Message(consultation_id=place.id, contribution_id=mine.id, receipt_id=mine.receipt.id, position=1, from_staff=True, text="Which street?", language="en"))
    page = open_page(visitor, mine.receipt.code)
    assert page.main.index("A moderator has asked you something") < page.main.index("Which street?")
    form = next(form for form in page.forms() if form.action.endswith("/en/track/message"))
    assert dict(form.fields)["contribution"] == str(mine.id)


def test_reports_and_objections_stand_there_with_their_answers(visitor, make, place, database):
    receipt = make.receipt(place)
    reported = make.contribution(place.question, "Rude words.")
    make.save(
        Flag(
            consultation_id=place.id, contribution_id=reported.id, receipt_id=receipt.id, category="insult", language="en", state=FlagState.KEPT, answer="It is sharp, and allowed."
        )
    )
    summary = database.read(lambda session: session.query(Summary).one())
    facts = {"text": "I asked for water.", "html": "<p>I asked for water.</p>", "language": "en"}
    make.save(
        Objection(
            consultation_id=place.id,
            summary_id=summary.id,
            number=1,
            receipt_id=receipt.id,
            kind=ObjectionKind.MISSED,
            state=ObjectionState.ACCEPTED,
            answer=Texts(en="You are right."),
            **facts,
        )
    )
    page = open_page(visitor, receipt.code)
    for said in ("The words stay as they are", "It is sharp, and allowed.", f"No. {reported.number}", "I asked for water.", "You are right.", "Accepted, the summary was changed"):
        assert said in page.main, said


def test_words_can_be_changed_and_taken_back_while_that_is_possible(visitor, make, place):
    open_place = make.consultation()
    waiting = make.contribution(make.question(open_place), state=ContributionState.RECEIVED)
    page = open_page(visitor, waiting.receipt.code)
    assert {"/en/track/edit", "/en/track/withdraw"} <= {form.action.removeprefix("http://127.0.0.1:8000") for form in page.forms()}
    late = make.contribution(place.question)
    page = open_page(visitor, late.receipt.code)
    assert {"/en/track/edit", "/en/track/withdraw"} & {form.action.removeprefix("http://127.0.0.1:8000") for form in page.forms()} == set()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type your number. It has 20 digits."),
        ("1234", "Your number has 20 digits. You typed 4."),
        ("my number", "Your number has digits only. Please look for other signs in what you typed."),
    ],
)
def test_a_wrong_number_is_told_at_the_field_and_stays_there(visitor, typed, sentence):
    page = open_page(visitor, typed, status=422)
    assert page.faults == [sentence]
    assert [one.get("value") for one in page.tree.iter(f"{HTML}input") if one.get("name") == "code"] == [typed]


def test_a_slip_of_the_finger_and_an_unknown_number_open_nothing(visitor, make, place):
    code = make.contribution(place.question, "Very private words.", state=ContributionState.RECEIVED).receipt.code
    slipped = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert "One digit seems to be wrong" in open_page(visitor, slipped, status=422).faults[0]
    unknown = codes.from_token(b"some other form")
    page = open_page(visitor, unknown, status=422)
    assert page.faults == ["There is nothing under this number. Please compare it with what you wrote down."]
    assert "Very private words." not in page.text


def test_p12_the_number_is_read_in_any_script_and_spacing(visitor, make, place):
    code = make.contribution(place.question).receipt.code
    arabic = "".join(chr(0x660 + int(digit)) for digit in code)
    for typed in (" ".join(codes.groups(code)), "-".join(codes.groups(code)), arabic):
        assert open_page(visitor, typed).h1 == "What became of your words"


def test_guessing_is_slowed_and_slips_are_not(visitor, make, place, monkeypatch):
    from portal.journeys import pages

    waits = []

    async def sleep(seconds):
        waits.append(seconds)

    monkeypatch.setattr(pages.asyncio, "sleep", sleep)
    monkeypatch.setattr(commands.brake, "wait", lambda: 99.0)
    open_page(visitor, "1234", status=422)
    assert waits == []
    open_page(visitor, make.contribution(place.question).receipt.code)
    assert waits == [10]


def test_a_ticket_opens_the_page_again_and_an_old_one_asks_for_the_number_and_keeps_what_was_typed(visitor, make, place, now):
    receipt = make.contribution(place.question).receipt
    visitor.get("/en/track")
    token = dict(visitor.page.forms()[0].fields)["token"]
    ticket = tickets.issue(receipt)
    assert visitor.post("/en/track", {"token": token, "ticket": ticket}).h1 == "What became of your words"
    with clock.frozen(now + timedelta(hours=21)):
        page = visitor.post("/en/track", {"token": token, "ticket": ticket, "text": "A long thought."}, status=422)
        assert page.faults == ["Your page was open for a long time. Please type your number again."]
        assert "A long thought." in page.main
        page = visitor.press("Show what became of it", code=receipt.code)
        assert ("A long thought." in page.main, page.h1) == (True, "What became of your words")


def test_a_forged_ticket_opens_nothing(visitor, make, place):
    ticket = tickets.issue(make.contribution(place.question).receipt)
    visitor.get("/en/track")
    token = dict(visitor.page.forms()[0].fields)["token"]
    forged = ticket[:-4] + ("AAAA" if ticket[-4:] != "AAAA" else "BBBB")
    assert visitor.post("/en/track", {"token": token, "ticket": forged}, status=422).h1 == "Follow up with your number"


def test_p204_a_ticket_shows_its_own_words_and_nobody_elses(visitor, make, place):
    mine, other = make.contribution(place.question, "Mine.", state=ContributionState.RECEIVED), make.contribution(place.question, "Yours.", state=ContributionState.RECEIVED)
    page = open_page(visitor, mine.receipt.code)
    assert ("Mine." in page.text, "Yours." in page.text, other.receipt.code in page.text) == (True, False, False)


def test_a_ticket_is_refused_in_a_deed_on_another_consultation(visitor, make, place):
    elsewhere = make.contribution(make.question(make.consultation()), "Elsewhere.", state=ContributionState.RECEIVED)
    open_page(visitor, make.contribution(place.question).receipt.code)
    fields = dict(next(form for form in visitor.page.forms() if form.action.endswith("/track/letters")).fields)
    page = visitor.post("/en/track/edit", {**fields, "contribution": str(elsewhere.id)}, status=404)
    assert "Elsewhere." not in page.text


def test_staff_who_are_signed_in_can_follow_their_own_words_too(visitor, make, place):
    receipt = make.contribution(place.question).receipt
    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, place)]))
    page = open_page(visitor, receipt.code)
    ticket = dict(next(form for form in page.forms() if form.action.endswith("/track/letters")).fields)
    assert visitor.post("/en/track", {"token": ticket["token"], "ticket": ticket["ticket"]}).h1 == "What became of your words"


def test_the_number_stands_in_no_address_title_or_header_and_the_page_is_not_stored(visitor, make, place):
    receipt = make.contribution(place.question).receipt
    for page in (open_page(visitor, receipt.code), open_page(visitor, receipt.code[:-1], status=422)):
        title = words(page.tree.find(f".//{HTML}title"))
        seen = [
            page.url,
            title,
            *(f"{name}: {value}" for name, value in page.headers.items()),
            *(address for _label, address in page.links),
            *(form.action for form in page.forms()),
        ]
        assert [one for one in seen if receipt.code[:8] in one] == []
        assert ("The park" in title, page.headers["cache-control"], "set-cookie" in page.headers) == (False, "no-store", False)
    assert receipt.code not in open_page(visitor, receipt.code).text


def test_the_trace_tells_how_far_the_contributions_came(visitor, make, place):
    linked, answered, reasoned = (make.contribution(place.question, f"Words {number}") for number in range(3))
    make.contribution(place.question, "Withdrawn", state=ContributionState.WITHDRAWN)
    make.behind(place.points[0], linked)
    make.behind(place.points[1], answered)
    make.answer(place.points[1])
    make.commitment(place.points[1])
    make.save(NoPoint(contribution_id=reasoned.id, reason=Texts(en="It thanks.")))
    page = visitor.get(f"/en/consultations/{place.slug}/trace")
    rows = [[words(cell) for cell in row] for row in page.tree.iter(f"{HTML}tr")][1:]
    assert [row[:2] for row in rows] == [
        ["Ended in a point of the summary", "2"],
        ["Have a reason why they have no point of their own", "1"],
        ["Were answered", "1"],
        ["Led to a promise", "1"],
    ]
    assert page.headers["cache-control"].startswith("public")


def test_small_groups_are_not_counted_exactly_and_nobody_is_counted_live(visitor, make, place):
    for _number in range(12):
        make.contribution(place.question)
    assert "They came under" not in visitor.get(f"/en/consultations/{place.slug}/trace").main
    make.published(scope=place.slug, numbers=Total(12))
    assert "They came under about 10 numbers." in visitor.get(f"/en/consultations/{place.slug}/trace").main


def test_the_trace_is_walked_in_both_directions(visitor, make, place):
    mine = make.contribution(place.question, "More shade.")
    make.behind(place.points[0], mine)
    make.answer(place.points[0])
    promise = make.commitment(place.points[0])
    visitor.get(f"/en/consultations/{place.slug}/trace")
    page = visitor.follow(f"Question {place.question.number}")
    assert ("More shade." in page.main, "Plant forty trees" in page.main) == (True, True)
    page = visitor.follow(f"The way of No. {mine.number}")
    assert page.h1 == f"The way of No. {mine.number}"
    page = visitor.follow(f"Promise {promise.number}")
    page = visitor.follow(f"The contributions behind promise {promise.number}")
    assert ("Ask 1: plant trees" in page.main, "More shade." in page.main) == (True, True)
    assert visitor.follow(f"The way of No. {mine.number}").h1 == f"The way of No. {mine.number}"


def test_long_lists_are_paged_by_number(visitor, make, place):
    made = [make.contribution(place.question, f"Words {number:02}") for number in range(27)]
    make.behind(place.points[0], *made)
    promise = make.commitment(place.points[0])
    for path in (f"questions/{place.question.number}", f"promises/{promise.number}"):
        first = visitor.get(f"/en/consultations/{place.slug}/trace/{path}")
        second = visitor.follow("Later")
        assert ("Words 24" in first.main, "Words 25" in first.main, "Words 25" in second.main, "Words 24" in second.main) == (True, False, True, False)


def test_hidden_words_stay_hidden_on_their_way(visitor, make, place):
    hidden = make.contribution(place.question, "A hidden secret.", state=ContributionState.HIDDEN)
    make.behind(place.points[0], hidden)
    promise = make.commitment(place.points[0])
    for path in (f"{hidden.number}", f"questions/{place.question.number}", f"promises/{promise.number}"):
        assert "A hidden secret." not in visitor.get(f"/en/consultations/{place.slug}/trace/{path}").text


def test_an_unknown_number_has_no_way(visitor, place):
    for path in ("trace/999", "trace/questions/999", "trace/promises/999", "trace/99999999999999999999"):
        visitor.get(f"/en/consultations/{place.slug}/{path}", status=404)


def test_everything_opens_in_arabic_too(visitor, make, place):
    mine = make.contribution(place.question)
    make.behind(place.points[0], mine)
    promise = make.commitment(place.points[0])
    for path in ("", f"/{mine.number}", f"/questions/{place.question.number}", f"/promises/{promise.number}"):
        assert visitor.get(f"/ar/consultations/{place.slug}/trace{path}").tree.get("dir") == "rtl"
    fields = dict(visitor.get("/ar/track").forms()[0].fields)
    assert visitor.post("/ar/track", {**fields, "code": mine.receipt.code}).tree.get("dir") == "rtl"


def test_the_trace_tells_who_took_part_in_counts_only_once_they_exist(visitor, make):
    place = make.consultation()
    assert "Who took part" not in visitor.get(f"/en/consultations/{place.slug}/trace").text
    for asked, answer, people in (("region", "oceania", 20), ("region", "", 15), ("sector", "media", 35)):
        make.save(SelfDescriptionCount(consultation_id=place.id, asked=asked, answer=answer, people=people))
    text = visitor.get(f"/en/consultations/{place.slug}/trace").main
    assert [one in text for one in ("Where they are from", "Oceania20", "All other answers15", "As whom they spoke", "Press and media35")] == [True] * 5


def test_a_moderators_message_is_new_once_and_read_afterwards(visitor, make, database, place):
    words = make.contribution(place.question)
    facts = {"consultation_id": place.id, "contribution_id": words.id, "receipt_id": words.receipt_id, "from_staff": True, "language": "en"}
    message = make.save(Message(**facts, position=1, text="Which street?"))
    assert "New" in open_page(visitor, words.receipt.code).main
    assert database.read(lambda session: session.get(Message, message.id)).seen is True
    assert "New" not in open_page(visitor, words.receipt.code).main


def test_a_report_that_was_refused_is_contested_from_the_page_behind_the_number(visitor, make, database, place):
    make.policy()
    moderator, reporter = make.actor(Role.MODERATOR, place), make.receipt(place)
    reported = make.contribution(place.question, "Rude words.")
    make.save(Flag(consultation_id=place.id, contribution_id=reported.id, receipt_id=reporter.id, category="insult", language="en", state=FlagState.OPEN))
    open_page(visitor, reporter.code)
    assert [form for form in visitor.page.forms() if form.action.endswith("/track/appeal")] == []
    keep = "It is sharp, and it is allowed."
    database.write(lambda session: moderation.answer_flag(session, moderator, contributions.for_staff(session, moderator, reported.id), keep))
    assert keep in open_page(visitor, reporter.code).main
    visitor.press("Contest the answer to your report of May 3, 2027")
    form = next(form for form in visitor.page.forms() if "text" in dict(form.fields))
    visitor.press(form.buttons[0][0], text="It names my sister.")
    appeal = database.read(lambda session: session.scalars(select(Appeal)).one())
    assert (appeal.text, appeal.state, appeal.receipt_id) == ("It names my sister.", AppealState.OPEN, reporter.id)
    assert "Contest the answer" not in open_page(visitor, reporter.code).main
