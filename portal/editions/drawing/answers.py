"""What was answered to each point, and what was promised: by whom, until when, and how far it is."""

from collections.abc import Iterator
from typing import Any

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _, format_moment, format_number
from portal.editions import tree
from portal.editions.drawing.paper import day, plain_lines
from portal.editions.drawing.points import point_title
from portal.editions.leaves import Leaf
from portal.editions.retelling import retold
from portal.editions.tree import Block
from portal.responses import queries as responses
from portal.translations.queries import Kind


def answers(session: Session, viewer: Actor, consultation: Any, leaf: Leaf) -> list[Block]:
    """Every point with its answers and promises; nothing while the summary is not final."""
    overview = leaf.once("answers", lambda: responses.overview(session, viewer, consultation))
    if not overview.final:
        return []
    due = consultation.response_due_at
    translated = retold(session, viewer, Kind.ANSWER, [one.id for some in overview.answers.values() for one in some], leaf)
    return [
        *([leaf.line(f"{_('Answers were promised until:')} {format_moment(due, consultation.zone)}")] if due else []),
        *(block for point in overview.points for block in _point(overview, point, translated, leaf)),
    ]


def _point(overview: Any, point: Any, translated: dict[int, list[Block]], leaf: Leaf) -> Iterator[Block]:
    yield tree.heading(2, *point_title(point, leaf))
    versions = overview.answers.get(point.id, [])
    if not versions:
        yield leaf.line(_("No answer yet"))
    for place, one in enumerate(reversed(versions)):
        if place:
            yield leaf.line(f"{_('Earlier answer:')} {one.verdict.label}")
        else:
            yield tree.paragraph(leaf.own(one.verdict.label, strong=True))
        yield leaf.line(_("%(unit)s, %(day)s", unit=one.unit, day=day(one.day)))
        yield from plain_lines(one.reason, leaf)
        yield from translated.get(one.id, [])
    for one in overview.commitments.get(point.id, []):
        yield from _promise(one, leaf)


def _promise(one: Any, leaf: Leaf) -> Iterator[Block]:
    yield tree.heading(3, leaf.own(_("Promise %(number)s", number=format_number(one.number)) + ": "), leaf.said(one.what))
    first = responses.first_due_on(one)
    moved = ". " + _("The day was moved. First promised for %(day)s.", day=day(first)) if first != one.due_on else ""
    yield tree.terms(
        leaf.pair(_("State"), leaf.own(_(", ").join(label for label, _kind in responses.badges(one, clock.today())))),
        leaf.pair(_("Who"), tree.run(one.owner)),
        leaf.pair(_("Until"), leaf.own(day(one.due_on) + moved)),
        leaf.pair(_("How one will see it"), leaf.said(one.measure)),
    )
    if one.updates:
        yield leaf.heading(4, _("News"))
        yield tree.items([[tree.paragraph(leaf.own(f"{day(news.day)}: {news.state.label}. "), leaf.said(news.text))] for news in one.updates])


def is_from_today() -> str:
    """The day of this copy, in words."""
    return day(clock.today())
