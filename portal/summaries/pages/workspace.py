"""The moderators' workspace: read, search, tick, and give every contribution its place."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound, PortalError, Refused
from portal.base.languages import _
from portal.consultations import queries as consultations
from portal.contributions.translating import told
from portal.summaries import commands, queries
from portal.summaries.forms import placing_form
from portal.summaries.pages.public import key_of, key_text
from portal.summaries.queries import Filter
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

LOOKS = ("question", "words", "place", "tag", "campaign", "after")
NEEDS = Permission.SUMMARISE


def done(code: str) -> str:
    """What was done, for the line above the list."""
    sentences = {
        "linked": _("Linked to the point."),
        "unlinked": _("Taken from behind the point."),
        "tagged": _("Tagged."),
        "untagged": _("The tag is taken off."),
        "reason": _("The reason is recorded."),
        "grouped": _("Grouped as a campaign. Each letter still needs its place."),
        "ungrouped": _("The campaign is undone."),
        "saved": _("Saved."),
        "moved": _("Moved."),
        "deleted": _("Deleted."),
        "answered": _("The answer is public now."),
        "public": _("The summary is public. Everybody can check it now."),
        "final": _("The summary is final."),
    }
    return sentences.get(code, "")


def filter_of(look: dict[str, str]) -> Filter:
    """What a moderator looks for, from an address."""

    def number(name: str) -> int | None:
        text = look.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and int(text) < 2**63 else None

    return Filter(number("question"), look.get("words", ""), look.get("place") == "without", number("tag"), number("campaign"), key_of(look.get("after", "")))


@get("/staff/{slug:str}/summary", needs=NEEDS)
def show_workspace(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The contributions that the filter finds, and what can be done with them."""
    consultation = consultations.one(session, visit.actor, slug)
    summary = queries.mine(session, visit.actor, consultation)
    if summary is None:
        return page(visit, "summaries/begin.html", consultation=consultation)
    look = {name: visit.query[name] for name in LOOKS if visit.query.get(name)}
    return workspace(visit, session, consultation, look, done=done(visit.query.get("done", "")))


def workspace(visit: Visit, session: Session, consultation: Any, look: dict[str, str], *, fault: tuple[str, str] | None = None, done: str = "") -> Response[bytes]:
    """The workspace's page, with what was ticked and typed when something was wrong."""
    summary = queries.mine(session, visit.actor, consultation)
    if summary is None:
        raise NotFound
    found, further = queries.results(session, visit.actor, consultation, filter_of(look))
    form = placing(visit, consultation, summary)
    if fault is not None:
        form.validate()
        form.blame(*fault)
    ids = [one.id for one in found]
    return page(
        visit,
        "summaries/workspace.html",
        status=422 if fault else 200,
        consultation=consultation,
        summary=summary,
        coverage=queries.coverage(session, visit.actor, consultation),
        covered=queries.coverage_by_question(session, visit.actor, consultation),
        tags=queries.tags(session, visit.actor, consultation),
        look=look,
        back=urlencode(look),
        next=visit.url(f"/staff/{consultation.slug}/summary", **{**look, "after": key_text(further)}) if further else "",
        found=found,
        points=queries.points_of(session, visit.actor, ids),
        reasons=queries.no_points_of(session, visit.actor, ids),
        tagged=queries.tags_on(session, visit.actor, consultation, ids),
        form=form,
        faults=form.faults(),
        ticked=visit.form.getall("chosen", []),
        translations=told(session, visit.actor, found, visit.language, first=False),
        done=done,
    )


def placing(visit: Visit, consultation: Any, summary: Any) -> Any:
    """The form under a list, as it was sent or empty."""
    points = [(str(one.number), _("No. %(number)s: %(title)s", number=one.number, title=str(one.title))) for one in summary.points]
    return placing_form(visit.form if visit.method == "POST" else None, consultation.languages, points)


