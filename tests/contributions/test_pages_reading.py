"""The thread and the page of one contribution: order, places, marks, size and the number of statements."""

import brotli
import pytest
from sqlalchemy import event, update

from portal.consultations.models import Question
from portal.contributions.models import Contribution, ContributionState, Version
from portal.web.pages import environment
from tests.visitor import HTML, words

SIXTY = " ".join(f"{word}{number}" for number, word in enumerate(["trees", "benches", "water", "shade", "paths", "light"] * 10))


@pytest.fixture
def question(make):
    return make.question()


def path_of(question):
    return f"/en/consultations/{question.consultation.slug}/questions/{question.number}"


def headings(page, level):
    return [words(heading) for heading in page.tree.iter(f"{HTML}{level}")]


def count(database, question, **columns):
    database.write(lambda session: session.execute(update(Question).where(Question.id == question.id).values(**columns)))


def with_replies(make, database, question, replies):
    top = make.contribution(question, "The top.")
    for number in range(replies):
        make.contribution(question, f"Reply {number}.", reply_to=top)
    database.write(lambda session: session.execute(update(Contribution).where(Contribution.id == top.id).values(replies=replies)))
    return top


def test_a_thread_tells_what_is_asked_how_many_spoke_and_where_to_write(visitor, make, database, question):
    top = make.contribution(question, "More *shade*.", shown_name="Amal")
    count(database, question, published=1)
    page = visitor.get(path_of(question))
    assert page.h1 == "What is missing in the park?"
    assert headings(page, "h2") == ["Contributions (1)"]
    assert headings(page, "h3") == [f"No. {top.number}, Amal"]
    assert f"Report (No. {top.number})" in [text for text, _address in page.links]
    assert visitor.follow("Write an answer").h1 == "Write an answer"


def test_words_stand_in_their_own_language_and_direction(visitor, make, question):
    make.contribution(question, "مزيد من الظل", language="ar")
    block = next(element for element in visitor.get(path_of(question)).tree.iter(f"{HTML}div") if element.get("class") == "words")
    assert (block.get("lang"), block.get("dir")) == ("ar", "rtl")


def test_three_replies_stand_below_and_the_rest_has_a_page(visitor, make, database, question):
    top = with_replies(make, database, question, 5)
    page = visitor.get(path_of(question))
    assert len(headings(page, "h3")) == 1
    assert len(headings(page, "h4")) == 3
    assert f"in reply to No. {top.number}" in page.main
    page = visitor.follow(f"All 5 replies to No. {top.number}")
    assert len(headings(page, "h3")) == 5


def test_a_long_thread_is_walked_page_by_page_in_both_orders(visitor, make, question):
    numbers = [make.contribution(question, f"Words {number}.").number for number in range(55)]
    oldest, newest = (walked(visitor, path_of(question) + order) for order in ("", "?order=newest"))
    assert [len(part) for part in oldest] == [len(part) for part in newest] == [25, 25, 5]
    forwards, backwards = [number for part in oldest for number in part], [number for part in newest for number in part]
    assert sorted(forwards) == sorted(numbers)
    assert backwards == forwards[::-1]


def walked(visitor, address):
    """The numbers on every page, from the first to the last."""
    seen, page = [], visitor.get(address)
    while True:
        seen.append([int(text.split(",")[0].removeprefix("No. ")) for text in headings(page, "h3")])
        if not any(text == "Next page" for text, _address in page.links):
            return seen
        page = visitor.follow("Next page")


@pytest.mark.parametrize("after", ["nonsense", "2027-05-03.", "2027-13-01.5", "2027-05-03.99999999999999999999", "2027-05-03.-1", "."])
def test_a_place_that_does_not_exist_is_no_failure(visitor, make, question, after):
    make.contribution(question)
    visitor.get(f"{path_of(question)}?after={after}")


def test_what_waits_or_was_declined_is_nowhere(visitor, make, question):
    for state in (ContributionState.RECEIVED, ContributionState.HELD, ContributionState.DECLINED):
        make.contribution(question, "Not yet to be read.", state=state)
    page = visitor.get(path_of(question))
    assert "Not yet to be read" not in page.text
    assert headings(page, "h3") == []


def test_hidden_words_leave_a_mark_with_the_rule_and_nothing_else(visitor, make, question):
    hidden = make.contribution(question, "Something vile.", state=ContributionState.HIDDEN, mark="Insult", shown_name="Somebody")
    for path in (path_of(question), f"/en/consultations/{question.consultation.slug}/contributions/{hidden.number}"):
        page = visitor.get(path)
        assert "Something vile" not in page.text
        assert "Somebody" not in page.text
        assert "A moderator took these words out of sight. Rule: Insult" in page.main


def test_withdrawn_words_keep_their_place_as_a_mark(visitor, make, question):
    make.contribution(question, "", state=ContributionState.WITHDRAWN, number=77)
    assert "The author took these words back." in visitor.get(path_of(question)).main


def test_a_contribution_has_a_page_of_its_own_and_nobody_can_guess_one_that_waits(visitor, make, question):
    shown, waits = make.contribution(question, "Shown."), make.contribution(question, "Waits.", state=ContributionState.RECEIVED)
    place = f"/en/consultations/{question.consultation.slug}/contributions"
    assert visitor.get(f"{place}/{shown.number}").h1 == f"No. {shown.number}, Without a name"
    for number in (0, 999, waits.id % 2**31, 2**31, 10**30):
        visitor.get(f"{place}/{number}", status=404)


def test_the_first_view_of_a_full_page_is_small_and_comes_in_one_request(visitor, make, database):
    question = make.question(make.consultation())
    for _number in range(25):
        make.contribution(question, SIXTY)
    count(database, question, published=25)
    page = visitor.get(path_of(question))
    assert len(headings(page, "h3")) == 25
    assert len(brotli.compress(page.body, quality=4)) <= 10_000
    assert [element for element in page.tree.iter() if element.tag in (f"{HTML}script", f"{HTML}img")] == []
    assert [link.get("href") for link in page.tree.iter(f"{HTML}link") if not link.get("href", "").startswith("data:") and link.get("rel") == "stylesheet"] == []
    assert page.text.index(SIXTY[:20]) < 14_600 * 2


@pytest.mark.parametrize("path", ["thread", "one"])
def test_one_and_three_contributions_take_equally_many_statements(visitor, make, database, path):
    environment()
    counts = []
    for tops in (1, 3):
        question = make.question()
        for _number in range(tops):
            top = with_replies(make, database, question, tops)
        address = path_of(question) if path == "thread" else f"/en/consultations/{question.consultation.slug}/contributions/{top.number}"
        visitor.get(address)  # everything that is read once is read
        seen = []
        event.listen(database.reader, "before_cursor_execute", lambda *told, seen=seen: seen.append(told[2]))
        visitor.get(address, headers={"cookie": "other=1"})
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8


def test_neither_the_earlier_wording_nor_the_receipt_is_on_any_public_page(visitor, make, database, question):
    words_ = make.contribution(question, "The new wording.")
    database.write(lambda session: session.add(Version(contribution_id=words_.id, number=2, text="An earlier wording.")))
    for address in (path_of(question), f"/en/consultations/{question.consultation.slug}/contributions/{words_.number}"):
        page = visitor.get(address)
        assert "An earlier wording" not in page.text
        assert str(words_.receipt.id) not in page.text
