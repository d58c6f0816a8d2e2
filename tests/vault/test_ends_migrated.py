"""A vault of an earlier version: what was to be erased too early is kept, what rested without an end gets one, and what nobody can open is found."""

from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine, text

from portal.base.migrations import VAULT, engine_address, migrate, migrate_back

DAY = date(2027, 5, 3)
CASES = {
    # id: (kind, closed, erased on, told on)
    1: ("complaint", True, DAY + timedelta(days=90), DAY + timedelta(days=76)),
    2: ("complaint", True, DAY + timedelta(days=300), None),
    3: ("complaint", True, DAY + timedelta(days=90), None),
    4: ("reprisal", False, None, None),
    5: ("reprisal", False, None, None),
}
COMPLAINTS = {1: (1, DAY), 2: (1, DAY), 3: (2, DAY)}


@pytest.fixture
def old(vault_address):
    """The vault as it was, with cases in it."""
    migrate_back(vault_address, "001", line=VAULT)
    engine = create_engine(engine_address(vault_address))
    with engine.begin() as connection:
        for case_id, (kind, closed, erase_on, warned_on) in CASES.items():
            facts = {"id": case_id, "kind": kind, "day": DAY, "x": b"x", "closed": DAY if closed else None, "erase": erase_on, "warned": warned_on}
            connection.execute(
                text(
                    "INSERT INTO cases (id, kind, day, language, salt, holder_key, visits, by_helper, closed_on, erase_on, warned_on, next_message) "
                    "VALUES (:id, :kind, :day, 'en', :x, :x, 0, false, :closed, :erase, :warned, 1)"
                ),
                facts,
            )
        for case_id, (stage, decided) in COMPLAINTS.items():
            connection.execute(
                text(
                    "INSERT INTO complaints (id, case_id, category, place, region, country, state, state_since, stage, decided_unit, decided_on, first_finding, referral_allowed, "
                    "may_publish, rated, distrusted) VALUES (:id, :id, 'process', '', '', '', 'closed', :day, :stage, '', :day, '', false, false, false, '[]')"
                ),
                {"id": case_id, "stage": stage, "day": decided},
            )
        for case_id, state in ((4, "dormant"), (5, "planned")):
            connection.execute(
                text(
                    "INSERT INTO reprisals (id, case_id, state, state_since, urgent, for_another, moved_in, region, last_sign) "
                    "VALUES (:id, :id, :state, :day, false, false, false, '', :day)"
                ),
                {"id": case_id, "state": state, "day": DAY},
            )
    yield engine
    engine.dispose()


def test_ends_and_marks_after_the_migration(old, vault_address):
    migrate(vault_address, line=VAULT)
    with old.connect() as connection:
        rows = connection.execute(text("SELECT id, erase_on, warned_on, forsaken FROM cases ORDER BY id")).all()
    found = {case_id: (erase_on and date.fromisoformat(str(erase_on)), warned_on, forsaken) for case_id, erase_on, warned_on, forsaken in rows}
    assert found[1] == (DAY + timedelta(days=185), None, 0)
    assert found[2] == (DAY + timedelta(days=300), None, 0)
    assert found[3] == (DAY + timedelta(days=90), None, 0)
    assert found[4][0] > date(2026, 1, 1)
    assert found[4][1:] == (None, 1)
    assert found[5] == (None, None, 1)
