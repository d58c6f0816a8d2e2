"""One table: sealed words and the day on which they go."""

from datetime import date

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import Base, id_column


class Draft(Base):
    """Words that are not sent yet. No column tells of which consultation or person they are."""

    __tablename__ = "drafts"
    __private__ = True

    id: Mapped[int] = id_column()
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    ends_on: Mapped[date] = mapped_column(index=True)  # the last day on which it opens
