"""The migrations build exactly the tables of the models, forwards and back, on both engines."""

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from portal.base.database import Base
from portal.base.migrations import engine_address, migrate, migrate_back
from portal.base.settings import ROOT


def test_nothing_is_left_to_migrate(address):
    engine = create_engine(engine_address(address))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": Base.metadata})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_down_and_up_again(address):
    migrate_back(address)
    engine = create_engine(engine_address(address))
    assert set(inspect(engine).get_table_names()) - {"alembic_version"} == set()
    migrate(address)
    assert set(Base.metadata.tables) - set(inspect(engine).get_table_names()) == set()
    engine.dispose()


def test_migrations_are_numbered_in_one_line():
    numbers = sorted(path.name[:3] for path in (ROOT / "migrations" / "public").glob("*.py"))
    assert numbers == [f"{number:03}" for number in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("path", sorted((ROOT / "migrations" / "public").glob("*.py")), ids=lambda path: path.name)
def test_no_migration_reads_the_models_of_the_day(path):
    """A migration that asks the models builds another table every year."""
    assert not re.search(r"from portal\.\w+\.models|create_all|drop_all", path.read_text())
