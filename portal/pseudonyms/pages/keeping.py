"""What is done on the page of an open pseudonym: numbers, the passphrase, the end."""

import asyncio

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Database, Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.identity import passwords
from portal.pseudonyms import commands, queries, wallets
from portal.pseudonyms.forms import NumberForm, PassphraseForm
from portal.pseudonyms.pages.coming_in import brake
from portal.pseudonyms.pages.shown import ended, opened_by, the_page
from portal.pseudonyms.tickets import FIELD, Opened
from portal.web.doors import post
from portal.web.pages import page
from portal.web.visitors import Visit


@post("/pseudonym/add", needs=Permission.ANYONE)
def add_number(visit: Visit, session: Session) -> Response[bytes]:
    """Put a number in that somebody types."""
    opened = opened_by(visit, session)
    if opened is None:
        return ended(visit)
    form = NumberForm(visit.form)
    if form.validate():
        try:
            commands.keep_typed(session, visit.actor, opened, form.code.data or "", form.label.data)
        except Refused as fault:
            form.blame("code", fault.sentence)
    if form.faults():
        return the_page(visit, session, opened, number=form)
    return the_page(visit, session, opened, done=_("The number is kept under your made-up name."))


@post("/pseudonym/take-out", needs=Permission.ANYONE)
def take_out(visit: Visit, session: Session) -> Response[bytes]:
    """First the number itself, to be written down; then it is taken out."""
    opened = opened_by(visit, session)
    if opened is None:
        return ended(visit)
    sign = visit.form.get("number", "")
    found = next((one for one in queries.wallet(session, visit.actor, opened) if queries.sign_of(one) == sign), None)
    if found is None:
        return the_page(visit, session, opened, done=_("The number is taken out."))
    if visit.form.get("sure") != "yes":
        return page(visit, "pseudonyms/take_out.html", kept=found, sign=sign, ticket=visit.form[FIELD])
    commands.take_out(session, visit.actor, opened, found.code)
    return the_page(visit, session, opened, done=_("The number is taken out."))


@post("/pseudonym/passphrase", needs=Permission.ANYONE)
async def change_passphrase(visit: Visit, database: Database) -> Response[bytes]:
    """Another passphrase, after the present one was typed."""
    opened = await database.reading(lambda session: opened_by(visit, session))
    if opened is None:
        return ended(visit)
    form = PassphraseForm(visit.form)
    if form.validate():
        if fault := await passwords.fault_of(wallets.spoken(form.new_password.data)):
            form.blame("new_password", fault)
        elif not await _is_present(visit, database, opened, form.password.data):
            brake.failed()
            form.blame("password", _("This is not your present passphrase."))
    if form.faults():
        return await database.reading(lambda session: the_page(visit, session, opened, passphrase=form))
    salt = wallets.new_salt()
    locked = wallets.lock(opened.key, await passwords.derived(wallets.spoken(form.new_password.data), salt))

    def change(session: Session) -> Response[bytes]:
        relocked = commands.relock(session, visit.actor, opened, salt, locked)
        return the_page(visit, session, relocked, done=_("Your passphrase is changed. Other open pages of this name have ended."))

    return await database.writing(change)


async def _is_present(visit: Visit, database: Database, opened: Opened, typed: str) -> bool:
    await asyncio.sleep(brake.wait())
    lock = await database.reading(lambda session: queries.lock_of_opened(session, visit.actor, opened))
    return lock.key(await passwords.derived(wallets.spoken(typed), lock.salt)) is not None


@post("/pseudonym/delete", needs=Permission.ANYONE)
def delete(visit: Visit, session: Session) -> Response[bytes]:
    """First the question whether one is sure, with all numbers to be written down; then the end."""
    opened = opened_by(visit, session)
    if opened is None:
        return ended(visit)
    if visit.form.get("sure") != "yes":
        return page(visit, "pseudonyms/delete.html", kept=queries.wallet(session, visit.actor, opened), ticket=visit.form[FIELD])
    commands.end(session, visit.actor, opened)
    return page(visit, "pseudonyms/deleted.html")
