"""Meetings, and the way by which words came."""

import sqlalchemy as sa
from alembic import op

revision = "008"
down_revision = "007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CHANNELS = ("online", "paper", "phone", "in person", "meeting")


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum("planned", "held", "cancelled", name="meetingstate", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("access", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("coming", sa.JSON(), nullable=False),
        sa.Column("recording", sa.String(length=500), nullable=False),
        sa.Column("captions", sa.String(length=500), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("transcript", sa.JSON(), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_meetings_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_meetings_consultation_id")),
    )
    op.create_index(op.f("ix_meetings_consultation_id"), "meetings", ["consultation_id"], unique=False)
    words = ", ".join(f"'{one}'" for one in CHANNELS)
    _drop_places()  # SQLite copies the table, and would forget which rows these indexes are about
    with op.batch_alter_table("contributions") as batch:
        batch.add_column(sa.Column("channel", sa.String(length=40), nullable=False, server_default="online"))
        batch.add_column(sa.Column("meeting_id", ID, nullable=True))
        batch.create_check_constraint(op.f("ck_contributions_channel"), sa.text(f"channel IN ({words})"))
        batch.create_foreign_key(op.f("fk_contributions_meeting_id_meetings"), "meetings", ["meeting_id"], ["id"], ondelete="SET NULL")
    _make_places()
    op.create_index(op.f("ix_contributions_meeting_id"), "contributions", ["meeting_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_contributions_meeting_id"), table_name="contributions")
    _drop_places()
    with op.batch_alter_table("contributions") as batch:
        batch.drop_constraint(op.f("fk_contributions_meeting_id_meetings"), type_="foreignkey")
        batch.drop_constraint(op.f("ck_contributions_channel"), type_="check")
        batch.drop_column("meeting_id")
        batch.drop_column("channel")
    _make_places()
    op.drop_index(op.f("ix_meetings_consultation_id"), table_name="meetings")
    op.drop_table("meetings")


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
