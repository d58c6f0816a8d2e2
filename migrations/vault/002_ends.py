"""Whom a case has; a day for what rests; and no erasure before a right of the complainant has ended."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"
branch_labels = None
depends_on = None

KEPT = timedelta(days=90)
RIGHT = timedelta(days=185)
"""184 days in which a second stage may be asked for, and the day after."""
CASES = sa.table(
    "cases",
    sa.column("id", sa.BigInteger),
    sa.column("closed_on", sa.Date),
    sa.column("erased_on", sa.Date),
    sa.column("erase_on", sa.Date),
    sa.column("warned_on", sa.Date),
    sa.column("forsaken", sa.Integer),
)
COMPLAINTS = sa.table("complaints", *(sa.column(name) for name in ("case_id", "category", "state", "stage")), sa.column("decided_on", sa.Date))
REPRISALS = sa.table("reprisals", *(sa.column(name) for name in ("case_id", "state")))
KEYS = sa.table("wrapped_keys", *(sa.column(name) for name in ("case_id", "officer_id", "standing", "wrapped")))
OFFICERS = sa.table("officers", sa.column("id"), sa.column("gone_on", sa.Date))


def upgrade() -> None:
    op.add_column("cases", sa.Column("forsaken", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_cases_forsaken", "cases", ["forsaken"], sqlite_where=sa.text("forsaken <> 0"), postgresql_where=sa.text("forsaken <> 0"))
    _note_forsaken()
    _keep_while_a_right_lasts()
    _give_what_rests_a_day()


def _note_forsaken() -> None:
    def somebody(*how: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
        here = sa.select(KEYS.c.case_id).join(OFFICERS, OFFICERS.c.id == KEYS.c.officer_id).where(KEYS.c.case_id == CASES.c.id, OFFICERS.c.gone_on.is_(None), *how)
        return here.correlate(CASES).exists()

    fits, stands_in = KEYS.c.wrapped.is_not(None), KEYS.c.standing == "stand-in"
    lacks = sa.and_(CASES.c.closed_on.is_(None), CASES.c.erased_on.is_(None), ~somebody(fits, ~stands_in))
    op.execute(CASES.update().where(lacks).values(forsaken=sa.case((somebody(fits, stands_in), 3), (somebody(~fits), 2), else_=1)))


def _keep_while_a_right_lasts() -> None:
    """Closed early, some were to be erased while a second stage could still be asked for. Whoever was told a day is told the new one."""
    first = COMPLAINTS.c.state == "closed", COMPLAINTS.c.stage == 1, COMPLAINTS.c.category != "help", COMPLAINTS.c.decided_on.is_not(None)
    found = sa.select(CASES.c.id, COMPLAINTS.c.decided_on, CASES.c.erase_on).join(COMPLAINTS, COMPLAINTS.c.case_id == CASES.c.id)
    for case_id, decided_on, erase_on in op.get_bind().execute(found.where(*first, CASES.c.erased_on.is_(None), CASES.c.erase_on.is_not(None))).all():
        if erase_on < decided_on + RIGHT:
            op.execute(CASES.update().where(CASES.c.id == case_id).values(erase_on=decided_on + RIGHT, warned_on=None))


def _give_what_rests_a_day() -> None:
    rests = sa.select(REPRISALS.c.case_id).where(REPRISALS.c.state == "dormant")
    op.execute(CASES.update().where(CASES.c.id.in_(rests), CASES.c.erased_on.is_(None), CASES.c.erase_on.is_(None)).values(erase_on=datetime.now(UTC).date() + KEPT))


def downgrade() -> None:
    op.drop_index("ix_cases_forsaken", table_name="cases")
    op.drop_column("cases", "forsaken")
