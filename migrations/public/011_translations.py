"""Translations."""

import sqlalchemy as sa
from alembic import op

revision = "011"
down_revision = "010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
THINGS = {"contribution_id": "contributions", "point_id": "points", "response_id": "official_responses"}
ONE = " + ".join(f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in THINGS) + " = 1"


def upgrade() -> None:
    _table(
        "translations",
        ("by_id", "checked_by_id"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("origin", sa.Enum("person", "machine", name="origin", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("engine", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("checked_as", sa.String(length=40), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
    )
    _table(
        "translation_errands",
        ("asked_by_id",),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(length=40), nullable=False),
        sa.Column("given_up", sa.Boolean(), nullable=False),
    )
    op.create_index(op.f("ix_translation_errands_due_at"), "translation_errands", ["due_at"], unique=False)
    op.add_column("contributions", sa.Column("no_machine", sa.Boolean(), nullable=False, server_default=sa.false()))


def _table(name: str, staff: tuple[str, ...], *columns: sa.Column) -> None:
    op.create_table(
        name,
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        *(sa.Column(column, ID, nullable=True) for column in THINGS),
        sa.Column("language", sa.String(length=35), nullable=False),
        *(sa.Column(column, ID, nullable=True) for column in staff),
        *columns,
        sa.CheckConstraint(ONE, name=op.f(f"ck_{name}_one_thing")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f(f"fk_{name}_consultation_id_consultations"), ondelete="CASCADE"),
        *(sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{name}_{column}_{table}"), ondelete="CASCADE") for column, table in THINGS.items()),
        *(sa.ForeignKeyConstraint([column], ["staff.id"], name=op.f(f"fk_{name}_{column}_staff"), ondelete="SET NULL") for column in staff),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *(sa.UniqueConstraint(column, "language", name=op.f(f"uq_{name}_{column}")) for column in THINGS),
    )
    for column in ("consultation_id", *staff):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("contributions", recreate="never") as batch:
        batch.drop_column("no_machine")
    op.drop_table("translation_errands")
    op.drop_table("translations")
