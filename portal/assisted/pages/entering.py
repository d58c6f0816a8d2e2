"""One person's words: write, check, hand over the slip, go on with the next one or take it back."""

from typing import Any

from litestar.response import Response
from multidict import MultiDict

from portal.assisted import commands, queries
from portal.assisted.forms import KEPT, AssistForm
from portal.assisted.queries import Channel
from portal.assisted.sheets import number_in
from portal.assisted.slips import slip
from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _l
from portal.base.text import tidy, to_html
from portal.consultations import phases
from portal.consultations.phases import Activity
from portal.contributions import hints
from portal.contributions.queries import Voice
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

ASSIST = "/staff/{slug:str}/assist"
FIELDS = (*KEPT, "text", "voice", "shown_name", "form_number", "reply_to", "consent")
DONE = {"undone": _l("It is taken back. Its number opens nothing.")}


@get(ASSIST, needs=Permission.ASSIST)
def show_form(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The empty form, and what was entered today."""
    place = queries.consultation(session, visit.actor, slug)
    return _form(visit, session, place, _new(visit, session, place, sent=False), token=visit.new_token(), done=str(DONE.get(visit.query.get("done", ""), "")))


@post(ASSIST, needs=Permission.ASSIST)
def send_form(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """A step of the form: check, change, send; or begin the next one with the same question and way."""
    place = queries.consultation(session, visit.actor, slug)
    step = visit.form.get("step", "check")
    if step == "next":
        return _form(visit, session, place, _next(visit, session, place), token=visit.new_token())
    form = _new(visit, session, place, sent=True)
    good = form.validate()
    if visit.token.expired:
        return _form(visit, session, place, form, token=visit.new_token(), expired=True)
    phases.require(place, Activity.CONTRIBUTE, opened=visit.token.opened)
    if step == "change" or not good:
        return _form(visit, session, place, form, token=visit.same_token(), changing=good)
    if step == "send":
        return _sent(visit, session, slug, place, form)
    question = queries.question(session, visit.actor, slug, int(form.question.data))
    words: dict[str, Any] = {"html": to_html(form.text.data), "hints": hints.found(form.text.data), "fields": [(name, tidy(visit.form.get(name, ""))) for name in FIELDS]}
    return page(visit, "assisted/check.html", consultation=place, question=question, form=form, faults=[], **words)


@post(ASSIST + "/undo", needs=Permission.ASSIST)
def take_back(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Take back what was just entered, while it waits."""
    place = queries.consultation(session, visit.actor, slug)
    commands.take_back(session, visit.actor, queries.to_undo(session, visit.actor, place, visit.form.get("entry", "")))
    return redirect(visit.url(f"/staff/{slug}/assist", done="undone"))


def _sent(visit: Visit, session: Session, slug: str, place: Any, form: AssistForm) -> Response[bytes]:
    try:
        made = commands.enter(
            session,
            visit.actor,
            queries.question(session, visit.actor, slug, int(form.question.data)),
            token=visit.token,
            text=form.text.data,
            language=form.text_language.data,
            voice=Voice(form.voice.data),
            channel=Channel(form.channel.data),
            shown_name=form.shown_name.data,
            meeting=form.chosen_meeting,
            form_number=form.form_number.data,
            reply_to=form.answered,
        )
    except WrongMoment as fault:
        form.blame("form_number", fault.sentence)
    except Refused as fault:
        form.blame("text", fault.sentence)
    else:
        kept = [(name, visit.form.get(name, "")) for name in KEPT]
        undo = queries.undo_sign(made.contribution) if not made.contribution.number else ""
        slips = [slip(made.code, form.slip_language.data)]
        return page(visit, "assisted/sent.html", consultation=place, made=made, slips=slips, kept=kept, undo=undo, faults=[])
    return _form(visit, session, place, form, token=visit.same_token())


def _new(visit: Visit, session: Session, place: Any, *, sent: bool) -> AssistForm:
    number = number_in(visit.form.get("reply_to", "")) if sent else None
    answerable = queries.answerable(session, visit.actor, place, [number]) if number is not None else {}
    return AssistForm(visit.form if sent else None, consultation=place, meetings=queries.begun_meetings(session, visit.actor, place), answerable=answerable)


def _next(visit: Visit, session: Session, place: Any) -> AssistForm:
    """A form that begins where the last one ended; what it does not offer begins anew."""
    kept = MultiDict((name, visit.form[name]) for name in KEPT if name in visit.form)
    meetings = queries.begun_meetings(session, visit.actor, place)
    form = AssistForm(kept, consultation=place, meetings=meetings)
    offered = {name: [str(value) for value, _label in form[name].choices] for name in KEPT}
    return AssistForm(MultiDict((name, value) for name, value in kept.items() if value in offered[name]), consultation=place, meetings=meetings)


def _form(visit: Visit, session: Session, place: Any, form: AssistForm, *, token: str, expired: bool = False, changing: bool = False, done: str = "") -> Response[bytes]:
    entered, total = queries.entered_today(session, visit.actor, place)
    faults = [] if changing else form.faults()
    facts = {"consultation": place, "form": form, "faults": faults, "token": token, "expired": expired, "entered": entered, "total": total, "done": done}
    return page(visit, "assisted/form.html", status=422 if faults or expired else 200, is_open=phases.allows(phases.phase_at(place, visit.now), Activity.CONTRIBUTE), **facts)
