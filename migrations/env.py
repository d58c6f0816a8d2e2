"""Runs migrations on one database, named by `portal.base.migrations`. PostgreSQL waits briefly for locks, never long."""

from importlib import import_module

from alembic import context
from sqlalchemy import create_engine, text

from portal.base.database import Base
from portal.base.migrations import PUBLIC, engine_address
from portal.base.settings import ROOT
from portal.vault.models import VaultBase

for models in sorted((ROOT / "portal").glob("*/models*")):
    import_module(f"portal.{models.parent.name}.models")

engine = create_engine(engine_address(context.config.attributes["address"]), hide_parameters=True)
with engine.connect() as connection:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET lock_timeout = '5s'"))
        connection.execute(text("SET statement_timeout = '10min'"))
        connection.commit()
    context.configure(connection=connection, target_metadata=(Base if context.config.attributes["line"] == PUBLIC else VaultBase).metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
