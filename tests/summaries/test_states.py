"""What may follow what."""

import pytest

from portal.base.errors import Refused
from portal.summaries.models import ObjectionState, SummaryState
from portal.summaries.states import OBJECTION, SUMMARY


def test_a_summary_goes_one_way():
    assert [to for to, _move in SUMMARY.exits(SummaryState.DRAFT)] == [SummaryState.CHECK_BACK]
    assert [to for to, _move in SUMMARY.exits(SummaryState.CHECK_BACK)] == [SummaryState.FINAL]
    assert SUMMARY.exits(SummaryState.FINAL) == []


def test_no_objection_is_decided_without_words(database, make, now):
    objection, moderator = make.objection(make.summary()), make.actor("moderator")
    with pytest.raises(Refused):
        database.write(lambda session: OBJECTION.move(session, objection, ObjectionState.NOT_ACCEPTED, moderator, " "))
