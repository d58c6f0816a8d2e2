"""What the page behind a number shows of every kind of case: messages, files, clocks, who looked, letters."""

from typing import Any

from portal.base.database import Session
from portal.vault import commands, queries
from portal.vault.holding import Held
from portal.web.failures import TYPED
from portal.web.visitors import Visit

LONGER = (90, 184, 366)
"""Days for which the holder may ask a closed case to be kept."""


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
        "clocks": [(one, queries.late(one)) for one in queries.clocks(session, visit.actor, held)],
        "files": queries.files(session, visit.actor, held),
        "accesses": queries.accesses(session, visit.actor, held),
        "nobody": not any(usable for _officer, _standing, usable in queries.entrusted(session, visit.actor, held.case)),
        "wished": queries.wished(session, visit.actor, held),
        "written": queries.facts(session, visit.actor, held) if text else None,
        "typed": visit.form.get("text", ""),
        "kept": [words for name in TYPED for words in visit.form.getall(name, []) if words.strip()],
        "longer": LONGER,
    }
