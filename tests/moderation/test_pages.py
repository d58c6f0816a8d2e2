"""The pages of moderation, as moderators, reviewers, authors and readers meet them."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import Role
from portal.contributions.models import Contribution, ContributionState
from tests.visitor import Visitor

FACTS = "It names a neighbour who was never asked about it."
WORDS = "My neighbour Quenzel Ortabas parks there. Plant trees instead."
PASSAGE = "Quenzel Ortabas"
pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def place(make):
    make.policy()
    return make.question(make.consultation())


@pytest.fixture
def somebody(portal):
    """A second browser, without any cookie."""
    visitor = Visitor(portal)
    yield visitor
    visitor.leave()


@pytest.fixture
def moderator(make, place, visitor):
    person = make.staff("Mo", roles=[(Role.MODERATOR, place.consultation)])
    make.sign_in(visitor, person)
    return person


@pytest.fixture
def reviewer(make, place, portal):
    visitor = Visitor(portal)
    make.sign_in(visitor, make.staff("Rev", roles=[(Role.REVIEWER, place.consultation)]))
    yield visitor
    visitor.leave()


def waiting(make, place, words=WORDS, **more):
    return make.contribution(place, words, state=ContributionState.RECEIVED, **more)


def queue_of(place):
    return f"/en/staff/{place.consultation.slug}/queue"


def own_page(visitor, words):
    visitor.get("/en/track")
    return visitor.press(
        "See what became of it" if any("See what" in b[0] for f in visitor.page.forms() for b in f.buttons) else visitor.page.forms()[-1].buttons[0][0], code=words.receipt.code
    )


def restrict(visitor, place, words, *, status=200, **typed):
    visitor.get(f"{queue_of(place)}/{words.id}/restrict")
    return visitor.press("Decide and open the next one", status=status, **typed)


def test_p79_the_queue_has_one_order_for_everybody(make, place, moderator, visitor):
    """The oldest day first, whoever speaks; a ministry waits behind an anonymous voice of the day before."""
    from portal.contributions.models import Voice

    waiting(make, place, "From a ministry.", voice=Voice.ORGANISATION, shown_name="Ministry")
    waiting(make, place, "From nobody.", day=clock.today() - timedelta(days=1))
    rows = visitor.get(queue_of(place)).main
    assert rows.index("From nobody.") < rows.index("From a ministry.")


def test_publishing_is_one_button_and_opens_the_next(make, place, moderator, visitor, database):
    first, second = waiting(make, place, "First words.", day=clock.today() - timedelta(days=2)), waiting(make, place, "Second words.")
    visitor.get(queue_of(place))
    page = visitor.press("Start reviewing")
    assert "First words." in page.main
    assert next(form.buttons[0][0] for form in page.forms() if "/queue/" in form.action) == "Publish and open the next one"
    page = visitor.press("Publish and open the next one")
    assert "It is published." in page.main
    assert "Second words." in page.main
    assert database.read(lambda session: session.get(Contribution, first.id).number) == 1
    assert "1 of 1" in page.h1
    visitor.press("Publish and open the next one")
    assert "Nothing waits." in visitor.page.main
    assert second.id


def test_p73_a_restriction_without_rule_facts_or_passage_is_refused(make, place, moderator, visitor):
    words = waiting(make, place)
    page = restrict(visitor, place, words, status=422, action="publish redacted", facts="", rule="", passage="")
    assert len(page.faults) == 3
    page = restrict(visitor, place, words, status=422, action="publish redacted", facts=FACTS, rule="3", passage="not in it")
    assert "Copy it exactly" in page.faults[0]
    assert FACTS in page.text


def test_a_redacted_passage_leaves_no_byte_in_public(make, place, moderator, visitor, somebody):
    words = waiting(make, place)
    thread = f"/en/consultations/{place.consultation.slug}/questions/{place.number}"
    before = somebody.get(thread)
    restrict(visitor, place, words, action="publish redacted", facts=FACTS, rule="3", passage=PASSAGE)
    after = somebody.get(thread)
    assert before.headers["etag"] != after.headers["etag"]
    for path in (
        thread,
        f"/en/consultations/{place.consultation.slug}/contributions/1",
        f"/en/consultations/{place.consultation.slug}/moderation",
        f"/en/consultations/{place.consultation.slug}/feed.atom",
    ):
        assert PASSAGE not in somebody.get(path).text
    assert "[…]" in somebody.get(thread).main
    assert "Rule: personal data" in somebody.page.main


def test_p74_the_author_reads_everything_and_can_contest(make, place, moderator, visitor, somebody, reviewer):
    words = waiting(make, place)
    restrict(visitor, place, words, action="publish redacted", facts=FACTS, rule="3", passage=PASSAGE)
    page = own_page(somebody, words)
    for sign in (FACTS, PASSAGE, "No private facts about others", "A human decided this."):
        assert sign in page.main
    button = next(label for form in page.forms() for label, _n, _v in form.buttons if label.startswith("Contest this decision"))
    somebody.press(button)
    assert somebody.press("Contest the decision", text="", status=422).faults
    assert somebody.press("Contest the decision", text="He told me that I may say his name.").h1 == "We have your appeal"
    # the first decider does not find it
    listing = f"/en/staff/{place.consultation.slug}/appeals"
    page = reviewer.get(listing)
    address = next(href for text, href in page.links if "He told me" in text)
    visitor.get(address, status=404)
    page = reviewer.get(address)
    assert WORDS in page.main
    assert reviewer.press("Decide the appeal", status=422).faults
    reviewer.press("Decide the appeal", outcome="overturn", reason="The neighbour agreed, and nobody is harmed.")
    thread = f"/en/consultations/{place.consultation.slug}/questions/{place.number}"
    assert PASSAGE in somebody.get(thread).main  # E7.77: back at once, in its place
    assert "overturned" in somebody.get(f"/en/consultations/{place.consultation.slug}/moderation").main
    assert "The neighbour agreed" in own_page(somebody, words).main


def test_even_a_moderator_who_reviews_too_cannot_find_the_own_case(make, place, visitor, somebody):
    person = make.staff("Both", roles=[(Role.MODERATOR, place.consultation), (Role.REVIEWER, place.consultation)])
    make.sign_in(visitor, person)
    words = waiting(make, place)
    restrict(visitor, place, words, action="decline", facts=FACTS, rule="3")
    page = own_page(somebody, words)
    somebody.press(next(label for form in page.forms() for label, _n, _v in form.buttons if label.startswith("Contest this decision")))
    somebody.press("Contest the decision", text="Please look again.")
    assert "Please look again." not in visitor.get(f"/en/staff/{place.consultation.slug}/appeals").main


def test_p80_a_hundred_reports_hide_nothing_and_are_answered(make, place, moderator, visitor, somebody):
    words = make.contribution(place, "Loud words.")
    report = f"/en/consultations/{place.consultation.slug}/contributions/{words.number}/report"
    somebody.get(report)
    assert somebody.press("Send the report", status=422).faults
    page = somebody.press("Send the report", category="insult", text="It hurts.")
    assert page.h1 == "We have your report"
    assert "Loud words." in somebody.get(f"/en/consultations/{place.consultation.slug}/contributions/{words.number}").main
    page = visitor.get(f"/en/staff/{place.consultation.slug}/flags")
    assert "It hurts." in page.main
    assert visitor.press(f"Leave No. {words.number} as it is", text="", status=422).faults
    assert "Your answer is sent." in visitor.press(f"Leave No. {words.number} as it is", text="These words are hard, yet they insult nobody.").main


def test_p82_two_moderators_do_not_collide(make, place, moderator, visitor, portal):
    words, other = waiting(make, place, "One.", day=clock.today() - timedelta(days=1)), waiting(make, place, "Two.")
    second = Visitor(portal)
    make.sign_in(second, make.staff("Second", roles=[(Role.MODERATOR, place.consultation)]))
    visitor.get(queue_of(place))
    visitor.press("Start reviewing")
    second.get(queue_of(place))
    assert "With Mo." in second.page.main
    assert "Two." in second.press("Start reviewing").main
    second.get(f"{queue_of(place)}/{words.id}")
    visitor.press("Publish and open the next one")
    assert "This is not possible" in second.press("Publish and open the next one", status=409).main
    second.leave()
    assert other.id


def test_a_newer_wording_is_told(make, place, moderator, visitor, database):
    words = waiting(make, place)
    visitor.get(f"{queue_of(place)}/{words.id}")

    def newer(session):
        session.get(Contribution, words.id).version = 2

    database.write(newer)
    assert "newer version" in visitor.press("Publish and open the next one", status=409).main


def test_a_moderator_asks_and_the_author_answers(make, place, moderator, visitor, somebody):
    words = waiting(make, place)
    visitor.get(f"{queue_of(place)}/{words.id}")
    assert visitor.press("Send the question", text="", status=422).faults
    assert "Your question is sent." in visitor.press("Send the question", text="Which street do you mean?").main
    page = own_page(somebody, words)
    assert "Which street do you mean?" in page.main
    button = next(label for form in page.forms() for label, _n, _v in form.buttons if "message" in label.lower())
    assert somebody.press(button, text="The one by the river.").h1 == "Your message is sent"
    page = visitor.get(f"/en/staff/{place.consultation.slug}/messages")
    assert "The one by the river." in page.main
    visitor.press(next(label for form in page.forms() for label, _n, _v in form.buttons if label.startswith("Mark as read")))
    assert "It is marked as read." in visitor.page.main


def test_published_words_can_be_found_and_hidden(make, place, moderator, visitor, somebody):
    words = make.contribution(place, "Public words.")
    visitor.get(f"/en/staff/{place.consultation.slug}/published?number={words.number}")
    visitor.follow(f"No. {words.number}")
    restrict(visitor, place, words, action="hide", facts=FACTS, rule="4")
    page = somebody.get(f"/en/consultations/{place.consultation.slug}/contributions/{words.number}")
    assert "Public words." not in page.text
    assert "Rule: insult" in page.main


def test_moving_tells_the_author_where(make, place, moderator, visitor, somebody):
    words = waiting(make, place)
    other = make.question(place.consultation, "Another question?")
    restrict(visitor, place, words, action="move", facts="It is about the other matter.", rule="6", question=str(other.id))
    assert "Another question?" in own_page(somebody, words).main


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_opens_in_both_languages(make, place, moderator, visitor, language):
    words, public = waiting(make, place), make.contribution(place)
    staff, here = f"/{language}/staff/{place.consultation.slug}", f"/{language}/consultations/{place.consultation.slug}"
    pages = [f"{staff}/queue", f"{staff}/queue/{words.id}", f"{staff}/queue/{words.id}/restrict", f"{staff}/published", f"{staff}/flags", f"{staff}/messages"]
    for path in [*pages, f"/{language}/rules", f"/{language}/rules/1", f"{here}/moderation", f"{here}/contributions/{public.number}/report"]:
        visitor.get(path)


def test_strangers_and_other_staff_find_nothing(make, place, visitor, somebody):
    words = waiting(make, place)
    make.sign_in(visitor, make.staff("Elsewhere", roles=[(Role.MODERATOR, make.consultation("Another"))]))
    visitor.get(f"{queue_of(place)}/{words.id}", status=404)
    visitor.get(queue_of(place), status=404)
    assert somebody.get(queue_of(place)).h1 == "Sign in for staff"


def test_a_portal_without_rules_says_so(visitor):
    assert "no rules yet" in visitor.get("/en/rules").main
    visitor.get("/en/rules/7", status=404)
