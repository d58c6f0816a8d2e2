"""The index: one entry for each thing that can be found, and the signs of its words."""

from datetime import date

from sqlalchemy import BigInteger, LargeBinary, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import Base, Id, id_column


class SearchEntry(Base):
    """A thing that everybody, or everybody who was let in, can find."""

    __tablename__ = "search_entries"
    __private__ = True
    __table_args__ = (UniqueConstraint("kind", "thing_id"),)

    id: Mapped[int] = id_column()
    kind: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[int] = mapped_column(Id)
    day: Mapped[date]  # of equally good results the newest stands first
    languages: Mapped[str] = mapped_column(String(400))  # with a blank on both sides of each
    signs: Mapped[bytes] = mapped_column(LargeBinary)  # the keys of its rows below: to find them without a second index


class SearchWord(Base):
    """A word of an entry, as a sign that only the portal's secret can make."""

    __tablename__ = "search_words"
    __private__ = True
    __table_args__ = ({"sqlite_with_rowid": False},)

    sign: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    weight: Mapped[int] = mapped_column(SmallInteger)  # what it tells of its text: more if it stands there often, or in the title, or the text is short
