"""Every move of every state table is lettered or declared silent; every state has an exit or is final; the columns keep it."""

import importlib

import pytest

from portal.about.diagrams import ROOMS, label_of, tables
from portal.base.access import Permission
from portal.journal.lifecycle import Lifecycle


def lifecycles():
    return [(room, name, table) for room in ROOMS for name, table in vars(importlib.import_module(f"portal.{room}.states")).items() if isinstance(table, Lifecycle)]


@pytest.mark.parametrize(("room", "name", "table"), lifecycles(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_state_has_an_exit_or_is_final(room, name, table):
    stuck = [state for state in table.states if not table.exits(state) and state not in table.final]
    assert stuck == []
    assert [state for state in table.final if table.exits(state)] == []


@pytest.mark.parametrize(("room", "name", "table"), lifecycles(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_state_can_be_reached(room, name, table):
    reached = {table.first} | {to for _origin, to in table.moves}
    assert set(table.states) - reached == set()


@pytest.mark.parametrize("room", sorted({room for room, _name, _table in lifecycles()}))
def test_every_move_is_lettered_or_silent(room):
    letters = importlib.import_module(f"portal.{room}.mails").LETTERS
    moves = {move for owner, _name, table in lifecycles() if owner == room for move in table.moves}
    assert set(letters) == moves


def test_every_state_has_words():
    assert [state for table in tables() for state in table.states if not label_of(state)] == []


def test_every_move_needs_a_real_permission():
    assert [move for table in tables() for move in table.moves.values() if not isinstance(move.needs, Permission)] == []
