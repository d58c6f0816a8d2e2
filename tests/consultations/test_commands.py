"""What is decided about consultations, with whom, when, and what stays of it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.errors import NotAllowed, Refused, WrongMoment
from portal.base.languages import Texts
from portal.consultations import commands, queries
from portal.consultations.models import Consultation, ConsultationState, Influence, NoticeKind
from portal.consultations.phases import Phase, phase_at
from portal.journal.models import Entry
from portal.notifications.models import Wish
from portal.responses import rules as rules_of_responses
from portal.summaries import rules as rules_of_summaries

BECAUSE = Texts(en="A storm.", ar="عاصفة")
DAY = timedelta(days=1)
ROOMS_ABOVE = (rules_of_responses, rules_of_summaries)  # they grant what two commands of this room need


@pytest.fixture
def park(make, now):
    return make.consultation()


@pytest.fixture
def organiser(make, park):
    return make.actor(Role.ORGANISER, park)


@pytest.fixture
def do(database):
    """Run a command on a consultation as somebody."""

    def do(command, actor, park, *args, **more):
        return database.write(lambda session: command(session, actor, session.get(Consultation, park.id), *args, **more))

    return do


def seen(database, park):
    return database.read(lambda session: queries.one(session, SYSTEM, park.slug))


def lines(database, park):
    return database.read(lambda session: session.execute(select(Entry.deed, Entry.old_state, Entry.new_state, Entry.reason).where(Entry.thing_id == park.id)).all())


DEEDS = [
    (commands.extend, (datetime.fromisoformat("2027-05-20T12:00+00:00"),)),
    (commands.suspend, ()),
    (commands.cancel, ()),
    (commands.set_premoderation, (False,)),
]


@pytest.mark.parametrize(("deed", "args"), DEEDS)
def test_every_deed_leaves_a_public_notice_with_its_reason(database, park, organiser, do, deed, args):
    do(deed, organiser, park, *args, BECAUSE)
    [notice] = seen(database, park).notices
    assert (notice.reason, notice.day, notice.number) == (BECAUSE, clock.today(), 1)
    assert [line.reason for line in lines(database, park)] == ["A storm."]


@pytest.mark.parametrize(("deed", "args"), DEEDS)
@pytest.mark.parametrize("reason", [Texts(), Texts(en="A storm."), Texts(en="A storm.", ar="  ")])
def test_no_deed_without_a_reason_in_every_language(database, park, organiser, do, deed, args, reason):
    with pytest.raises(Refused):
        do(deed, organiser, park, *args, reason)
    assert (seen(database, park).notices, lines(database, park)) == ([], [])


@pytest.mark.parametrize(("deed", "args"), DEEDS)
@pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.REVIEWER, Role.RESPONDER])
def test_others_cannot(make, park, do, deed, args, role):
    with pytest.raises(NotAllowed):
        do(deed, make.actor(role, park) if role else NOBODY, park, *args, BECAUSE)


def test_an_extension_moves_the_closing_and_nothing_else(database, park, organiser, do):
    later = park.closes_at + DAY
    do(commands.extend, organiser, park, later, BECAUSE)
    after = seen(database, park)
    assert (after.closes_at, after.response_due_at, after.opens_at) == (later, park.response_due_at, park.opens_at)
    [notice] = after.notices
    assert (notice.kind, notice.before, notice.after) == (NoticeKind.EXTENDED, "2027-05-08T12:00+00:00", "2027-05-09T12:00+00:00")


def test_nobody_is_cut_off_earlier(park, organiser, do):
    for moment in (park.closes_at, park.closes_at - DAY, park.opens_at - DAY):
        with pytest.raises(Refused, match="must be later than the present one"):
            do(commands.extend, organiser, park, moment, BECAUSE)


def test_an_extension_does_not_reach_past_the_promised_answers(park, organiser, do):
    with pytest.raises(Refused, match="The answers are due on"):
        do(commands.extend, organiser, park, park.response_due_at, BECAUSE)


def test_a_closed_one_is_reopened_only_into_the_future(make, now, do):
    park = make.consultation(closes=timedelta(days=-2))
    with pytest.raises(Refused, match="in the future"):
        do(commands.extend, SYSTEM, park, now - DAY, BECAUSE)
    do(commands.extend, SYSTEM, park, now + DAY, BECAUSE)


def test_there_is_no_extension_after_the_check_back_began(make, now, do):
    park = make.consultation(closes=timedelta(days=-2), check_back_from=now - DAY, check_back_until=now + DAY)
    with pytest.raises(WrongMoment):
        do(commands.extend, SYSTEM, park, now + DAY, BECAUSE)


def test_a_halt_and_going_on_are_two_notices(database, park, organiser, do):
    do(commands.suspend, organiser, park, BECAUSE)
    assert phase_at(seen(database, park), clock.now()) is Phase.SUSPENDED
    do(commands.resume, organiser, park, BECAUSE, park.closes_at + DAY)
    after = seen(database, park)
    assert (phase_at(after, clock.now()), after.closes_at) == (Phase.OPEN, park.closes_at + DAY)
    assert [(notice.number, notice.kind, notice.after) for notice in after.notices] == [(1, NoticeKind.SUSPENDED, ""), (2, NoticeKind.RESUMED, "2027-05-09T12:00+00:00")]


def test_a_refused_going_on_changes_nothing(database, park, organiser, do):
    do(commands.suspend, organiser, park, BECAUSE)
    for reason, moment in ((Texts(en="Dry."), park.closes_at + DAY), (BECAUSE, park.closes_at - DAY)):
        with pytest.raises(Refused):
            do(commands.resume, organiser, park, reason, moment)
    after = seen(database, park)
    assert (after.state, after.closes_at, len(after.notices)) == (ConsultationState.SUSPENDED, park.closes_at, 1)


def test_a_second_click_is_told_that_somebody_was_faster(park, organiser, do):
    do(commands.cancel, organiser, park, BECAUSE)
    with pytest.raises(WrongMoment):
        do(commands.cancel, organiser, park, BECAUSE)


def test_those_who_spoke_here_hear_of_a_halt_and_nobody_else(database, make, park, organiser, do, now):
    mine, others = make.receipt(park), make.receipt(make.consultation())
    wishes = [
        make.save(Wish(receipt_id=receipt.id, sealed_address=b"x", language="en", link_hash=bytes([number] * 32), confirmed_on=now.date()))
        for number, receipt in enumerate((mine, others))
    ]
    do(commands.suspend, organiser, park, BECAUSE)
    assert [database.read(lambda session, wish=wish: session.get(Wish, wish.id)).news_since for wish in wishes] == [now.date(), None]


def test_the_way_of_moderation_is_changed_once(database, park, organiser, do):
    do(commands.set_premoderation, organiser, park, False, BECAUSE)
    assert seen(database, park).premoderated is False
    with pytest.raises(Refused):
        do(commands.set_premoderation, organiser, park, False, BECAUSE)
    do(commands.set_premoderation, organiser, park, True, BECAUSE)
    assert [(notice.before, notice.after) for notice in seen(database, park).notices] == [("before", "after"), ("after", "before")]


def columns(make, now, **more):
    facts = {
        "slug": "playground",
        "languages": ["en"],
        "title": Texts(en="Playground"),
        "summary": Texts(en="?"),
        "mandate": Texts(en="?"),
        "influence": Influence.CONSULT,
        "influence_text": Texts(en="?"),
        "decider": Texts(en="?"),
        "alternative": Texts(en="?"),
        "host_id": make.organisation().id,
        "announced_at": now + DAY,
        "opens_at": now + 2 * DAY,
        "closes_at": now + 3 * DAY,
    }
    return {**facts, **more}


def test_a_new_one_is_a_draft_also_when_something_else_is_asked_for(database, make, now):
    actor = make.actor(Role.ADMINISTRATOR, None)
    facts = columns(make, now, state=ConsultationState.PUBLIC)
    made = database.write(lambda session: commands.create(session, actor, **facts))
    assert made.state is ConsultationState.DRAFT
    assert [line.deed for line in lines(database, made)] == ["create"]


def test_a_draft_is_announced_when_it_is_published_and_not_before(database, make, now, do):
    made, administrator = make.ready(), make.actor(Role.ADMINISTRATOR, None)
    with clock.frozen(now + 1.5 * DAY):
        do(commands.publish, administrator, made)
        assert seen(database, made).announced_at == now + 1.5 * DAY
    assert [line.deed for line in lines(database, made)] == ["publish"]


def test_an_import_needs_no_more_than_a_question(database, make, now):
    facts = columns(make, now)
    made = database.write(lambda session: commands.create(session, SYSTEM, **facts))

    def publish(session):
        commands.publish(session, SYSTEM, session.get(Consultation, made.id))

    with pytest.raises(Refused, match="at least one question"):
        database.write(publish)
    make.question(made)
    database.write(publish)
    assert seen(database, made).state is ConsultationState.PUBLIC


def test_a_draft_whose_opening_has_passed_cannot_be_published(database, make, now, do):
    made, administrator = make.ready(), make.actor(Role.ADMINISTRATOR, None)
    with clock.frozen(now + 60 * DAY), pytest.raises(Refused, match="The opening lies in the past"):
        do(commands.publish, administrator, made)
    assert seen(database, made).state is ConsultationState.DRAFT


def test_the_portal_itself_brings_in_old_ones_as_they_were(database, make, now):
    long_ago = {"announced_at": now - 30 * DAY, "opens_at": now - 20 * DAY, "closes_at": now - 10 * DAY}
    facts = columns(make, now, state=ConsultationState.PUBLIC, **long_ago)
    made = database.write(lambda session: commands.create(session, SYSTEM, **facts))
    assert (made.state, phase_at(made, now)) == (ConsultationState.PUBLIC, Phase.CLOSED)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"opens_at": 0}, "announced before it opens"),
        ({"closes_at": 2}, "open before it closes"),
        ({"closes_at": 1.5}, "open before it closes"),
        ({"response_due_at": 3}, "close before the answers are due"),
    ],
)
def test_a_timeline_out_of_order_is_refused(database, make, now, more, sentence):
    facts = columns(make, now, **{name: now + days * DAY for name, days in more.items()})
    with pytest.raises(Refused, match=sentence):
        database.write(lambda session: commands.create(session, SYSTEM, **facts))


def test_two_cannot_share_an_address(database, make, now):
    facts = columns(make, now)
    database.write(lambda session: commands.create(session, SYSTEM, **facts))
    with pytest.raises(Refused, match="this address already"):
        facts = columns(make, now)
        database.write(lambda session: commands.create(session, SYSTEM, **facts))


def test_parts_are_added_with_their_line(database, make, now, do):
    park = make.consultation(state=ConsultationState.DRAFT)
    organiser = make.actor(Role.ORGANISER, park)
    theme = do(commands.add_theme, organiser, park, 1, Texts(en="Plants"))
    do(commands.add_question, organiser, park, number=1, title=Texts(en="?"), body=Texts(en=""), theme=theme)
    do(commands.add_document, organiser, park, number=1, title=Texts(en="Plan"), body=Texts(en="Ten trees."))
    do(commands.add_moderator, organiser, park, make.organisation("Youth council"))
    after = seen(database, park)
    assert ([str(theme.title) for theme in after.themes], str(after.questions[0].theme.title), len(after.documents), len(after.moderators)) == (["Plants"], "Plants", 1, 1)
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(Entry).where(Entry.consultation_id == park.id))) == 4


@pytest.mark.parametrize("slug", ["account", "invitation", "sign-in", "sign-out"])
def test_no_consultation_takes_the_address_of_a_door(database, make, now, slug):
    facts = columns(make, now, slug=slug)
    with pytest.raises(Refused, match="taken by the portal itself"):
        database.write(lambda session: commands.create(session, SYSTEM, **facts))
