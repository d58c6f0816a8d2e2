"""The policy that decisions rest on."""

from datetime import date
from typing import Any

from portal.base.access import SYSTEM
from portal.moderation import commands, starter


class MakeModeration:
    """Builders of the room `moderation`."""

    def policy(self: Any, version: int = 1, from_day: date = date(2020, 1, 1)) -> Any:
        """The starter policy, in force from a day on."""
        return self.database.write(lambda session: commands.adopt_policy(session, SYSTEM, version, from_day, starter.INTRO, starter.RULES))
