"""Pseudonyms: a sealed wallet, and the keys that open it."""

from datetime import date

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.base import clock
from portal.base.database import Base, id_column, reference


def this_month() -> date:
    """The first day of the present month: all that is kept of the time of use."""
    return clock.today().replace(day=1)


class Pseudonym(Base):
    """A made-up name. Neither the name nor what it holds can be read without its passphrase or passkey."""

    __tablename__ = "pseudonyms"
    __private__ = True

    id: Mapped[int] = id_column()
    name_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)  # keyed
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    locked_key: Mapped[bytes | None] = mapped_column(LargeBinary)  # the wallet's key under the passphrase (Argon2id)
    wallet: Mapped[bytes] = mapped_column(LargeBinary)  # sealed and padded: numbers of receipts
    used_on: Mapped[date] = mapped_column(default=this_month)  # rounded to the month


class PseudonymPasskey(Base):
    """A passkey that opens a pseudonym."""

    __tablename__ = "pseudonym_passkeys"
    __private__ = True

    id: Mapped[int] = id_column()
    pseudonym_id: Mapped[int] = reference("pseudonyms")
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    credential: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    locked_key: Mapped[bytes] = mapped_column(LargeBinary)  # the wallet's key under what the authenticator derives (PRF)
