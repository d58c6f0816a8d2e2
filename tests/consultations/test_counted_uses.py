"""An invitation counts how often it was used, and the whole database knows nothing else of it (R28)."""

import pytest
from sqlalchemy import select

from portal.base.access import Role
from portal.base.database import Base
from portal.consultations import commands
from portal.consultations.models import EntryLink

pytestmark = pytest.mark.usefixtures("now")


def everything(database):
    """Every value of every table."""
    return database.read(
        lambda session: {
            table.name: sorted(map(repr, session.execute(select(*(column for column in table.columns if (table.name, column.name) != ("entry_links", "uses")))).all()))
            for table in Base.metadata.sorted_tables
        }
    )


def test_of_two_uses_nothing_but_their_number_is_kept(visitor, make, database):
    consultation = make.consultation(private=True)
    organiser = make.actor(Role.ORGANISER, consultation)
    secret = database.write(lambda session: commands.make_link(session, organiser, session.merge(consultation), "women's groups"))
    before = everything(database)
    for _use in range(2):
        visitor.get(f"/en/rooms/enter?key={secret}")
        visitor.press("Come in")
        assert "set-cookie" not in visitor.page.headers
    assert everything(database) == before
    assert database.read(lambda session: session.scalar(select(EntryLink.uses))) == 2
