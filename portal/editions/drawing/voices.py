"""What people said, question by question: the newest, and how many more there are."""

from collections.abc import Iterator
from typing import Any

from portal.base.access import Actor
from portal.base.categories import category_name
from portal.base.database import Session
from portal.base.languages import _, format_number, ngettext
from portal.contributions.queries import PUBLIC
from portal.editions import queries, tree
from portal.editions.drawing.paper import address_of, day, question_title
from portal.editions.leaves import Leaf
from portal.editions.retelling import retold
from portal.editions.tree import Block
from portal.translations.queries import Kind

MOST_WORDS = 20_000
"""Bytes of what people said on all questions together, so that the folder stays small."""


def voices(session: Session, viewer: Actor, consultation: Any, leaf: Leaf, most: int = MOST_WORDS) -> list[Block]:
    """The newest of each question, in equal shares."""
    share = most // max(1, len(consultation.questions))
    said = leaf.once("voices", lambda: queries.newest(session, viewer, consultation))
    translated = retold(session, viewer, Kind.CONTRIBUTION, [one.id for some in said.values() for every in some for one in every], leaf)
    return [block for question in consultation.questions for block in _question(consultation, question, said.get(question.id, []), translated, leaf, share)]


def _question(consultation: Any, question: Any, said: list[list[Any]], translated: dict[int, list[Block]], leaf: Leaf, share: int) -> Iterator[Block]:
    yield tree.heading(2, *question_title(question, leaf))
    shown, left = 0, share
    for every in said:
        left -= sum(len(one.html.encode()) + 200 + _size(translated.get(one.id, [])) for one in every)
        if left < 0:
            break
        for place, one in enumerate(every):
            yield from _voice(one, 3 if not place else 4, translated.get(one.id, []), leaf)
        shown += sum(one.state in PUBLIC for one in every)
    if not said:
        yield leaf.line(_("Nobody has spoken here yet."))
    if question.published > shown:
        yield tree.paragraph(
            leaf.own(ngettext("%(num)s more contribution is on the portal:", "%(num)s more contributions are on the portal:", question.published - shown) + " "),
            _link(address_of(consultation, leaf, f"/questions/{question.number}")),
        )


def _size(blocks: list[Block]) -> int:
    """Bytes that a translation takes."""
    return sum(len(one.get("text", "").encode()) for one in tree.runs_of(blocks))


def _link(address: str) -> tree.Run:
    return tree.run(address, href=address, ltr=True)


def _voice(one: Any, level: int, translated: list[Block], leaf: Leaf) -> Iterator[Block]:
    public = one.state in PUBLIC
    name = [leaf.own(_("No. %(number)s", number=format_number(one.number)))]
    if public:
        name += [leaf.own(_(", ")), tree.run(one.shown_name, apart=True) if one.shown_name else leaf.own(_("Without a name"))]
    yield tree.heading(level, *name)
    yield leaf.line(day(one.day))
    if not public:
        gone = _("A moderator took these words out of sight. Rule: %(rule)s", rule=category_name(one.mark)) if one.state == "hidden" else _("The author took these words back.")
        yield leaf.line(gone)
        return
    if one.mark:
        yield leaf.line(_("A moderator left a passage out. Rule: %(rule)s", rule=category_name(one.mark)))
    yield leaf.words(one.html, one.language)
    yield from translated
