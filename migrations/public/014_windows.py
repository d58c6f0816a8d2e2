"""Words that are accepted and wait for an hour at which several appear."""

import sqlalchemy as sa
from alembic import op

revision = "014"
down_revision = "013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATES = ("received", "held", "published", "published redacted", "declined", "hidden", "withdrawn", "erased")
MORE_STATES = ("received", "held", "accepted", *STATES[2:])


def upgrade() -> None:
    op.create_table(
        "windows",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("done", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_windows_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_windows")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_windows_consultation_id")),
    )
    _allow(MORE_STATES)


def downgrade() -> None:
    op.execute(sa.text("UPDATE contributions SET state = 'received' WHERE state = 'accepted'"))  # a moderator decides once more
    _allow(STATES)
    op.drop_table("windows")


def _allow(states: tuple[str, ...]) -> None:
    """Let the column hold these words and no others."""
    words = ", ".join(f"'{state}'" for state in states)
    _drop_places()  # SQLite copies the table, and would forget which rows these indexes are about
    with op.batch_alter_table("contributions") as batch:
        batch.drop_constraint(op.f("ck_contributions_contributionstate"), type_="check")
        batch.create_check_constraint(op.f("ck_contributions_contributionstate"), sa.text(f"state IN ({words})"))
    _make_places()


def _drop_places() -> None:
    op.drop_index("ix_contributions_thread", table_name="contributions")
    op.drop_index("ix_contributions_replies", table_name="contributions")


def _make_places() -> None:
    numbered = sa.text("number IS NOT NULL")
    op.create_index(
        "ix_contributions_thread",
        "contributions",
        ["question_id", "day", "id"],
        sqlite_where=sa.text("is_root = 1 AND number IS NOT NULL"),
        postgresql_where=sa.text("is_root AND number IS NOT NULL"),
    )
    op.create_index("ix_contributions_replies", "contributions", ["root_id", "day", "id"], sqlite_where=numbered, postgresql_where=numbered)
