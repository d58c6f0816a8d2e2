"""In which language words are, and whether a machine may translate them: always correctable."""

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _
from portal.contributions import rules as _rules  # noqa: F401  entered before anybody asks
from portal.contributions.models import Contribution
from portal.contributions.models import ContributionState as State
from portal.contributions.tongues import LANGUAGES, UNKNOWN
from portal.journal import commands as journal
from portal.translations.erasing import forget_into, forget_machines
from portal.translations.models import Kind

GONE = (State.WITHDRAWN, State.ERASED)


@command(Permission.FOLLOW, on="contribution")
def correct_language(session: Session, actor: Actor, contribution: Contribution, language: str) -> None:
    """The author says in which language the words are, at any time."""
    _correct(session, actor, contribution, language)


@command(Permission.CARRY_OUT, on="contribution")
def correct_language_for(session: Session, actor: Actor, contribution: Contribution, language: str) -> None:
    """A moderator says it; the record tells who."""
    _correct(session, actor, contribution, language)


def _correct(session: Session, actor: Actor, contribution: Contribution, language: str) -> None:
    if contribution.state in GONE:
        raise WrongMoment(_("These words are gone."))
    if language == contribution.language:
        return
    if language not in (*LANGUAGES, UNKNOWN):
        raise Refused(_("Choose a language from the list."))
    old, contribution.language = contribution.language, language
    forget_into(session, Kind.CONTRIBUTION, contribution.id, language)
    journal.record(session, actor, contribution, "correct language", old=old, new=language)


@command(Permission.FOLLOW, on="contribution")
def let_machine(session: Session, actor: Actor, contribution: Contribution, *, may: bool) -> None:
    """Whether a machine may translate the words. After a no, what it made of them is erased at once."""
    if contribution.state in GONE:
        raise WrongMoment(_("These words are gone."))
    if contribution.no_machine is not may:
        return
    contribution.no_machine = not may
    if not may:
        forget_machines(session, Kind.CONTRIBUTION, contribution.id)
    journal.record(session, actor, contribution, "want machine" if may else "want no machine")
