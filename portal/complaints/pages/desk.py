"""A complaint at the desk of its focal point: everything that is in it, and the deeds that are possible now."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from litestar.response import Response

from portal.base.access import Actor, Permission
from portal.base.database import Session
from portal.base.errors import NotFound, PortalError, Refused, WrongMoment
from portal.base.languages import Lazy, _, _l
from portal.base.regions import REGIONS
from portal.complaints import deskforms, queries
from portal.complaints.commands import handing, talking
from portal.complaints.pages import deeds
from portal.complaints.pages.deeds import DEEDS, Deed
from portal.complaints.queries import Finding, HelpKind, Pause, Remedy
from portal.vault import commands, desks, outside
from portal.vault import queries as vault
from portal.vault.arriving import Arrived, arrive
from portal.vault.holding import Opened
from portal.vault.unlocking import look_whether_unlocked, unlocked
from portal.web.doors import Zones, get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.forms import Form
from portal.web.pages import document, page
from portal.web.visitors import Visit

CASE = "/staff/desk/{case_id:int}"
WHY = {"gone": _l("Nobody has it"), "away": _l("Its owner is away"), "late": _l("Nobody has answered in time"), "no key": _l("Its owner has lost the key")}
NOTHING: Mapping[str, Form] = {}


def show(
    visit: Visit,
    session: Session,
    opened: Opened,
    *,
    done: str = "",
    status: int = 200,
    tried: Mapping[str, Form] = NOTHING,
    meanwhile: bool = False,
    left: Sequence[str] = (),
    sentence: str = "",
) -> Response[bytes]:
    """The page of a case. `tried` holds forms that came back with faults, `left` what was typed into one that is not there any more."""
    complaint = queries.of(session, visit.actor, opened)
    commands.rewrap_for_absent(session, visit.actor, opened)
    said: dict[str, Any] = {"done": done, "sentence": sentence, "meanwhile": meanwhile, "left": left, "faults": [fault for form in tried.values() for fault in form.faults()]}
    facts = _content(visit, session, opened, complaint) | _possible(visit, session, opened, complaint, tried)
    told = page(visit, "complaints/desk.html", status=status, **said, **facts)
    commands.note_seen(session, visit.actor, opened)
    return told


def _possible(visit: Visit, session: Session, opened: Opened, complaint: Any, tried: Mapping[str, Form]) -> dict[str, Any]:
    """What can be done now, and what it needs."""
    following, others = deeds.offers(visit, session, opened, complaint, tried)
    return {
        "message": tried.get("message") or deskforms.TextForm("message"),
        "following": following,
        "others": others,
        "nobody_else": deeds.nobody_else(visit, session, opened, complaint),
        "waits": deeds.waiting_for(visit, session, opened, complaint),
        "ground": _ground(opened, complaint),
        "here": f"/staff/desk/{opened.case.id}",
    }


def _content(visit: Visit, session: Session, opened: Opened, complaint: Any) -> dict[str, Any]:
    """What is in the case, and the words for it."""
    trusted = outside.trusted()
    entrusted = [(trusted.get(officer.staff_id), standing, usable) for officer, standing, usable in vault.entrusted(session, visit.actor, opened.case)]
    return {
        "case": opened.case,
        "complaint": complaint,
        "state": queries.state_of(complaint.category, complaint.state),
        "helps": complaint.category is queries.Category.HELP,
        "pauses": {one.value: one.label for one in Pause},
        "findings": {one.value: one.label for one in Finding},
        "remedies": {one.value: one.label for one in Remedy},
        "facts": vault.facts(session, visit.actor, opened) or {},
        "place": outside.concerned(complaint.place).title,
        "help_kinds": {one.value: one.label for one in HelpKind},
        "region": REGIONS.get(complaint.region, ""),
        "messages": vault.messages(session, visit.actor, opened),
        "files": vault.files(session, visit.actor, opened),
        "clocks": [(one, vault.late(one)) for one in vault.clocks(session, visit.actor, opened)],
        "accesses": vault.accesses(session, visit.actor, opened),
        "entrusted": [(person, standing, usable) for person, standing, usable in entrusted if person is not None],
        "publishable": queries.publishable(session, visit.actor, opened),
    }


def _ground(opened: Opened, complaint: Any) -> str:
    return fingerprint(complaint.state, complaint.stage, complaint.owner_id, opened.case.next_message)


def _opened(visit: Visit, session: Session, case_id: int) -> Opened:
    _officer, pair = unlocked(session, visit)
    return commands.look_into(session, visit.actor, case_id, pair)


def _handler(deed: Deed) -> Callable[..., Response[bytes]]:
    def do(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
        opened = _opened(visit, session, case_id)
        complaint = queries.of(session, visit.actor, opened)
        if queries.said_before(session, visit.actor, opened, visit.token):
            return show(visit, session, opened, done=str(deed.done))
        if fault := _too_late(visit, session, opened, complaint, deed):
            return fault
        form = deeds.form_of(deed, visit, session, opened, complaint, sent=True)
        if not form.validate():
            return show(visit, session, opened, status=422, tried={deed.verb: form})
        return _do(visit, session, opened, deed, form)

    do.__name__ = do.__qualname__ = deed.verb.replace("-", "_")
    do.__doc__ = f"A deed on a complaint: {deed.verb}."
    return do


def _too_late(visit: Visit, session: Session, opened: Opened, complaint: Any, deed: Deed) -> Response[bytes] | None:
    """Whether something has happened since the form was opened: then nothing is done, and every word is kept."""
    if not changed_meanwhile(visit, complaint.state, complaint.stage, complaint.owner_id, opened.case.next_message):
        return None
    following, others = deeds.verbs(visit, session, opened, complaint)
    if deed.verb in (*following, *others):
        form = deeds.form_of(deed, visit, session, opened, complaint, sent=True)
        return show(visit, session, opened, status=409, tried={deed.verb: form}, meanwhile=True)
    left = [value for name, value in visit.form.items() if name not in ("token", "ground") and value.strip()]
    return show(visit, session, opened, status=409, meanwhile=True, left=left)


def _do(visit: Visit, session: Session, opened: Opened, deed: Deed, form: deskforms.DeedForm) -> Response[bytes]:
    """Do it. A command that refuses has done nothing: the savepoint takes back what it began."""
    try:
        with session.begin_nested():
            deed.run(visit, session, opened, form)
    except (Refused, WrongMoment) as fault:
        session.expire_all()
        first = next((field.name for field in form), "")
        if first:
            form.blame(first, fault.sentence)
        return show(visit, session, opened, status=fault.status, tried={deed.verb: form}, sentence="" if first else fault.sentence)
    if deed.gives_away:
        return page(visit, "complaints/given_away.html", done=str(deed.done))
    return show(visit, session, opened, done=str(deed.done))


for _deed in DEEDS.values():
    post(f"{CASE}/{_deed.verb}", needs=Permission.HANDLE_COMPLAINT, vault=True)(_handler(_deed))


@post(CASE + "/message", needs=Permission.HANDLE_COMPLAINT, vault=True, uploads=True)
async def send_message(visit: Visit, zones: Zones, case_id: int) -> Response[bytes]:
    """Write to the complainant, with files. They are cleaned before anybody has to wait for it."""
    arrived, sentence = await _arrived(visit)
    return await zones.vault.writing(lambda session: _send(visit, session, case_id, arrived, sentence))


async def _arrived(visit: Visit) -> tuple[Sequence[Arrived], str]:
    try:
        return await arrive(visit), ""
    except PortalError as fault:
        return [], fault.sentence


def _send(visit: Visit, session: Session, case_id: int, arrived: Sequence[Arrived], sentence: str) -> Response[bytes]:
    opened = _opened(visit, session, case_id)
    done = _("Your message is sent.")
    if queries.said_before(session, visit.actor, opened, visit.token):
        return show(visit, session, opened, done=done)
    form = deskforms.TextForm("message", visit.form)
    sound = form.validate()
    if sentence:
        form.blame("text", sentence)
    if not sound or sentence:
        return show(visit, session, opened, status=422, tried={"message": form})
    try:
        with session.begin_nested():
            talking.write(session, visit.actor, opened, text=form.text.data, token=visit.token, arrived=arrived)
    except Refused as fault:
        session.expire_all()
        form.blame("text", fault.sentence)
        return show(visit, session, opened, status=422, tried={"message": form})
    return show(visit, session, opened, done=done)


@post(CASE + "/file", needs=Permission.HANDLE_COMPLAINT, vault=True)
def take_file(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """A file: its clean copy, or the original for whoever asks for it in so many words."""
    opened = _opened(visit, session, case_id)
    queries.of(session, visit.actor, opened)
    number, original = visit.form.get("number", ""), visit.form.get("which") == "original"
    if not (number.isascii() and number.isdigit() and len(number) < 6):  # noqa: PLR2004  no case holds more
        raise NotFound
    kept = vault.kept_file(session, visit.actor, opened, int(number), original=original)
    if original:
        commands.record(session, visit.actor, opened.case, "open original")
    return document(kept.data, "application/octet-stream" if original else kept.media_type, name=kept.name, keep=False)


@get("/staff/desk/standing-in", needs=Permission.HANDLE_COMPLAINT, vault=True)
def show_orphans(visit: Visit, session: Session) -> Response[bytes]:
    """Complaints that the reader stands in for and may take over now."""
    look_whether_unlocked(session, visit)
    found, further = queries.orphans(session, visit.actor, visit.number("after", 0))
    return page(visit, "complaints/standing_in.html", found=[(one, WHY[one.why]) for one in found], later=visit.url("/staff/desk/standing-in", after=further) if further else "")


@post(CASE + "/take-over", needs=Permission.HANDLE_COMPLAINT, vault=True)
def take_over(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """Take over a complaint that has nobody at this moment."""
    _officer, pair = unlocked(session, visit)
    handing.take_over(session, visit.actor, case_id, pair)
    return show(visit, session, commands.look_into(session, visit.actor, case_id, pair), done=_("It is yours now. The complainant has been told."))


def links(session: Session, viewer: Actor) -> list[tuple[Lazy, str]]:
    """Further pages of the desk: only what there is something on."""
    return [(_l("Complaints without their owner"), "/staff/desk/standing-in")] if queries.are_there_orphans(session, viewer) else []


desks.show_with(desks.CaseKind.COMPLAINT, show)
desks.listed_with(desks.CaseKind.COMPLAINT, queries.states_of)
desks.links_with(links)
