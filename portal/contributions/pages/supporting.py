"""Standing behind somebody's words for a confirmed organisation: prove it, look once more, send; and the same way back."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _, _l
from portal.consultations import phases
from portal.consultations.phases import Activity
from portal.contributions import commands, queries, speaking
from portal.identity import queries as identity
from portal.web.doors import get, post
from portal.web.forms import Form, StringField
from portal.web.pages import page
from portal.web.visitors import Visit

SUPPORT = "/consultations/{slug:str}/contributions/{number:int}/support"


class SupportForm(Form):
    """The number that proves an organisation."""

    speaking_number = StringField(_l("The speaking number of your organisation"))


@get(SUPPORT, needs=Permission.CONTRIBUTE)
def show_support(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """What supporting means, and the field for the number."""
    words = queries.one(session, visit.actor, slug, number)
    phases.require(words.consultation, Activity.SUPPORT, opened=visit.now)
    return _ask(visit, words, SupportForm(), token=visit.new_token())


@post(SUPPORT, needs=Permission.CONTRIBUTE)
def send_support(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """First the number, then the question whether one is sure, then the deed."""
    words = queries.one(session, visit.actor, slug, number)
    form = SupportForm(visit.form)
    proven = speaking.proven_before(session, visit.actor, visit.form.get(speaking.FIELD, ""))
    deed = visit.form.get("deed", "")
    try:
        if proven is None or deed not in ("support", "take back"):
            proven, deed = speaking.proven_by(session, visit.actor, form.speaking_number.data or ""), ""
        if deed == "support":
            commands.support(session, visit.actor, words, proven, visit.token)
        elif deed == "take back":
            commands.take_support_back(session, visit.actor, words, proven)
    except Refused as fault:
        form.blame("speaking_number", fault.sentence)
        return _ask(visit, words, form, token=visit.same_token())
    supported = queries.supports_it(session, visit.actor, words, proven)
    template = "contributions/supported.html" if deed else "contributions/support_check.html"
    return page(visit, template, words=words, organisation=proven, proven=speaking.sign(proven), supported=supported)


def _ask(visit: Visit, words: object, form: SupportForm, *, token: str) -> Response[bytes]:
    return page(visit, "contributions/support.html", status=422 if form.faults() else 200, faults=form.faults(), words=words, form=form, token=token)


@get("/organisations", needs=Permission.ANYONE)
def show_organisations(visit: Visit, session: Session) -> Response[bytes]:
    """The organisations that may speak under their confirmed name, and how to become one."""
    return page(visit, "contributions/support_organisations.html", organisations=identity.confirmed(session, visit.actor), title=_("Confirmed organisations"))
