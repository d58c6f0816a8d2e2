"""The index of words."""

import sqlalchemy as sa
from alembic import op

revision = "007"
down_revision = "006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "search_entries",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("thing_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("languages", sa.String(length=400), nullable=False),
        sa.Column("signs", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entries")),
        sa.UniqueConstraint("kind", "thing_id", name=op.f("uq_search_entries_kind")),
    )
    op.create_table(
        "search_words",
        sa.Column("sign", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", ID, autoincrement=False, nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sign", "entry_id", name=op.f("pk_search_words")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("search_words")
    op.drop_table("search_entries")
