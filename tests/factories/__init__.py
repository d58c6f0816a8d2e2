"""Builders of things for tests: `make.consultation()`, `make.contribution(state=…)`. One file per room, no surprises.

Each builder file defines a class whose methods take keyword arguments with plain defaults; `Make` joins them all.
"""

from collections.abc import Callable
from typing import Any

from portal.base.database import Database
from tests.factories.barriers import MakeBarriers
from tests.factories.calls import MakeCalls
from tests.factories.consultations import MakeConsultations
from tests.factories.contributions import MakeContributions
from tests.factories.directory import MakeDirectory
from tests.factories.figures import MakeFigures
from tests.factories.identity import MakeIdentity
from tests.factories.meetings import MakeMeetings
from tests.factories.moderation import MakeModeration
from tests.factories.notifications import MakeNotifications
from tests.factories.plans import MakePlans
from tests.factories.policies import MakePolicies
from tests.factories.pseudonyms import MakePseudonyms
from tests.factories.responses import MakeResponses
from tests.factories.summaries import MakeSummaries
from tests.factories.translations import MakeTranslations
from tests.factories.vault import MakeVault


class Make(
    MakeIdentity,
    MakeConsultations,
    MakeContributions,
    MakeMeetings,
    MakeModeration,
    MakeNotifications,
    MakePlans,
    MakePseudonyms,
    MakeResponses,
    MakeSummaries,
    MakeTranslations,
    MakePolicies,
    MakeBarriers,
    MakeCalls,
    MakeVault,
    MakeFigures,
    MakeDirectory,
):
    """All builders, on one database. Every call is a transaction of its own."""

    def __init__(self, database: Database, vault: Callable[[], Database] | None = None) -> None:
        self.database = database
        self._vault = vault
        self.count = 0

    def next(self) -> int:
        """A number that this test has not used yet."""
        self.count += 1
        return self.count

    @property
    def vault(self) -> Database:
        """The vault of this test."""
        assert self._vault is not None
        return self._vault()

    def save(self, *things: Any) -> Any:
        """Write rows and give the first one back."""

        def job(session: Any) -> None:
            session.add_all(things)

        self.database.write(job)
        return things[0]
