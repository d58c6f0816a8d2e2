"""The data inventory knows every column of both databases, and nothing that is not there."""

import ast
import importlib
import pkgutil

import pytest

import portal
from portal.about import inventory
from portal.about.inventory.words import EXPOSURE, Sensitivity
from portal.base.database import Base
from portal.base.languages import Lazy
from portal.base.settings import ROOT

pytestmark = pytest.mark.once

MOST_PHRASES = 175
VAULT_ROOMS = ("vault", "complaints", "reprisals")


def tables(base):
    """name of the table -> names of its columns."""
    for room in sorted(module.name for module in pkgutil.iter_modules(portal.__path__) if module.ispkg):
        if (ROOT / "portal" / room / "models.py").exists() or (ROOT / "portal" / room / "models").is_dir():
            importlib.import_module(f"portal.{room}.models")
    return {table.name: {column.name for column in table.columns} for table in base.metadata.sorted_tables}


def vault():
    from portal.vault.models import VaultBase

    return tables(VaultBase)


def told(database):
    return {name: set(columns) for name, columns in database.items()}


@pytest.mark.parametrize("name", sorted({*tables(Base), *inventory.PUBLIC_DATABASE}))
def test_p103_every_column_of_the_public_database_is_listed(name):
    assert told(inventory.PUBLIC_DATABASE).get(name) == tables(Base).get(name)


@pytest.mark.parametrize("name", sorted({*vault(), *inventory.VAULT_DATABASE}))
def test_p103_every_column_of_the_vault_is_listed(name):
    assert told(inventory.VAULT_DATABASE).get(name) == vault().get(name)


def test_p103_every_column_has_purpose_sensitivity_and_retention():
    columns = [column for table in (*inventory.PUBLIC_DATABASE.values(), *inventory.VAULT_DATABASE.values()) for column in table.values()]
    assert [one for one in columns if not (isinstance(one.purpose, Lazy) and isinstance(one.sensitivity, Sensitivity) and isinstance(one.retention, Lazy))] == []
    assert set(EXPOSURE) == set(Sensitivity)


@pytest.mark.parametrize("vaulted", [False, True])
def test_no_table_is_told_twice(vaulted):
    names = [name for room in inventory.ROOMS if room.vault is vaulted for name in room.tables]
    assert len(names) == len(set(names))


def test_the_inventory_speaks_in_few_phrases():
    phrases = {room.title.message for room in inventory.ROOMS} | {kind.said.message for kind in Sensitivity}
    phrases |= {lazy.message for one in EXPOSURE.values() for lazy in (one.stolen, one.closed_by, one.running)}
    for database in (inventory.PUBLIC_DATABASE, inventory.VAULT_DATABASE):
        phrases |= {lazy.message for table in database.values() for column in table.values() for lazy in (column.purpose, column.retention)}
    assert len(phrases) <= MOST_PHRASES


def test_the_inventory_is_plain_data_that_knows_no_room():
    """A public room that imported the vault to tell of it would be a way into it."""
    for path in (ROOT / "portal" / "about" / "inventory").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                assert node.module.startswith(("portal.about.inventory", "portal.base.languages", "dataclasses", "collections")), f"{path.name}: {node.module}"
            assert not isinstance(node, ast.Import) or [alias.name for alias in node.names] == ["re"], path.name


@pytest.mark.parametrize(
    "room", sorted(path.name for path in (ROOT / "portal").iterdir() if (path / "__init__.py").exists() and path.name not in (*VAULT_ROOMS, "crossings", "cli"))
)
def test_no_public_room_imports_the_vault(room):
    guilty = []
    for path in (ROOT / "portal" / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            guilty += [f"{path.relative_to(ROOT)}: {name}" for name in named if name.startswith(tuple(f"portal.{vault_room}" for vault_room in VAULT_ROOMS))]
    assert guilty == []


def sealed_columns(base):
    """What its name says is sealed, locked or hashed must not be told as open."""
    words = ("sealed", "hash", "locked_key", "wrapped", "original", "cleaned", "wallet")
    return [(table, column) for table, columns in base.items() for column in columns if any(word in column for word in words)]


def test_p103_what_is_scrambled_is_not_called_open():
    closed = (Sensitivity.KEYED, Sensitivity.SEALED, Sensitivity.LOCKED, Sensitivity.NUMBERED, Sensitivity.VAULT)
    for database in (inventory.PUBLIC_DATABASE, inventory.VAULT_DATABASE):
        for table, column in sealed_columns(database):
            assert database[table][column].sensitivity in closed, f"{table}.{column}"


OPEN_BYTES = {"easy_ideas": ["picture"]}
"""Bytes that everybody may see: pictures that an organiser shows."""

KEYED_NUMBERS = {"search_words": ["sign"]}
"""Keyed hashes that are kept as numbers of 63 bits, so that the table can be in their order."""


def test_p103_what_is_called_closed_has_the_bytes_of_it():
    """A column that is told as closed holds bytes; only a password's slow hash is text, and the signs of words are numbers."""
    closed = (Sensitivity.KEYED, Sensitivity.SEALED, Sensitivity.LOCKED, Sensitivity.NUMBERED, Sensitivity.VAULT)
    from portal.vault.models import VaultBase

    for base, database in ((Base, inventory.PUBLIC_DATABASE), (VaultBase, inventory.VAULT_DATABASE)):
        for name, columns in database.items():
            found = base.metadata.tables[name].columns
            wrong = [column for column, one in columns.items() if one.sensitivity in closed and found[column].type.python_type is not bytes]
            wrong += [
                column for column, one in columns.items() if column in found and found[column].type.python_type is bytes and one.sensitivity not in (*closed, Sensitivity.BARE)
            ]
            wrong = [] if wrong in (OPEN_BYTES.get(name), KEYED_NUMBERS.get(name)) else wrong
            assert wrong == (["password_hash"] if name == "staff" else []), name
