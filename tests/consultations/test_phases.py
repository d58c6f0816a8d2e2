"""Phases are a function of time: half-open, the same in every zone, and monotone."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.base import clock
from portal.base.errors import WrongMoment
from portal.base.languages import Texts
from portal.consultations.models import ConsultationState
from portal.consultations.phases import ALLOWED, WITH_GRACE, Activity, Phase, allows, deeds, grace_until, phase_at, require
from tests.consultations.zones import ZONES

NOON = datetime(2027, 5, 3, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TICK = timedelta(microseconds=1)

moments = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC))
gaps = st.integers(min_value=1, max_value=400_000).map(lambda minutes: timedelta(minutes=minutes))


def consultation(**more):
    facts = {
        "slug": "park",
        "state": ConsultationState.PUBLIC,
        "zone": "Europe/Paris",
        "alternative": Texts(en="Write to office@example.org."),
        "announced_at": NOON - timedelta(days=30),
        "opens_at": NOON - timedelta(days=5),
        "closes_at": NOON + timedelta(days=5),
        "grace": timedelta(hours=24),
        "check_back_from": None,
        "check_back_until": None,
        "response_due_at": None,
        "responded_at": None,
        "archived_at": None,
    }
    return SimpleNamespace(**{**facts, **more})


@st.composite
def timelines(draw):
    """A whole way through a consultation, and its moments in order."""
    at = draw(moments)
    order = [at]
    for _step in range(6):
        at = at + draw(gaps)
        order.append(at)
    names = ("announced_at", "opens_at", "closes_at", "check_back_from", "check_back_until", "responded_at")
    facts = dict(zip(names, order, strict=False))
    return consultation(**facts, archived_at=facts["responded_at"] + timedelta(days=30) + draw(gaps))


BEGINS = [
    ("announced_at", Phase.UNANNOUNCED, Phase.ANNOUNCED),
    ("opens_at", Phase.ANNOUNCED, Phase.OPEN),
    ("closes_at", Phase.OPEN, Phase.CLOSED),
    ("check_back_from", Phase.CLOSED, Phase.CHECK_BACK),
    ("check_back_until", Phase.CHECK_BACK, Phase.RESPONSE_DUE),
    ("responded_at", Phase.RESPONSE_DUE, Phase.RESPONDED),
    ("archived_at", Phase.TRACKING, Phase.ARCHIVED),
]


@given(timelines())
def test_every_phase_begins_at_its_moment_and_ends_just_before_the_next(park):
    for name, before, after in BEGINS:
        moment = getattr(park, name)
        assert (name, phase_at(park, moment - TICK), phase_at(park, moment)) == (name, before, after)
    assert phase_at(park, park.responded_at + timedelta(days=30) - TICK) is Phase.RESPONDED
    assert phase_at(park, park.responded_at + timedelta(days=30)) is Phase.TRACKING


@given(timelines(), st.lists(moments, min_size=2, max_size=8))
def test_time_only_leads_onwards(park, when):
    order = list(Phase)
    found = [order.index(phase_at(park, now)) for now in sorted(when)]
    assert found == sorted(found)


@given(timelines(), moments, st.sampled_from(ZONES))
def test_a_phase_is_the_same_in_every_zone(park, now, zone):
    assert phase_at(park, now) is phase_at(park, now.astimezone(ZoneInfo(zone)))


@given(timelines(), moments, st.sampled_from([ConsultationState.SUSPENDED, ConsultationState.CANCELLED]))
def test_a_halt_holds_at_every_moment_after_the_announcement(park, now, state):
    park.state = state
    expected = Phase(state.value) if now >= park.announced_at else Phase.UNANNOUNCED
    assert phase_at(park, now) is expected


@given(timelines(), moments)
def test_a_draft_is_unannounced_for_ever(park, now):
    park.state = ConsultationState.DRAFT
    assert phase_at(park, now) is Phase.UNANNOUNCED


@given(timelines(), moments, moments, st.sampled_from(sorted(WITH_GRACE - {Activity.CHECK_BACK})))
def test_who_opened_the_form_in_time_may_send_until_the_grace_ends(park, opened, now, activity):
    fits = park.opens_at <= now < park.closes_at
    late = park.opens_at <= opened < park.closes_at and opened <= now < park.closes_at + park.grace
    with clock.frozen(now):
        try:
            require(park, activity, opened=opened)
            done = True
        except WrongMoment:
            done = False
    assert done == (fits or late)


@pytest.mark.parametrize("zone", ZONES)
def test_closing_on_the_day_when_the_clocks_change_is_exact(zone):
    """The last hour of a day of 23 or 25 hours is a whole hour."""
    for day in (datetime(2027, 3, 28), datetime(2027, 10, 31), datetime(2027, 3, 14), datetime(2027, 11, 7)):
        closes = day.replace(hour=23, minute=59, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        park = consultation(announced_at=closes - timedelta(days=9), opens_at=closes - timedelta(days=8), closes_at=closes)
        assert [phase_at(park, closes - MINUTE), phase_at(park, closes)] == [Phase.OPEN, Phase.CLOSED]


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("activity", Activity)
def test_allows_is_the_table(phase, activity):
    assert allows(phase, activity) == (phase in ALLOWED[activity])


def test_what_is_possible_in_which_phase():
    assert {phase: sorted(activity for activity in Activity if allows(phase, activity)) for phase in Phase} == {
        Phase.UNANNOUNCED: [],
        Phase.ANNOUNCED: ["read"],
        Phase.OPEN: ["contribute", "read", "reply", "summarise", "support"],
        Phase.CLOSED: ["read", "summarise"],
        Phase.CHECK_BACK: ["check back", "read", "summarise"],
        Phase.RESPONSE_DUE: ["commit", "read", "respond", "summarise"],
        Phase.RESPONDED: ["commit", "read", "respond"],
        Phase.TRACKING: ["commit", "read", "respond"],
        Phase.ARCHIVED: ["commit", "read"],
        Phase.SUSPENDED: ["read"],
        Phase.CANCELLED: ["read"],
    }


def refusal(park, activity, now, opened=None):
    with clock.frozen(now), pytest.raises(WrongMoment) as caught:
        require(park, activity, opened=opened)
    return caught.value.sentence


def test_a_late_form_is_told_the_moment_and_another_way():
    park = consultation()
    late = park.closes_at + timedelta(hours=25)
    assert (
        refusal(park, Activity.CONTRIBUTE, late, opened=park.closes_at - MINUTE)
        == "This consultation closed on Saturday, May 8, 2027, 14:00 (Europe/Paris). Write to office@example.org."
    )


def test_an_early_form_is_told_when_to_come_back():
    park = consultation()
    assert refusal(park, Activity.CONTRIBUTE, park.opens_at - MINUTE) == "This consultation is not open yet. It opens on Wednesday, April 28, 2027, 14:00 (Europe/Paris)."


def test_there_is_no_grace_for_a_form_opened_after_closing_or_in_a_halt():
    park = consultation()
    refusal(park, Activity.REPLY, park.closes_at + MINUTE, opened=park.closes_at)
    park.state = ConsultationState.SUSPENDED
    assert refusal(park, Activity.REPLY, NOON, opened=NOON - MINUTE) == "This consultation is suspended. The reason is on its page. Write to office@example.org."
    park.state = ConsultationState.CANCELLED
    assert refusal(park, Activity.REPLY, NOON, opened=NOON - MINUTE) == "This consultation was cancelled. The reason is on its page. Write to office@example.org."


def test_the_check_back_has_a_grace_of_its_own():
    park = consultation(closes_at=NOON - timedelta(days=4), check_back_from=NOON - timedelta(days=3), check_back_until=NOON - timedelta(hours=1))
    with clock.frozen(NOON):
        require(park, Activity.CHECK_BACK, opened=NOON - timedelta(hours=2))
    assert grace_until(park, Activity.CHECK_BACK) == NOON + timedelta(hours=23)
    assert refusal(park, Activity.CHECK_BACK, NOON, opened=NOON).startswith("The time to check the summary ended on Monday, May 3, 2027, 13:00 (Europe/Paris).")
    assert refusal(consultation(), Activity.CHECK_BACK, NOON).startswith("The summary cannot be checked yet.")
    assert grace_until(consultation(), Activity.CHECK_BACK) is None


def test_what_staff_do_in_the_wrong_phase_is_refused_with_the_phase():
    assert refusal(consultation(), Activity.RESPOND, NOON) == "This is not possible in the present phase: Open now."


@pytest.mark.parametrize(
    ("state", "now", "expected"),
    [
        (ConsultationState.DRAFT, NOON, []),
        (ConsultationState.PUBLIC, NOON, ["extend", "suspend", "moderation", "cancel"]),
        (ConsultationState.PUBLIC, NOON - timedelta(days=40), ["suspend", "moderation", "cancel"]),
        (ConsultationState.SUSPENDED, NOON, ["resume", "moderation", "cancel"]),
        (ConsultationState.CANCELLED, NOON, []),
    ],
)
def test_what_an_organiser_can_decide(state, now, expected):
    assert deeds(consultation(state=state), now) == expected


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_has_words(phase):
    assert phase.label
