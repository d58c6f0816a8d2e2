"""What a member tells: what was done, help, news from the field, ideas, the wish to lead, a call of the own."""

from typing import Any

from litestar.response import Response

from portal.base.access import Actor, Permission
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.calls import commands, queries, tickets
from portal.calls.forms.members import KINDS, READ, Telling, acting_form, proposing_form
from portal.calls.pages.member import PLACE, call_page, me, number_in, show
from portal.calls.queries.kinds import ActionKind, NoteKind
from portal.web.doors import post
from portal.web.pages import page
from portal.web.visitors import Visit

NEEDS = Permission.TAKE_PART_IN_CALLS


@post(PLACE + "/act", needs=NEEDS)
def act(visit: Visit, session: Session) -> Response[bytes]:
    """Say what was done about a call; the form, and then its sending."""
    held = me(visit, session)
    call = queries.call_of_member(session, held, number_in(visit))
    form = acting_form(visit.form if "action" in visit.form else None)
    if "action" not in visit.form or not form.validate():
        return _act_form(visit, call, form)
    words = form.text.data if form.shown.data == READ else ""
    try:
        commands.tell(
            session, held, NoteKind.ACTION, token=visit.token, language=visit.language, call=call, text=words or "", action=ActionKind(form.action.data), day=form.day.day
        )
    except Refused as refused:
        form.blame("day", refused.sentence)
        return _act_form(visit, call, form)
    return call_page(visit, session, held, done=_("Thank you. It is noted."))


def _act_form(visit: Visit, call: Any, form: Any) -> Response[bytes]:
    faults = form.faults()
    return page(visit, "calls/act.html", status=422 if faults else 200, call=call, form=form, faults=faults, ticket=visit.form[tickets.FIELD])


@post(PLACE + "/tell", needs=NEEDS)
def tell(visit: Visit, session: Session) -> Response[bytes]:
    """News from the field, an idea, help, or the wish to lead: about a call, or to a list."""
    held = me(visit, session)
    kind = next((one for one in KINDS if one.value == visit.form.get("kind")), None)
    if kind is None:
        raise NotFound
    call = queries.call_of_member(session, held, number_in(visit)) if visit.form.get("number") else None
    place = None if call is not None else _list(session, held, visit)
    form = Telling(visit.form if "text" in visit.form else None)
    if "text" not in visit.form or not form.validate():
        faults = form.faults()
        return page(visit, "calls/tell.html", status=422 if faults else 200, kind=kind, call=call, list=place, form=form, faults=faults, ticket=visit.form[tickets.FIELD])
    name = form.name.data if form.agreed.data else ""
    commands.tell(session, held, kind, token=visit.token, language=visit.language, call=call, contact_list=place, text=form.text.data, name=name or "")
    thanks = _("Thank you. The chair reads it.")
    return call_page(visit, session, held, done=thanks) if call is not None else show(visit, session, held, done=thanks)


def _list(session: Session, held: Actor, visit: Visit) -> Any:
    """One of the member's own lists. Raises NotFound for all others."""
    slug = visit.form.get("list", "")
    found = next((one.contact_list for one in queries.member(session, held).memberships if one.contact_list.slug == slug), None)
    if found is None:
        raise NotFound
    return found


@post(PLACE + "/propose", needs=NEEDS)
def propose(visit: Visit, session: Session) -> Response[bytes]:
    """A call from the field."""
    held = me(visit, session)
    lists = [one.contact_list for one in queries.member(session, held).memberships]
    places = [(one.slug, str(one.title)) for one in lists]
    form = proposing_form(places, visit.form if "title" in visit.form else None)
    if "title" not in visit.form or not form.validate():
        faults = form.faults()
        return page(visit, "calls/propose.html", status=422 if faults else 200, form=form, faults=faults, ticket=visit.form[tickets.FIELD])
    place = next(one for one in lists if one.slug == form.place.data)
    commands.propose(session, held, place, token=visit.token, language=visit.language, title=form.title.data, happens=form.text.data, sources=form.sources.found)
    return show(visit, session, held, done=_("Thank you. The chair reads it."))
