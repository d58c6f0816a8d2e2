"""Helpers, translators, editors of the directory, chairs of calls."""

import sqlalchemy as sa
from alembic import op

revision = "006"
down_revision = "005"
branch_labels = None
depends_on = None

ROLES = ("administrator", "organiser", "moderator", "reviewer", "responder", "focal point", "protection officer", "evaluator")
MORE_ROLES = (*ROLES, "helper", "translator", "editor", "chair")
TABLES = ("roles", "invitations", "claim_rules")


def upgrade() -> None:
    for table in TABLES:
        _allow(table, MORE_ROLES)


def downgrade() -> None:
    for table in TABLES:
        op.execute(sa.text(f"DELETE FROM {table} WHERE role IN {MORE_ROLES[len(ROLES) :]}"))
        _allow(table, ROLES)


def _allow(table: str, values: tuple[str, ...]) -> None:
    """Let the column hold these words and no others."""
    words = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(f"ck_{table}_role"), type_="check")
        batch.create_check_constraint(op.f(f"ck_{table}_role"), sa.text(f"role IN ({words})"))
