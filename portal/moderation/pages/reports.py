"""What readers reported, and what authors answered."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.consultations import queries as consultations
from portal.contributions import queries as contributions
from portal.moderation import commands, queries
from portal.moderation.forms import TextForm
from portal.moderation.pages.bulk import choices_on
from portal.moderation.pages.queue import done_sentence
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit


@get("/staff/{slug:str}/flags", needs=Permission.DECIDE)
def show_flags(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Open reports, by contribution."""
    return _flags(visit, session, slug, TextForm(), 0)


def _flags(visit: Visit, session: Session, slug: str, form: TextForm, wrong: int) -> Response[bytes]:
    consultation = consultations.one(session, visit.actor, slug)
    found, further = queries.flag_groups(session, visit.actor, consultation, queries.place_from(visit.query.get("after", "")))
    later = visit.url(f"/staff/{slug}/flags", after=queries.place_text(further)) if further else ""
    faults = [(f"text-{wrong}", sentence) for _id, sentence in form.faults()]
    return page(
        visit,
        "moderation/flags.html",
        status=422 if faults else 200,
        faults=faults,
        consultation=consultation,
        found=found,
        later=later,
        form=form,
        wrong=wrong,
        done=done_sentence(visit),
        deeds=choices_on("flags"),
    )


@post("/staff/{slug:str}/flags/{number:int}", needs=Permission.DECIDE)
def answer_flags(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The words stay; every reader who reported them gets this answer."""
    words = contributions.for_staff(session, visit.actor, number)
    if words.consultation.slug != slug:
        raise NotFound
    form = TextForm(visit.form)
    try:
        commands.answer_flag(session, visit.actor, words, form.text.data)
    except Refused as fault:
        form.blame("text", fault.sentence)
        return _flags(visit, session, slug, form, words.id)
    return redirect(visit.url(f"/staff/{slug}/flags", done="answered"))


@get("/staff/{slug:str}/messages", needs=Permission.DECIDE)
def show_messages(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Answers of authors that nobody has read."""
    consultation = consultations.one(session, visit.actor, slug)
    found, further = queries.threads(session, visit.actor, consultation, queries.place_from(visit.query.get("after", "")))
    return page(
        visit,
        "moderation/messages.html",
        consultation=consultation,
        found=found,
        later=visit.url(f"/staff/{slug}/messages", after=queries.place_text(further)) if further else "",
        done=_("It is marked as read.") if visit.query.get("done") == "read" else "",
    )


@post("/staff/{slug:str}/messages/{number:int}", needs=Permission.ASK_PARTICIPANT)
def read_messages(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The answers about one contribution were read."""
    words = contributions.for_staff(session, visit.actor, number)
    if words.consultation.slug != slug:
        raise NotFound
    commands.note_seen(session, visit.actor, words)
    return redirect(visit.url(f"/staff/{slug}/messages", done="read"))
