"""The moves of a promise, and that the choices of the form follow them."""

from portal.responses.mails import LETTERS
from portal.responses.models import Commitment, CommitmentState
from portal.responses.queries import next_states
from portal.responses.states import COMMITMENT


def test_the_form_offers_where_the_table_leads():
    for state in CommitmentState:
        assert set(next_states(Commitment(state=state))) == {state} | {to for to, _move in COMMITMENT.exits(state)}


def test_every_move_of_a_promise_is_news():
    assert set(LETTERS.values()) == {True}
