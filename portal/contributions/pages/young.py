"""The form for young people: simpler, with further checks, and read by a moderator before it appears (R07)."""

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
from portal.contributions import commands, details
from portal.contributions.forms import YoungForm
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
    if step == "change" or not good:
        return _form(visit, question, form, token=visit.same_token())
    hints = details.found("\n".join([form.text.data, form.shown_name.data or ""]))
    fields = [(name, tidy(visit.form.get(name, ""))) for name in FIELDS]
    return page(visit, "contributions/young/check.html", question=question, form=form, html=to_html(form.text.data), hints=hints, fields=fields)


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
    return page(visit, "contributions/young/sent.html", made=made, question=question, token=visit.same_token())


def _form(visit: Visit, question: Any, form: YoungForm, *, token: str, expired: bool = False) -> Response[bytes]:
    status = 422 if form.errors or expired else 200
    asked = in_simple_words(question.young, question.body)
    return page(visit, "contributions/young/write.html", status=status, faults=form.faults(), question=question, asked=asked, form=form, token=token, expired=expired)
