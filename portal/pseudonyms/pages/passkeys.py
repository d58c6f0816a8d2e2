"""Passkeys: with JavaScript, and with an authenticator that derives a secret. Everything works without."""

import asyncio

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Database, Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.identity import webauthn
from portal.identity.webauthn import NotThisKey
from portal.pseudonyms import commands, passkeys, queries, tickets, wallets
from portal.pseudonyms.pages.coming_in import brake
from portal.pseudonyms.pages.shown import ended, open_now, opened_by, the_page, the_way_in
from portal.web.doors import post
from portal.web.visitors import Visit


@post("/pseudonym/passkey/open", needs=Permission.ANYONE)
async def open_with_passkey(visit: Visit, database: Database) -> Response[bytes]:
    """Open with what the authenticator signed and derived; no name is needed."""
    await asyncio.sleep(brake.wait())
    try:
        return await database.writing(lambda session: _open(visit, session))
    except NotThisKey:
        brake.failed()
        return the_way_in(visit, sentence=_("This passkey opens nothing here. You can use your passphrase."), status=422)


def _open(visit: Visit, session: Session) -> Response[bytes]:
    form = visit.form
    answer, secret = form.get("answer", ""), passkeys.derived(form.get("derived_password", ""))
    found = queries.passkey(session, visit.actor, passkeys.named(answer))
    if found is None:
        raise NotThisKey("unknown")
    passkey, pseudonym = found
    _id, count = webauthn.signed(passkeys.asked(form.get("challenge", "")), [passkey.credential], answer, passkeys.LIFETIME)
    key = wallets.unlock(passkey.locked_key, secret)
    if key is None or (count and count <= passkey.sign_count):
        raise NotThisKey("not unlocked, or a copy")
    commands.note_passkey_used(session, visit.actor, passkey.id, count)
    return open_now(visit, session, tickets.opened_by(pseudonym, key))


@post("/pseudonym/passkey/add", needs=Permission.ANYONE)
def add_passkey(visit: Visit, session: Session) -> Response[bytes]:
    """A passkey that opens this wallet too."""
    opened = opened_by(visit, session)
    if opened is None:
        return ended(visit)
    form = visit.form
    try:
        made = webauthn.registered(passkeys.asked(form.get("challenge", "")), form.get("answer", ""), passkeys.LIFETIME)
        commands.add_passkey(session, visit.actor, opened, *made, passkeys.derived(form.get("derived_password", "")))
    except NotThisKey:
        return the_page(visit, session, opened, sentence=_("The passkey was not added. Keep using your passphrase."))
    except Refused as fault:
        return the_page(visit, session, opened, sentence=fault.sentence)
    return the_page(visit, session, opened, done=_("The passkey opens your made-up name now. Your passphrase goes on working."))


@post("/pseudonym/passkey/remove", needs=Permission.ANYONE)
def remove_passkey(visit: Visit, session: Session) -> Response[bytes]:
    """Take a passkey away."""
    opened = opened_by(visit, session)
    if opened is None:
        return ended(visit)
    which = visit.form.get("passkey", "")
    if which.isascii() and which.isdigit() and len(which) < 20:  # noqa: PLR2004 - ids have 63 bits
        commands.remove_passkey(session, visit.actor, opened, int(which))
    return the_page(visit, session, opened, done=_("The passkey opens nothing any more."))
