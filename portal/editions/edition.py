"""An edition: a part of a consultation, or all of it, in one language, drawn from what everybody can read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.base import clock
from portal.base.access import NOBODY, Actor
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _, direction, speaking, utc_day
from portal.consultations import queries as consultations
from portal.consultations.phases import Phase, phase_at
from portal.editions import parts, tree
from portal.editions.leaves import Leaf, spoken_in
from portal.editions.tree import Block
from portal.responses import queries as responses
from portal.summaries import queries as summaries


@dataclass(frozen=True)
class Edition:
    """Ready to be drawn as paper, page, book or text. The first block is the title, at level 1."""

    slug: str
    name: str
    language: str
    spoken: str
    title: str
    host: str
    address: str
    contents: str
    changed_on: date
    blocks: list[Block]

    @property
    def direction(self) -> str:
        """Which way its lines run."""
        return direction(self.language)


def reader(rooms: frozenset[int] = frozenset()) -> Actor:
    """Editions are for everybody, and for those who were let into a private room: whoever asks, no draft gets into one."""
    return Actor(kind=NOBODY.kind, rooms=rooms)


def open_to_all(session: Session, viewer: Actor, slug: str) -> Any:
    """A consultation that is announced. Raises NotFound."""
    consultation = consultations.one(session, viewer, slug)
    if phase_at(consultation, clock.now()) is Phase.UNANNOUNCED:
        raise NotFound
    return consultation


def language_of(consultation: Any, tag: str) -> str:
    """The language, if the consultation has it. Raises NotFound."""
    if tag not in consultation.languages:
        raise NotFound
    return tag


def whole(session: Session, viewer: Actor, consultation: Any, tag: str, read: dict[str, Any] | None = None) -> list[Edition]:
    """Every part that has something to show, each an edition. `read` holds what was read for another language already."""
    with speaking(spoken_in(tag)):
        leaf = Leaf(tag, read)
        drawn = [(part, part.draw(session, viewer, consultation, leaf)) for part in parts.every()]
        changed = max([_changed_on(session, viewer, consultation, leaf), *leaf.days])
        return [_edition(consultation, leaf, part, blocks, changed) for part, blocks in drawn if blocks]


def _edition(consultation: Any, leaf: Leaf, part: parts.Part, blocks: list[Block], changed: date) -> Edition:
    from portal.editions.drawing.paper import address_of

    title = leaf.said(consultation.title)
    first = tree.heading(1, leaf.own(f"{part.label}: "), title)
    label, host = str(part.label), leaf.said(consultation.host.name)["text"]
    return Edition(consultation.slug, part.name, leaf.tag, leaf.spoken, f"{label}: {title['text']}", host, address_of(consultation, leaf), _("Contents"), changed, [first, *blocks])


def together(editions: list[Edition], title: str) -> Edition:
    """Several editions as one: their titles become the headings below one title."""
    first = editions[0]
    blocks = [block for one in editions for block in lowered(one.blocks)]
    return Edition(
        first.slug,
        "whole",
        first.language,
        first.spoken,
        title,
        first.host,
        first.address,
        first.contents,
        max(one.changed_on for one in editions),
        [tree.heading(1, tree.run(title)), *blocks],
    )


def lowered(blocks: list[Block]) -> list[Block]:
    """The same blocks with every heading one level further down."""
    return [{**one, "level": one["level"] + 1} if one["is"] == "heading" else one for one in blocks]


def _changed_on(session: Session, viewer: Actor, consultation: Any, leaf: Leaf) -> date:
    """The last day on which anything in it changed, as far as anybody can tell from outside: two copies of one state are the same, byte for byte."""
    today = clock.today()
    days = [utc_day(consultation.announced_at), consultation.state_since, *(notice.day for notice in consultation.notices)]
    summary = leaf.once("summary", lambda: summaries.of(session, viewer, consultation))
    if summary is not None:
        overview = leaf.once("answers", lambda: responses.overview(session, viewer, consultation))
        days += [summary.state_since, *(one.day for some in overview.answers.values() for one in some)]
        days += [news.day for one in overview.every_commitment for news in one.updates]
    return max((one for one in days if one <= today), default=today)
