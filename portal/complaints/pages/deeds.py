"""The deeds of a focal point on a case page: which there are now, what each asks for, and what it does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.base.database import Session
from portal.base.languages import Lazy, _, _l, language, language_name
from portal.base.settings import settings
from portal.complaints import deskforms as forms
from portal.complaints import queries, routing
from portal.complaints.commands import deciding, handing, office, talking
from portal.complaints.queries import Category, Finding, Pause, Remedy
from portal.complaints.queries import ComplaintState as S
from portal.vault import queries as vault
from portal.vault.holding import Opened
from portal.web.forms import Form
from portal.web.visitors import Visit

Run = Callable[[Visit, Session, Opened, Any], object]


@dataclass(frozen=True)
class Deed:
    """One deed: its word in the address, its form, what it does, and what is said afterwards."""

    verb: str
    title: Lazy
    button: Lazy
    form: type[forms.DeedForm]
    run: Run
    done: Lazy
    hint: Lazy | str = ""
    gives_away: bool = False
    """Afterwards the case is somebody else's."""


@dataclass(frozen=True)
class Offer:
    """A deed as it stands on the page now."""

    deed: Deed
    form: forms.DeedForm
    open: bool = False
    """Something in its form is to be mended or read again."""


def _acknowledge(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return office.acknowledge(session, visit.actor, opened, text=form.text.data, token=visit.token)


def _take_up(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return office.take_up(session, visit.actor, opened, text=form.text.data, token=visit.token)


def _refer(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return office.refer(session, visit.actor, opened, to=form.to.data, text=form.text.data, token=visit.token)


def _arrived(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return office.note_arrival(session, visit.actor, opened, text=form.text.data, token=visit.token)


def _decline(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return office.decline(session, visit.actor, opened, reason=form.reason.data, alternative=form.alternative.data, token=visit.token)


def _propose(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return office.propose(session, visit.actor, opened, text=form.text.data, token=visit.token)


def _look_again(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return office.look_again(session, visit.actor, opened, text=form.text.data, token=visit.token)


def _decide(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    given = {"finding": Finding(form.finding.data), "reasons": form.reason.data, "remedy": Remedy(form.remedy.data), "measure": form.measure.data or ""}
    return deciding.decide(session, visit.actor, opened, **given, avenue=int(form.avenue.data), token=visit.token)


def _remedy(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return office.begin_remedy(session, visit.actor, opened, text=form.text.data, token=visit.token)


def _close(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return office.close(session, visit.actor, opened, text=form.text.data, token=visit.token)


def _reopen(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return office.reopen(session, visit.actor, opened, text=form.text.data, token=visit.token)


def _extend(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return office.extend(session, visit.actor, opened, until=form.day, text=form.text.data, token=visit.token)


def _pause(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return office.stand_still(session, visit.actor, opened, why=Pause(form.why.data), text=form.text.data, token=visit.token)


def _go_on(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return office.go_on(session, visit.actor, opened)


def _hand_over(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return handing.hand_over(session, visit.actor, opened, chosen=int(form.officer.data), text=form.text.data, token=visit.token)


def _concerned(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return handing.be_concerned(session, visit.actor, opened, token=visit.token)


def _ask_statement(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return talking.ask_statement(session, visit.actor, opened, whom=form.who.data, text=form.text.data, token=visit.token)


def _statement(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return talking.note_statement(session, visit.actor, opened, whom=form.who.data, text=form.text.data, token=visit.token)


def _publish(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return deciding.write_for_public(session, visit.actor, opened, text=form.text.data, language=form.language.data)


def _note(visit: Visit, session: Session, opened: Opened, form: Any) -> object:
    return talking.note(session, visit.actor, opened, text=form.text.data, token=visit.token)


_ALL = [
    Deed("acknowledge", _l("First answer"), _l("Send the first answer"), forms.TextForm, _acknowledge, _l("Your answer is sent."), _l("Say that you have read it, and what comes next.")),
    Deed("take-up", _l("Take it up"), _l("Take it up"), forms.TextForm, _take_up, _l("You have taken it up."), _l("Say what you will look into, and how.")),
    Deed("refer", _l("Pass it on"), _l("Pass it on"), forms.ReferForm, _refer, _l("It is passed on."), _l("Only with the complainant's consent.")),
    Deed("arrived", _l("It has arrived there"), _l("Note that it arrived"), forms.TextForm, _arrived, _l("The arrival is noted."), _l("Say who has it now, and how to reach them.")),
    Deed("decline", _l("Do not take it up"), _l("Do not take it up"), forms.DeclineForm, _decline, _l("It is not taken up. The complainant reads why.")),
    Deed("propose", _l("Propose an outcome"), _l("Send the proposal"), forms.TextForm, _propose, _l("Your proposal is sent."), _l("The complainant can comment on it for 10 working days.")),
    Deed("look-again", _l("Look again"), _l("Look again"), forms.TextForm, _look_again, _l("You look at it again."), _l("Say what you will look at once more.")),
    Deed("decide", _l("Decide"), _l("Decide"), forms.DecideForm, _decide, _l("Your decision is sent.")),
    Deed("remedy", _l("Begin the remedy"), _l("Begin the remedy"), forms.TextForm, _remedy, _l("The remedy is under way."), _l("Say who does what, and until when.")),
    Deed("close", _l("Close it"), _l("Close it"), forms.TextForm, _close, _l("It is closed."), _l("Say why. It is erased 90 days later, and not before the time for a second stage is over.")),
    Deed("reopen", _l("Open it again"), _l("Open it again"), forms.TextForm, _reopen, _l("It is open again."), _l("Say what is new.")),
    Deed("extend", _l("The decision takes longer"), _l("Move the day"), forms.ExtendForm, _extend, _l("The day is moved."), _l("Say why. At most 90 days later.")),
    Deed("pause", _l("Let the clocks stand still"), _l("Stop the clocks"), forms.PauseForm, _pause, _l("The clocks stand still."), _l("The complainant reads why.")),
    Deed("go-on", _l("The clocks stand still"), _l("Let the clocks run on"), forms.PressForm, _go_on, _l("The clocks run on.")),
    Deed("ask-statement", _l("Ask a named person"), _l("Keep these words"), forms.StatementForm, _ask_statement, _l("These words may be shown to the person."), _l("Facts alone, never who complains. The complainant reads the words.")),
    Deed("statement", _l("What a named person says"), _l("Note the statement"), forms.StatementForm, _statement, _l("The statement is noted."), _l("The complainant reads it.")),
    Deed("publish", _l("Decision for the public"), _l("Show it to the complainant"), forms.PublicForm, _publish, _l("The complainant can read it now, and agree."), _l("Without names, places and dates that point at somebody.")),
    Deed("hand-over", _l("Hand it over"), _l("Hand it over"), forms.HandForm, _hand_over, _l("It is handed over. You have no key to it any more."), _l("Say why. The complainant reads it."), gives_away=True),
    Deed("concerned", _l("I am concerned myself"), _l("I am concerned myself: give it to somebody else"), forms.PressForm, _concerned, _l("Somebody else has it now."), _l("You lose your key to it."), gives_away=True),
    Deed("note", _l("Note for officers"), _l("Keep the note"), forms.TextForm, _note, _l("The note is kept."), _l("The complainant does not see it.")),
]  # fmt: skip
DEEDS = {one.verb: one for one in _ALL}
NEXT = {
    S.SUBMITTED: ("acknowledge",),
    S.ACKNOWLEDGED: ("take-up", "refer", "decline"),
    S.ACCEPTED: ("propose", "refer"),
    S.PROPOSED: ("decide", "look-again"),
    S.DECIDED: ("remedy", "close"),
    S.REMEDY: ("close",),
    S.REFERRED: ("arrived", "close"),
    S.DECLINED: ("close",),
    S.EXTERNAL: ("close",),
    S.SECOND_STAGE: ("decide",),
    S.CLOSED: ("reopen",),
}
_HELP = [
    replace(DEEDS["acknowledge"], title=_l("Answer"), button=_l("Send the answer"), hint=_l("If it takes longer, say who answers, and by when.")),
    replace(DEEDS["close"], hint=_l("Say why. It is erased 90 days later.")),
]
HELP_DEEDS = DEEDS | {one.verb: one for one in _HELP}
"""The same deeds in the words of the help desk."""
NEXT_HELP = {S.SUBMITTED: ("acknowledge",), S.ACKNOWLEDGED: ("close",), S.CLOSED: ("reopen",)}
"""A question to the help desk is answered and closed."""
OVER = (S.CLOSED, S.WITHDRAWN, S.ERASED)


def verbs(visit: Visit, session: Session, opened: Opened, complaint: Any) -> tuple[list[str], list[str]]:
    """The next deeds of the state, and the others that are possible now."""
    missing = {
        "refer": not complaint.referral_allowed,
        "decide": queries.may_comment(session, visit.actor, opened.case) is not None,
        "arrived": complaint.referral_arrived_on is not None,
    }
    helps = complaint.category is Category.HELP
    following = [verb for verb in (NEXT_HELP if helps else NEXT).get(complaint.state, ()) if not missing.get(verb, False)]
    running = vault.running(session, visit.actor, opened.case).values()
    others = ["note"]
    if complaint.state in OVER:
        return following, [*others, *(["publish"] if complaint.finding else [])]
    if any(one.paused_on for one in running):
        others.append("go-on")
    elif any(one.name in queries.CLOCKS_OF_OFFICERS for one in running):
        others.append("pause")
    if any(one.name in (queries.ClockName.DECIDE, queries.ClockName.SECOND) for one in running):
        others.append("extend")
    if not helps:
        others += ["ask-statement", "statement", *(["publish"] if complaint.finding else [])]
    return following, [*others, *(["hand-over", "concerned"] if _takers(visit, session, opened, complaint) else [])]


def form_of(deed: Deed, visit: Visit, session: Session, opened: Opened, complaint: Any, *, sent: bool) -> forms.DeedForm:
    """The form of a deed with what can be chosen in it; as it was sent, or empty."""
    more: dict[str, Any] = {}
    if deed.form is forms.DecideForm:
        more["avenues"] = [(str(one.id), f"{one.name}: {one.ways}") for one in queries.avenues(session, visit.actor, complaint.category)]
    if deed.form is forms.HandForm:
        more["officers"] = _takers(visit, session, opened, complaint)
    if deed.form is forms.PublicForm:
        more["languages"] = [(tag, language_name(tag)) for tag in settings().languages]
    form = deed.form(deed.verb, visit.form if sent else None, **more)
    if "text" in form:
        form["text"].label.text = _("%(deed)s: your words", deed=deed.title)
    if deed.form is forms.PublicForm and not sent:
        written = queries.publishable(session, visit.actor, opened)
        form["text"].data, form["language"].data = (written.text, written.language) if written else ("", language())
    return form


def _takers(visit: Visit, session: Session, opened: Opened, complaint: Any) -> Sequence[tuple[str, str]]:
    number = queries.number_of(session, visit.actor, opened)
    return [(str(one.officer_id), one.label) for one in routing.may_take(session, visit.actor, complaint, number=number, language=opened.case.language)]


def offers(visit: Visit, session: Session, opened: Opened, complaint: Any, tried: Mapping[str, Form]) -> tuple[list[Offer], list[Offer]]:
    """The deeds as they stand on the page: those of the state, and the others. A form that was sent with faults comes back as it is."""
    known = HELP_DEEDS if complaint.category is Category.HELP else DEEDS

    def offer(verb: str) -> Offer:
        return Offer(known[verb], tried.get(verb) or form_of(known[verb], visit, session, opened, complaint, sent=False), open=verb in tried)

    following, others = verbs(visit, session, opened, complaint)
    return [offer(verb) for verb in following], [offer(verb) for verb in others]


def waiting_for(visit: Visit, session: Session, opened: Opened, complaint: Any) -> str:
    """Why a deed that one may look for is not there yet."""
    comment = queries.may_comment(session, visit.actor, opened.case)
    if comment is not None:
        return _("The complainant may still comment on the proposal. After that you can decide.")
    if complaint.state in (S.ACKNOWLEDGED, S.ACCEPTED) and not complaint.referral_allowed and complaint.category is not Category.HELP:
        return _("The complainant has not agreed that it is passed on. You can ask in a message.")
    return ""


def nobody_else(visit: Visit, session: Session, opened: Opened, complaint: Any) -> bool:
    """Whether there is nobody to whom an open complaint could be given."""
    return complaint.state not in OVER and not _takers(visit, session, opened, complaint)
