"""The administrators' overview: every page of theirs, with the one fact about each that may need them."""

from dataclasses import dataclass

from litestar.response import Response

from portal.about import upkeep
from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.languages import Lazy, _l
from portal.web.doors import get
from portal.web.pages import page
from portal.web.visitors import Visit


@dataclass(frozen=True)
class Office:
    """A page of administrators, what it is for, and who may open it."""

    path: str
    label: Lazy
    purpose: Lazy
    needs: Permission


OFFICES = (
    Office("organisations", _l("Organisations"), _l("Who hosts, moderates and answers; who may speak under a confirmed name."), Permission.MANAGE_ORGANISATIONS),
    Office("people", _l("People and roles"), _l("Who works here, in which roles, trained until when."), Permission.MANAGE_ORGANISATIONS),
    Office("invitations", _l("Invitations"), _l("Links for new people, and those that nobody has used yet."), Permission.MANAGE_ORGANISATIONS),
    Office("contacts", _l("Contact points"), _l("Whom the public can ask, when and in which languages."), Permission.MANAGE_ORGANISATIONS),
    Office("providers", _l("Sign-in services"), _l("Services through which staff sign in, and what their claims mean here."), Permission.MANAGE_PROVIDERS),
    Office("security", _l("Security log"), _l("Who signed in, who was refused, what changed in accounts."), Permission.READ_SECURITY_LOG),
    Office("journal", _l("Record of deeds"), _l("Who changed what, to be searched and taken along."), Permission.READ_JOURNAL),
    Office("policies", _l("Policies"), _l("Participation, privacy, accessibility, complaints: texts with versions."), Permission.EDIT_POLICIES),
    Office("rules", _l("Moderation policy"), _l("The numbered rules that every decision names."), Permission.EDIT_POLICIES),
    Office("words", _l("Careful words"), _l("Wordings to think twice about before something is published."), Permission.EDIT_POLICIES),
)


def administers(actor: Actor) -> bool:
    """Whether the overview is open to somebody."""
    return can(actor, Permission.MANAGE_ORGANISATIONS)


@get("/staff/admin", needs=Permission.MANAGE_ORGANISATIONS)
def show_overview(visit: Visit, session: Session) -> Response[bytes]:
    """All that is in the hands of administrators."""
    offices = [office for office in OFFICES if can(visit.actor, office.needs)]
    return page(visit, "about/admin.html", offices=offices, facts=upkeep.facts(session, visit.actor))
