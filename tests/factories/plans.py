"""Plans."""

from datetime import date
from typing import Any

from portal.base.languages import Texts
from portal.plans.models import Plan, PlanState


class MakePlans:
    """Builders of the room `plans`."""

    def plan(self: Any, title: str = "The harbour", *, starts_on: date = date(2027, 8, 1), **more: Any) -> Plan:
        """A plan for a month that is to come."""
        host = more.pop("host", None) or self.organisation()
        facts: dict[str, Any] = {"state": PlanState.PLANNED, "number": self.next(), "host_id": host.id, "title": Texts(en=title), "topic": "environment", "starts_on": starts_on}
        return self.save(Plan(**{**facts, **more}))
