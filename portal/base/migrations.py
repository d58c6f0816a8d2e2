"""Bringing a database to the newest shape, or back. Alembic is fetched late: a server at work does not carry it in its memory."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, inspect, text

from portal.base.settings import ROOT

if TYPE_CHECKING:
    from alembic.config import Config

PUBLIC, VAULT = "public", "vault"
"""The two databases: each has a line of steps of its own."""


def config(address: str, line: str = PUBLIC) -> "Config":
    """Alembic's settings for one database."""
    from alembic.config import Config

    settings = Config(toml_file=str(ROOT / "pyproject.toml"))
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    settings.set_main_option("path_separator", "os")
    settings.set_main_option("version_locations", str(_steps(line)))
    settings.attributes.update({"address": address, "line": line})
    return settings


def migrate(address: str, to: str = "head", *, line: str = PUBLIC) -> None:
    """Upgrade a database, or create it."""
    if path := _file(address):
        path.parent.mkdir(parents=True, exist_ok=True)
    from alembic import command

    command.upgrade(config(address, line), to)


def migrate_back(address: str, to: str = "base", *, line: str = PUBLIC) -> None:
    """Downgrade a database."""
    from alembic import command

    command.downgrade(config(address, line), to)


def is_migrated(address: str, line: str = PUBLIC) -> bool:
    """Whether a database has the newest shape. Raises DatabaseFault when it cannot be reached."""
    if (path := _file(address)) and not path.exists():
        return False
    engine = create_engine(engine_address(address), hide_parameters=True)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return False
            return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == newest(line))
    finally:
        engine.dispose()


def newest(line: str = PUBLIC) -> str:
    """The name of the newest shape."""
    return max(path.name.partition("_")[0] for path in _steps(line).glob("[0-9]*.py"))


def _steps(line: str) -> Path:
    return ROOT / "migrations" / line


def _file(address: str) -> Path | None:
    return Path(address.removeprefix("sqlite:///")) if address.startswith("sqlite") else None


def engine_address(address: str) -> str:
    """The address as SQLAlchemy wants it."""
    return address.replace("postgresql://", "postgresql+psycopg://", 1)
