"""The ways to write to us, and the form of a complaint: tell, look at it and choose who reads it, get the number."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from litestar.response import Response

from portal.base.access import Permission, Role
from portal.base.database import DatabaseFault, Session
from portal.base.errors import NotFound, PortalError, Refused
from portal.base.languages import _
from portal.base.turns import FIELD, Turns, Wait
from portal.complaints import clocks, queries, routing
from portal.complaints.arrival import Told
from portal.complaints.commands import intake
from portal.complaints.forms import AS_WRITTEN, ComplaintForm, HelpForm, SendForm, as_written, kept_as_written
from portal.vault import holding, outside
from portal.vault import queries as cases
from portal.vault.arriving import Arrived, arrive
from portal.vault.pages.holder import number_as_file
from portal.web.doors import Zones, get, post
from portal.web.pages import page
from portal.web.visitors import Visit

TRAP = "website"
turns = Turns("complaints")


@dataclass(frozen=True)
class Way:
    """One of the forms that lead to a focal point; `carried` are the fields of the first step that the second one carries along."""

    path: str
    template: str
    form: Callable[[Visit], Any]
    """The form as it was sent, or empty. It may look at the public side, so it is not made in the vault's turn."""
    carried: tuple[str, ...]


COMPLAINT = Way(
    "/write/1",
    "complaints/write.html",
    lambda visit: ComplaintForm(visit.form if visit.method == "POST" else None, places=outside.places()),
    ("category", "text", "language", "place", "number", "who", "region", "answer_in", "name", "by_helper"),
)
HELP = Way(
    "/write/3",
    "complaints/help.html",
    lambda visit: HelpForm(visit.form if visit.method == "POST" else None),
    ("kind", "text", "language", "region", "answer_in", "name", "by_helper"),
)


@get("/write", needs=Permission.ANYONE)
def show_ways(visit: Visit, session: Session) -> Response[bytes]:
    """What one can write to us about."""
    return page(visit, "complaints/ways.html")


@get("/write/1", needs=Permission.ANYONE, vault=True)
def show_form(visit: Visit, session: Session) -> Response[bytes]:
    """The form, for everybody; a link may name the consultation."""
    form = COMPLAINT.form(visit)
    form.language.data = form.answer_in.data = visit.language
    form.place.data = visit.query.get("about", "") if visit.query.get("about", "") in [slug for slug, _title in form.place.choices] else ""
    return _ask(visit, session, COMPLAINT, form)


@get("/write/3", needs=Permission.ANYONE, vault=True)
def show_help(visit: Visit, session: Session) -> Response[bytes]:
    """The form of the help desk."""
    form = HELP.form(visit)
    form.language.data = form.answer_in.data = visit.language
    return _ask(visit, session, HELP, form)


@post("/write/3", needs=Permission.ANYONE, vault=True, uploads=True)
async def ask_for_help(visit: Visit, zones: Zones) -> Response[bytes]:
    """A step of the form of the help desk; it goes the way of a complaint."""
    return await _step(visit, zones, HELP)


@post("/write/1", needs=Permission.ANYONE, vault=True, uploads=True)
async def write(visit: Visit, zones: Zones) -> Response[bytes]:
    """A step of the form. Files are cleaned, and the number is made, before anybody else has to wait for it."""
    return await _step(visit, zones, COMPLAINT)


async def _step(visit: Visit, zones: Zones, way: Way) -> Response[bytes]:
    form = await asyncio.to_thread(way.form, visit)
    faults = _faults(visit, form)
    step = visit.form.get("step", "look")
    if faults or step == "change" or visit.switching:
        return await zones.vault.reading(lambda session: _ask(visit, session, way, form, faults))
    if step != "send":
        return await zones.vault.reading(lambda session: _look(visit, session, way, form))
    if wait := await _turn(visit, zones):
        return await zones.vault.reading(lambda session: _look(visit, session, way, form, wait=wait))
    try:
        arrived = await arrive(visit)
    except PortalError as fault:
        sentence = fault.sentence
        return await zones.vault.reading(lambda session: _look(visit, session, way, form, [("files", sentence)]))
    number = await asyncio.to_thread(holding.number_for, visit.token)
    try:
        return await zones.vault.writing(lambda session: _take(visit, session, way, form, arrived, number))
    except DatabaseFault:  # such as a full disk: nothing was kept, and the page that comes back takes files again
        return await zones.vault.reading(lambda session: _look(visit, session, way, form, [("files", _("The portal could not save this just now."))], status=503))


