"""Who may enter words for others, what a helper may not see, and that nobody decides on what they entered."""

from datetime import timedelta

import pytest

from portal.assisted import commands
from portal.base import clock
from portal.base.access import IN_ONE_CONSULTATION, NOBODY, Permission, Role, can
from portal.base.errors import NotAllowed, NotFound, Refused
from portal.contributions import commands as contributions
from portal.contributions import queries
from portal.contributions.commands import Helped
from portal.contributions.models import Channel, Contribution, ContributionState, Voice
from portal.identity import commands as identity
from portal.identity.models import Staff
from portal.identity.queries import actor_for, cookie_name
from portal.moderation import commands as moderation
from portal.moderation.models import Action
from portal.moderation.queries import desk
from portal.web.tokens import Token

DOORS = ("", "/sheet", "/sheet/template.csv", "/sheet/values.csv")


@pytest.mark.parametrize("role", IN_ONE_CONSULTATION)
def test_only_a_helper_of_the_consultation_may_enter(make, role):
    park = make.consultation()
    assert can(make.actor(role, park), Permission.ASSIST, park) is (role is Role.HELPER)
    assert can(make.actor(role, make.consultation()), Permission.ASSIST, park) is False


def test_an_administrator_and_a_visitor_may_not(make):
    park = make.consultation()
    assert [can(one, Permission.ASSIST, park) for one in (make.actor(Role.ADMINISTRATOR), NOBODY)] == [False, False]


@pytest.mark.parametrize("role", [role for role in IN_ONE_CONSULTATION if role is not Role.HELPER])
def test_the_doors_are_closed_for_other_roles(visitor, make, role):
    park = make.consultation()
    make.sign_in(visitor, make.staff(roles=[(role, park)]))
    for door in DOORS:
        visitor.get(f"/en/staff/{park.slug}/assist{door}", status=404)


def test_the_doors_are_closed_for_helpers_of_other_consultations_and_lead_visitors_to_the_sign_in(visitor, make):
    park = make.consultation()
    for door in DOORS:
        assert "/staff/sign-in" in visitor.get(f"/en/staff/{park.slug}/assist{door}", status=303).headers["location"]
    make.sign_in(visitor, make.staff(roles=[(Role.HELPER, make.consultation())]))
    for door in DOORS:
        visitor.get(f"/en/staff/{park.slug}/assist{door}", status=404)


def test_a_helper_finds_the_desk_in_the_room_of_the_consultation(visitor, make):
    park = make.consultation()
    make.sign_in(visitor, make.staff(roles=[(Role.HELPER, park)]))
    visitor.get(f"/en/staff/{park.slug}")
    assert visitor.follow("Enter words for somebody").h1 == "Enter words for somebody"


def test_a_helper_reads_nothing_that_waits(make, database):
    park = make.consultation()
    waiting = make.contribution(make.question(park), "Still secret", state=ContributionState.RECEIVED)
    helper, moderator = make.actor(Role.HELPER, park), make.actor(Role.MODERATOR, park)

    def seen(viewer):
        return database.read(lambda session: session.scalars(queries.visible_to(viewer)).all())

    assert ([one.id for one in seen(helper)], [one.id for one in seen(moderator)]) == ([], [waiting.id])
    with pytest.raises(NotFound):
        database.read(lambda session: queries.for_staff(session, helper, waiting.id))


@pytest.fixture
def entered(make, database):
    """Words that a moderator, who is a helper too, entered; with that person and another moderator."""
    park = make.consultation(premoderated=True)
    question = make.question(park)
    person = make.staff(roles=[(Role.HELPER, park), (Role.MODERATOR, park)])
    both = actor_for(person, roles=[(Role.HELPER, park.id), (Role.MODERATOR, park.id)])
    token = Token(b"1" * 16, clock.now())

    def job(session):
        made = contributions.submit(session, both, question, token=token, text="A bench", language="en", voice=Voice.ANONYMOUS, helped=Helped(Channel.PAPER))
        return made.contribution.id

    return park, database.write(job), both, make.actor(Role.MODERATOR, park)


def test_whoever_entered_words_does_not_decide_on_them(database, entered):
    _park, own, both, other = entered

    def decide(actor):
        return lambda session: moderation.decide(session, actor, session.get_one(Contribution, own), action=Action.PUBLISH, version=1).id

    with pytest.raises(Refused, match="Somebody else has to decide"):
        database.write(decide(both))
    assert database.write(decide(other))


def test_the_queue_does_not_bring_them_to_whoever_entered_them(database, entered):
    park, own, both, other = entered

    def next_for(viewer):
        return database.read(lambda session: getattr(desk.next_item(session, viewer, park), "id", None))

    assert (next_for(both), next_for(other)) == (None, own)


def test_reports_on_them_are_answered_by_somebody_else(database, entered):
    _park, own, both, _other = entered
    with pytest.raises(Refused, match="Somebody else has to decide"):
        database.write(lambda session: moderation.answer_flag(session, both, session.get_one(Contribution, own), "It is fine here."))


def test_commands_refuse_whoever_is_no_helper(make, database):
    park = make.consultation()
    question = make.question(park)
    facts = {"text": "A", "language": "en", "voice": Voice.ANONYMOUS, "channel": Channel.PAPER}
    for actor in (NOBODY, make.actor(Role.ORGANISER, park), make.actor(Role.HELPER, make.consultation())):
        with pytest.raises(NotAllowed):
            database.write(lambda session, actor=actor: commands.enter(session, actor, question, token=Token(b"1" * 16, clock.now()), **facts))
        with pytest.raises(NotAllowed):
            database.write(lambda session, actor=actor: commands.enter_lines(session, actor, question, token=Token(b"1" * 16, clock.now()), lines=[], meetings={}))


def test_a_flood_of_entries_does_not_hold_back_other_peoples_words(make, database):
    park = make.consultation(premoderated=False)
    question, helper = make.question(park), make.actor(Role.HELPER, park)

    def job(session):
        for number in range(30):
            token = Token(bytes([number]) * 16, clock.now())
            contributions.submit(session, helper, question, token=token, text=f"A {number}", language="en", voice=Voice.ANONYMOUS, helped=Helped(Channel.PAPER))
        before = Token(b"z" * 16, clock.now() - timedelta(minutes=5))
        return contributions.submit(session, NOBODY, question, token=before, text="Mine", language="en", voice=Voice.ANONYMOUS).contribution.id

    own = database.write(job)
    states = database.read(lambda session: {one.id: one.state for one in session.query(Contribution)})
    assert (len(states), set(states.values()), own in states) == (31, {ContributionState.PUBLISHED}, True)


def test_the_desk_says_so_in_words(visitor, make, entered):
    park, own, both, _other = entered
    cookie = make.database.write(lambda session: identity.begin_session(session, NOBODY, session.get_one(Staff, both.staff_id), proven=True))
    visitor.client.cookies.set(cookie_name(), cookie)
    visitor.get(f"/en/staff/{park.slug}/queue/{own}")
    page = visitor.press("Publish and open the next one", status=422)
    assert "You entered these words yourself. Somebody else has to decide on them." in page.main
