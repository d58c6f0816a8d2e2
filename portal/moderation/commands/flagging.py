"""Reports of readers. However many there are, they hide nothing; each is answered."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.base import clock
from portal.base import text as words
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _
from portal.base.secrets import keyed_hash
from portal.contributions.models import PUBLIC, Contribution
from portal.moderation.conflicts import not_by_whoever_entered
from portal.moderation.models import Action, Decision, Flag, FlagState
from portal.moderation.states import FLAG
from portal.notifications import commands as notifications
from portal.receipts import commands as receipts
from portal.web.tokens import Token

LONGEST = 2000
FEWEST_WORDS = 3


@dataclass(frozen=True)
class Flagged:
    """A report and the number under which its outcome can be seen."""

    flag: Flag
    code: str


@command(Permission.FLAG, on="contribution")
def flag(session: Session, actor: Actor, contribution: Contribution, *, token: Token, category: str, text: str, language: str, code: str = "") -> Flagged:
    """Report public words. The same form sent twice makes one report with the same number."""
    name = keyed_hash("form", token.name)
    known = select(Flag).where(Flag.token_hash == name)
    if (before := session.scalar(known)) is not None:
        return Flagged(before, receipts.code_again(session, actor, before.receipt_id, token, code))
    if contribution.state not in PUBLIC:
        raise WrongMoment(_("These words are not public any more."))
    if not category:
        raise Refused(_("Choose what is wrong."))
    if len(words.tidy(text)) > LONGEST:
        raise Refused(_("This is too long. The limit is %(most)s characters.", most=LONGEST))
    receipt, number = receipts.keep_under(session, actor, contribution.consultation_id, token, code)
    made = Flag(
        consultation_id=contribution.consultation_id,
        contribution_id=contribution.id,
        receipt_id=receipt.id,
        token_hash=name,
        category=category,
        text=words.tidy(text),
        language=language,
    )
    try:
        with session.begin_nested():
            FLAG.begin(session, made, actor, "report")
    except IntegrityError:  # the same form came twice at the same moment
        made = session.scalars(known).one()
    return Flagged(made, number)


@command(Permission.DECIDE, on="contribution")
def answer_flag(session: Session, actor: Actor, contribution: Contribution, answer: str) -> Decision:
    """Keep reported words as they are: every report on them is answered, and whoever reported can contest that."""
    answer = words.tidy(answer)
    not_by_whoever_entered(session, actor, contribution.id)
    if words.words_in(answer) < FEWEST_WORDS:
        raise Refused(_("Say in plain words why the text stays. Those who reported it read this."))
    flags = list(session.scalars(select(Flag).where(Flag.contribution_id == contribution.id, Flag.state == FlagState.OPEN)))
    if not flags:
        raise WrongMoment(_("These reports are answered already."))
    waited = max((clock.today() - one.day).days for one in flags)
    for one in flags:
        one.answer, one.decided_by_id = answer, actor.staff_id
        FLAG.move(session, one, FlagState.KEPT, actor, "kept")
    decision = Decision(
        consultation_id=contribution.consultation_id,
        contribution_id=contribution.id,
        version=contribution.version,
        action=Action.PUBLISH,
        facts=answer,
        staff_id=actor.staff_id,
        organisation_id=actor.organisation_id,
        waited_days=waited,
    )
    session.add(decision)
    session.flush()
    notifications.tell(session, actor, [one.receipt_id for one in flags])
    return decision
