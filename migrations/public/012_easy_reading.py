"""Glossaries, easy-read pages, the path for young people."""

import sqlalchemy as sa
from alembic import op

revision = "012"
down_revision = "011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _table("terms", sa.Column("term", sa.JSON(), nullable=False), sa.Column("meaning", sa.JSON(), nullable=False))
    _table(
        "easy_ideas",
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("alt", sa.JSON(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
    )
    for table, column in (("consultations", "plain"), ("consultations", "young"), ("questions", "young")):
        op.add_column(table, sa.Column(column, sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("consultations", sa.Column("for_young", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("contributions", sa.Column("young", sa.Boolean(), nullable=False, server_default=sa.false()))


def _table(name: str, *columns: sa.Column) -> None:
    op.create_table(
        name,
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f(f"fk_{name}_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f(f"uq_{name}_consultation_id")),
    )


def downgrade() -> None:
    op.drop_column("contributions", "young")
    op.drop_column("consultations", "for_young")
    for table, column in (("questions", "young"), ("consultations", "young"), ("consultations", "plain")):
        op.drop_column(table, column)
    op.drop_table("easy_ideas")
    op.drop_table("terms")
