"""Speaking, changing and withdrawing one's words."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict, Unpack

from sqlalchemy import bindparam, select

from portal.base import clock, text
from portal.base.access import SYSTEM, Actor, Permission, command
from portal.base.database import Session, at_a_glance
from portal.base.errors import NotFound, Refused, WrongMoment
from portal.base.languages import _, ngettext
from portal.base.secrets import keyed_hash, random_id
from portal.consultations import phases
from portal.consultations.models import Consultation, Question
from portal.consultations.phases import Activity, Phase
from portal.contributions import hints, placing, rush
from portal.contributions import rules as _rules  # noqa: F401  entered before anybody asks
from portal.contributions.commands.appearing import accept
from portal.contributions.erasing import erase_words
from portal.contributions.models import PUBLIC, WAITING, Channel, Contribution, Version, Voice
from portal.contributions.models import ContributionState as State
from portal.contributions.states import CONTRIBUTION
from portal.identity.models import Organisation
from portal.journal import commands as journal
from portal.meetings.models import Meeting
from portal.receipts import commands as receipts
from portal.receipts.models import Receipt
from portal.web.tokens import Token

LONGEST_NAME = 120
SAFEST = (Voice.ANONYMOUS, Voice.PSEUDONYM)
UNTIL_THE_SUMMARY = (Phase.ANNOUNCED, Phase.OPEN, Phase.CLOSED, Phase.SUSPENDED, Phase.CANCELLED)


@dataclass(frozen=True)
class Submitted:
    """What a sent form made, or had made already."""

    contribution: Contribution
    receipt: Receipt
    code: str
    again: bool


@dataclass(frozen=True)
class Helped:
    """By which way words came that somebody entered for another person. The number is made from `number_from` where the token names something else, such as a line of a sheet."""

    channel: Channel
    meeting: Meeting | None = None
    number_from: Token | None = None


class Said(TypedDict):
    """What somebody says, and how.

    `speaking` is an organisation that has proven itself: the words then stand under its confirmed name.
    With `by_helper` somebody wrote down what another person said: that person takes a number of their own at first use.
    `young`: by the path for young people, without a name or with a made-up one, and read before it appears, whatever holds for others.
    """

    text: str
    language: str
    voice: Voice
    shown_name: NotRequired[str]
    speaking: NotRequired[Organisation | None]
    reply_to: NotRequired[Contribution | None]
    no_machine: NotRequired[bool]
    by_helper: NotRequired[bool]
    young: NotRequired[bool]


@command(Permission.CONTRIBUTE, on="question")
def submit(
    session: Session, actor: Actor, question: Question, *, token: Token, code: str = "", trapped: bool = False, helped: Helped | None = None, **said: Unpack[Said]
) -> Submitted:
    """Take somebody's words. The same form sent twice, or again after a lost answer, finds what it made the first time.

    `helped` is for helpers with a role: they are known, so nothing of theirs is held back as hasty or as a flood.
    """
    number_from = helped.number_from if helped and helped.number_from else token
    if before := _made_by(session, actor, token, number_from, code):
        return before
    phases.require(question.consultation, Activity.REPLY if said.get("reply_to") else Activity.CONTRIBUTE, opened=token.opened)
    words = _new(question, token, said)
    words.hasty = trapped or (token.hasty and helped is None)
    if helped is not None:
        words.channel, words.meeting_id = helped.channel, helped.meeting.id if helped.meeting else None
    receipt, number = receipts.keep_under(session, actor, words.consultation_id, number_from, code, together=True, by_helper=said.get("by_helper", False) or helped is not None)
    words.receipt = receipt
    at_once = not _read_first(question.consultation, words) and (helped is not None or not rush.overfull(question.id))
    # Receipt, words, wording and line are written together. If the same form comes by another way at this moment, the
    # database refuses the second, and the job runs again.
    CONTRIBUTION.begin(session, words, actor, "submit")
    session.add(Version(contribution_id=words.id, number=1, text=words.text))
    if at_once:
        _appear(session, actor, words)
    return Submitted(words, receipt, number, again=False)


def _appear(session: Session, actor: Actor, words: Contribution) -> None:
    """Words that nobody need read first are public now, or with others at the next hour for that."""
    if placing.waits_for_others(words):
        accept(session, SYSTEM, words)
    else:
        placing.appear(session, words)
        CONTRIBUTION.move(session, words, State.PUBLISHED, actor)


def _check_voice(consultation: Consultation, voice: Voice, *, young: bool) -> None:
    """For young people the two safest ways are open everywhere, and no other."""
    if young and not consultation.for_young:
        raise NotFound
    offered = SAFEST if young else consultation.voices
    if offered and voice not in offered:
        raise Refused(_("One cannot speak in this way here. Choose another one."))


def _read_first(consultation: Consultation, words: Contribution) -> bool:
    """Whether a moderator reads it before it appears. Where young people write all replies are: if only those to them were, everybody could tell which words are theirs."""
    if consultation.premoderated or words.hasty or words.young or (consultation.for_young and not words.is_root):
        return True
    return bool(hints.found(words.text))


_OF_FORM = select(Contribution.__table__.c.id).where(Contribution.__table__.c.token_hash == bindparam("form"))


def _made_by(session: Session, actor: Actor, token: Token, number_from: Token, typed: str) -> Submitted | None:
    before = at_a_glance(session, _OF_FORM, form=keyed_hash("form", token.name))
    if before is None:
        return None
    words = session.get_one(Contribution, before)
    receipt = session.get(Receipt, words.receipt_id) if words.receipt_id is not None else None
    if receipt is None:
        raise NotFound
    return Submitted(words, receipt, receipts.code_again(session, actor, receipt.id, number_from, typed), again=True)


def _new(question: Question, token: Token, said: Said) -> Contribution:
    """The words as a row, if they may be said here in this way."""
    consultation, reply_to, speaking = question.consultation, said.get("reply_to"), said.get("speaking")
    voice = said["voice"] if speaking is None else Voice.ORGANISATION
    _check_voice(consultation, voice, young=said.get("young", False))
    words = _clean(said["text"], consultation)
    if reply_to is not None and (reply_to.question_id != question.id or reply_to.state not in PUBLIC):
        raise WrongMoment(_("The words that you answer are not public any more."))
    return Contribution(
        id=random_id(),
        consultation_id=consultation.id,
        question_id=question.id,
        is_root=reply_to is None,
        root_id=(reply_to.root_id or reply_to.id) if reply_to else None,
        reply_to_id=reply_to.id if reply_to else None,
        token_hash=keyed_hash("form", token.name),
        voice=voice,
        confirmed_id=speaking.id if speaking is not None else None,
        shown_name=_name_of(said),
        language=said["language"],
        no_machine=said.get("no_machine", False),
        young=said.get("young", False),
        **words,
    )


def _name_of(said: Said) -> str:
    """The name that stands over the words: an organisation's own, the one that was typed, or none."""
    if (speaking := said.get("speaking")) is not None:
        return speaking.name.for_reader(said["language"]).text[:LONGEST_NAME]
    return "" if said["voice"] is Voice.ANONYMOUS else said.get("shown_name", "")