@post("/staff/{slug:str}/summary/begin", needs=NEEDS)
def begin_summary(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Begin the summary."""
    commands.begin(session, visit.actor, consultations.one(session, visit.actor, slug))
    return redirect(visit.url(f"/staff/{slug}/summary"))


@post("/staff/{slug:str}/summary/place", needs=NEEDS)
def place_contributions(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Do with the ticked contributions what the pressed button says."""
    consultation = consultations.one(session, visit.actor, slug)
    look = {name: value for name, value in parse_qsl(visit.form.get("back", "")) if name in LOOKS}
    deed = next((name for name in DEEDS if f"do-{name}" in visit.form), "link")
    try:
        outcome = place(visit, session, consultation, deed)
    except Refused as refused:
        return workspace(visit, session, consultation, look, fault=(field_of(deed, consultation), refused.sentence))
    return redirect(visit.url(f"/staff/{slug}/summary", **look, done=outcome))


DEEDS = {"link": "point", "reason": "reason", "tag": "tag", "untag": "tag", "group": "campaign"}


def field_of(deed: str, consultation: Any) -> str:
    """The field that a fault of this deed stands at."""
    if deed != "reason":
        return DEEDS[deed]
    return str(placing_form(None, consultation.languages, []).own("reason"))


def place(visit: Visit, session: Session, consultation: Any, deed: str) -> str:
    """One deed on the ticked contributions; gives back the code of the sentence that says so."""
    summary = queries.mine(session, visit.actor, consultation)
    if summary is None:
        raise NotFound
    form = placing(visit, consultation, summary)
    if not form.validate():
        raise Refused(form.faults()[0][1])
    ticked = queries.chosen(session, visit.actor, consultation, visit.form.getall("chosen", []))
    if not ticked:
        raise Refused(_("Tick at least one contribution."))
    if deed == "link":
        commands.link(session, visit.actor, point_named(summary, form.point.data), ticked)
        return "linked"
    if deed == "reason":
        commands.no_points(session, visit.actor, consultation, ticked, form.reasons())
        return "reason"
    if deed == "group":
        commands.group(session, visit.actor, consultation, ticked, form.campaign.data or "")
        return "grouped"
    if deed == "untag":
        commands.untag(session, visit.actor, consultation, ticked, form.tag.data or "")
        return "untagged"
    commands.tag(session, visit.actor, consultation, ticked, form.tag.data or "")
    return "tagged"


def point_named(summary: Any, number: str | None) -> queries.Point:
    """The point that was chosen from the list."""
    point: queries.Point | None = next((one for one in summary.points if str(one.number) == number), None)
    if point is None:
        raise Refused(_("Choose a point."))
    return point


@get("/staff/{slug:str}/summary/alike/{number:int}", needs=NEEDS)
def show_alike(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """A contribution and those that look like it."""
    return alike(visit, session, consultations.one(session, visit.actor, slug), number)


def alike(visit: Visit, session: Session, consultation: Any, number: int, fault: tuple[str, str] | None = None) -> Response[bytes]:
    """The page of likenesses, with what was typed when something was wrong."""
    summary = queries.mine(session, visit.actor, consultation)
    if summary is None:
        raise NotFound
    one, similar = queries.alike_contribution(session, visit.actor, consultation, number)
    form = placing(visit, consultation, summary)
    if fault is not None:
        form.validate()
        form.blame(*fault)
    ids = [one.id, *(other.id for other, _likeness in similar)]
    return page(
        visit,
        "summaries/alike.html",
        status=422 if fault else 200,
        consultation=consultation,
        one=one,
        similar=similar,
        form=form,
        faults=form.faults(),
        ticked=visit.form.getall("chosen", []),
        translations=told(session, visit.actor, [one, *(other for other, _likeness in similar)], visit.language, first=False),
        points=queries.points_of(session, visit.actor, ids),
        reasons=queries.no_points_of(session, visit.actor, ids),
        tagged=queries.tags_on(session, visit.actor, consultation, ids),
    )


@post("/staff/{slug:str}/summary/alike/{number:int}", needs=NEEDS)
def place_alike(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The same deeds on what looks alike."""
    consultation = consultations.one(session, visit.actor, slug)
    deed = next((name for name in DEEDS if f"do-{name}" in visit.form), "link")
    try:
        outcome = place(visit, session, consultation, deed)
    except Refused as refused:
        return alike(visit, session, consultation, number, fault=(field_of(deed, consultation), refused.sentence))
    return redirect(visit.url(f"/staff/{slug}/summary", done=outcome))


@get("/staff/{slug:str}/summary/campaigns", needs=NEEDS)
def show_campaigns(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The campaigns, and near-identical letters that are proposed as new ones."""
    return campaigns(visit, session, slug)


def campaigns(visit: Visit, session: Session, slug: str, *, fault: str = "", status: int = 200) -> Response[bytes]:
    """The page of campaigns."""
    consultation = consultations.one(session, visit.actor, slug)
    summary = queries.mine(session, visit.actor, consultation)
    if summary is None:
        raise NotFound
    return page(
        visit,
        "summaries/campaigns.html",
        status=status,
        consultation=consultation,
        form=placing(visit, consultation, summary),
        faults=[("main", fault)] if fault else [],
        known=queries.campaigns(session, visit.actor, consultation),
        proposed=queries.find_campaigns(session, visit.actor, consultation) if visit.method == "GET" else [],
        done=done(visit.query.get("done", "")),
    )


@post("/staff/{slug:str}/summary/campaigns", needs=NEEDS)
def change_campaigns(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Group proposed letters, link a whole campaign with one button, or undo it."""
    consultation = consultations.one(session, visit.actor, slug)
    try:
        outcome = _change_campaign(visit, session, consultation)
    except PortalError as refused:
        if refused.status != Refused.status:
            raise
        return campaigns(visit, session, slug, fault=refused.sentence, status=422)
    return redirect(visit.url(f"/staff/{slug}/summary/campaigns", done=outcome))


def _change_campaign(visit: Visit, session: Session, consultation: Any) -> str:
    letters = visit.form.get("letters", "")
    if letters:
        chosen = queries.chosen(session, visit.actor, consultation, letters.split())
        commands.group(session, visit.actor, consultation, chosen, visit.form.get("campaign", ""))
        return "grouped"
    name = visit.form.get("name", "")
    if not (name.isascii() and name.isdigit() and int(name) < 2**63):
        raise NotFound
    campaign, all_letters = queries.campaign(session, visit.actor, consultation, int(name))
    if "undo" in visit.form:
        commands.ungroup(session, visit.actor, campaign)
        return "ungrouped"
    summary = queries.mine(session, visit.actor, consultation)
    commands.link(session, visit.actor, point_named(summary, visit.form.get("point", "")), all_letters)
    return "linked"
