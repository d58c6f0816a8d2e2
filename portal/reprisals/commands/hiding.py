"""Hiding all public traces of somebody: what the vault has to say before, and writes down after. The deed itself is portal.crossings'."""

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import Lazy, _, _l
from portal.reprisals import queries
from portal.reprisals.commands.office import tell
from portal.reprisals.models import ProtectiveAction
from portal.vault import commands as vault
from portal.vault import queries as cases
from portal.vault.holding import Opened


@command(Permission.HANDLE_REPRISAL, on="opened")
def traces_to_hide(session: Session, actor: Actor, opened: Opened) -> list[str]:
    """The numbers whose traces the person allows to hide at this very moment. Raises Refused."""
    if not queries.allowed(session, actor, opened, ProtectiveAction.HIDE_TRACES):
        raise Refused(_("The person has not allowed this: %(action)s. Nothing of it may be done.", action=ProtectiveAction.HIDE_TRACES.label))
    numbers = [str(one) for one in (cases.facts(session, actor, opened) or {}).get("traces", [])]
    if not numbers:
        raise Refused(_("The person has named no number of a contribution yet. Ask for it in a message."))
    return numbers


@command(Permission.HANDLE_REPRISAL, on="opened")
def note_hidden(session: Session, actor: Actor, opened: Opened, *, hidden: int, unknown: int) -> None:
    """Write down what is hidden now, for both sides; once for each count, however often it was pressed."""
    sentence = _sentence(hidden, unknown)
    if any(one.facts and one.facts.get("hidden") == [hidden, unknown] for one in cases.messages(session, actor, opened)):
        return
    tell(session, actor, opened, sentence, hidden=[hidden, unknown])
    vault.record(session, actor, queries.report(session, actor, opened), "hide traces")


def _sentence(hidden: int, unknown: int) -> Lazy:
    if unknown:
        return _l(
            "Your public traces are hidden. Texts and objections that are gone: %(hidden)s. Numbers that the portal does not know: %(unknown)s.", hidden=hidden, unknown=unknown
        )
    return _l("Your public traces are hidden. Texts and objections that are gone: %(hidden)s.", hidden=hidden)
