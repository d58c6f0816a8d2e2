"""The summary: the numbered asks by question, how many stand behind each, and the objections that were answered."""

from collections.abc import Iterator
from typing import Any

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _, format_number, language_name, ngettext
from portal.editions import tree
from portal.editions.drawing.paper import plain_lines, question_title
from portal.editions.leaves import Leaf
from portal.editions.retelling import retold
from portal.editions.tree import Block
from portal.summaries import queries as summaries
from portal.summaries.queries import ObjectionState, SummaryState
from portal.translations.queries import Kind


def points(session: Session, viewer: Actor, consultation: Any, leaf: Leaf) -> list[Block]:
    """The summary as everybody reads it; nothing while it is a draft."""
    summary = leaf.once("summary", lambda: summaries.of(session, viewer, consultation))
    if summary is None or summary.state is SummaryState.DRAFT:
        return []
    behind = leaf.once("behind", lambda: summaries.counts_behind(session, viewer, [one.id for one in summary.points]))
    facts = leaf.once("facts", lambda: summaries.facts(session, viewer, consultation))
    return [
        tree.terms(leaf.pair(_("State"), leaf.own(summary.state.label)), leaf.pair(_("Contributions"), leaf.own(format_number(facts.contributions)))),
        *plain_lines(summary.intro, leaf),
        *_asks(consultation, summary, behind, retold(session, viewer, Kind.POINT, [one.id for one in summary.points], leaf), leaf),
        *_spoken(facts, leaf),
        *([] if consultation.private else _objections(summary, leaf)),
    ]


def _asks(consultation: Any, summary: Any, behind: dict[int, int], translated: dict[int, list[Block]], leaf: Leaf) -> Iterator[Block]:
    if not summary.points:
        yield leaf.line(_("The summary has no points."))
    for question in consultation.questions:
        here = [one for one in summary.points if one.question_id == question.id]
        if here:
            yield tree.heading(2, *question_title(question, leaf))
            for one in here:
                yield from _ask(one, behind[one.id], translated.get(one.id, []), leaf)
    rest = [one for one in summary.points if one.question_id is None]
    if rest:
        yield leaf.heading(2, _("On the whole") if len(rest) < len(summary.points) else _("What people ask for"))
        for one in rest:
            yield from _ask(one, behind[one.id], translated.get(one.id, []), leaf)


def point_title(point: Any, leaf: Leaf) -> list[tree.Run]:
    """Its number and its words."""
    return [leaf.own(_("Point %(number)s", number=format_number(point.number)) + ": "), leaf.said(point.title)]


def _ask(point: Any, behind: int, translated: list[Block], leaf: Leaf) -> Iterator[Block]:
    yield tree.heading(3, *point_title(point, leaf))
    yield from plain_lines(point.body, leaf)
    yield from translated
    yield leaf.line(ngettext("%(num)s contribution stands behind it.", "%(num)s contributions stand behind it.", behind))


def _spoken(facts: Any, leaf: Leaf) -> Iterator[Block]:
    if facts.languages:
        yield leaf.heading(2, _("Languages of the contributions"))
        rows = [[[leaf.own(language_name(tag) if tag else _("Another language"))], [leaf.own(format_number(count))]] for tag, count in facts.languages]
        yield tree.table([leaf.own(_("Languages of the contributions"))], [[leaf.own(_("Language"))], [leaf.own(_("Contributions"))]], rows)


def _objections(summary: Any, leaf: Leaf) -> Iterator[Block]:
    answered = [one for one in summary.objections if one.state is not ObjectionState.OPEN]
    if answered:
        yield leaf.heading(2, _("Objections"))
    for one in answered:
        yield leaf.heading(3, f"{_('Objection %(number)s', number=format_number(one.number))}: {one.state.label}")
        yield leaf.line(one.kind.label)
        yield tree.quotation([leaf.words(one.html, one.language)]) if one.shown else leaf.line(_("Its words are not shown."))
        yield tree.paragraph(leaf.own(_("Answer") + ": ", strong=True), leaf.said(one.answer))
