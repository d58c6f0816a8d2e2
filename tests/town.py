"""The settings of a portal under test, and the demo as it stands on a Monday at noon."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from portal.base import clock
from portal.base.access import SYSTEM
from portal.base.database import Database
from portal.base.settings import Settings
from portal.base.settings import settings as current_settings
from portal.base.settings import use as use_settings
from tests.postgres import Postgres

NOON = datetime(2027, 5, 3, 12, 0, tzinfo=UTC)  # a Monday


def settings_for(address: str, folder: Path, **more: Any) -> Settings:
    """Settings of a portal under test."""
    return Settings(
        **{
            "secret": "a secret of the tests, at least 32 characters",
            "address": "http://127.0.0.1:8000",
            "database": address,
            "vault": f"sqlite:///{folder}/vault.db",
            "mail_folder": str(folder / "letters"),
            "languages": ("en", "ar"),
            **more,
        }
    )


def copy_of(template: str, place: str, server: Postgres | None) -> None:
    """Lay a copy of a database at a place: a file, or a name."""
    if server is None:
        shutil.copy(template, place)
    else:
        server.execute(f"CREATE DATABASE {place} TEMPLATE {template}")


class Towns:
    """The demo, filled once in a run for each choice of languages; tests get copies, since filling takes seconds."""

    def __init__(self, template: str, server: Postgres | None, factory: pytest.TempPathFactory) -> None:
        self.template, self.server, self.factory = template, server, factory
        self.told: dict[tuple[str, ...], Any] = {}
        self.places: dict[tuple[str, ...], str] = {}

    def of(self, languages: tuple[str, ...]) -> str:
        """The filled database that is to be copied."""
        if languages not in self.places:
            folder, name = self.factory.mktemp("town"), "town_" + "_".join(languages)
            place = name if self.server else str(folder / "portal.db")
            copy_of(self.template, place, self.server)
            use_settings(settings_for(self.server.address(name) if self.server else f"sqlite:///{place}", folder, languages=languages))
            database = Database(current_settings().database)
            with clock.frozen(NOON):
                self.told[languages] = database.write(lambda session: _fill(session))
            database.close()
            self.places[languages] = place
        return self.places[languages]


def _fill(session: Any) -> Any:
    import portal.app  # noqa: F401 - all rooms are there, as when the demo is set up
    from portal.exchange import demo

    return demo.fill(session, SYSTEM)
