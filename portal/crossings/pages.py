"""The two doors that stand on the threshold: a moderator moves a mention into the vault; an officer has somebody's public traces hidden."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _
from portal.crossings import moving, traces
from portal.reprisals.pages import desk
from portal.web.doors import Zones, get, post
from portal.web.pages import page
from portal.web.visitors import Visit

PROTECT = "/staff/{slug:str}/queue/{number:int}/protect"


@get(PROTECT, needs=Permission.DECIDE)
def ask_whether_to_protect(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """What happens when the words are moved, and the button."""
    words = moving.look(session, visit.actor, slug, number)
    return page(visit, "crossings/protect.html", words=words, gone=words.state in moving.GONE, here=f"/staff/{slug}/queue/{number}", faults=[])


@post(PROTECT, needs=Permission.DECIDE, vault=True)
async def protect(visit: Visit, zones: Zones, slug: str, number: int) -> Response[bytes]:
    """Into the vault first, then out of the public side. Sent once more, it finds that it is done."""
    for _try in range(moving.TRIES):
        mention = await zones.public.reading(lambda session: moving.read(session, visit.actor, slug, number))
        if mention.gone:
            return page(visit, "crossings/protected.html", slug=slug)
        await zones.vault.writing(lambda session, mention=mention: moving.carry_in(session, visit.actor, mention))  # type: ignore[misc]
        if await zones.public.writing(lambda session, mention=mention: moving.take_out(session, visit.actor, slug, mention)):  # type: ignore[misc]
            return page(visit, "crossings/protected.html", slug=slug)
    raise WrongMoment(_("The author is writing at this moment. Please try again in a minute."))


@post("/staff/desk/{case_id:int}/hide", needs=Permission.HANDLE_REPRISAL, vault=True)
async def hide_traces(visit: Visit, zones: Zones, case_id: int) -> Response[bytes]:
    """All public traces of the person, as far as they named their numbers; with their consent alone."""
    opened = await zones.vault.writing(lambda session: desk.open_case(visit, session, case_id))
    try:
        numbers = await zones.vault.reading(lambda session: traces.wanted(session, visit.actor, opened))
    except Refused as fault:
        sentence = fault.sentence
        return await zones.vault.writing(lambda session: desk.show(visit, session, traces.again(session, opened), refused=sentence))
    hidden = await zones.public.writing(lambda session: traces.hide(session, numbers))
    done = _("Hidden. Texts and objections that are gone now: %(count)s.", count=hidden.gone)
    return await zones.vault.writing(lambda session: desk.show(visit, session, traces.write_down(session, visit.actor, opened, hidden), done=done))