async def _turn(visit: Visit, zones: Zones) -> Wait | None:
    """Whether a flood makes this form wait. What it brought already is shown without a turn."""
    token = visit.token
    if await zones.vault.reading(lambda session: cases.brought(session, visit.actor, token)):
        return None
    return turns.wait(token.name, visit.form.get(FIELD, ""))


def _faults(visit: Visit, form: Any) -> list[Any]:
    form.validate()
    faults: list[Any] = form.faults()
    if visit.form.get(TRAP, "").strip():
        faults.append((TRAP, _("One field must stay empty. It is empty again; please send once more.")))
    if visit.token.expired:
        faults.append(("text", _("The form was open for more than a week. Your words are still here. Please send it again.")))
    return faults


def _ask(visit: Visit, session: Session, way: Way, form: Any, faults: Sequence[Any] = ()) -> Response[bytes]:
    """The first step, with everything that was typed."""
    fresh = visit.method == "GET" or visit.token.expired
    return page(
        visit,
        way.template,
        status=422 if faults else 200,
        form=form,
        faults=list(faults),
        token=visit.new_token() if fresh else visit.same_token(),
        somebody=bool(cases.colleagues(session, visit.actor, Role.FOCAL_POINT)),
        avenues=queries.avenues(session, visit.actor),
        days=clocks.CLOCKS[queries.ClockName.HELP].working_days,
    )


def _look(visit: Visit, session: Session, way: Way, form: Any, faults: Sequence[Any] = (), wait: Wait | None = None, status: int = 422) -> Response[bytes]:
    """The second step: one's own words once more, who reads them, and files. If there is nobody, it says so, with the words; so it does when one has to wait."""
    told = form.told
    offered = routing.choices(session, visit.actor, **told.matter)
    if not offered:
        return _nobody(visit, session, told)
    return page(
        visit,
        "complaints/look.html",
        status=status if faults else 429 if wait else 200,
        told=told,
        to=way.path,
        wait=wait,
        turn=wait.sign if wait else visit.form.get(FIELD, ""),
        avenues=queries.avenues(session, visit.actor, told.category) if wait else [],
        place=dict(form.place.choices).get(told.place, "") if told.place else "",
        form=SendForm(visit.form, offered=offered),
        faults=list(faults),
        token=visit.same_token(),
        carried=[(name, value) for name in way.carried for value in visit.form.getall(name, []) if name != "text"],
        written=(AS_WRITTEN, kept_as_written(visit.form)),
    )


def _nobody(visit: Visit, session: Session, told: Told) -> Response[bytes]:
    return page(visit, "complaints/nobody.html", status=503, told=told, avenues=queries.avenues(session, visit.actor, told.category))


def _take(visit: Visit, session: Session, way: Way, form: Any, arrived: Sequence[Arrived], number: holding.Number) -> Response[bytes]:
    told = form.told
    last = SendForm(visit.form, offered=routing.choices(session, visit.actor, **told.matter))
    told = replace(told, referral_allowed=last.referral.data, chosen=last.chosen, as_written=as_written(visit.form))
    try:
        made = intake.complain(session, visit.actor, told, token=visit.token, number=number, arrived=arrived)
    except intake.NobodyThere:
        return _nobody(visit, session, told)
    except Refused as fault:
        return _look(visit, session, way, form, [("files", fault.sentence)])
    held = made.received.held
    return page(
        visit,
        "complaints/written.html",
        code=made.received.code,
        ticket=holding.ticket(held),
        by_helper=held.case.by_helper,
        clocks=[(one, False) for one in cases.clocks(session, visit.actor, held)],
        token=visit.same_token(),
    )


@post("/write/1/number", needs=Permission.ANYONE, vault=True)
async def save_number(visit: Visit, zones: Zones) -> Response[bytes]:
    """The number as a file, for whoever holds the form that made it."""
    token = visit.token
    if not await zones.vault.reading(lambda session: cases.made_by(session, visit.actor, token)):
        raise NotFound
    return number_as_file(holding.code_of_form(token))
