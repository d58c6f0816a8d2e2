"""What tests of the vault alone need."""

import pytest
from sqlalchemy import event


@pytest.fixture
def vault_statements(vault):
    """How many statements a piece of reading sends to the vault."""

    def count(job):
        sent = []

        def note(_connection, _cursor, statement, *_more):
            sent.append(statement)

        event.listen(vault.reader, "before_cursor_execute", note)
        try:
            vault.read(job)
        finally:
            event.remove(vault.reader, "before_cursor_execute", note)
        return len(sent)

    return count
