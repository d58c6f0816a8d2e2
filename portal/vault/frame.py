"""What the page behind a number shows of every kind of case: messages, files, clocks, who looked, letters."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from portal.base import clock
from portal.base.database import Session
from portal.vault import commands, queries
from portal.vault.holding import Held
from portal.vault.queries import ClockName
from portal.web.failures import TYPED
from portal.web.visitors import Visit

LONGER = (90, 184, 366)
"""Days for which the holder may ask a closed case to be kept; those are offered that change its day."""


def facts(visit: Visit, session: Session, held: Held, *, text: bool) -> dict[str, Any]:
    """Facts for a template that extends vault/own.html. Whoever comes with the number brings the key for officers who lost theirs.

    `text`: the words that were first written were asked for.
    """
    commands.rewrap_for_absent(session, visit.actor, held)
    messages = queries.messages(session, visit.actor, held)
    commands.note_seen(session, visit.actor, held)
    return {
        "case": held.case,
        "messages": messages,
        "clocks": _clocks(queries.clocks(session, visit.actor, held)),
        "files": queries.files(session, visit.actor, held),
        "accesses": queries.accesses(session, visit.actor, held),
        "nobody": not any(usable for _officer, _standing, usable in queries.entrusted(session, visit.actor, held.case)),
        "wished": queries.wished(session, visit.actor, held),
        "written": queries.facts(session, visit.actor, held) if text else None,
        "typed": visit.form.get("text", ""),
        "kept": [words for name in TYPED for words in visit.form.getall(name, []) if words.strip()],
        "longer": [days for days in LONGER if held.case.erase_on and clock.today() + timedelta(days=days) > held.case.erase_on],
    }


def _clocks(all_: Sequence[Any]) -> list[tuple[Any, bool]]:
    """The clocks with their lateness. Of the one for news, which begins again and again, the last and those that were late; the holder's own is never late."""
    told = [(one, queries.late(one) and one.name is not ClockName.COMMENT) for one in all_]
    news = [one for one in all_ if one.name is ClockName.NEWS]
    return [(one, is_late) for one, is_late in told if is_late or one not in news[:-1]]
