"""The member's page, behind the number: lists, calls, what was told; no cookie, a ticket goes from form to form."""

import asyncio
from typing import Any

from litestar.response import Response

from portal.base import brake
from portal.base.access import Actor, Permission
from portal.base.database import Database, Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.base.regions import REGIONS
from portal.base.settings import settings
from portal.calls import commands, queries, tickets
from portal.calls.choices import action_words
from portal.calls.forms.joining import wishing_form
from portal.calls.forms.members import Number
from portal.receipts import codes
from portal.web.doors import get, post
from portal.web.pages import page
from portal.web.visitors import Visit

PLACE = "/lists/member"


@get(PLACE, needs=Permission.ANYONE)
def ask_for_number(visit: Visit, session: Session) -> Response[bytes]:
    """The field for the number."""
    return page(visit, "calls/open.html", form=Number(), faults=[])


@post(PLACE, needs=Permission.ANYONE)
async def open_page(visit: Visit, database: Database) -> Response[bytes]:
    """The page behind the number. Guessing is slowed here, beside the writers and not before them."""
    typed = visit.form.get("code", "")
    if codes.is_whole(codes.typed(typed)):
        await asyncio.sleep(min(brake.numbers.wait(), brake.LONGEST_WAIT))
    return await database.reading(lambda session: _open(visit, session, typed))


def _open(visit: Visit, session: Session, typed: str) -> Response[bytes]:
    if not typed and (held := tickets.member_of(session, visit)):
        return show(visit, session, held)
    form = Number(visit.form)
    try:
        member = commands.open_with(session, visit.actor, typed)
    except Refused as refused:
        ended = not typed and visit.form.get(tickets.FIELD)
        form.blame("code", _("Your page was open for a long time. Please type your number again.") if ended else refused.sentence)
        return page(visit, "calls/open.html", status=422, form=form, faults=form.faults())
    visit.form[tickets.FIELD] = tickets.issue(member)
    return show(visit, session, tickets.as_actor(member))


def show(visit: Visit, session: Session, held: Actor, *, done: str = "") -> Response[bytes]:
    """The member's own page."""
    mine = queries.member(session, held)
    return page(
        visit,
        "calls/member.html",
        mine=mine,
        calls=queries.calls_of_member(session, held),
        notes=queries.own_notes(session, held),
        proposals=queries.own_proposals(session, held),
        form=wishing_form(language=mine.language, neutral=mine.neutral),
        ticket=visit.form[tickets.FIELD],
        done=done,
    )


def me(visit: Visit, session: Session) -> Actor:
    """The member whose ticket the form carries; staff who are signed in beside it may be members, too."""
    held = tickets.member_of(session, visit)
    if held is None:
        raise Refused(_("Your page was open for too long. Please type your number again."), next_url=visit.url(PLACE), next_label=_("Type your number"))
    return held


def number_in(visit: Visit) -> int:
    """The number of the call that a form is about. Raises NotFound."""
    text = visit.form.get("number", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004  more digits fit no column
        raise NotFound
    return int(text)


@post(PLACE + "/call", needs=Permission.TAKE_PART_IN_CALLS)
def show_call(visit: Visit, session: Session) -> Response[bytes]:
    """A call as members read it, with what others told."""
    held = me(visit, session)
    return call_page(visit, session, held)


def call_page(visit: Visit, session: Session, held: Actor, *, done: str = "") -> Response[bytes]:
    """The page of one call of the own lists."""
    call = queries.call_of_member(session, held, number_in(visit))
    facts: dict[str, Any] = {"told": queries.told_by_members(session, held, call), "regions": REGIONS, "action_words": action_words()}
    return page(visit, "calls/member_call.html", call=call, ticket=visit.form[tickets.FIELD], done=done, **facts)


@post(PLACE + "/wishes", needs=Permission.TAKE_PART_IN_CALLS)
def wish(visit: Visit, session: Session) -> Response[bytes]:
    """Language and subject of the letters."""
    held = me(visit, session)
    form = wishing_form(visit.form)
    if form.validate() and form.language.data in settings().languages:
        commands.wish(session, held, language=form.language.data, neutral=bool(form.neutral.data))
    return show(visit, session, held, done=_("The changes are saved."))


@post(PLACE + "/leave", needs=Permission.TAKE_PART_IN_CALLS)
def leave(visit: Visit, session: Session) -> Response[bytes]:
    """Off one list, or off all of them; at once."""
    held = me(visit, session)
    slug = visit.form.get("list", "")
    if not slug:
        commands.leave_all(session, held)
        return page(visit, "calls/left.html", gone=True, ticket="", list=None)
    mine = next((one.contact_list for one in queries.member(session, held).memberships if one.contact_list.slug == slug), None)
    if mine is None:
        return show(visit, session, held)
    gone = commands.leave_list(session, held, mine.id)
    return page(visit, "calls/left.html", gone=gone, ticket="" if gone else visit.form[tickets.FIELD], list=mine)
