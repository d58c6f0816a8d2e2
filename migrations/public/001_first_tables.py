"""The first tables."""

from alembic import op

from portal.base.database import Base, first_edition

revision = "001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    Base.metadata.create_all(op.get_bind())
    first_edition(op.get_bind())


def downgrade() -> None:
    Base.metadata.drop_all(op.get_bind())
