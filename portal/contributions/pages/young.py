"""The form for young people: simpler, with further checks, and read by a moderator before it appears (R07)."""

from datetime import date
from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.text import tidy, to_html
from portal.consultations import phases
from portal.consultations import queries as consultations
from portal.consultations.pages.easier import in_simple_words
from portal.consultations.phases import Activity
from portal.contributions import commands, details, later
from portal.contributions.forms import YoungForm
from portal.drafts import opening
from portal.drafts.commands import Opened, erase_sent
from portal.web.doors import get, post
from portal.web.pages import page
from portal.web.visitors import Visit

WRITE = "/consultations/{slug:str}/questions/{number:int}/young"
FIELDS = ("text", "shown_name", "text_language", "website")


@get(WRITE, needs=Permission.CONTRIBUTE)
def show_young_form(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The empty form."""
    question = _question(visit, session, slug, number)
    phases.require(question.consultation, Activity.CONTRIBUTE, opened=visit.now)
    return _form(visit, question, YoungForm(longest=question.consultation.longest), token=visit.new_token())


@post(WRITE, needs=Permission.CONTRIBUTE)
def send_young_form(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """A step of the form: look at it, change it, or send it."""
    question = _question(visit, session, slug, number)
    form = YoungForm(visit.form, longest=question.consultation.longest)
    good, step = form.validate(), visit.form.get("step", "check")
    if visit.token.expired:
        return _form(visit, question, form, token=visit.new_token(), expired=True)
    if good and step == "send":
        return _sent(visit, session, question, form)
    phases.require(question.consultation, Activity.CONTRIBUTE, opened=visit.token.opened)
    if step == "later":
        return _later(visit, session, question, form)
    if step == "change" or not good:
        return _form(visit, question, form, token=visit.same_token())
    hints = details.found("\n".join([form.text.data, form.shown_name.data or ""]))
    fields = [(name, tidy(visit.form.get(name, ""))) for name in FIELDS]
    return page(visit, "contributions/young/check.html", question=question, form=form, html=to_html(form.text.data), hints=hints, fields=fields)


def _later(visit: Visit, session: Session, question: Any, form: YoungForm) -> Response[bytes]:
    """Keep what was typed, whole or not; it is looked at when it is sent, as ever."""
    here = f"/consultations/{question.consultation.slug}/questions/{question.number}/young"
    try:
        kept = later.keep(session, visit, question, young=True)
    except Refused as fault:
        if not form.text.errors:
            form.blame("text", fault.sentence)
        return _form(visit, question, form, token=visit.same_token())
    fields = [(name, tidy(visit.form.get(name, ""))) for name in FIELDS]
    return page(visit, "drafts/kept.html", kept=kept, to=here, token=visit.same_token(), fields=fields)


@opening.open_with(later.YOUNG)
def fill_again(visit: Visit, session: Session, opened: Opened) -> Response[bytes]:
    """The form as it was left. Too late for it, the failure shows the words, to be copied."""
    question = _question(visit, session, visit.form.get("slug", ""), int(visit.form.get("question", "0")))
    began = later.began(question.consultation, visit.now)
    phases.require(question.consultation, Activity.CONTRIBUTE, opened=began)
    form = YoungForm(visit.form, longest=question.consultation.longest)
    return _form(visit, question, form, token=opening.same_form(visit, opened, began), kept_until=opened.ends_on)


def _question(visit: Visit, session: Session, slug: str, number: int) -> Any:
    question = consultations.question(session, visit.actor, slug, number)
    if not question.consultation.for_young:
        raise NotFound
    return question


def _sent(visit: Visit, session: Session, question: Any, form: YoungForm) -> Response[bytes]:
    try:
        made = commands.submit(
            session,
            visit.actor,
            question,
            token=visit.token,
            text=form.text.data,
            language=form.text_language.data,
            voice=form.speaks_as,
            shown_name=form.shown_name.data or "",
            trapped=bool(visit.form.get("website", "").strip()),
            young=True,
        )
    except Refused as fault:
        form.blame("text", fault.sentence)
        return _form(visit, question, form, token=visit.same_token())
    erase_sent(session, visit.actor, visit.token)
    return page(visit, "contributions/young/sent.html", made=made, question=question, token=visit.same_token())


def _form(visit: Visit, question: Any, form: YoungForm, *, token: str, expired: bool = False, kept_until: date | None = None) -> Response[bytes]:
    status = 422 if form.errors or expired else 200
    facts = {"question": question, "asked": in_simple_words(question.young, question.body), "token": token, "expired": expired, "kept_until": kept_until}
    return page(visit, "contributions/young/write.html", status=status, faults=form.faults(), form=form, **facts)
