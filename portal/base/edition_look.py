"""Which edition of the public pages is the present one: asked for every reader, so past the object layer, in microseconds."""

import sqlite3
from pathlib import Path
from typing import Any


class SqliteLook:
    """A connection of its own that only reads the one row."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection: sqlite3.Connection | None = None

    def number(self) -> int | None:
        """The edition; None when the database cannot tell."""
        try:
            if self.connection is None:
                self.connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
            row = self.connection.execute("SELECT number FROM edition").fetchone()
        except sqlite3.Error:
            self.connection = None  # to be opened anew by the next reader
            return None
        return int(row[0]) if row else None

    def close(self) -> None:
        """Let go of the connection."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class PostgresLook:
    """The same by libpq itself: with a cursor of psycopg it takes our processor more than twice as long."""

    def __init__(self, address: str) -> None:
        import psycopg  # late: a portal on SQLite does not carry it in its memory

        self.address = address
        self.library = psycopg
        self.connection: Any = None

    def number(self) -> int | None:
        """The edition; None when the database cannot tell."""
        try:
            if self.connection is None:
                self.connection = self.library.connect(self.address, autocommit=True)
                self.connection.pgconn.prepare(b"edition", b"SELECT number FROM edition")
            answer = self.connection.pgconn.exec_prepared(b"edition", [])
            value = answer.get_value(0, 0) if answer.status == self.library.pq.ExecStatus.TUPLES_OK else None
        except self.library.Error:
            value = None
        if value is None:
            self.connection = None  # to be opened anew by the next reader
            return None
        return int(value)

    def close(self) -> None:
        """Let go of the connection."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None
