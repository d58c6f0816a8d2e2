"""The open data page, the files below it, and the schema of the exchange format."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import _l
from portal.consultations import queries as consultations
from portal.exchange import queries, shape
from portal.web.doors import get
from portal.web.pages import document, page
from portal.web.visitors import Visit

COLUMNS = (
    ("number", _l("The public number of the contribution.")),
    ("question", _l("The number of the question that it answers.")),
    ("reply_to", _l("The number of the contribution that it replies to. Empty when it answers the question itself.")),
    ("day", _l("The day on which it was sent. Nothing finer is stored.")),
    ("voice", _l("As whom the person spoke: anonymous, pseudonym, name or organisation.")),
    ("name", _l("The name that the person chose to show, if any.")),
    ("language", _l("The language of the words, as a language tag.")),
    ("words_left_out", _l("“yes” when a moderator left a passage out.")),
    ("points", _l("The numbers of the points of the summary that it stands behind.")),
    ("text", _l("The words themselves.")),
    ("address", _l("Where it can be read in its place.")),
    ("confirmed", _l("“yes” when the name is that of a confirmed organisation; a day when it was confirmed until then.")),
    ("supported_by", _l("Confirmed organisations that stand behind the words, with semicolons.")),
)


@get("/consultations/{slug:str}/data", needs=Permission.ANYONE)
def show_data(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What is in the tables, what may be done with it, and where it lies."""
    consultation = consultations.to_take_along(session, visit.actor, slug)
    return page(visit, "exchange/data.html", consultation=consultation, number=queries.how_many(session, visit.actor, consultation), columns=COLUMNS)


@get("/consultations/{slug:str}/data/contributions.csv", needs=Permission.ANYONE)
def give_table(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """All published contributions for a spreadsheet."""
    return document(queries.open_data(session, visit.actor, slug).csv(), "text/csv; charset=utf-8", name=f"{slug}.csv")


@get("/consultations/{slug:str}/data/contributions.json", needs=Permission.ANYONE)
def give_contributions(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """All published contributions with the terms of schema.org."""
    return document(queries.open_data(session, visit.actor, slug).contributions_json(), "application/ld+json", name=f"{slug}.json")


@get("/consultations/{slug:str}/data/summary.json", needs=Permission.ANYONE)
def give_summary(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The points with what stands behind them, answers and promises."""
    return document(queries.open_data(session, visit.actor, slug).summary_json(), "application/ld+json", name=f"{slug}-summary.json")


@get("/exchange/schema", needs=Permission.ANYONE, localised=False)
def give_schema(visit: Visit, session: Session) -> Response[bytes]:
    """The published shape of the exchange format."""
    return document(shape.schema_text(), "application/schema+json")
