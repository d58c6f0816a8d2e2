"""What is carried over by the clock. The session is the vault's; each thing goes into the public database in a durable step of its own."""

from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Database
from portal.crossings import letters, statistics
from portal.notifications.worker import Job


def jobs(database: Database) -> list[Job]:
    """The ways from the vault into a public database."""
    return [
        ("calls to the desk", timedelta(seconds=20), lambda session: letters.carry_calls(session, SYSTEM, database)),
        ("first letters of cases", timedelta(minutes=5), lambda session: letters.carry_confirmations(session, SYSTEM, database)),
        ("figures of cases", timedelta(hours=1), lambda session: statistics.carry_figures(session, SYSTEM, database)),
        ("decisions without names", timedelta(hours=1), lambda session: statistics.carry_decisions(session, SYSTEM, database)),
        ("daily letters of cases", timedelta(minutes=1), lambda session: letters.carry_daily(session, SYSTEM, database)),
    ]
