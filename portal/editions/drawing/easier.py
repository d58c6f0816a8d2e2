"""What makes a consultation easier to read: its words explained, and the easy-read version with its pictures."""

from typing import Any

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Texts
from portal.consultations import queries
from portal.editions import tree
from portal.editions.leaves import Leaf
from portal.editions.tree import Block

DRAWN = {"image/png": "png", "image/jpeg": "jpeg"}


def words(session: Session, viewer: Actor, consultation: Any, leaf: Leaf) -> list[Block]:
    """The words that its texts use, and what they mean."""
    found = leaf.once("terms", lambda: queries.terms(session, viewer, consultation))
    return [tree.terms(*(([leaf.said(one.term)], [leaf.said(one.meaning)]) for one in found))] if found else []


def ideas(session: Session, viewer: Actor, consultation: Any, leaf: Leaf) -> list[Block]:
    """One idea after the other, each below its picture."""
    blocks = []
    for one in leaf.once("ideas", lambda: queries.ideas(session, viewer, consultation)):
        if one.media_type in DRAWN:
            blocks.append(tree.picture(one.picture, DRAWN[one.media_type], Texts(one.alt).for_reader(leaf.tag).text))
        blocks.append(tree.paragraph(leaf.said(one.words)))
    return blocks
