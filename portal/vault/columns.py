"""Which columns a case's key has to do with: read from the tables themselves, so that a new one is not forgotten when keys change."""

from collections.abc import Iterator

from sqlalchemy import Column, LargeBinary, Table

from portal.vault.models import VaultBase

NOT_SEALED = frozenset({"token_hash", "link_hash", "sealed_address", "wrapped"})
"""Columns of bytes beside a case that its key has nothing to do with."""


def sealed_columns() -> Iterator[tuple[Table, list[Column[bytes]]]]:
    """What is sealed with a case's key, in every room: tables that belong to a case, and their columns of bytes."""
    for table in VaultBase.metadata.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, LargeBinary) and column.name not in NOT_SEALED]
        if "case_id" in table.c and columns:
            yield table, columns
