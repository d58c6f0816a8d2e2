"""Organisations that have proven themselves stand behind somebody's words."""

from sqlalchemy import select, update

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _
from portal.consultations import phases
from portal.consultations.phases import Activity
from portal.contributions import rules as _rules  # noqa: F401  entered before anybody asks
from portal.contributions.commands.speaking import UNTIL_THE_SUMMARY
from portal.contributions.mails import NEWS
from portal.contributions.models import PUBLIC, Contribution, CoSignature
from portal.identity.confirming import when_a_confirmation_ends
from portal.identity.models import Organisation
from portal.journal import commands as journal
from portal.notifications import commands as notifications
from portal.web.tokens import Token


@command(Permission.CONTRIBUTE, on="contribution")
def support(session: Session, actor: Actor, contribution: Contribution, speaking: Organisation, token: Token) -> None:
    """An organisation that has proven itself stands behind somebody's words. Once is enough; it changes no order and no queue."""
    phases.require(contribution.consultation, Activity.SUPPORT, opened=token.opened)
    if contribution.state not in PUBLIC:
        raise WrongMoment(_("These words are not public any more."))
    if contribution.confirmed_id == speaking.id:
        raise Refused(_("These are the words of your own organisation."))
    known = _support_of(session, contribution, speaking)
    if known is not None and known.confirmed_until is None:
        return
    if known is None:
        session.add(CoSignature(contribution_id=contribution.id, organisation_id=speaking.id))
        _count_support(session, contribution, +1)
    else:  # confirmed anew since then
        known.day, known.confirmed_until = clock.today(), None
    journal.record(session, actor, contribution, "support")
    if NEWS["support"]:
        notifications.tell(session, actor, [contribution.receipt_id])


@command(Permission.CONTRIBUTE, on="contribution")
def take_support_back(session: Session, actor: Actor, contribution: Contribution, speaking: Organisation) -> None:
    """The organisation stands behind the words no more; until the summary is put up, like the words themselves."""
    known = _support_of(session, contribution, speaking)
    if known is None:
        return
    if phases.phase_at(contribution.consultation, clock.now()) not in UNTIL_THE_SUMMARY:
        raise WrongMoment(_("The summary stands on these words now. Support cannot be taken back any more."))
    session.delete(known)
    _count_support(session, contribution, -1)
    journal.record(session, actor, contribution, "take support back")


def _support_of(session: Session, contribution: Contribution, speaking: Organisation) -> CoSignature | None:
    return session.scalar(select(CoSignature).where(CoSignature.contribution_id == contribution.id, CoSignature.organisation_id == speaking.id))


def _count_support(session: Session, contribution: Contribution, change: int) -> None:
    session.execute(update(Contribution).where(Contribution.id == contribution.id).values(supports=Contribution.supports + change))


@when_a_confirmation_ends
def _note_the_end(session: Session, organisation_id: int) -> None:
    """Everything that was said and supported until today keeps the name, and this day."""
    ended = {"confirmed_until": clock.today()}
    session.execute(update(Contribution).where(Contribution.confirmed_id == organisation_id, Contribution.confirmed_until.is_(None)).values(ended))
    session.execute(update(CoSignature).where(CoSignature.organisation_id == organisation_id, CoSignature.confirmed_until.is_(None)).values(ended))
