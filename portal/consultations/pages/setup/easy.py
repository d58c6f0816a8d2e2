"""The easy-read version: one idea in a line, with a picture that has lost what a camera tells."""

import asyncio
from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.cleaning import Cleaned, clean
from portal.base.database import Database, Session
from portal.base.errors import PortalError, Refused
from portal.base.languages import _, _l
from portal.consultations import commands, parts
from portal.consultations.pages.setup.shelves import Shelf, hang, managed, show_thing, texts_of, thing_form, without_empty
from portal.web.doors import post
from portal.web.pages import redirect
from portal.web.visitors import Visit

PICTURE = "picture"

IDEAS = Shelf(
    kind="idea",
    path="easy",
    heading=_l("Easy to read, with pictures"),
    explained=_l("For people who read little. One idea in a line: one or two short sentences, and a picture beside them."),
    new=_l("Add a line"),
    one=_l("Line %(number)s"),
    up=_l("Move line %(number)s up"),
    down=_l("Move line %(number)s down"),
    delete=_l("Delete line %(number)s"),
    deleted=_l("Its words and its picture are lost."),
    labels={"words": _l("One or two short sentences"), "alt": _l("The picture in words")},
    sorts=parts.IDEA,
    things=lambda consultation: consultation.ideas,
    add=commands.add_idea,
    needed=("words", "alt"),
    grows=True,
    pictured=True,
)

hang(IDEAS)


@post("/staff/{slug:str}/setup/easy/new", needs=Permission.MANAGE_CONSULTATION, uploads=True)
async def add_line(visit: Visit, database: Database, slug: str) -> Response[bytes]:
    """Add a line. Its picture is cleaned before anybody has to wait for it."""
    picture, sentence = await arrived(visit)
    return await database.writing(lambda session: _add(visit, session, slug, picture, sentence))


async def arrived(visit: Visit) -> tuple[Cleaned | None, str]:
    """The picture that came with a form, cleaned, or what is wrong with it."""
    try:
        sent = visit.files(PICTURE)
        return (await asyncio.to_thread(clean, *sent[0]), "") if sent else (None, _("Choose a picture."))
    except PortalError as fault:
        return None, fault.sentence


def _add(visit: Visit, session: Session, slug: str, picture: Cleaned | None, sentence: str) -> Response[bytes]:
    consultation: Any = managed(visit, session, slug)
    form = thing_form(IDEAS, consultation, sent=visit.form)
    texts = {column: without_empty(form.texts(column)) for column in IDEAS.sorts}
    done = redirect(visit.url(f"/staff/{slug}/setup/easy", done="add"))
    if consultation.ideas and texts_of(IDEAS, consultation.ideas[-1]) == texts:  # the same once more is a second click
        return done
    good = form.validate()
    if picture is None:
        form.blame(f"words-{consultation.languages[0]}", sentence)
    elif good:
        try:
            commands.add_idea(session, visit.actor, consultation, picture=picture, **texts)
        except Refused as fault:
            form.blame(f"words-{consultation.languages[0]}", fault.sentence)
        else:
            return done
    return show_thing(visit, IDEAS, consultation, form, status=422)
