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


def downgrade() -> None:
    op.drop_index(op.f("ix_drafts_ends_on"), table_name="drafts")
    op.drop_table("drafts")
