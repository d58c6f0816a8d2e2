"""What officers say and write down: messages, notes, and what named persons say to the facts."""

from collections.abc import Sequence

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.languages import _, language
from portal.complaints import queries
from portal.complaints.models import ComplaintState
from portal.complaints.telling import needed, tell, without_identity
from portal.vault import commands as vault
from portal.vault.arriving import Arrived
from portal.vault.holding import Opened
from portal.vault.models import ClockName, MessageKind
from portal.web.tokens import Token


@command(Permission.HANDLE_COMPLAINT, on="opened")
def write(session: Session, actor: Actor, opened: Opened, *, text: str, token: Token | None = None, arrived: Sequence[Arrived] = ()) -> None:
    """Write to the complainant, with files."""
    complaint = queries.of(session, actor, opened)
    words = needed(text, _("Write your message."))
    numbers = vault.keep_files(session, actor, opened, arrived)
    tell(session, actor, opened, MessageKind.MESSAGE, words, token, **({"files": numbers} if numbers else {}))
    if complaint.state is ComplaintState.ACKNOWLEDGED:
        vault.meet(session, actor, opened.case, ClockName.HELP)  # of a question that was asked once more


@command(Permission.HANDLE_COMPLAINT, on="opened")
def note(session: Session, actor: Actor, opened: Opened, *, text: str, token: Token | None = None) -> None:
    """Write something down for the officers of the case. The complainant does not see it."""
    queries.of(session, actor, opened)
    vault.say(session, actor, opened, MessageKind.NOTE, {"text": needed(text, _("Write your note.")), "language": language()}, token=token)


@command(Permission.HANDLE_COMPLAINT, on="opened")
def ask_statement(session: Session, actor: Actor, opened: Opened, *, whom: str, text: str, token: Token | None = None) -> None:
    """The very words with which a named person is asked about the facts: never about who complains. The complainant reads them too. Raises Refused."""
    queries.of(session, actor, opened)
    words = without_identity(session, actor, opened, needed(text, _("Write what may be shown to the person: facts alone.")))
    name = needed(whom, _("Say who is asked."))
    vault.record(session, actor, opened.case, "ask for statement")
    tell(session, actor, opened, MessageKind.STATEMENT, words, token, asked=name)


@command(Permission.HANDLE_COMPLAINT, on="opened")
def note_statement(session: Session, actor: Actor, opened: Opened, *, whom: str, text: str, token: Token | None = None) -> None:
    """What a named person says to the facts. The complainant reads it. Raises Refused."""
    queries.of(session, actor, opened)
    words = needed(text, _("Write what the person says."))
    name = needed(whom, _("Say who says it."))
    vault.record(session, actor, opened.case, "note statement")
    tell(session, actor, opened, MessageKind.STATEMENT, words, token, by=name)
