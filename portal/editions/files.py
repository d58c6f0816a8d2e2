"""Which files there are of a consultation, in which languages, and how each is made."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Lazy, _l, speaking
from portal.consultations.phases import Phase, phase_at
from portal.editions import fonts, parts, tree
from portal.editions.book import book
from portal.editions.drawing.answers import is_from_today
from portal.editions.drawing.slips import slip
from portal.editions.drawing.voices import voices
from portal.editions.edition import Edition, together, whole
from portal.editions.folder import Copy, folder
from portal.editions.leaves import Leaf, spoken_in
from portal.editions.plain import plain
from portal.editions.shelf import File, fingerprint

PDF, EPUB, TEXT, ZIP = "application/pdf", "application/epub+zip", "text/plain", "application/zip"
MEDIA = {"pdf": PDF, "epub": EPUB, "txt": TEXT, "zip": ZIP}
BEFORE_IT_CLOSES = (Phase.ANNOUNCED, Phase.OPEN)


@dataclass(frozen=True)
class Drawn:
    """A consultation in one language, ready to be made into files; read from the database once."""

    slug: str
    tag: str
    title: str
    private: bool
    editions: list[Edition]
    voices: list[tree.Block] = field(default_factory=list)
    slips: list[Edition] = field(default_factory=list)
    day: str = ""

    @property
    def printable(self) -> bool:
        """Whether its language can be set in type on this machine."""
        return fonts.printable(self.tag)

    def whole(self) -> Edition:
        """All parts as one."""
        return together(self.chapters, self.title)

    @property
    def chapters(self) -> list[Edition]:
        """The parts that stand in what is made of all of them."""
        return [one for one in self.editions if parts.in_whole(one.name)]


@dataclass(frozen=True)
class Offer:
    """One file in the list."""

    name: str
    label: Lazy
    kind: str
    file: File


def draw(session: Session, viewer: Actor, consultation: Any, tag: str, read: dict[str, Any] | None = None) -> Drawn:
    """Everything that the files of one language hold. `read` holds what was read for another language already."""
    read = {} if read is None else read
    title = consultation.title.for_reader(tag).text
    editions = whole(session, viewer, consultation, tag, read)
    with speaking(spoken_in(tag)):
        leaf = Leaf(tag, read)
        said = [] if consultation.private else voices(session, viewer, consultation, leaf)
        takes = phase_at(consultation, clock.now()) in BEFORE_IT_CLOSES
        slips = [_slip(consultation, question, leaf, editions[0]) for question in consultation.questions] if takes else []
        return Drawn(consultation.slug, tag, title, consultation.private, editions, said, slips, is_from_today())


def _slip(consultation: Any, question: Any, leaf: Leaf, like: Edition) -> Edition:
    blocks = [tree.heading(1, leaf.own(str(FORM))), *slip(consultation, question, leaf)]
    return Edition(
        like.slug, f"form-{question.number}", leaf.tag, leaf.spoken, f"{FORM}: {leaf.said(question.title)['text']}", like.host, like.address, like.contents, like.changed_on, blocks
    )


FORM = _l("Form to fill in by hand")


def offers(drawn: Drawn, others: list[Drawn]) -> Iterator[Offer]:
    """What can be had in one language; `others` are the languages that the folder may hold besides."""
    for part, edition in zip(_labels(drawn), drawn.editions, strict=True):
        if drawn.printable:
            yield _paper(drawn, edition.name, part, edition, large=False)
    if drawn.printable:
        yield _paper(drawn, "large", _l("Everything in large print"), drawn.whole(), large=True)
    yield _made(drawn, "book.epub", _l("Everything as an e-book"), lambda: book(drawn.chapters, drawn.title))
    yield _made(drawn, "text.txt", _l("Everything as plain text"), lambda: plain(drawn.whole().blocks).encode())
    if drawn.printable:
        for one in drawn.slips:
            yield _paper(drawn, one.name, _l("Form to fill in by hand, question %(number)s", number=one.name.removeprefix("form-")), one, large=False)
    if not drawn.private:
        copies = [_copy(one) for one in (drawn, *others)]
        seen = [edition for one in (drawn, *others) for edition in (*one.editions, *one.slips)]
        told = str([(one.day, one.voices) for one in copies])
        yield Offer(
            "offline.zip",
            _l("Everything, to be opened without a network"),
            "zip",
            File((drawn.slug, drawn.tag, "offline.zip"), fingerprint(*seen, more=told), make=lambda: folder(copies)),
        )


def _copy(drawn: Drawn) -> Copy:
    return Copy(drawn.slug, drawn.tag, drawn.title, drawn.day, drawn.chapters, drawn.voices, drawn.slips)


def _labels(drawn: Drawn) -> list[Lazy]:
    known = {one.name: one.label for one in parts.every()}
    return [known[edition.name] for edition in drawn.editions]


def _paper(drawn: Drawn, name: str, label: Lazy, edition: Edition, *, large: bool) -> Offer:
    more = "large" if large else "normal"
    return Offer(f"{name}.pdf", label, "pdf", File((drawn.slug, drawn.tag, f"{name}.pdf"), fingerprint(edition, more=more), paper=(edition, large)))


def _made(drawn: Drawn, name: str, label: Lazy, make: Any) -> Offer:
    return Offer(name, label, name.rsplit(".", 1)[1], File((drawn.slug, drawn.tag, name), fingerprint(*drawn.editions), make=make))
