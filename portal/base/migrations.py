"""Bringing a database to the newest shape, or back."""

from alembic import command
from alembic.config import Config

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
    command.upgrade(config(address), to)


def migrate_back(address: str, to: str = "base") -> None:
    """Downgrade a database."""
    command.downgrade(config(address), to)


def engine_address(address: str) -> str:
    """The address as SQLAlchemy wants it."""
    return address.replace("postgresql://", "postgresql+psycopg://", 1)

