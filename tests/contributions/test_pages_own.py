"""One's own words, behind the ticket: change them, take them back."""

from portal.contributions.models import Contribution, ContributionState
from portal.receipts import tickets
from portal.web import tokens


def sent(words, **more):
    return {"token": tokens.issue(), "ticket": tickets.issue(words.receipt), "contribution": str(words.id), **more}


def now_is(database, words):
    return database.read(lambda session: session.get(Contribution, words.id))


def test_waiting_words_are_changed(visitor, make, database):
    words = make.contribution(state=ContributionState.RECEIVED)
    page = visitor.post("/en/track/edit", sent(words))
    assert dict(page.forms()[-2].fields)["text"] == "More trees, please."
    assert visitor.press("Save the new wording", text=" ", status=422).faults == ["Write your answer before you continue."]
    assert visitor.press("Save the new wording", text="More benches.").h1 == "The new wording is kept"
    assert (now_is(database, words).text, now_is(database, words).version) == ("More benches.", 2)


def test_words_that_were_decided_on_cannot_be_changed_and_what_was_typed_is_kept(visitor, make):
    words = make.contribution()
    assert "Other words." in visitor.post("/en/track/edit", sent(words, text="Other words."), status=409).text


def test_words_are_taken_back_only_after_a_question(visitor, make, database):
    words = make.contribution()
    assert visitor.post("/en/track/withdraw", sent(words)).h1 == "Take your words back?"
    assert now_is(database, words).state is ContributionState.PUBLISHED
    assert visitor.press("Yes, take my words back").h1 == "Your words are taken back"
    assert (now_is(database, words).state, now_is(database, words).text) == (ContributionState.WITHDRAWN, "")


def test_the_words_of_others_are_not_there(visitor, make):
    question = make.question()
    mine, theirs = make.contribution(question), make.contribution(question)
    for path in ("/en/track/edit", "/en/track/withdraw"):
        for contribution in (str(theirs.id), "", "x", "9" * 19, "9" * 40):
            visitor.post(path, {**sent(mine), "contribution": contribution, "sure": "yes", "text": "Mine."}, status=404)


def test_without_a_ticket_the_number_is_asked_for_and_the_words_are_kept(visitor, make):
    words = make.contribution(state=ContributionState.RECEIVED)
    page = visitor.post("/en/track/edit", {**sent(words), "ticket": "nonsense", "text": "My new words."}, status=422)
    assert "My new words." in page.text
    assert ("Type your number", "/en/track") in page.links


def test_a_reader_never_sees_a_stale_thread(visitor, make):
    words = make.contribution()
    address = f"/en/consultations/{words.consultation.slug}/questions/{words.question.number}"
    assert "More trees" in visitor.get(address).main
    visitor.post("/en/track/withdraw", sent(words, sure="yes"))
    assert "More trees" not in visitor.get(address).main


def test_the_language_of_the_form_is_changed_and_the_words_are_not(visitor, make, database):
    words = make.contribution(state=ContributionState.RECEIVED)
    page = visitor.post("/en/track/edit", sent(words, text="More benches.", switch="ar"))
    assert (page.tree.get("lang"), "More benches." in page.text, now_is(database, words).text) == ("ar", True, "More trees, please.")
