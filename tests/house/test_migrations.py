"""The migrations build exactly the tables of the models, forwards and back, for both databases and on both engines."""

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from portal.base.database import Base
from portal.base.migrations import PUBLIC, VAULT, engine_address, is_migrated, migrate, migrate_back
from portal.base.settings import ROOT
from portal.complaints import models as _complaints  # noqa: F401  its tables are the vault's
from portal.reprisals import models as _reprisals  # noqa: F401  its tables too
from portal.vault.models import VaultBase

LINES = {PUBLIC: Base.metadata, VAULT: VaultBase.metadata}
FILES = sorted(path for line in LINES for path in (ROOT / "migrations" / line).glob("*.py"))
both = pytest.mark.parametrize("line", LINES)


@pytest.fixture
def place(line, request, server):
    """The database of one line, migrated."""
    return request.getfixturevalue("address" if line == PUBLIC else "vault_address")


@both
def test_nothing_is_left_to_migrate(line, place):
    engine = create_engine(engine_address(place))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": LINES[line]})
        assert compare_metadata(context, LINES[line]) == []
    engine.dispose()
    assert is_migrated(place, line)


@both
def test_down_and_up_again(line, place):
    migrate_back(place, line=line)
    engine = create_engine(engine_address(place))
    assert set(inspect(engine).get_table_names()) - {"alembic_version"} == set()
    migrate(place, line=line)
    assert set(LINES[line].tables) - set(inspect(engine).get_table_names()) == set()
    engine.dispose()


def test_no_table_is_in_both_databases():
    assert set(Base.metadata.tables) & set(VaultBase.metadata.tables) == set()


@both
def test_migrations_are_numbered_in_one_line(line):
    numbers = sorted(path.name[:3] for path in (ROOT / "migrations" / line).glob("*.py"))
    assert numbers == [f"{number:03}" for number in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_no_migration_reads_the_models_of_the_day(path):
    """A migration that asks the models builds another table every year."""
    assert not re.search(r"from portal\.\w+\.models|create_all|drop_all", path.read_text())
