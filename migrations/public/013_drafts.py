"""Unfinished words, topics and places of consultations."""

import sqlalchemy as sa
from alembic import op

revision = "013"
down_revision = "012"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_drafts_code_hash")),
    )
    op.create_index(op.f("ix_drafts_ends_on"), "drafts", ["ends_on"], unique=False)
    op.add_column("consultations", sa.Column("topics", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("consultations", sa.Column("region", sa.String(length=40), nullable=False, server_default=""))
    _make_plans()


def _make_plans() -> None:
    op.create_table(
        "plans",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum("planned", "set up", "dropped", name="planstate", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("host_id", ID, nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("consultation_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_plans_consultation_id_consultations"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["host_id"], ["organisations.id"], name=op.f("fk_plans_host_id_organisations"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("number", name=op.f("uq_plans_number")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_plans_token_hash")),
    )
    for column in ("consultation_id", "host_id", "starts_on"):
        op.create_index(op.f(f"ix_plans_{column}"), "plans", [column], unique=False)


def downgrade() -> None:
    for column in ("starts_on", "host_id", "consultation_id"):
        op.drop_index(op.f(f"ix_plans_{column}"), table_name="plans")
    op.drop_table("plans")
    op.drop_column("consultations", "region")
    op.drop_column("consultations", "topics")
    op.drop_index(op.f("ix_drafts_ends_on"), table_name="drafts")
    op.drop_table("drafts")
