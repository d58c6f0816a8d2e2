"""The three questions, behind the number."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.ratings import commands, queries
from portal.ratings import counting as _counting  # noqa: F401  enters what the public figures count
from portal.ratings.forms import RatingForm
from portal.web.doors import post
from portal.web.pages import page
from portal.web.visitors import Visit


@post("/track/rating", needs=Permission.ANYONE)
def rate(visit: Visit, session: Session) -> Response[bytes]:
    """First the questions, then the thanks."""
    if visit.actor.receipt_id is None:
        raise Refused(_("Your page was open for too long. Please type your number again."), next_url=visit.url("/track"), next_label=_("Type your number"))
    receipt, consultation = queries.own(session, visit.actor)
    ticket = visit.form["ticket"]
    if visit.form.get("step") != "send":
        return page(visit, "ratings/rating.html", consultation=consultation, form=RatingForm(), faults=[], ticket=ticket)
    form = RatingForm(visit.form)
    try:
        commands.rate(session, visit.actor, receipt, consultation, {name: visit.form.get(name, "") for name in queries.QUESTIONS})
    except Refused as fault:
        form.blame("heard", fault.sentence)
        return page(visit, "ratings/rating.html", status=422, consultation=consultation, form=form, faults=form.faults(), ticket=ticket)
    return page(visit, "ratings/rated.html", ticket=ticket)
