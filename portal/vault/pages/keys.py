"""An officer's own key: made, unlocked, locked, changed, forgotten. The slow sums are done beside the writers."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

from litestar.response import Response

from portal.base import brake
from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _, ngettext
from portal.vault import commands, listing, passphrases
from portal.vault.key_forms import ChangeForm, NewKeyForm, TimesForm, UnlockForm
from portal.vault.unlocking import look_whether_unlocked
from portal.web.doors import Zones, get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

KEY = "/staff/desk/key"
UNLOCK = "/staff/desk/unlock"
OURS = re.compile(r"/staff/desk(/[a-z0-9-]+)*")
NOT_SENT_ON = ("token", "passphrase", "to", "how")


@get(KEY, needs=Permission.HOLD_KEY, vault=True)
def show_key(visit: Visit, session: Session) -> Response[bytes]:
    """The state of my key, and what can be done with it."""
    return _key(visit, session)


def _key(visit: Visit, session: Session, *, status: int = 200, done: str = "", **forms: Any) -> Response[bytes]:
    look_whether_unlocked(session, visit)
    officer = listing.officer_of(session, visit.actor)
    times: dict[str, Any] = {"away_until": officer.away_until, "regions": officer.regions, "languages": officer.languages} if officer else {}
    shown = {"new": NewKeyForm(), "change": ChangeForm(prefix="c"), "lost": NewKeyForm(prefix="l"), "times": TimesForm(**times), "unlocking": UnlockForm(), **forms}
    faults = [fault for form in forms.values() for fault in form.faults()]
    counts = listing.counts(session, visit.actor, officer) if officer else None
    return page(visit, "vault/key.html", status=status, done=done, officer=officer, counts=counts, faults=faults, fresh=_is_fresh(visit), least=passphrases.SHORTEST, **shown)


def _is_fresh(visit: Visit) -> bool:
    return visit.proven_at is not None and visit.now - visit.proven_at <= passphrases.FRESH


def _require_fresh(visit: Visit) -> None:
    """A new key opens every case that is wrapped for it later; so it is made only by somebody who has just shown who they are."""
    if not _is_fresh(visit):
        raise Refused(_("Please sign in once more before you make a new key."), next_url=visit.url("/staff/sign-in", next=KEY), next_label=_("Sign in once more"))


async def _new(visit: Visit, zones: Zones, form: NewKeyForm) -> passphrases.Kept | None:
    """A new key pair behind the passphrase of a form; None, with the fault at its field."""
    if not form.validate():
        return None
    if fault := await zones.vault.reading(lambda _session: passphrases.fault_of(form.new_passphrase.data, (visit.actor.name,))):
        form.blame("new_passphrase", fault)
        return None
    return await zones.vault.reading(lambda _session: passphrases.kept(form.new_passphrase.data))


async def _done(visit: Visit, zones: Zones, deed: Callable[[Session], str], name: str, form: Any) -> Response[bytes]:
    """Do it, and show the key's page; what was refused stands at the form's first field."""

    def job(session: Session) -> Response[bytes]:
        return _key(visit, session, done=deed(session))

    try:
        return await zones.vault.writing(job)
    except Refused as fault:
        form.blame("new_passphrase", fault.sentence)
    return await zones.vault.reading(lambda session: _key(visit, session, status=422, **{name: form}))


@post(KEY, needs=Permission.HOLD_KEY, vault=True)
async def make_key(visit: Visit, zones: Zones) -> Response[bytes]:
    """My first key."""
    _require_fresh(visit)
    form = NewKeyForm(visit.form)
    kept = await _new(visit, zones, form)
    if kept is None:
        return await zones.vault.reading(lambda session: _key(visit, session, status=422, new=form))

    def deed(session: Session) -> str:
        commands.keep_key(session, visit.actor, kept)
        return _("Your key is made. From now on cases can be entrusted to you.")

    return await _done(visit, zones, deed, "new", form)


@post(KEY + "/change", needs=Permission.HOLD_KEY, vault=True)
async def change_passphrase(visit: Visit, zones: Zones) -> Response[bytes]:
    """Another passphrase for the same key; the old one is needed."""
    form = ChangeForm(visit.form, prefix="c")
    fault = await _change_fault(visit, zones, form)
    if fault:
        form.blame(*fault)
    if form.faults():
        return await zones.vault.reading(lambda session: _key(visit, session, status=422, change=form))
    officer = await zones.vault.reading(lambda session: listing.officer_of(session, visit.actor))
    kept = await zones.vault.reading(lambda _session: passphrases.kept(form.new_passphrase.data, passphrases.pair_of(officer, form.old_passphrase.data)))

    def deed(session: Session) -> str:
        commands.change_passphrase(session, visit.actor, kept)
        return _("Your passphrase is changed. Unlock your key with the new one.")

    return await _done(visit, zones, deed, "change", form)


async def _change_fault(visit: Visit, zones: Zones, form: ChangeForm) -> tuple[str, str] | None:
    if not form.validate():
        return None
    await asyncio.sleep(min(passphrases.tries.wait(), brake.LONGEST_WAIT))
    officer = await zones.vault.reading(lambda session: listing.officer_of(session, visit.actor))
    try:
        await zones.vault.reading(lambda _session: passphrases.pair_of(officer, form.old_passphrase.data))
    except Refused as wrong:
        return "old_passphrase", wrong.sentence
    fault = await zones.vault.reading(lambda _session: passphrases.fault_of(form.new_passphrase.data, (visit.actor.name,)))
    return ("new_passphrase", fault) if fault else None


@post(KEY + "/forgotten", needs=Permission.HOLD_KEY, vault=True)
async def forget_passphrase(visit: Visit, zones: Zones) -> Response[bytes]:
    """I forgot my passphrase: a new key, which opens nothing until somebody with a key comes by."""
    _require_fresh(visit)
    form = NewKeyForm(visit.form, prefix="l")
    kept = await _new(visit, zones, form)
    if kept is None:
        return await zones.vault.reading(lambda session: _key(visit, session, status=422, lost=form))

    def deed(session: Session) -> str:
        waiting = commands.forget_passphrase(session, visit.actor, kept)
        return (
            _("You have a new key.") + " " + ngettext("%(num)s case waits until somebody with a key opens it.", "%(num)s cases wait until somebody with a key opens them.", waiting)
        )

    return await _done(visit, zones, deed, "lost", form)


@post(KEY + "/times", needs=Permission.HOLD_KEY, vault=True)
def set_times(visit: Visit, session: Session) -> Response[bytes]:
    """When I am away, and for which regions and languages I come first."""
    form = TimesForm(visit.form)
    if form.validate():
        try:
            commands.set_times(session, visit.actor, form.day, form.known_regions.data, form.known_languages.data)
        except Refused as fault:
            form.blame("away_until", fault.sentence)
        else:
            return _key(visit, session, done=_("It is noted."))
    return _key(visit, session, status=422, times=form)


@post(UNLOCK, needs=Permission.HOLD_KEY, vault=True)
async def unlock(visit: Visit, zones: Zones) -> Response[bytes]:
    """Unlock the key, and go on where somebody was: what was typed there is kept."""
    to = visit.form.get("to", "")
    to = to if OURS.fullmatch(to) and to != UNLOCK else "/staff/desk"
    await asyncio.sleep(min(passphrases.tries.wait(), brake.LONGEST_WAIT))
    form = UnlockForm(visit.form)
    try:
        officer = await zones.vault.reading(lambda session: listing.officer_of(session, visit.actor))
        pair = await zones.vault.reading(lambda _session: passphrases.pair_of(officer, form.passphrase.data or ""))
        await zones.vault.writing(lambda session: commands.unlock_with(session, visit.actor, pair, visit.secret))
    except Refused as fault:
        form.blame("passphrase", fault.sentence)
        return page(visit, "errors/locked.html", status=422, faults=form.faults(), sentence=fault.sentence)
    if visit.form.get("how") != "POST":
        return redirect(visit.url(to))
    await zones.vault.reading(lambda session: look_whether_unlocked(session, visit))
    return page(visit, "vault/send_now.html", to=to, fields=[(name, value) for name, value in visit.form.items() if name not in NOT_SENT_ON])


@post("/staff/desk/lock", needs=Permission.HOLD_KEY, vault=True)
def lock(visit: Visit, session: Session) -> Response[bytes]:
    """Lock my key before its time."""
    commands.lock_again(session, visit.actor, visit.secret)
    return _key(visit, session, done=_("Your key is locked."))
