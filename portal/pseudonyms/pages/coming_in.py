"""The way in: open a pseudonym, or begin one. Everything but the empty forms is sent by POST."""

import asyncio
import json
from dataclasses import astuple, dataclass

from litestar.response import Response

from portal.base import clock
from portal.base.access import Permission
from portal.base.database import Database, Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.secrets import Unsealable, from_text, random_id, seal, to_text, unseal
from portal.identity import passwords
from portal.identity.brake import Brake
from portal.pseudonyms import commands, queries, wallets
from portal.pseudonyms.forms import BeginForm, OpenForm
from portal.pseudonyms.pages.shown import ended, open_now, opened_by, the_way_in, with_what_came_along
from portal.pseudonyms.tickets import FIELD
from portal.pseudonyms.tickets import opened_by as just_opened
from portal.receipts.tickets import LIFETIME
from portal.web.doors import get, post
from portal.web.pages import page
from portal.web.visitors import Visit

BEGINNING = "pseudonym beginning"
brake = Brake()
"""Wrong passphrases of all pseudonyms together: guessing is slowed, nobody is locked out."""


@get("/pseudonym", needs=Permission.ANYONE)
def show_way_in(visit: Visit, session: Session) -> Response[bytes]:
    """What a made-up name is for, what it cannot do, and the two forms."""
    return the_way_in(visit)


@post("/pseudonym", needs=Permission.ANYONE)
async def open_it(visit: Visit, database: Database) -> Response[bytes]:
    """Open with name and passphrase, or go on with the ticket of the page; a number may come along."""
    if visit.form.get(FIELD):
        return await database.writing(lambda session: _go_on(visit, session))
    if "password" not in visit.form:
        return the_way_in(visit)
    form = OpenForm(visit.form)
    if not form.validate():
        return the_way_in(visit, opening=form)
    await asyncio.sleep(brake.wait())
    lock = await database.reading(lambda session: queries.lock_of(session, visit.actor, form.name.data))
    secret = await passwords.derived(wallets.spoken(form.password.data), lock.salt)
    key = lock.key(secret)
    if key is None or lock.pseudonym is None:
        brake.failed()
        form.blame("password", _("Name and passphrase do not fit. Please try again."))
        return the_way_in(visit, opening=form)
    opened = just_opened(lock.pseudonym, key)
    return await database.writing(lambda session: open_now(visit, session, opened))


def _go_on(visit: Visit, session: Session) -> Response[bytes]:
    opened = opened_by(visit, session)
    return with_what_came_along(visit, session, opened) if opened else ended(visit)


@dataclass(frozen=True)
class _Beginning:
    """A pseudonym that is ready to be made; it lies sealed in the page that shows the passphrase for the last time."""

    row_id: int
    name_hash: str
    salt: str
    locked_key: str
    key: str
    until: int


@post("/pseudonym/begin", needs=Permission.ANYONE)
async def begin(visit: Visit, database: Database) -> Response[bytes]:
    """Choose name and passphrase, see both once more, and begin."""
    if visit.form.get("beginning"):
        return await database.writing(lambda session: _begin(visit, session))
    form = BeginForm(visit.form)
    good = form.validate()
    own = wallets.spoken(form.password.data or "")
    if good and own and (fault := await passwords.fault_of(own, [form.name.data])):
        form.blame("password", fault)
    if form.faults():
        return the_way_in(visit, beginning=form)
    await asyncio.sleep(brake.wait())
    if await database.reading(lambda session: queries.is_taken(session, visit.actor, form.name.data)):
        brake.failed()  # who asks for many names is slowed like who tries many passphrases
        form.blame("name", _("Somebody uses this name already. Choose another one."))
        return the_way_in(visit, beginning=form)
    passphrase = form.password.data.strip() if own else wallets.proposed()
    return await _show_once_more(visit, form.name.data, passphrase, proposed=not own)


async def _show_once_more(visit: Visit, name: str, passphrase: str, *, proposed: bool) -> Response[bytes]:
    salt, key = wallets.new_salt(), wallets.new_key()
    locked = wallets.lock(key, await passwords.derived(wallets.spoken(passphrase), salt))
    until = int((clock.now() + LIFETIME).timestamp())
    ready = _Beginning(random_id(), to_text(wallets.name_hash(name)), to_text(salt), to_text(locked), to_text(key), until)
    sealed = to_text(seal(BEGINNING, json.dumps(astuple(ready))))
    return page(visit, "pseudonyms/begin.html", name=name, passphrase=passphrase, proposed=proposed, sealed=sealed, keepsake=visit.form.get("keep", ""))


def _begin(visit: Visit, session: Session) -> Response[bytes]:
    try:
        ready = _Beginning(*json.loads(unseal(BEGINNING, from_text(visit.form["beginning"]))))
    except (Unsealable, ValueError):
        return ended(visit)
    if ready.until < clock.now().timestamp():
        return ended(visit)
    parts = [from_text(one) for one in (ready.name_hash, ready.salt, ready.locked_key, ready.key)]
    try:
        opened = commands.begin(session, visit.actor, ready.row_id, *parts)
    except Refused as taken:
        return the_way_in(visit, sentence=taken.sentence, status=422)
    return open_now(visit, session, opened, done=_("Your made-up name is ready."))
