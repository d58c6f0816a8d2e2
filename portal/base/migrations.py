"""Bringing a database to the newest shape, or back."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from portal.base.settings import ROOT


def config(address: str) -> Config:
    """Alembic's settings for one database."""
    settings = Config(toml_file=str(ROOT / "pyproject.toml"))
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    settings.set_main_option("path_separator", "os")
    settings.set_main_option("version_locations", str(ROOT / "migrations" / "public"))
    settings.attributes["address"] = address
    return settings


def migrate(address: str, to: str = "head") -> None:
    """Upgrade a database, or create it."""
    if path := _file(address):
        path.parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(config(address), to)


def migrate_back(address: str, to: str = "base") -> None:
    """Downgrade a database."""
    command.downgrade(config(address), to)


def is_migrated(address: str) -> bool:
    """Whether a database has the newest shape. Raises DatabaseFault when it cannot be reached."""
    if (path := _file(address)) and not path.exists():
        return False
    newest = ScriptDirectory.from_config(config(address)).get_current_head()
    engine = create_engine(engine_address(address), hide_parameters=True)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == newest
    finally:
        engine.dispose()


def _file(address: str) -> Path | None:
    return Path(address.removeprefix("sqlite:///")) if address.startswith("sqlite") else None


def engine_address(address: str) -> str:
    """The address as SQLAlchemy wants it."""
    return address.replace("postgresql://", "postgresql+psycopg://", 1)
