"""Writing the summary, placing every contribution, checking it back. E8.90 and E8.91 are numbers of protection-tests.md."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.base.errors import NotAllowed, Refused, WrongMoment
from portal.base.languages import Texts
from portal.consultations.models import Consultation
from portal.contributions.models import ContributionState
from portal.notifications.models import Wish
from portal.receipts import codes
from portal.summaries import commands, queries
from portal.summaries.models import Campaign, CampaignLetter, NoPoint, Objection, ObjectionKind, ObjectionState, Point, PointLink, Summary, SummaryState, Tag, Tagging
from portal.web.tokens import Token

ASK = Texts(en="Plant more trees.")
CLOSED = {"opens": timedelta(days=-30), "closes": timedelta(days=-1)}


@pytest.fixture
def place(make, now):
    """A closed consultation with a question, a draft and its moderator."""

    class Place:
        consultation = make.consultation(**CLOSED)
        question = make.question(consultation)
        summary = make.summary(consultation)
        moderator = make.actor(Role.MODERATOR, consultation)

    return Place


def token(opened=None):
    return Token(os.urandom(16), opened or clock.now())


def until():
    return clock.now() + timedelta(days=14)


def rows(database, table):
    return database.read(lambda session: session.scalar(select(func.count()).select_from(table)))


def wish(make, receipt):
    return make.save(Wish(receipt_id=receipt.id, sealed_address=b"x", language="en", link_hash=os.urandom(32), confirmed_on=clock.today()))


def has_news(database, wish):
    return database.read(lambda session: session.get(Wish, wish.id).news_since) is not None


def test_beginning_twice_gives_the_same_summary(database, make, now):
    consultation = make.consultation(**CLOSED)
    moderator = make.actor(Role.MODERATOR, consultation)
    first = database.write(lambda session: commands.begin(session, moderator, consultation).id)
    assert database.write(lambda session: commands.begin(session, moderator, consultation).id) == first


def test_an_unopened_consultation_has_no_summary(database, make, now):
    consultation = make.consultation(opens=timedelta(days=1))
    moderator = make.actor(Role.MODERATOR, consultation)
    with pytest.raises(WrongMoment):
        database.write(lambda session: commands.begin(session, moderator, consultation))


def test_only_a_moderator_of_the_consultation_writes(database, make, place):
    for actor in (NOBODY, make.actor(Role.MODERATOR, make.consultation()), make.actor(Role.ORGANISER, place.consultation)):
        with pytest.raises(NotAllowed):
            database.write(lambda session, actor=actor: commands.add_point(session, actor, place.summary, ASK, Texts(), None))


def test_points_get_the_next_number(database, place):
    def job(session):
        return [commands.add_point(session, place.moderator, place.summary, ASK, Texts(), place.question).number for _ in range(3)]

    assert database.write(job) == [1, 2, 3]


def test_a_point_needs_words_and_its_own_question(database, make, place):
    with pytest.raises(Refused):
        database.write(lambda session: commands.add_point(session, place.moderator, place.summary, Texts(en=" "), Texts(), None))
    stranger = make.question()
    with pytest.raises(Refused):
        database.write(lambda session: commands.add_point(session, place.moderator, place.summary, ASK, Texts(), stranger))


def test_editing_counts_versions_only_in_the_check_back(database, make, place):
    point = make.point(place.summary)

    def edit(session):
        own = session.get(Point, point.id)
        commands.edit_point(session, place.moderator, own, Texts(en="Plant oaks."), Texts(), place.question)
        return own.version, str(own.title)

    assert database.write(edit) == (1, "Plant oaks.")
    database.write(lambda session: setattr(session.get(Summary, place.summary.id), "state", SummaryState.CHECK_BACK))
    assert database.write(edit) == (2, "Plant oaks.")


def test_nothing_changes_in_a_final_summary(database, make, now):
    summary = make.summary(make.consultation(**CLOSED), state=SummaryState.FINAL)
    point, moderator = make.point(summary), make.actor(Role.MODERATOR, summary.consultation)
    one = make.contribution(make.question(summary.consultation))
    deeds = [
        lambda session: commands.add_point(session, moderator, summary, ASK, Texts(), None),
        lambda session: commands.edit_point(session, moderator, session.get(Point, point.id), ASK, Texts(), None),
        lambda session: commands.introduce(session, moderator, summary, ASK),
        lambda session: commands.move_point(session, moderator, session.get(Point, point.id), True),
        lambda session: commands.delete_point(session, moderator, session.get(Point, point.id)),
        lambda session: commands.link(session, moderator, point, [one]),
        lambda session: commands.unlink(session, moderator, point, [one]),
        lambda session: commands.no_point(session, moderator, one, ASK),
        lambda session: commands.group(session, moderator, summary.consultation, [one], "Letter"),
    ]
    for deed in deeds:
        with pytest.raises(WrongMoment):
            database.write(deed)


def numbers(database, summary):
    return database.read(lambda session: [(str(one.title), one.number) for one in session.scalars(select(Point).where(Point.summary_id == summary.id).order_by(Point.number))])


def test_points_change_places(database, make, place):
    points = [make.point(place.summary, title, number=number) for number, title in enumerate("abc", 1)]
    database.write(lambda session: commands.move_point(session, place.moderator, session.get(Point, points[2].id), True))
    assert numbers(database, place.summary) == [("a", 1), ("c", 2), ("b", 3)]
    database.write(lambda session: commands.move_point(session, place.moderator, session.get(Point, points[0].id), False))
    database.write(lambda session: commands.move_point(session, place.moderator, session.get(Point, points[2].id), True))
    assert numbers(database, place.summary) == [("c", 1), ("a", 2), ("b", 3)]


def test_a_deleted_point_leaves_no_gap(database, make, place):
    points = [make.point(place.summary, title, number=number) for number, title in enumerate("abc", 1)]
    database.write(lambda session: commands.delete_point(session, place.moderator, session.get(Point, points[0].id)))
    assert numbers(database, place.summary) == [("b", 1), ("c", 2)]


def test_numbers_stand_once_the_summary_is_public(database, make, now):
    summary = make.summary(make.consultation(**CLOSED), state=SummaryState.CHECK_BACK)
    point, moderator = make.point(summary), make.actor(Role.MODERATOR, summary.consultation)
    for deed in (lambda session, own: commands.move_point(session, moderator, own, True), lambda session, own: commands.delete_point(session, moderator, own)):
        with pytest.raises(WrongMoment):
            database.write(lambda session, deed=deed: deed(session, session.get(Point, point.id)))


def test_linking_is_once_and_voids_a_reason(database, make, place):
    point, one = make.point(place.summary), make.contribution(place.question)
    make.no_point(one)
    for _ in range(2):
        database.write(lambda session: commands.link(session, place.moderator, point, [one, one]))
    assert (rows(database, PointLink), rows(database, NoPoint)) == (1, 0)
    database.write(lambda session: commands.unlink(session, place.moderator, point, [one]))
    assert rows(database, PointLink) == 0


def test_only_public_words_of_this_consultation_are_linked(database, make, place):
    point = make.point(place.summary)
    for wrong in (
        [],
        [make.contribution()],
        [make.contribution(place.question, state=ContributionState.HIDDEN)],
        [make.contribution(place.question, state=ContributionState.RECEIVED)],
    ):
        with pytest.raises(Refused):
            database.write(lambda session, wrong=wrong: commands.link(session, place.moderator, point, wrong))
    with pytest.raises(Refused):
        database.write(lambda session: commands.unlink(session, place.moderator, point, []))


def test_in_the_check_back_nothing_loses_its_last_place(database, make, now):
    summary = make.summary(make.consultation(**CLOSED), state=SummaryState.CHECK_BACK)
    one, moderator = make.contribution(make.question(summary.consultation)), make.actor(Role.MODERATOR, summary.consultation)
    first, second = make.point(summary, behind=[one]), make.point(summary)
    with pytest.raises(Refused, match=f"No. {one.number}"):
        database.write(lambda session: commands.unlink(session, moderator, first, [one]))
    database.write(lambda session: commands.link(session, moderator, second, [one]))
    database.write(lambda session: commands.unlink(session, moderator, first, [one]))
    assert rows(database, PointLink) == 1


def test_a_reason_is_words_and_replaces_the_one_before(database, make, place):
    one = make.contribution(place.question)
    with pytest.raises(Refused):
        database.write(lambda session: commands.no_point(session, place.moderator, one, Texts(en=" ")))
    database.write(lambda session: commands.no_point(session, place.moderator, one, Texts(en="It says thanks.")))
    assert database.write(lambda session: str(commands.no_point(session, place.moderator, one, Texts(en="It says hello.")).reason)) == "It says hello."
    assert rows(database, NoPoint) == 1


def test_who_stands_behind_a_point_needs_no_reason(database, make, place):
    one, other = make.contribution(place.question), make.contribution(place.question)
    make.point(place.summary, behind=[one])
    with pytest.raises(Refused, match=f"already: No. {one.number}\\."):
        database.write(lambda session: commands.no_points(session, place.moderator, place.consultation, [one, other], Texts(en="It says thanks.")))


def test_tags_come_and_go_with_what_they_stand_on(database, make, place):
    one, other = make.contribution(place.question), make.contribution(place.question)
    for _ in range(2):
        database.write(lambda session: commands.tag(session, place.moderator, place.consultation, [one, other], " shade "))
    assert (rows(database, Tag), rows(database, Tagging)) == (1, 2)
    database.write(lambda session: commands.untag(session, place.moderator, place.consultation, [one], "shade"))
    database.write(lambda session: commands.untag(session, place.moderator, place.consultation, [other], "shade"))
    assert (rows(database, Tag), rows(database, Tagging)) == (0, 0)


def test_a_tag_needs_a_name_and_something_to_stand_on(database, make, place):
    one = make.contribution(place.question)
    for contributions, name in (([one], ""), ([one], "x" * 81), ([], "shade")):
        with pytest.raises(Refused):
            database.write(lambda session, contributions=contributions, name=name: commands.tag(session, place.moderator, place.consultation, contributions, name))
    with pytest.raises(Refused):
        database.write(lambda session: commands.untag(session, place.moderator, place.consultation, [one], "unknown"))


def test_a_letter_is_in_one_campaign_and_counted(database, make, place):
    letters = [make.contribution(place.question) for _ in range(3)]
    database.write(lambda session: commands.group(session, place.moderator, place.consultation, letters[:2], "Save the oak"))
    database.write(lambda session: commands.group(session, place.moderator, place.consultation, letters[1:], "Save the oak"))
    assert (rows(database, Campaign), rows(database, CampaignLetter)) == (1, 3)
    with pytest.raises(Refused):
        database.write(lambda session: commands.group(session, place.moderator, place.consultation, letters, ""))
    database.write(lambda session: commands.ungroup(session, place.moderator, session.scalar(select(Campaign))))
    assert (rows(database, Campaign), rows(database, CampaignLetter)) == (0, 0)


def test_p90_no_check_back_while_a_published_contribution_has_no_place(database, make, place):
    linked, reasoned, missing = [make.contribution(place.question) for _ in range(3)]
    make.contribution(place.question, state=ContributionState.HIDDEN)
    make.contribution(place.question, state=ContributionState.RECEIVED)
    point = make.point(place.summary, behind=[linked])
    make.no_point(reasoned)

    def put(session):
        commands.put_to_check_back(session, place.moderator, session.get(Summary, place.summary.id), until())

    with pytest.raises(Refused, match=f"No. {missing.number}\\."):
        database.write(put)
    assert database.read(lambda session: session.get(Summary, place.summary.id).state) is SummaryState.DRAFT
    database.write(lambda session: commands.link(session, place.moderator, point, [missing]))
    news = wish(make, linked.receipt)
    database.write(put)
    assert database.read(lambda session: session.get(Summary, place.summary.id).state) is SummaryState.CHECK_BACK
    assert database.read(lambda session: session.get(Consultation, place.consultation.id).check_back_until) == until()
    assert has_news(database, news)


def test_the_summary_is_shown_after_closing_only(database, make, now):
    summary = make.summary(make.consultation())
    moderator = make.actor(Role.MODERATOR, summary.consultation)
    with pytest.raises(WrongMoment):
        database.write(lambda session: commands.put_to_check_back(session, moderator, session.get(Summary, summary.id), until()))


@pytest.fixture
def checked(make, now):
    """A consultation in check-back with one contribution behind one point."""

    class Checked:
        consultation = make.consultation(opens=timedelta(days=-60), closes=timedelta(days=-30), check_back_from=now - timedelta(days=1), check_back_until=now + timedelta(days=13))
        question = make.question(consultation)
        summary = make.summary(consultation, state=SummaryState.CHECK_BACK)
        one = make.contribution(question)
        point = make.point(summary, behind=[one])
        moderator = make.actor(Role.MODERATOR, consultation)

    return Checked


def say(database, checked, **more):
    def job(session):
        facts = {"token": token(), "kind": ObjectionKind.MISREAD, "text": "I never said that.", "language": "en", **more}
        return commands.object_to(session, NOBODY, session.get(Summary, checked.summary.id), **facts)

    return database.write(job)


def test_p91_objections_are_numbered_and_answered_before_the_end(database, make, checked):
    first, second = say(database, checked, point=checked.point), say(database, checked)
    assert [first.objection.number, second.objection.number] == [1, 2]

    def finish(session):
        commands.finish(session, checked.moderator, session.get(Summary, checked.summary.id))

    with pytest.raises(WrongMoment):
        database.write(finish)
    with clock.frozen(checked.consultation.check_back_until + timedelta(hours=25)):
        with pytest.raises(Refused, match=r"No\. 1, 2"):
            database.write(finish)
        news = wish(make, first.receipt)
        for which, accepted in ((first, True), (second, False)):
            database.write(
                lambda session, which=which, accepted=accepted: commands.answer_objection(
                    session, checked.moderator, session.get(Objection, which.objection.id), accepted=accepted, answer=Texts(en="We read it again."), shown=accepted
                )
            )
        assert has_news(database, news)
        database.write(finish)
        states = database.read(lambda session: [(one.state, one.shown) for one in session.scalars(select(Objection).order_by(Objection.number))])
        assert states == [(ObjectionState.ACCEPTED, True), (ObjectionState.NOT_ACCEPTED, False)]
        assert database.read(lambda session: session.get(Summary, checked.summary.id).state) is SummaryState.FINAL
        with pytest.raises(WrongMoment):
            database.write(finish)


def test_what_was_published_during_the_check_back_needs_a_place_too(database, make, checked):
    late = make.contribution(checked.question)
    with clock.frozen(checked.consultation.check_back_until + timedelta(hours=25)), pytest.raises(Refused, match=f"No\\. {late.number}"):
        database.write(lambda session: commands.finish(session, checked.moderator, session.get(Summary, checked.summary.id)))


def test_a_new_objection_brings_a_number_and_a_repeated_send_the_same(database, checked):
    own = token()
    first, again = say(database, checked, token=own), say(database, checked, token=own)
    assert (first.code, again.code, again.objection.id, again.again) == (codes.from_token(own.name), first.code, first.objection.id, True)
    assert rows(database, Objection) == 1


def test_an_objection_can_go_under_a_known_number(database, make, checked):
    own = token()
    for _ in range(2):
        objected = say(database, checked, token=own, code=checked.one.receipt.code)
        assert (objected.receipt.id, objected.code) == (checked.one.receipt.id, "")


def test_a_number_of_another_consultation_is_refused(database, make, checked):
    elsewhere = make.receipt(make.consultation())
    with pytest.raises(Refused):
        say(database, checked, code=elsewhere.code)
    with pytest.raises(Refused):
        say(database, checked, code="123")


def test_an_objection_has_words_within_the_limit_and_a_point_of_this_summary(database, make, checked):
    for wrong in ({"text": " "}, {"text": "x" * 5001}, {"point": make.point()}):
        with pytest.raises(Refused):
            say(database, checked, **wrong)


def test_objecting_has_its_time_and_a_form_opened_in_time_its_grace(database, checked):
    end = checked.consultation.check_back_until
    with clock.frozen(end + timedelta(hours=23)):
        assert say(database, checked, token=token(end - timedelta(minutes=5))).objection.number == 1
        with pytest.raises(WrongMoment):
            say(database, checked)


def test_no_objection_to_a_draft(database, make, checked):
    database.write(lambda session: setattr(session.get(Summary, checked.summary.id), "state", SummaryState.DRAFT))
    with pytest.raises(WrongMoment):
        say(database, checked)


def test_an_answer_has_words_comes_once_and_from_a_moderator(database, make, checked):
    objection = make.objection(checked.summary)

    def answer(actor, words):
        database.write(lambda session: commands.answer_objection(session, actor, session.get(Objection, objection.id), accepted=True, answer=Texts(en=words), shown=True))

    with pytest.raises(NotAllowed):
        answer(NOBODY, "Yes.")
    with pytest.raises(Refused):
        answer(checked.moderator, " ")
    answer(checked.moderator, "Yes.")
    with pytest.raises(WrongMoment):
        answer(checked.moderator, "No.")


def test_only_a_checked_summary_is_finished(database, make, place):
    with pytest.raises(WrongMoment):
        database.write(lambda session: commands.finish(session, place.moderator, session.get(Summary, place.summary.id)))


def test_coverage_counts_each_contribution_once(database, make, place):
    one, other, _third = [make.contribution(place.question) for _ in range(3)]
    make.point(place.summary, behind=[one])
    make.point(place.summary, behind=[one])
    make.no_point(other)
    assert database.read(lambda session: queries.coverage(session, place.moderator, place.consultation)) == queries.Coverage(3, 1, 1, 2)
    assert database.read(lambda session: queries.coverage(session, NOBODY, place.consultation)) == queries.Coverage(3, 0, 0, 0)
