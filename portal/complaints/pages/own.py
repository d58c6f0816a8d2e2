"""The complainant's page, behind the number."""

from collections.abc import Callable, Sequence
from typing import Any

from litestar.response import Response

from portal.base import text as words
from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _, _l
from portal.complaints import queries, routing
from portal.complaints.commands import holder, second
from portal.complaints.queries import Category, ComplaintState, Finding, MessageKind, Pause, Remedy
from portal.vault import frame, holding, shown
from portal.vault import queries as cases
from portal.vault.forms import too_long
from portal.vault.holding import Held
from portal.vault.pages.holder import tongue
from portal.web.doors import post
from portal.web.editing import fingerprint
from portal.web.pages import document, page
from portal.web.visitors import Visit

S = ComplaintState
NEXT = {
    S.SUBMITTED: _l("A person reads it and answers you."),
    S.ACKNOWLEDGED: _l("We find out whether we can look into it. You hear either way."),
    S.ACCEPTED: _l("We look into it. Then we propose an outcome, and you can say what you think of it."),
    S.REFERRED: _l("Somebody outside has it. When they have confirmed that, you see it here."),
    S.DECLINED: _l("You read the reason below, and where you can turn instead. You can ask somebody else to look at it again."),
    S.PROPOSED: _l("Read what we propose, and say what you think of it. Then we decide."),
    S.DECIDED: _l("Read the decision below. If you are not content, ask somebody else to look at it again."),
    S.REMEDY: _l("What was decided is being done. You see here when it is finished."),
    S.SECOND_STAGE: _l("Somebody of another unit looks at everything again, and decides."),
    S.EXTERNAL: _l("Somebody outside has it. You can write to us all the same."),
    S.CLOSED: _l("Nothing more is planned. You can still write to us."),
}
NEXT_HELP = {
    S.SUBMITTED: _l("A person of the help desk reads it and answers you."),
    S.ACKNOWLEDGED: _l("Read the answer below. You can write back, and get an answer by a day again."),
}
SHOWN_APART = (MessageKind.PROPOSAL, MessageKind.DECISION, MessageKind.STATEMENT)
STARS = ((5, _l("Very good")), (4, _l("Good")), (3, _l("Fair")), (2, _l("Bad")), (1, _l("Very bad")))


def show(visit: Visit, session: Session, held: Held, *, done: str = "", faults: shown.Faults = (), text: bool = False) -> Response[bytes]:
    """Everything that a complainant may know and do."""
    complaint = queries.of(session, visit.actor, held)
    common = frame.facts(visit, session, held, text=text)
    said = common["messages"]
    return page(
        visit,
        "complaints/own.html",
        status=422 if faults else 200,
        **common,
        text=text,
        done=done,
        faults=faults,
        officer=_("Focal point"),
        pauses={one.value: one.label for one in Pause},
        without=SHOWN_APART,
        complaint=complaint,
        state=queries.state_of(complaint.category, complaint.state),
        next_step=NEXT_HELP.get(complaint.state, NEXT[complaint.state]) if complaint.category is Category.HELP else NEXT[complaint.state],
        helps=complaint.category is Category.HELP,
        proposals=_of_kind(said, MessageKind.PROPOSAL),
        decisions=_of_kind(said, MessageKind.DECISION),
        statements=_of_kind(said, MessageKind.STATEMENT),
        findings={one.value: one.label for one in Finding},
        remedies={one.value: one.label for one in Remedy},
        **_open_to(visit, session, held, complaint),
    )


def _open_to(visit: Visit, session: Session, held: Held, complaint: Any) -> dict[str, Any]:
    """What the complainant can do at this moment."""
    again = queries.may_ask_again(complaint)
    number = queries.number_of(session, visit.actor, held) if again else None
    return {
        "may_comment": queries.may_comment(session, visit.actor, held.case) if complaint.state is S.PROPOSED else None,
        "may_ask_again": again,
        "second": routing.for_second(session, visit.actor, complaint, number=number, language=held.case.language) if again else [],
        "avenues": queries.avenues(session, visit.actor, complaint.category),
        "works": complaint.state not in routing.REST,
        "public": _publishable(session, visit, held),
        "stars": STARS if complaint.state is S.CLOSED and complaint.category is not Category.HELP and not complaint.rated else (),
        "may_go_outside": complaint.state is S.DECIDED,
    }


def _of_kind(said: Sequence[cases.Said], kind: MessageKind) -> list[cases.Said]:
    return [one for one in said if one.kind is kind and one.facts is not None]


def _publishable(session: Session, visit: Visit, held: Held) -> dict[str, Any] | None:
    found = queries.publishable(session, visit.actor, held)
    return (
        {"text": found.text, "language": found.language, "agreed_on": found.agreed_on, "carried_on": found.carried_on, "sign": fingerprint(found.language, found.text)}
        if found
        else None
    )


def _words(visit: Visit, id_: str, missing: str) -> tuple[str, list[tuple[str, str]]]:
    """What was typed into the field `text`, and what is wrong with it."""
    typed = words.tidy(visit.form.get("text", ""))
    fault = "" if visit.switching else too_long(typed) or ("" if typed else missing)
    return typed, [(id_, fault)] if fault else []


def _try(visit: Visit, session: Session, held: Held, id_: str, deed: Callable[[], object], sentence: str) -> Response[bytes]:
    """Do something whole or not at all; the sentence stands at the place where it was asked for."""
    try:
        with session.begin_nested():
            deed()
    except (Refused, WrongMoment) as fault:
        session.expire_all()
        return shown.page_of(visit, session, held, faults=[(id_, fault.sentence)])
    return shown.after(visit, session, held, sentence)


@post("/page/comment", needs=Permission.ANYONE, vault=True, counted=True)
def comment(visit: Visit, session: Session) -> Response[bytes]:
    """Say what one thinks of the proposed outcome."""
    held = holding.require(visit, session)
    text, faults = _words(visit, "comment", _("Write your comment first."))
    if faults or visit.switching:
        return shown.page_of(visit, session, held, faults=faults)
    token, tag = visit.token, tongue(visit)
    return _try(visit, session, held, "comment", lambda: holder.comment(session, visit.actor, held, text, tag, token=token), _("Your comment is here, and sealed."))


@post("/page/second", needs=Permission.ANYONE, vault=True, counted=True)
def ask_again(visit: Visit, session: Session) -> Response[bytes]:
    """Ask for the second stage, with a reason, and with a wish who shall hear it."""
    held = holding.require(visit, session)
    if queries.said_before(session, visit.actor, held, visit.token):
        return shown.after(visit, session, held, _("Somebody else looks at it now."))
    text, faults = _words(visit, "again", _("Say what is wrong with the decision."))
    if faults or visit.switching:
        return shown.page_of(visit, session, held, faults=faults)
    typed, token, tag = visit.form.get("officer", ""), visit.token, tongue(visit)
    chosen = int(typed) if typed.isascii() and typed.isdigit() else None
    deed = lambda: second.ask_again(session, visit.actor, held, text=text, language=tag, chosen=chosen, token=token)  # noqa: E731  a deed for _try
    return _try(visit, session, held, "again", deed, _("Somebody else looks at it now."))


@post("/page/distrust", needs=Permission.ANYONE, vault=True)
def distrust(visit: Visit, session: Session) -> Response[bytes]:
    """Somebody who is not trusted loses it, and somebody else gets it."""
    held = holding.require(visit, session)
    if visit.form.get("sure") != "yes":
        return page(visit, "complaints/distrust.html")
    return _try(visit, session, held, "distrust", lambda: second.distrust(session, visit.actor, held), _("Somebody else has it now. The one before cannot open it any more."))


@post("/page/referral", needs=Permission.ANYONE, vault=True)
def allow_referral(visit: Visit, session: Session) -> Response[bytes]:
    """Allow that it is passed on, or take that back."""
    held = holding.require(visit, session)
    allowed = visit.form.get("allowed") == "yes"
    holder.allow_referral(session, visit.actor, held, allowed)
    return shown.after(visit, session, held, _("You have allowed it.") if allowed else _("You have taken that back. It counts from now on."))


@post("/page/publish", needs=Permission.ANYONE, vault=True)
def agree_to_publish(visit: Visit, session: Session) -> Response[bytes]:
    """Agree to the very words, or take it back."""
    held = holding.require(visit, session)
    agreed = visit.form.get("agreed") == "yes"
    sentence = _("You have agreed to these words.") if agreed else _("It is not published.")
    return _try(visit, session, held, "publish", lambda: holder.agree_to_publish(session, visit.actor, held, visit.form.get("sign", ""), agreed), sentence)


@post("/page/rating", needs=Permission.ANYONE, vault=True)
def rate(visit: Visit, session: Session) -> Response[bytes]:
    """Say how it went."""
    held = holding.require(visit, session)
    typed = visit.form.get("stars", "")
    stars = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 1 else 0
    return _try(visit, session, held, "stars-0", lambda: holder.rate(session, visit.actor, held, stars), _("Thank you. Your answer is counted apart from your case."))


@post("/page/outside", needs=Permission.ANYONE, vault=True)
def go_outside(visit: Visit, session: Session) -> Response[bytes]:
    """Say that one has gone to an external body."""
    held = holding.require(visit, session)
    return _try(visit, session, held, "outside", lambda: holder.go_outside(session, visit.actor, held), _("We know now that somebody outside has it."))


@post("/page/proof", needs=Permission.ANYONE, vault=True)
def prove(visit: Visit, session: Session) -> Response[bytes]:
    """Asks once, and says what it is good for; then the signed statement, as a page or as a file."""
    held = holding.require(visit, session)
    how = visit.form.get("how", "")
    statement = holder.prove(session, visit.actor, held) if how in ("show", "file") else ""
    if how == "file":
        return document(statement, "text/plain; charset=utf-8", name="statement.txt", keep=False)
    return page(visit, "complaints/proof.html", statement=statement)


shown.show_with(cases.CaseKind.COMPLAINT, shown.Shown(show, withdraw=holder.withdraw, heard=holder.heard))
