"""Lists that end, the bits of the library, and the day on which a plan was last changed."""

import json

import sqlalchemy as sa
from alembic import op

revision = "015"
down_revision = "014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contact_lists", sa.Column("ended_on", sa.Date(), nullable=True))
    op.add_column("contact_lists", sa.Column("reason", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("contact_lists", sa.Column("tells", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "library_bits",
        sa.Column("facet", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("bits", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("facet", "value", name=op.f("pk_library_bits")),
    )
    _fill_bits()
    op.add_column("plans", sa.Column("changed_on", sa.Date(), nullable=True))
    op.execute("UPDATE plans SET changed_on = state_since")
    with op.batch_alter_table("plans") as table:
        table.alter_column("changed_on", existing_type=sa.Date(), nullable=False)


def _fill_bits() -> None:
    """What stands in the library already can be found by its filters."""
    connection = op.get_bind()
    found: dict[tuple[str, str], int] = {}
    rows = connection.execute(sa.text("SELECT number, kind, topics, languages FROM resources WHERE shown"))
    for number, kind, topics, languages in rows:
        lists = {facet: json.loads(some) if isinstance(some, str) else some for facet, some in (("topic", topics), ("language", languages))}
        for place in {("all", ""), ("kind", kind), *((facet, value) for facet, some in lists.items() for value in some)}:
            found[place] = found.get(place, 0) | 1 << number
    table = sa.table("library_bits", sa.column("facet", sa.String), sa.column("value", sa.String), sa.column("bits", sa.LargeBinary))
    for (facet, value), bits in sorted(found.items()):
        connection.execute(table.insert().values(facet=facet, value=value, bits=bits.to_bytes(-(-bits.bit_length() // 8), "little")))


def downgrade() -> None:
    op.drop_column("plans", "changed_on")
    op.drop_table("library_bits")
    with op.batch_alter_table("contact_lists") as table:
        for column in ("tells", "reason", "ended_on"):
            table.drop_column(column)
