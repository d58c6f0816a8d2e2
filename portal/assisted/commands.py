"""Entering words for somebody, one by one or from a sheet; and taking back what was entered by mistake."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal.assisted import queries
from portal.assisted import rules as _rules  # noqa: F401  entered before anybody asks
from portal.assisted.sheets import Line
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import WrongMoment
from portal.base.languages import _
from portal.base.secrets import keyed_hash
from portal.consultations import phases
from portal.consultations.models import Question
from portal.consultations.phases import Activity
from portal.contributions import commands as contributions
from portal.contributions.commands import Helped, Submitted
from portal.contributions.erasing import erase_words
from portal.contributions.models import UNSEEN, Channel, Contribution, ContributionState, Voice
from portal.contributions.states import CONTRIBUTION
from portal.meetings.models import Meeting
from portal.receipts import codes
from portal.receipts.models import Receipt
from portal.web.tokens import Token

_PAPER, _LINE, _NUMBER = "paper form", "line of a sheet", "number of a line"


@command(Permission.ASSIST, on="question")
def enter(
    session: Session,
    actor: Actor,
    question: Question,
    *,
    token: Token,
    text: str,
    language: str,
    voice: Voice,
    channel: Channel,
    shown_name: str = "",
    meeting: Meeting | None = None,
    form_number: str = "",
    reply_to: Contribution | None = None,
) -> Submitted:
    """Enter somebody's words; their number must be changed at its first use. A numbered paper form is entered once, whoever tries again.

    The number of the paper form is kept nowhere: only a keyed hash tells that it was here.
    """
    known = Token(keyed_hash(_PAPER, _sign(question, form_number)), token.opened) if form_number else token
    helped = Helped(channel, meeting, number_from=token)
    told: dict[str, Any] = {"text": text, "language": language, "voice": voice, "shown_name": shown_name, "reply_to": reply_to}
    made = contributions.submit(session, actor, question, token=known, helped=helped, **told)
    if made.again and codes.lookup_hash(codes.from_token(token.name)) != made.receipt.code_hash:
        raise WrongMoment(_("This paper form was entered before. Nothing was added."))
    return made


@dataclass(frozen=True)
class Entry:
    """What became of one line: a number to hand over, or none, since the line was entered at another time."""

    line: Line
    code: str


@command(Permission.ASSIST, on="question")
def enter_lines(session: Session, actor: Actor, question: Question, *, token: Token, lines: Sequence[Line], meetings: dict[int, Meeting]) -> list[Entry]:
    """Enter good lines of one question. Those that were entered before are left alone; the very same form shows its numbers again."""
    phases.require(question.consultation, Activity.CONTRIBUTE, opened=token.opened)
    names = {line.line: keyed_hash(_LINE, _sign(question, line.line, line.text)) for line in lines}
    known = _known(session, [keyed_hash("form", name) for name in names.values()])
    answered = queries.answerable(session, actor, question.consultation, [line.reply_to for line in lines if line.reply_to is not None])
    done = []
    for line in lines:
        number_from = Token(keyed_hash(_NUMBER, token.name + names[line.line]), token.opened)
        form = keyed_hash("form", names[line.line])
        if form in known:
            code = codes.from_token(number_from.name)
            done.append(Entry(line, code if known[form] == codes.lookup_hash(code) else ""))
            continue
        helped = Helped(line.channel, meetings.get(line.meeting or 0), number_from=number_from)
        made = contributions.submit(session, actor, question, token=Token(names[line.line], token.opened), helped=helped, **_told(line, answered))
        done.append(Entry(line, made.code))
    return done


def _told(line: Line, answered: dict[int, Contribution]) -> Any:
    if line.reply_to is not None and line.reply_to not in answered:  # hidden while the sheet was being entered
        raise WrongMoment(_("The words that you answer are not public any more."))
    reply_to = answered[line.reply_to] if line.reply_to is not None else None
    return {"text": line.text, "language": line.language, "voice": line.voice, "shown_name": line.name, "reply_to": reply_to}


@command(Permission.ASSIST, on="contribution")
def take_back(session: Session, actor: Actor, contribution: Contribution) -> None:
    """Take back what was entered a moment ago, while it waits: the words go, and the number opens nothing. Twice does nothing."""
    if contribution.state is ContributionState.WITHDRAWN:
        return
    if contribution.state not in UNSEEN:
        raise WrongMoment(_("It waits no more. The person can take the words back with the number."))
    CONTRIBUTION.move(session, contribution, ContributionState.WITHDRAWN, actor)
    erase_words(session, contribution)
    contribution.token_hash = None  # the paper can be entered again
    if contribution.receipt_id is not None:
        session.get_one(Receipt, contribution.receipt_id).code_hash = None


def _sign(question: Question, *parts: str) -> str:
    return json.dumps([question.consultation_id, question.number, *parts])


def _known(session: Session, forms: Sequence[bytes]) -> dict[bytes, bytes | None]:
    """Which of these were entered before, with the hash of their present number."""
    rows = session.execute(select(Contribution.token_hash, Receipt.code_hash).outerjoin(Receipt, Receipt.id == Contribution.receipt_id).where(Contribution.token_hash.in_(forms)))
    return {bytes(form): bytes(code) if code is not None else None for form, code in rows if form is not None}