def _clean(typed: str, consultation: Consultation) -> dict[str, str]:
    """Typed words as they are kept and shown. Raises Refused when they are empty or too long for anybody."""
    tidied = text.tidy(typed)
    if not tidied:
        raise Refused(_("Write your answer before you continue."))
    over = len(tidied) - consultation.longest
    if over > 0:
        raise Refused(
            ngettext(
                "This is %(num)s character too long. The limit is %(most)s for everybody.",
                "This is %(num)s characters too long. The limit is %(most)s for everybody.",
                over,
                most=consultation.longest,
            )
        )
    return {"text": tidied, "html": text.to_html(tidied)}


@command(Permission.FOLLOW, on="contribution")
def edit(session: Session, actor: Actor, contribution: Contribution, text: str) -> None:
    """A new wording while the old one waits; both stay readable for author and moderators."""
    if contribution.state not in WAITING:
        raise WrongMoment(_("A moderator has decided already. The words cannot be changed any more."))
    words = _clean(text, contribution.consultation)
    if words["text"] == contribution.text:
        return
    contribution.version += 1
    contribution.text, contribution.html = words["text"], words["html"]
    session.add(Version(contribution_id=contribution.id, number=contribution.version, text=contribution.text))
    journal.record(session, actor, contribution, "edit")


@command(Permission.FOLLOW, on="contribution")
def withdraw(session: Session, actor: Actor, contribution: Contribution) -> None:
    """Take one's words back, until the summary is put up. They are erased at once; what was public leaves a mark."""
    if phases.phase_at(contribution.consultation, clock.now()) not in UNTIL_THE_SUMMARY:
        raise WrongMoment(_("The summary stands on these words now. They cannot be withdrawn any more."))
    was_public = contribution.state in PUBLIC
    CONTRIBUTION.move(session, contribution, State.WITHDRAWN, actor)
    erase_words(session, contribution)
    if was_public:
        placing.count(session, contribution, -1)
