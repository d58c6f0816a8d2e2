"""Coming back to unfinished words: type the number, and write on or delete them."""

import asyncio

from litestar.response import Response

from portal.base.access import Permission
from portal.base.brake import LONGEST_WAIT, numbers
from portal.base.database import Database, Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.drafts import commands, opening
from portal.drafts.forms import DraftForm
from portal.receipts import codes
from portal.web.doors import get, post
from portal.web.pages import page
from portal.web.visitors import Visit


@get("/drafts", needs=Permission.ANYONE)
def ask_for_number(visit: Visit, session: Session) -> Response[bytes]:
    """The field for the number."""
    return _ask(visit, DraftForm())


@post("/drafts", needs=Permission.ANYONE)
async def come_back(visit: Visit, database: Database) -> Response[bytes]:
    """The form as it was left; or, at the writer's wish, nothing any more. Guessing is slowed here, before anybody else has to wait."""
    if codes.is_whole(codes.typed(visit.form.get("code", ""))):
        await asyncio.sleep(min(numbers.wait(), LONGEST_WAIT))
    if visit.form.get("step") == "delete" and not visit.switching:
        return await database.writing(lambda session: _delete(visit, session))
    return await database.reading(lambda session: _open(visit, session))


def _open(visit: Visit, session: Session) -> Response[bytes]:
    try:
        opened = commands.open_with(session, visit.actor, visit.form.get("code", ""))
    except Refused as fault:
        return _refused(visit, fault)
    visit.form.popall("code", None)  # the form has a field of this name for another number
    return opening.show(visit, session, opened)


def _delete(visit: Visit, session: Session) -> Response[bytes]:
    try:
        commands.erase_with(session, visit.actor, visit.form.get("code", ""))
    except Refused as fault:
        return _refused(visit, fault)
    return _ask(visit, DraftForm(), done=_("What was kept is deleted."))


def _refused(visit: Visit, fault: Refused) -> Response[bytes]:
    form = DraftForm(visit.form)
    form.blame("code", fault.sentence)
    return _ask(visit, form)


def _ask(visit: Visit, form: DraftForm, done: str = "") -> Response[bytes]:
    return page(visit, "drafts/come_back.html", status=422 if form.errors else 200, form=form, faults=form.faults(), done=done)
