"""The protected form: advice and helplines first, one field that is needed, and the number at the end."""

import asyncio
from typing import Any

from litestar.response import Response

from portal.base import clock
from portal.base.access import Permission
from portal.base.database import DatabaseFault, Session
from portal.base.errors import NotFound, PortalError
from portal.base.languages import _
from portal.base.regions import REGIONS
from portal.base.turns import Turns
from portal.reprisals import choosing, duty, queries
from portal.reprisals.commands import intake
from portal.reprisals.forms import CONSENT, OTHER, WriteForm
from portal.reprisals.queries import ProtectiveAction
from portal.vault import commands as vault
from portal.vault import holding, outside
from portal.vault import queries as cases
from portal.vault.arriving import Arrived, arrive
from portal.vault.pages.holder import number_as_file
from portal.web.doors import Zones, get, post
from portal.web.pages import page
from portal.web.visitors import Visit

TRAP = "website"
turns = Turns("reports")
"""No report ever waits for its turn. But in a flood files are not taken with it: the page behind the number takes them."""


@get("/write/2", needs=Permission.ANYONE, vault=True)
def show_form(visit: Visit, session: Session) -> Response[bytes]:
    """Whom to call at once, what to think of, and then the form."""
    return _form(visit, session, WriteForm(places=outside.places()))


@post("/write/2", needs=Permission.ANYONE, vault=True, uploads=True)
async def write(visit: Visit, zones: Zones) -> Response[bytes]:
    """Take the report and show its number. Files are cleaned, and the number is made, before anybody has to wait for it."""
    form = WriteForm(visit.form, places=await asyncio.to_thread(outside.places))
    trapped = bool(visit.form.get(TRAP, "").strip())
    form.validate()
    later = not form.faults() and not trapped and turns.overfull()
    arrived = [] if later else await _arrived(visit, form)
    if form.faults() or trapped or visit.switching:
        return await zones.vault.reading(lambda session: _form(visit, session, form, trapped=trapped))
    number = await asyncio.to_thread(holding.number_for, visit.token)
    try:
        return await zones.vault.writing(lambda session: _take(visit, session, form, arrived, number, later=later and bool(visit.files("files"))))
    except DatabaseFault:  # such as a full disk: nothing was kept, and the page that comes back names those who help at once
        form.blame("text", _("The portal could not save this just now."))
        return await zones.vault.reading(lambda session: _form(visit, session, form, status=503))


async def _arrived(visit: Visit, form: WriteForm) -> list[Arrived]:
    try:
        return await arrive(visit)
    except PortalError as fault:
        form.blame("files", fault.sentence)
        return []


def _take(visit: Visit, session: Session, form: WriteForm, arrived: list[Arrived], number: holding.Number, *, later: bool) -> Response[bytes]:
    try:
        made = intake.report(
            session,
            visit.actor,
            token=visit.token,
            facts=form.told,
            language=form.language.data if form.language.data != OTHER else visit.language,
            number=number,
            danger=form.in_danger,
            for_another=form.for_another.data,
            region=form.part_of_the_world,
            consents=form.allowed,
        )
    except intake.NobodyThere as fault:
        form.blame("text", fault.sentence)
        return _form(visit, session, form)
    if arrived and not made.received.again:
        vault.keep_files(session, visit.actor, made.held, arrived)
    return page(
        visit,
        "reprisals/written.html",
        code=made.received.code,
        case=holding.ticket(made.held),
        urgent=made.report.urgent,
        later=later,
        answer_by=made.answer_by,
        watch=duty.watch(made.hours, clock.now()),
        helplines=queries.helplines(session, visit.actor),
        regions=REGIONS,
        token=visit.same_token(),
    )


@post("/write/2/number", needs=Permission.ANYONE, vault=True)
async def download_number(visit: Visit, zones: Zones) -> Response[bytes]:
    """The number as a plain text file, for whoever holds the form that made it."""
    token = visit.token
    if not await zones.vault.reading(lambda session: cases.made_by(session, visit.actor, token)):
        raise NotFound
    return number_as_file(holding.code_of_form(token))


def _form(visit: Visit, session: Session, form: WriteForm, *, trapped: bool = False, status: int = 422) -> Response[bytes]:
    faults: list[Any] = form.faults()
    if trapped:
        faults = [*faults, (TRAP, _("One field must stay empty. It is empty again; please send once more."))]
    officers = [one.officer.id for one in choosing.present(session, visit.actor)]
    return page(
        visit,
        "reprisals/write.html",
        status=status if faults else 200,
        form=form,
        faults=faults,
        somebody=bool(officers),
        watch=duty.watch(queries.duties(session, visit.actor, officers), clock.now()),
        helplines=queries.helplines(session, visit.actor),
        regions=REGIONS,
        actions=list(ProtectiveAction),
        consent=CONSENT,
        again=visit.method == "POST",
    )
