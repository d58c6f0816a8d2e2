"""Decisions and appeals as they stand in the tables, for tests that need one without its whole story."""

from portal.base import clock
from portal.contributions.models import ContributionState
from portal.moderation.models import Action, Appeal, AppealState, Decision


def decided(make, consultation, person, *, unit=None):
    """A contribution that somebody declined; the decision."""
    words = make.contribution(make.question(consultation), state=ContributionState.DECLINED)
    return make.save(
        Decision(
            consultation_id=consultation.id,
            contribution_id=words.id,
            version=1,
            action=Action.DECLINE,
            facts="It names a person.",
            staff_id=person.id,
            organisation_id=person.organisation_id,
            unit=person.unit if unit is None else unit,
        )
    )


def open_appeal(database, make, decision):
    """An appeal against it that waits."""
    return make.save(
        Appeal(consultation_id=decision.consultation_id, decision_id=decision.id, state=AppealState.OPEN, due_on=clock.today(), text="Please look again.", language="en")
    )
