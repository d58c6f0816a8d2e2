"""Published figures and decisions."""

from datetime import date
from typing import Any

from portal.base import clock
from portal.base.access import SYSTEM
from portal.base.languages import Texts
from portal.figures import commands
from portal.figures.days import SO_FAR
from portal.figures.measures import Measure
from portal.figures.models import PublishedDecision


class MakeFigures:
    """Builders of the room `figures`."""

    def published(self: Any, kind: str = "participation", scope: str = "", period: str = SO_FAR, **counts: Measure) -> bool:
        """Publish some counts, as a room or the crossing does."""
        return self.database.write(lambda session: commands.publish(session, SYSTEM, kind=kind, scope=scope, period=period, counts=counts))

    def figures_due(self: Any) -> int:
        """Let the job run until nothing is due; how many rounds had something to do."""
        rounds = 0
        while self.database.write(lambda session: commands.publish_what_is_due(session, SYSTEM)):
            rounds += 1
        return rounds

    def shown_decision(self: Any, number: int = 1, **more: Any) -> PublishedDecision:
        """A decision without names that everybody can read today."""
        facts = {"month": date(2027, 4, 1), "category": "process", "outcome": "justified", "text": Texts(en="The answer came too late."), "shown_from": clock.today()}
        return self.save(PublishedDecision(number=number, **{**facts, **more}))

    def published_decision(self: Any, number: int, text: str = "The answer came too late. The host has apologised.", **more: Any) -> bool:
        """Publish a decision without names."""
        facts = {"month": date(2027, 4, 12), "category": "process", "outcome": "justified", "language": "en", "text": text}
        return self.database.write(lambda session: commands.publish_decision(session, SYSTEM, number=number, **{**facts, **more}))
