"""Translations in an edition: those into its own language, below the words that they tell and never in their place."""

from collections.abc import Sequence

from portal.base.access import Actor
from portal.base.database import Session
from portal.editions.leaves import Leaf
from portal.editions.tree import Block
from portal.translations import queries
from portal.translations.queries import Kind


def retold(session: Session, viewer: Actor, kind: Kind, thing_ids: Sequence[int], leaf: Leaf) -> dict[int, list[Block]]:
    """The mark and the words of each translation, by the ids of the things; read once for all languages."""
    found = leaf.once(f"translations: {kind.value}", lambda: queries.of_things(session, viewer, kind, thing_ids))
    made: dict[int, list[Block]] = {}
    for own, some in found.items():
        for _words, one in some:
            if one.language == leaf.tag:
                leaf.days += [one.checked_on or one.day]
                made[own] = [leaf.line(one.mark), leaf.words(one.html, one.language)]
    return made
