"""Every text of a consultation that people read, by its lasting name: what is translated, corrected, and never only half there."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import select

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Lazy, Texts, _, _l, format_number
from portal.consultations.models import Consultation, Document, EasyIdea, Question, Term, Theme

LONGEST_TITLE = 200
LONGEST_TEXT = 5_000
LONGEST_DOCUMENT = 50_000
LONGEST_PLAIN = 1_500
LONGEST_IDEA = 300


class Shape(Enum):
    """How a text is written."""

    LINE = "one line"
    LINES = "several lines, shown as they are"
    MARKUP = "the small markup"


@dataclass(frozen=True)
class Sort:
    """One sort of text: what people call it, how it is written, how long it may be."""

    label: Lazy
    shape: Shape = Shape.MARKUP
    most: int = LONGEST_TEXT


OWN = {
    "title": Sort(_l("Title"), Shape.LINE, LONGEST_TITLE),
    "plain": Sort(_l("In short"), most=LONGEST_PLAIN),
    "summary": Sort(_l("Summary")),
    "mandate": Sort(_l("Why people are asked")),
    "influence_text": Sort(_l("What their words can change")),
    "decider": Sort(_l("Who decides")),
    "alternative": Sort(_l("Where late or misplaced words can go"), Shape.LINES),
    "notice_reason": Sort(_l("Why there is less notice than usual"), Shape.LINES),
    "duration_reason": Sort(_l("Why it is open for less time than usual"), Shape.LINES),
    "pledge": Sort(_l("Pledge: nobody is harmed for taking part")),
    "risk_public": Sort(_l("Risks, and what is done about them")),
    "young": Sort(_l("For young people"), most=LONGEST_PLAIN),
}
"""The texts of the consultation itself, in the order in which people meet them."""

THEME = {"title": Sort(_l("Theme %(number)s"), Shape.LINE, LONGEST_TITLE)}
QUESTION = {
    "title": Sort(_l("Question %(number)s"), Shape.LINE, LONGEST_TITLE),
    "body": Sort(_l("Question %(number)s: explanation"), Shape.LINES),
    "young": Sort(_l("Question %(number)s: for young people"), Shape.LINES, LONGEST_PLAIN),
}
DOCUMENT = {"title": Sort(_l("Document %(number)s: title"), Shape.LINE, LONGEST_TITLE), "body": Sort(_l("Document %(number)s: text"), Shape.MARKUP, LONGEST_DOCUMENT)}
TERM = {"term": Sort(_l("Word %(number)s"), Shape.LINE, LONGEST_TITLE), "meaning": Sort(_l("Word %(number)s: what it means"), Shape.LINES, LONGEST_PLAIN)}
IDEA = {"words": Sort(_l("Easy to read %(number)s"), Shape.LINES, LONGEST_IDEA), "alt": Sort(_l("Easy to read %(number)s: the picture in words"), Shape.LINE, LONGEST_IDEA)}
CODED = {"topics": Sort(_l("What is it about?")), "region": Sort(_l("Which part of the world is it for?"))}
"""What is chosen from a list. A correction keeps the codes as words of no language."""
CODES = "zxx"
PICTURE = "picture"
PICTURES = {PICTURE: Sort(_l("Easy to read %(number)s: the picture"))}
"""Of a picture a correction keeps what it shows, in words; the picture of before is not kept."""
NUMBERED = {"theme": THEME, "question": QUESTION, "document": DOCUMENT, "term": TERM, "idea": IDEA}


@dataclass(frozen=True)
class Part:
    """One text: its name ("mandate", "question 2 title"), and the row and column where it stands."""

    name: str
    thing: Any
    column: str
    sort: Sort

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What people call it."""
        return label_of(self.name)

    @property
    def texts(self) -> Texts:
        """The words, by language."""
        return Texts(getattr(self.thing, self.column) or {})

    @property
    def used(self) -> bool:
        """Whether it says anything in any language."""
        return any(self.texts.values())


def of(session: Session, viewer: Actor, consultation: Consultation) -> list[Part]:
    """All texts of a consultation that the viewer was given, in their order; five statements, whatever was loaded."""
    here = consultation.id
    themes = session.scalars(select(Theme).where(Theme.consultation_id == here).order_by(Theme.position, Theme.id)).all()
    questions = session.scalars(select(Question).where(Question.consultation_id == here).order_by(Question.number)).all()
    documents = session.scalars(select(Document).where(Document.consultation_id == here).order_by(Document.number)).all()
    terms = session.scalars(select(Term).where(Term.consultation_id == here).order_by(Term.number)).all()
    ideas = session.scalars(select(EasyIdea).where(EasyIdea.consultation_id == here).order_by(EasyIdea.number)).all()
    return [
        *(Part(column, consultation, column, sort) for column, sort in OWN.items()),
        *(part for place, theme in enumerate(themes, 1) for part in _numbered("theme", place, theme)),
        *(part for question in questions for part in _numbered("question", question.number, question)),
        *(part for document in documents for part in _numbered("document", document.number, document)),
        *(part for term in terms for part in _numbered("term", term.number, term)),
        *(part for idea in ideas for part in _numbered("idea", idea.number, idea)),
    ]


def _numbered(kind: str, number: int, thing: Any) -> Iterator[Part]:
    return (Part(f"{kind} {number} {column}", thing, column, sort) for column, sort in NUMBERED[kind].items())


def label_of(name: str) -> str:
    """What people call a text, also one that is not there any more."""
    if plain := {**OWN, **CODED}.get(name):
        return str(plain.label)
    kind, _blank, rest = name.partition(" ")
    number, _blank, column = rest.partition(" ")
    sort = {**NUMBERED.get(kind, {}), **(PICTURES if kind == "idea" else {})}.get(column)
    return _(sort.label.message, number=format_number(int(number))) if sort is not None and number.isdecimal() else name
