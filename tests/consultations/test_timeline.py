"""What comes next, and what was decided, in sentences."""

from datetime import timedelta

import pytest

from portal.consultations.models import ConsultationState, NoticeKind
from portal.consultations.phases import Phase, phase_at
from portal.consultations.timeline import coming, decided, grace_sentence, milestones, still_standing
from tests.consultations.test_phases import NOON, consultation

DAYS = timedelta(days=1)
OVER = {"closes_at": NOON - 40 * DAYS, "opens_at": NOON - 50 * DAYS, "announced_at": NOON - 60 * DAYS}
CHECKED = {**OVER, "check_back_from": NOON - 39 * DAYS, "check_back_until": NOON - 38 * DAYS}

WAYS = {
    Phase.UNANNOUNCED: {"announced_at": NOON + DAYS, "opens_at": NOON + 2 * DAYS},
    Phase.ANNOUNCED: {"opens_at": NOON + DAYS},
    Phase.OPEN: {},
    Phase.CLOSED: OVER,
    Phase.CHECK_BACK: {**CHECKED, "check_back_until": NOON + DAYS},
    Phase.RESPONSE_DUE: {**CHECKED, "response_due_at": NOON + DAYS},
    Phase.RESPONDED: {**CHECKED, "responded_at": NOON - DAYS},
    Phase.TRACKING: {**CHECKED, "responded_at": NOON - 31 * DAYS},
    Phase.ARCHIVED: {**CHECKED, "archived_at": NOON},
    Phase.SUSPENDED: {"state": ConsultationState.SUSPENDED},
    Phase.CANCELLED: {"state": ConsultationState.CANCELLED},
}


@pytest.mark.parametrize(("phase", "facts"), WAYS.items())
def test_every_phase_says_what_comes_next(phase, facts):
    park = consultation(**facts)
    assert phase_at(park, NOON) is phase
    assert coming(park, NOON).endswith(".")


def test_phases_with_an_end_name_it():
    assert coming(consultation(**WAYS[Phase.ANNOUNCED]), NOON) == "It opens on Tuesday, May 4, 2027, 14:00 (Europe/Paris)."
    assert coming(consultation(**WAYS[Phase.RESPONSE_DUE]), NOON) == "The answers to every point are due on Tuesday, May 4, 2027, 14:00 (Europe/Paris)."
    assert coming(consultation(**CHECKED), NOON) == "The answers to every point come next."


def test_moments_stand_in_their_order():
    park = consultation(**CHECKED, responded_at=NOON, response_due_at=NOON - DAYS, archived_at=NOON + DAYS)
    assert [milestone.key for milestone in milestones(park)] == ["announced", "opens", "closes", "check-back", "check-back-ends", "response-due", "responded", "archived"]


def test_a_halt_leaves_only_what_has_been():
    park = consultation(state=ConsultationState.SUSPENDED, state_since=NOON.date())
    assert [milestone.key for milestone in still_standing(park)] == ["announced", "opens"]


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        (24, "If you open the form before it closes, you can send it up to 24 hours later."),
        (1, "If you open the form before it closes, you can send it up to 1 hour later."),
        (0, ""),
    ],
)
def test_the_grace_is_told_in_hours(hours, sentence):
    assert grace_sentence(consultation(grace=timedelta(hours=hours))) == sentence


class Notice:
    """Stands for the table's row."""

    def __init__(self, kind, before="", after=""):
        self.kind, self.before, self.after = kind, before, after


@pytest.mark.parametrize(
    ("notice", "sentence"),
    [
        (Notice(NoticeKind.SUSPENDED), ""),
        (Notice(NoticeKind.RESUMED), ""),
        (
            Notice(NoticeKind.RESUMED, "2027-05-08T12:00+00:00", "2027-05-09T12:00+00:00"),
            "It closes on Sunday, May 9, 2027, 14:00 (Europe/Paris). Before, it was Saturday, May 8, 2027, 14:00 (Europe/Paris).",
        ),
        (Notice(NoticeKind.MODERATION_CHANGED, "before", "after"), "From now on, contributions appear at once. A moderator reads them afterwards."),
        (Notice(NoticeKind.MODERATION_CHANGED, "after", "before"), "From now on, contributions are read by a moderator before they appear."),
    ],
)
def test_a_decision_is_told_in_a_sentence(notice, sentence):
    assert decided(consultation(), notice) == sentence
