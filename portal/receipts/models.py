"""The receipt: a keyed hash and a day."""

from datetime import date

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.base import clock
from portal.base.database import Base, id_column, reference


class Receipt(Base):
    """Somebody who spoke in one consultation, known by nothing but the number that they hold."""

    __tablename__ = "receipts"
    __private__ = True

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)  # empty when nothing is left to hear under it
    by_helper: Mapped[bool] = mapped_column(default=False)  # somebody else wrote and saw the number: it opens nothing until it is changed
    day: Mapped[date] = mapped_column(default=clock.today)
