"""One database, two ways in: readers read side by side, writers take turns and are acknowledged when it is durable.

On SQLite the writers share one thread. Each job runs in a savepoint of its own; jobs that wait together are committed
together with `synchronous=FULL`, and only then does anybody hear that it worked. A job that raises undoes itself alone.
On PostgreSQL every job has a transaction of its own in a small pool of threads.

Whatever changes something that the public can see raises the edition: the number under which rendered pages are kept
(see portal.web.kept). Raising it is part of the same transaction, done here, so no command can forget it.
"""

import asyncio
import contextvars
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from sqlalchemy import BigInteger, Connection, DateTime, Dialect, Engine, ForeignKey, Integer, MetaData, Select, create_engine, event, update
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, ORMExecuteState, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from portal.base.edition_look import PostgresLook, SqliteLook
from portal.base.secrets import random_id
from portal.base.writers import WIPE, Pool, Turns

__all__ = ["Base", "Database", "DatabaseFault", "Id", "Moment", "Session", "at_a_glance", "before_the_end", "id_column", "one_of", "reference", "wipe_traces"]

T = TypeVar("T")

LONGEST_WAIT = 60  # seconds that a writer waits for another process

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# INTEGER makes it SQLite's own row number, so that no hidden one is left to tell the order of arrival.
Id = BigInteger().with_variant(Integer, "sqlite")
DatabaseFault = DBAPIError


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. Refuses one without a zone, and gives it back with one, on every engine."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """As the database keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """As Python uses it."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables of the public database."""

    metadata = MetaData(naming_convention=NAMES)
    #: What no public page shows may change without a new edition.
    __private__: ClassVar[bool] = False

    def shown_in_public(self) -> bool:
        """Whether a change of this row can change a public page."""
        return not self.__private__


class Edition(Base):
    """The number of the public pages' present edition: one row."""

    __tablename__ = "edition"
    __private__ = True

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)


def id_column() -> Mapped[int]:
    """A random primary key (protection E1.6)."""
    return mapped_column(Id, primary_key=True, autoincrement=False, default=random_id)


def reference(table: str, *, index: bool = True, nullable: bool = False, on_delete: str = "CASCADE", unique: bool = False) -> Any:
    """A column that points at another table's row."""
    return mapped_column(Id, ForeignKey(f"{table}.id", ondelete=on_delete), index=index and not unique, nullable=nullable, unique=unique)


def one_of(values: type[Any]) -> SqlEnum:
    """A column type for an enumeration of words, kept honest by a CHECK constraint."""
    return SqlEnum(values, native_enum=False, create_constraint=True, values_callable=lambda kind: [member.value for member in kind], length=40, name=values.__name__.lower())


@event.listens_for(Session, "after_flush")
def _raise_edition(session: Session, _context: Any) -> None:
    if any(isinstance(thing, Base) and thing.shown_in_public() for thing in (*session.new, *session.dirty, *session.deleted)):
        session.info["new edition"] = True


@event.listens_for(Session, "do_orm_execute")
def _raise_edition_for_bulk(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_insert or state.is_delete) and state.bind_mapper is not None and not state.bind_mapper.class_.__private__:
        state.session.info["new edition"] = True


_last: list[Callable[[Session], None]] = []


def before_the_end(deed: Callable[[Session], None]) -> Callable[[Session], None]:
    """Enter what is done at the end of every transaction that writes, while it can still be undone with all the rest."""
    if deed not in _last:
        _last.append(deed)
    return deed


def _finish(session: Session) -> None:
    session.flush()
    for deed in _last:
        deed(session)
    if session.info.pop("new edition", False):
        session.execute(update(Edition.__table__).values(number=Edition.__table__.c.number + 1))  # type: ignore[arg-type]
    session.commit()


class Database:
    """The way to one database."""

    def __init__(self, address: str, *, readers: int = 4) -> None:
        self.address = address
        self.is_sqlite = address.startswith("sqlite")
        if self.is_sqlite:
            self.path = Path(address.removeprefix("sqlite:///"))
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.writer = _sqlite_engine(address, reading=False)
            self.reader = _sqlite_engine(address, reading=True, size=readers)
        else:
            url = address.replace("postgresql://", "postgresql+psycopg://", 1)
            self.writer = create_engine(url, pool_size=readers, max_overflow=0, pool_pre_ping=True, hide_parameters=True)
            self.reader = create_engine(url, pool_size=readers, max_overflow=0, pool_pre_ping=True, hide_parameters=True, execution_options={"postgresql_readonly": True})
        self._reading = ThreadPoolExecutor(readers, thread_name_prefix="reader")
        self._writing: Turns | Pool = Turns(self.writer, _finish) if self.is_sqlite else Pool(self.writer, _finish, readers)
        self._look = SqliteLook(self.path) if self.is_sqlite else PostgresLook(address)

    def read(self, job: Callable[[Session], T]) -> T:
        """Run a job that only reads; what it might have changed is undone."""
        with Session(self.reader, expire_on_commit=False, autoflush=False, info={"reads only": True}) as session:
            return job(session)  # closing the session gives the transaction up

    def write(self, job: Callable[[Session], T]) -> T:
        """Run a job in one transaction. It returned: the change is on the disk. It raised: nothing happened."""
        outcome: T = self._writing.put(job).result()
        return outcome

    async def reading(self, job: Callable[[Session], T]) -> T:
        """`read` in a reader's thread."""
        context = contextvars.copy_context()
        return await asyncio.get_running_loop().run_in_executor(self._reading, lambda: context.run(self.read, job))

    async def writing(self, job: Callable[[Session], T]) -> T:
        """`write` in a writer's turn. A reader who hangs up does not stop a job that has begun."""
        return await asyncio.shield(asyncio.wrap_future(self._writing.put(job)))

    def edition(self) -> int | None:
        """The number of the public pages' edition, looked up in microseconds; None when the database cannot tell."""
        return self._look.number()

    def close(self) -> None:
        """Let the waiting writers finish, then close every connection."""
        self._writing.close()
        self._reading.shutdown(wait=True)
        self.writer.dispose()
        self.reader.dispose()
        self._look.close()


def at_a_glance(session: Session, statement: Select[Any], **values: object) -> Any:
    """One value, asked past the object layer: for what is mostly not there, such as an earlier sending of a form. What waits to be written is written first."""
    session.flush()
    return session.connection().execute(statement, values).scalar()


def wipe_traces(session: Session) -> None:
    """Have the database forget what was erased, as far as it can: SQLite's log is emptied after this transaction, PostgreSQL sweeps its old rows now."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.info[WIPE] = True
        return
    with connection.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
        other.exec_driver_sql("VACUUM")


def _sqlite_engine(address: str, *, reading: bool, size: int = 1) -> Engine:
    engine = create_engine(address, pool_size=size, max_overflow=0, hide_parameters=True, connect_args={"timeout": LONGEST_WAIT, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # a receipt is a promise, also when the power fails
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")  # what it sorts and may undo never lies in a temporary file
        connection.execute(f"PRAGMA cache_size = {-1024 if reading else -4096}")  # in KiB; the system keeps the file's pages for all connections
        if reading:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred writer that has read first is refused at once, whatever the busy timeout says.
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine
