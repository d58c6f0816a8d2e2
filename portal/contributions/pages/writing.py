"""Write, check, sent: three answers to one form, which carries the same token all the way."""

from datetime import date
from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.text import tidy, to_html
from portal.consultations import commands as consultations_commands
from portal.consultations import phases
from portal.consultations import queries as consultations
from portal.consultations.phases import Activity
from portal.contributions import commands, hints, keeping, later, queries, speaking, tongues
from portal.contributions.forms import ContributionForm
from portal.contributions.queries import Voice
from portal.drafts import opening
from portal.drafts.commands import Opened, erase_sent
from portal.receipts import tickets
from portal.web.doors import get, post
from portal.web.pages import page
from portal.web.visitors import Visit

WRITE = "/consultations/{slug:str}/questions/{number:int}/write"


@get(WRITE, needs=Permission.CONTRIBUTE)
def show_form(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The empty form. Opening it in time is enough: its token knows."""
    question = consultations.question(session, visit.actor, slug, number)
    phases.require(question.consultation, Activity.CONTRIBUTE, opened=visit.now)
    form = ContributionForm(longest=question.consultation.longest, voices=question.consultation.voices)
    return _form(visit, session, question, form, token=visit.new_token())


def begin_under(visit: Visit, session: Session, slug: str, number: int, name: str) -> Response[bytes]:
    """The form for somebody whose numbers are kept by a room above: with a name to show already filled in."""
    question = consultations.question(session, visit.actor, slug, number)
    phases.require(question.consultation, Activity.CONTRIBUTE, opened=visit.now)
    form = ContributionForm(longest=question.consultation.longest, voices=question.consultation.voices)
    if Voice.PSEUDONYM in form.offered:
        form.voice.data, form.shown_name.data = Voice.PSEUDONYM.value, name
    return _form(visit, session, question, form, token=visit.new_token())


@post(WRITE, needs=Permission.CONTRIBUTE)
def send_form(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """A step of the form: check what was written, change it, or send it."""
    if visit.form.get("tongue", "") in tongues.LANGUAGES:  # the answer to "Is it?"
        visit.form["text_language"] = visit.form["tongue"]
    question = consultations.question(session, visit.actor, slug, number)
    proven = speaking.proven_before(session, visit.actor, visit.form.get(speaking.FIELD, ""))
    form = ContributionForm(visit.form, longest=question.consultation.longest, voices=question.consultation.voices, proven=proven)
    step = visit.form.get("step", "check")
    good = all([form.validate(), _proves(visit, session, form)])  # both, so that everything is said at once
    if visit.token.expired:
        return _form(visit, session, question, form, token=visit.new_token(), expired=True)
    if step == "send" and good:
        return _sent(visit, session, question, form)
    phases.require(question.consultation, Activity.CONTRIBUTE, opened=visit.token.opened)
    if step == "later":
        return _later(visit, session, question, form)
    if step == "change" or not good:
        return _form(visit, session, question, form, token=visit.same_token())
    return _check(visit, session, question, form)


def _check(visit: Visit, session: Session, question: object, form: ContributionForm) -> Response[bytes]:
    """The words as they would stand, with what their writer may want to look at once more."""
    text = form.text.data
    facts: dict[str, Any] = {"html": to_html(text), "hints": hints.found(text), "seems": tongues.seems(form.text_language.data, text)}
    reply_to = _answered(visit, session, question)
    return page(visit, "contributions/check.html", question=question, form=form, proven=_sign(form), reply_to=reply_to, fields=_fields(visit), **facts)


def _later(visit: Visit, session: Session, question: object, form: ContributionForm) -> Response[bytes]:
    """Keep what was typed, whole or not; with its number, as often as it is kept."""
    here = f"/consultations/{question.consultation.slug}/questions/{question.number}/write"  # type: ignore[attr-defined]
    try:
        kept = later.keep(session, visit, question)
    except Refused as fault:
        if not form.text.errors:
            form.blame("text", fault.sentence)
        return _form(visit, session, question, form, token=visit.same_token())
    return page(visit, "drafts/kept.html", kept=kept, to=here, token=visit.same_token(), fields=_fields(visit))


@opening.open_with(later.KIND)
def fill_again(visit: Visit, session: Session, opened: Opened) -> Response[bytes]:
    """The form as it was left. Too late for it, the failure shows the words, to be copied."""
    question = consultations.question(session, visit.actor, visit.form.get("slug", ""), int(visit.form.get("question", "0")))
    began = later.began(question.consultation, visit.now)
    phases.require(question.consultation, Activity.CONTRIBUTE, opened=began)
    form = ContributionForm(visit.form, longest=question.consultation.longest, voices=question.consultation.voices)
    return _form(visit, session, question, form, token=opening.same_form(visit, opened, began), kept_until=opened.ends_on)


def _proves(visit: Visit, session: Session, form: ContributionForm) -> bool:
    """Look whose speaking number was typed, if one was. A wrong one is said at its field; a right one need not be typed again."""
    if not (form.speaking_number.data or "").strip():
        return True
    try:
        form.proven = speaking.proven_by(session, visit.actor, form.speaking_number.data)
    except Refused as fault:
        form.blame("speaking_number", fault.sentence)
        return False
    form.speaking_number.data = ""
    return True


def _sent(visit: Visit, session: Session, question: Any, form: ContributionForm) -> Response[bytes]:
    known = keeping.holder(session, visit, question.consultation_id)
    try:
        made = commands.submit(session, known or visit.actor, question, token=visit.token, **_said(visit, session, question, form))
    except Refused as fault:
        form.blame("code" if (form.code.data or "").strip() else "text", fault.sentence)
        return _form(visit, session, question, form, token=visit.same_token())
    erase_sent(session, visit.actor, visit.token)
    if not made.again and (form.region.data or form.sector.data):
        consultations_commands.describe_oneself(session, visit.actor, question.consultation, form.region.data, form.sector.data)
    return page(visit, "contributions/sent.html", made=made, question=question, token=visit.same_token(), **_afterwards(visit, session, question, form, made))


def _said(visit: Visit, session: Session, question: Any, form: ContributionForm) -> Any:
    """The form as the command takes it."""
    return {
        "text": form.text.data,
        "language": form.text_language.data,
        "voice": form.speaks_as,
        "shown_name": form.shown_name.data,
        "speaking": form.proven if form.speaks_as is Voice.ORGANISATION else None,
        "reply_to": _answered(visit, session, question),
        "code": form.code.data or "",
        "by_helper": bool(form.helped.data),
        "no_machine": bool(form.no_machine.data),
        "trapped": bool(visit.form.get("website", "").strip()),
    }


def _afterwards(visit: Visit, session: Session, question: Any, form: ContributionForm, made: commands.Submitted) -> dict[str, Any]:
    """What the page with the number shows besides it: nothing is kept for whoever wrote for somebody else."""
    return {
        "kept": "" if form.helped.data else keeping.keep(session, visit, made),
        "keepsake": tickets.wrap(made.code) if made.code and not form.helped.data else "",
        "helped": made.receipt.by_helper,
        "carried": visit.form.get(keeping.FIELD, ""),
        "by": queries.accepted_by(session, visit.actor, made.contribution, question.consultation),
    }


def _form(visit: Visit, session: Session, question: object, form: ContributionForm, *, token: str, expired: bool = False, kept_until: date | None = None) -> Response[bytes]:
    status = 422 if form.errors or expired else 200
    facts = form_facts(visit, question, form, token=token, expired=expired, reply_to=_answered(visit, session, question), kept_until=kept_until)
    return page(visit, "contributions/write.html", status=status, **facts)


def form_facts(
    visit: Visit, question: object, form: ContributionForm, *, token: str, expired: bool = False, reply_to: object = None, kept_until: date | None = None
) -> dict[str, Any]:
    """What the page of the form shows; the preview shows the same."""
    carried = visit.form.get(keeping.FIELD, "")
    facts = {"faults": form.faults(), "question": question, "form": form, "token": token, "expired": expired, "reply_to": reply_to}
    return {**facts, "carried": carried, "proven": _sign(form), "kept_until": kept_until}


def _sign(form: ContributionForm) -> str:
    return speaking.sign(form.proven) if form.proven is not None else ""


def _answered(visit: Visit, session: Session, question: object):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a row of the room below
    """The words that are answered, named by their number in the address or the form."""
    number = visit.form.get("reply_to") or visit.query.get("reply_to") or ""
    if not (number.isascii() and number.isdigit()):
        return None
    return queries.one(session, visit.actor, question.consultation.slug, int(number))  # type: ignore[attr-defined]


def _fields(visit: Visit) -> list[tuple[str, str]]:
    """What the check page carries on: as typed, without what no page may hold."""
    names = ("text", "voice", "shown_name", "text_language", "code", "no_machine", "helped", "region", "sector", "reply_to", "website", keeping.FIELD)
    return [(name, tidy(visit.form.get(name, ""))) for name in names]
