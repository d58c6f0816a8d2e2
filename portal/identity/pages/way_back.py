"""Lost passwords and lost second factors: an administrator opens the way back, and the owner alone walks it."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Database, Session
from portal.base.errors import NotFound
from portal.base.settings import settings
from portal.identity import commands, passwords, queries, way_back
from portal.identity.forms import NewPasswordForm
from portal.identity.pages.letting_in import let_in
from portal.identity.pages.people_admin import LIST, ONE
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit, link


@post(ONE + "/way-back", needs=Permission.MANAGE_ORGANISATIONS)
def offer(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Make a link for a new password and show it, this once."""
    person = queries.person(session, visit.actor, number)
    key = commands.offer_way_back(session, visit.actor, person)
    address = settings().address + link(visit.language, "/staff/new-password", key=key)
    return page(visit, "identity/way_back_ready.html", person=person, link=address, hours=way_back.LIFETIME.days * 24)


@post(ONE + "/second-factor", needs=Permission.MANAGE_ORGANISATIONS)
def reset(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Take a lost second factor away, after a question."""
    person = queries.person(session, visit.actor, number)
    if visit.form.get("sure") != "yes":
        return page(visit, "identity/person_sure.html", person=person, part=None, deed="factor")
    commands.reset_second_factor(session, visit.actor, person)
    return redirect(visit.url(f"{LIST}/{number}", done="factor"))


@get("/staff/new-password", needs=Permission.ANYONE)
def show_new_password(visit: Visit, session: Session) -> Response[bytes]:
    """The form behind the link."""
    key = visit.query.get("key", "")
    if queries.behind_way_back(session, visit.actor, key) is None:
        return page(visit, "identity/way_back_over.html", status=410)
    return page(visit, "identity/new_password.html", form=NewPasswordForm(), faults=[], key=key, least=passwords.SHORTEST)


@post("/staff/new-password", needs=Permission.ANYONE, addressed=True)
async def set_new_password(visit: Visit, database: Database) -> Response[bytes]:
    """Set the password, once, and go on to the second factor."""
    key, form = visit.form.get("key", ""), NewPasswordForm(visit.form)
    words = await database.reading(lambda session: queries.words_of_way_back(session, visit.actor, key))
    if words is None:
        return page(visit, "identity/way_back_over.html", status=410)
    if form.validate() and (fault := await passwords.fault_of(form.new_password.data, words)):
        form.blame("new_password", fault)
    if form.faults():
        return page(visit, "identity/new_password.html", status=422, form=form, faults=form.faults(), key=key, least=passwords.SHORTEST)
    made = await passwords.hashed(form.new_password.data)
    try:
        staff_id = await database.writing(lambda session: commands.come_back(session, visit.actor, key, made, address=visit.address).id)
    except NotFound:
        return page(visit, "identity/way_back_over.html", status=410)
    return await let_in(visit, database, staff_id)
