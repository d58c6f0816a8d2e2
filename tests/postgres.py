"""A real PostgreSQL for the tests, started from the machine's own programs on a socket in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
from glob import glob
from pathlib import Path

import psycopg


def program(name: str) -> str | None:
    """Where a PostgreSQL server program is, on the path or where Debian puts it."""
    return shutil.which(name) or next(iter(sorted(glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)), None)


EMPTIED = """
CREATE FUNCTION emptied() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    one text;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
    IF (SELECT count(*) FROM pg_tables WHERE schemaname = 'public') <> {tables} OR (SELECT min(version_num) FROM alembic_version) <> '{version}' THEN
        RETURN false;
    END IF;
    SET LOCAL session_replication_role = replica; -- in any order
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('alembic_version', 'edition') LOOP
        EXECUTE format('DELETE FROM %I', one);
    END LOOP;
    IF to_regclass('edition') IS NOT NULL THEN
        DELETE FROM edition;
        INSERT INTO edition (id, number) VALUES (1, 1);
    END IF;
    RETURN true;
END $$
"""
"""Emptying takes a tenth of the time that making a database takes."""


class Postgres:
    """One server for one test run; every test gets a copy of a migrated template."""

    def __init__(self, *, durable: bool = False) -> None:
        initdb, self.pg_ctl = program("initdb"), program("pg_ctl")
        if not initdb or not self.pg_ctl:
            raise RuntimeError("PostgreSQL's programs initdb and pg_ctl are not installed")
        self.folder = Path(tempfile.mkdtemp(prefix="hearback-pg-"))
        self.become = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        if self.become:
            shutil.chown(self.folder, "postgres", "postgres")
        data = self.folder / "data"
        self._run(initdb, "-D", str(data), "-U", "hearback", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-k {self.folder} -c listen_addresses='' -c fsync={'on' if durable else 'off'} -c max_connections=200"
        self._run(self.pg_ctl, "-D", str(data), "-o", options, "-w", "-l", str(self.folder / "log"), "start")
        self.data = data

    def _run(self, *command: str) -> None:
        subprocess.run([*self.become, *command], check=True, capture_output=True, cwd=self.folder)

    def address(self, name: str) -> str:
        """The setting that leads to a database of this server."""
        return f"postgresql://hearback@/{name}?host={self.folder}"

    def execute(self, sql: str) -> None:
        """Run one statement outside any transaction."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(sql.encode())

    def make_empty(self, name: str) -> str:
        """A new, empty database of this name; its address."""
        self.execute(f'CREATE DATABASE "{name}"')
        return self.address(name)

    def teach_to_empty(self, name: str) -> None:
        """Put the function into the template that empties a copy of it."""
        with psycopg.connect(self.address(name), autocommit=True) as connection:
            (tables,) = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
            (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            connection.execute(EMPTIED.replace("{tables}", str(tables)).replace("{version}", version))

    def empty(self, name: str) -> bool:
        """Take every row out of a database of this server; False if its shape is not the one that it was made with."""
        try:
            with psycopg.connect(self.address(name), autocommit=True) as connection:
                return bool(connection.execute("SELECT emptied()").fetchone()[0])
        except psycopg.Error:
            return False

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self._run(str(self.pg_ctl), "-D", str(self.data), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
