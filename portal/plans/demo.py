"""What the demo shows of plans: one for a month, one for a quarter, and one that was dropped."""

import json
from pathlib import Path

from sqlalchemy import select

from portal.base import clock
from portal.base.access import SYSTEM
from portal.base.database import Session
from portal.base.languages import Texts
from portal.plans import commands
from portal.plans.models import Plan
from portal.plans.when import month_after

TEXTS = Path(__file__).parent / "demo.json"


def fill(session: Session, host_id: int) -> None:
    """Plans of one organisation, unless there are some."""
    if session.scalar(select(Plan.id).limit(1)) is not None:
        return
    for one in json.loads(TEXTS.read_text()):
        starts_on = month_after(clock.today(), one["in_months"])
        facts = {"title": Texts(one["title"]), "note": Texts(one.get("note", {})), "topic": one["topic"], "region": one["region"], "months": one["months"]}
        plan = commands.announce(session, SYSTEM, host_id=host_id, starts_on=starts_on, **facts)
        if "dropped" in one:
            commands.drop(session, SYSTEM, plan, Texts(one["dropped"]))
