"""The moves that people decide, every one of them."""

import pytest

from portal.base.access import SYSTEM
from portal.base.errors import Refused, WrongMoment
from portal.consultations.mails import LETTERS
from portal.consultations.models import Consultation, ConsultationState
from portal.consultations.states import CONSULTATION
from portal.journal.lifecycle import Reason

EVERY = [(old, new) for old in ConsultationState for new in ConsultationState]


@pytest.mark.parametrize(("old", "new"), EVERY)
def test_only_the_moves_of_the_table_can_be_gone(database, make, old, new):
    park = make.consultation(state=old)

    def job(session):
        CONSULTATION.move(session, session.get(Consultation, park.id), new, SYSTEM, "Because.")

    if (old, new) in CONSULTATION.moves:
        database.write(job)
        assert database.read(lambda session: session.get(Consultation, park.id)).state is new
    else:
        with pytest.raises(WrongMoment):
            database.write(job)


@pytest.mark.parametrize(("move", "arrow"), CONSULTATION.moves.items())
def test_everything_but_publishing_needs_a_reason(database, make, move, arrow):
    assert (arrow.reason is Reason.REQUIRED) == (arrow.deed != "publish")
    park = make.consultation(state=move[0])
    if arrow.reason is Reason.REQUIRED:
        with pytest.raises(Refused):
            database.write(lambda session: CONSULTATION.move(session, session.get(Consultation, park.id), move[1], SYSTEM, " "))


def test_every_move_is_news_or_silent():
    assert set(LETTERS) == set(CONSULTATION.moves)
    assert [move for move, news in LETTERS.items() if not news] == [(ConsultationState.DRAFT, ConsultationState.PUBLIC)]
