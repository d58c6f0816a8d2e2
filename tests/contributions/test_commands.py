"""What happens to words: taken once, shown with a number, left out, hidden, brought back, taken back."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Actor, Kind
from portal.base.errors import NotAllowed, Refused, WrongMoment
from portal.consultations.models import Question
from portal.contributions import commands, queries
from portal.contributions.models import Contribution, ContributionState, Version, Voice
from portal.contributions.models import ContributionState as State
from portal.receipts.models import Receipt
from portal.web import tokens


def token():
    return tokens.read(tokens.issue(opened=clock.now() - timedelta(minutes=5)))


def question_in(session, question):
    from portal.consultations import queries as consultations

    return consultations.question(session, NOBODY, question.consultation.slug, question.number)


def send(database, question, form=None, **more):
    facts = {"token": form or token(), "text": "More trees.", "language": "en", "voice": Voice.ANONYMOUS, **more}
    return database.write(lambda session: commands.submit(session, NOBODY, question_in(session, question), **facts))


def do(database, contribution, deed, *more, actor=SYSTEM):
    def job(session):
        getattr(commands, deed)(session, actor, queries.for_staff(session, SYSTEM, contribution.id), *more)

    database.write(job)
    return now_is(database, contribution)


def now_is(database, contribution):
    return database.read(lambda session: session.get(Contribution, contribution.id))


def wordings(database, contribution):
    return database.read(lambda session: list(session.scalars(select(Version.text).where(Version.contribution_id == contribution.id).order_by(Version.number))))


def holder(contribution):
    return Actor(kind=Kind.RECEIPT, receipt_id=contribution.receipt_id)


def published(database, question):
    return database.read(lambda session: session.get(Question, question.id).published)


def at_once(jobs):
    """Run jobs at the same moment; what they gave."""
    together, given, faults = threading.Barrier(len(jobs)), [], []

    def run(job):
        together.wait()
        try:
            given.append(job())
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    return given


def test_a_form_sent_four_times_at_the_same_moment_makes_one_contribution(make, database):
    question = make.question()
    for _round in range(5):
        form = token()
        made = at_once([lambda form=form: send(database, question, form)] * 4)
        assert len({(one.contribution.id, one.receipt.id, one.code) for one in made}) == 1
        assert sorted(one.again for one in made) == [False, True, True, True]
    assert len(database.read(lambda session: session.scalars(select(Contribution)).all())) == 5
    assert len(database.read(lambda session: session.scalars(select(Receipt)).all())) == 5


def test_numbers_are_given_one_after_another_also_when_many_publish_at_once(make, database):
    question = make.question()
    waiting = [send(database, question).contribution for _ in range(8)]
    at_once([lambda one=one: do(database, one, "publish") for one in waiting])
    assert sorted(now_is(database, one).number for one in waiting) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert published(database, question) == 8


def test_the_number_stays_when_words_are_hidden_and_brought_back(make, database):
    question = make.question()
    words = send(database, question).contribution
    number = do(database, words, "publish").number
    hidden = do(database, words, "hide", "Insult", "It insults somebody.")
    assert (hidden.state, hidden.number, hidden.mark, published(database, question)) == (State.HIDDEN, number, "Insult", 0)
    back = do(database, words, "restore", "The appeal was right.")
    assert (back.state, back.number, back.mark, back.text, published(database, question)) == (State.PUBLISHED, number, "", "More trees.", 1)


def test_a_passage_left_out_is_gone_from_every_wording_and_comes_back_whole(make, database):
    question = make.question()
    words = send(database, question, text="Call Secretname.").contribution
    do(database, words, "edit", "Call Secretname now.", actor=holder(words))
    left = do(database, words, "publish_redacted", "Call […] now.", "Privacy", "It names somebody.")
    assert (left.state, left.text, left.mark) == (State.REDACTED, "Call […] now.", "Privacy")
    assert "Secretname" not in left.html
    assert wordings(database, words) == ["Call […] now."]
    whole = do(database, words, "restore", "The appeal was right.", "Call Secretname now.")
    assert (whole.state, whole.text, wordings(database, words), published(database, question)) == (State.PUBLISHED, "Call Secretname now.", ["Call Secretname now."], 1)


def test_an_edit_is_a_new_wording_until_a_moderator_has_decided(make, database):
    words = send(database, make.question()).contribution
    edited = do(database, words, "edit", "More *shade*.", actor=holder(words))
    assert (edited.version, edited.html, wordings(database, words)) == (2, "<p>More <em>shade</em>.</p>", ["More trees.", "More *shade*."])
    do(database, words, "edit", "More *shade*.", actor=holder(words))
    assert len(wordings(database, words)) == 2
    do(database, words, "publish")
    with pytest.raises(WrongMoment):
        do(database, words, "edit", "Something else.", actor=holder(words))


def test_nobody_edits_or_withdraws_the_words_of_others(make, database):
    words = send(database, make.question()).contribution
    for actor in (NOBODY, Actor(kind=Kind.RECEIPT, receipt_id=words.receipt_id + 1), SYSTEM):
        with pytest.raises(NotAllowed):
            do(database, words, "edit", "Mine now.", actor=actor)
        with pytest.raises(NotAllowed):
            do(database, words, "withdraw", actor=actor)


def test_only_moderators_reviewers_and_the_portal_carry_decisions_out(make, database):
    words = send(database, make.question()).contribution
    for deed, more in (("publish", ()), ("hide", ("Insult", "why")), ("decline", ("why",)), ("hold", ("why",)), ("restore", ("why",))):
        with pytest.raises(NotAllowed):
            do(database, words, deed, *more, actor=holder(words))


@pytest.mark.parametrize("state", [State.RECEIVED, State.PUBLISHED])
def test_p217_words_taken_back_are_erased_with_all_their_wordings(make, database, state):
    question = make.question()
    words = send(database, question, voice=Voice.NAME, shown_name="Amal").contribution
    if state is State.PUBLISHED:
        do(database, words, "publish")
    gone = do(database, words, "withdraw", actor=holder(words))
    assert (gone.state, gone.text, gone.html, gone.shown_name, wordings(database, words), published(database, question)) == (State.WITHDRAWN, "", "", "", [], 0)


def test_p217_words_cannot_be_taken_back_once_the_summary_stands_on_them(make, database, now):
    question = make.question(make.consultation(check_back_from=now + timedelta(days=20), check_back_until=now + timedelta(days=30)))
    words = send(database, question).contribution
    with clock.frozen(now + timedelta(days=21)), pytest.raises(WrongMoment):
        do(database, words, "withdraw", actor=holder(words))


@pytest.mark.parametrize("state", [State.RECEIVED, State.HIDDEN, State.WITHDRAWN])
def test_nobody_replies_to_what_is_not_public(make, database, state):
    question = make.question()
    top = make.contribution(question, state=state)
    with pytest.raises(WrongMoment):
        send(database, question, reply_to=top)


def test_nobody_replies_across_questions(make, database):
    question = make.question()
    elsewhere = make.contribution(make.question(question.consultation))
    with pytest.raises(WrongMoment):
        send(database, question, reply_to=elsewhere)


@pytest.mark.parametrize("text", ["", "   ", "\u202e\u0000", "x" * 5001])
def test_nothing_and_too_much_are_refused_with_a_sentence(make, database, text):
    with pytest.raises(Refused):
        send(database, make.question(), text=text)
    assert database.read(lambda session: session.scalars(select(Receipt)).all()) == []


def test_replies_are_counted_at_the_top_of_their_thread_and_moved_with_it(make, database):
    question, other = make.question(), None
    other = make.question(question.consultation)
    top = send(database, question).contribution
    do(database, top, "publish")
    reply = send(database, question, reply_to=now_is(database, top)).contribution
    do(database, reply, "publish")
    deeper = send(database, question, reply_to=now_is(database, reply)).contribution
    do(database, deeper, "publish")
    assert now_is(database, top).replies == 2
    assert now_is(database, deeper).root_id == top.id
    do(database, deeper, "hide", "Insult", "why")
    assert now_is(database, top).replies == 1
    do(database, top, "move", other, "It answers the other question.")
    assert [now_is(database, one).question_id for one in (top, reply, deeper)] == [other.id] * 3
    assert (published(database, question), published(database, other)) == (0, 2)


def test_a_decision_needs_a_reason(make, database):
    words = send(database, make.question()).contribution
    for deed in ("decline", "hold"):
        with pytest.raises(Refused):
            do(database, words, deed, " ")
    assert now_is(database, words).state is ContributionState.RECEIVED


def test_a_redacted_one_that_was_hidden_comes_back_redacted_unless_the_original_is_given(make, database):
    words = make.contribution(words="Call Ada on 555.", state=State.RECEIVED)
    do(database, words, "publish_redacted", "Call […].", "personal data", "3 personal data")
    do(database, words, "hide", "insult", "4 insult")
    back = do(database, words, "restore", "appeal")
    assert (back.state, back.text, back.mark) == (State.REDACTED, "Call […].", "personal data")
    assert published(database, words.question) == 1
    do(database, words, "hide", "insult", "4 insult")
    whole = do(database, words, "restore", "appeal", "Call Ada on 555.")
    assert (whole.state, whole.text, whole.mark, whole.left_out) == (State.PUBLISHED, "Call Ada on 555.", "", "")


def test_a_redacted_one_can_be_redacted_again(make, database):
    words = make.contribution(words="Call Ada on 555.", state=State.RECEIVED)
    do(database, words, "publish_redacted", "Call Ada […].", "personal data", "3 personal data")
    again = do(database, words, "publish_redacted", "Call […].", "insult", "4 insult")
    assert (again.state, again.text, again.mark, wordings(database, words), published(database, words.question)) == (State.REDACTED, "Call […].", "insult", ["Call […]."], 1)


def test_a_moved_reply_takes_the_answers_below_it_along_and_leaves_the_others(make, database):
    question = make.question()
    other = make.question(question.consultation)
    top = make.contribution(question, replies=5)
    moved = make.contribution(question, reply_to=top)
    make.contribution(question, reply_to=top)
    child = make.contribution(question, reply_to=moved)
    grandchild = make.contribution(question, reply_to=child)
    hidden = make.contribution(question, reply_to=grandchild, state=State.HIDDEN)

    def carry(session):
        from portal.consultations import queries as consultations

        target = consultations.question(session, NOBODY, question.consultation.slug, other.number)
        commands.move(session, SYSTEM, queries.for_staff(session, SYSTEM, moved.id), target, "off topic")

    database.write(carry)
    assert [(now_is(database, one).question_id, now_is(database, one).root_id) for one in (moved, child, grandchild, hidden)] == [
        (other.id, None),
        (other.id, moved.id),
        (other.id, moved.id),
        (other.id, moved.id),
    ]
    assert [now_is(database, one).replies for one in (top, moved)] == [1, 2]
    assert (published(database, question), published(database, other)) == (2, 3)
