"""Words that the texts use, and what they mean."""

from portal.base.languages import _l
from portal.consultations import commands, parts
from portal.consultations.pages.setup.shelves import Shelf, hang

TERMS = Shelf(
    kind="term",
    path="glossary",
    heading=_l("Words explained"),
    explained=_l("In the short summary and under the questions, the first place of each word leads to what it means."),
    new=_l("Explain a word"),
    one=_l("Word %(number)s"),
    up=_l("Move word %(number)s up"),
    down=_l("Move word %(number)s down"),
    delete=_l("Delete word %(number)s"),
    deleted=_l("What was written about it is lost."),
    labels={"term": _l("Word"), "meaning": _l("What it means")},
    sorts=parts.TERM,
    things=lambda consultation: consultation.terms,
    add=commands.add_term,
    needed=("term", "meaning"),
    grows=True,
)

hang(TERMS)
