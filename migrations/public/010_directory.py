"""Directory of help and library."""

import sqlalchemy as sa
from alembic import op

revision = "010"
down_revision = "009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "directory_bits",
        sa.Column("facet", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("bits", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("facet", "value", name=op.f("pk_directory_bits")),
    )
    op.create_table(
        "directory_entries",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("state", sa.Enum("draft", "shown", "out", name="entrystate", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("why_out", sa.Enum("gone", "unsafe", "wrong", "twice", "asked", name="whyout", native_enum=False, create_constraint=True, length=40), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("hours", sa.String(length=120), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("answer_hours", sa.Integer(), nullable=True),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("costs", sa.Enum("unknown", "free", "some", "paid", name="costs", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("website", sa.String(length=500), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("source_address", sa.String(length=500), nullable=False),
        sa.Column("source_on", sa.Date(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("review_due_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_entries")),
        sa.UniqueConstraint("key", name=op.f("uq_directory_entries_key")),
        sa.UniqueConstraint("number", name=op.f("uq_directory_entries_number")),
    )
    op.create_index(op.f("ix_directory_entries_review_due_on"), "directory_entries", ["review_due_on"], unique=False)
    op.create_table(
        "resources",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("guide", "rights", "course", "digital", "template", "law", "news", name="resourcekind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("edition", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resources")),
        sa.UniqueConstraint("key", name=op.f("uq_resources_key")),
        sa.UniqueConstraint("number", name=op.f("uq_resources_number")),
    )
    op.create_table(
        "directory_suggestions",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("entry_id", ID, nullable=True),
        sa.Column("kind", sa.Enum("new", "wrong", "broken", "unsafe", "gone", name="suggestionkind", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["directory_entries.id"], name=op.f("fk_directory_suggestions_entry_id_directory_entries"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_suggestions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_directory_suggestions_token_hash")),
    )
    op.create_index(op.f("ix_directory_suggestions_day"), "directory_suggestions", ["day"], unique=False)
    op.create_index(op.f("ix_directory_suggestions_entry_id"), "directory_suggestions", ["entry_id"], unique=False)


def downgrade() -> None:
    for table in ("directory_suggestions", "resources", "directory_bits", "directory_entries"):
        op.drop_table(table)
