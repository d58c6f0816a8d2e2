"""The page behind a number: opening it, ending it, and asking for the words that were first written."""

import asyncio

from litestar.response import Response

from portal.base import brake
from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.vault import commands, holding, shown
from portal.vault.forms import NumberForm
from portal.web.doors import Zones, get, post
from portal.web.failures import TYPED
from portal.web.pages import page
from portal.web.visitors import Visit


@get("/page", needs=Permission.ANYONE, vault=True)
def ask_for_number(visit: Visit, session: Session) -> Response[bytes]:
    """The field for the number."""
    return page(visit, "vault/number.html", form=NumberForm(), faults=[], kept=[])


@post("/page", needs=Permission.ANYONE, vault=True)
async def open_page(visit: Visit, zones: Zones) -> Response[bytes]:
    """Open the page by its number, or go on with its ticket. The slow sums are done beside the writers and not before them."""
    typed = visit.form.pop("code", "")
    if typed:
        await asyncio.sleep(min(brake.numbers.wait(), brake.LONGEST_WAIT))
        try:
            visit.form[holding.FIELD] = await zones.vault.reading(lambda session: holding.ticket(holding.opened_by(session, typed)))
        except Refused as fault:
            return _ask_again(visit, typed, fault.sentence)
    elif not visit.form.get(holding.FIELD):
        return _ask_again(visit, "", _("Type your number. It has 20 digits."))
    return await zones.vault.writing(lambda session: _show(visit, session))


def _show(visit: Visit, session: Session) -> Response[bytes]:
    held = holding.held_by(session, visit.form[holding.FIELD])
    if held is None:
        return _ask_again(visit, "", _("Your page was open for a long time, or was ended. Please type your number again."))
    visit.actor = holding.HOLDER
    return shown.page_of(visit, session, held)


def _ask_again(visit: Visit, typed: str, sentence: str) -> Response[bytes]:
    form = NumberForm(visit.form)
    form.code.data = typed
    form.blame("code", sentence)
    kept = [words for name in TYPED for words in visit.form.getall(name, []) if words.strip()]
    return page(visit, "vault/number.html", status=422, form=form, faults=form.faults(), kept=kept)


@post("/page/end", needs=Permission.ANYONE, vault=True)
def end(visit: Visit, session: Session) -> Response[bytes]:
    """Every page of the case that lies open anywhere is dead from now on, and the browser is asked to forget. A dead page may be ended too."""
    held = holding.held_by(session, visit.form.get(holding.FIELD, ""))
    if held is not None:
        commands.end_visits(session, holding.HOLDER, held)
    return page(visit, "vault/ended.html", headers={"Clear-Site-Data": '"cache", "cookies", "storage"'})


@post("/page/text", needs=Permission.ANYONE, vault=True)
def show_text(visit: Visit, session: Session) -> Response[bytes]:
    """The page with the words that were first written."""
    held = holding.require(visit, session)
    return shown.page_of(visit, session, held, text=True)


@post("/page/withdraw", needs=Permission.ANYONE, vault=True)
def withdraw(visit: Visit, session: Session) -> Response[bytes]:
    """Asks once; then everything that was written is destroyed, and what stays tells nothing."""
    held = holding.require(visit, session)
    if visit.form.get("sure") != "yes":
        return page(visit, "vault/withdraw.html")
    shown.room_of(held.case).withdraw(session, visit.actor, held)
    commands.erase_own(session, visit.actor, held)
    return page(visit, "vault/erased.html", day=visit.now.date(), done=_("Everything is erased."), words=[], headers={"Clear-Site-Data": '"cache", "cookies", "storage"'})
