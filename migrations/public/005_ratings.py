"""How it was to take part."""

import sqlalchemy as sa
from alembic import op

revision = "005"
down_revision = "004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "rated",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("rated_hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rated")),
        sa.UniqueConstraint("rated_hash", name=op.f("uq_rated_rated_hash")),
    )
    op.create_table(
        "ratings",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=True),
        sa.Column("safe", sa.Integer(), nullable=True),
        sa.Column("easy", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_ratings_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
    )
    op.create_index(op.f("ix_ratings_consultation_id"), "ratings", ["consultation_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_ratings_consultation_id"), table_name="ratings")
    op.drop_table("ratings")
    op.drop_table("rated")
