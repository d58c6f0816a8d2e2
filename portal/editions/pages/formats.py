"""All the ways in which a consultation can be taken along, with sizes; the pages for the printer; the files."""

from typing import Any

from litestar.response import Response

from portal.base.access import Actor, Permission
from portal.base.database import Database, Session
from portal.base.errors import NotFound
from portal.base.languages import _, format_number, language_name
from portal.editions import fonts, mirror, parts
from portal.editions.edition import language_of, open_to_all, reader, together, whole
from portal.editions.files import MEDIA, Drawn, Offer, draw, offers
from portal.editions.html import html
from portal.editions.shelf import shelf
from portal.web.doors import get
from portal.web.pages import PERSONAL, PUBLIC, document, page
from portal.web.visitors import Visit

KILO = 1000
SMALL = 250_000
"""Bytes of a file that is also kept among the pages, so that whoever has it already need not load it again."""


def _reader(visit: Visit) -> Actor:
    """No more than everybody sees: what is given out may travel on."""
    return reader(visit.actor.rooms)


@get("/consultations/{slug:str}/formats", needs=Permission.ANYONE)
async def show_formats(visit: Visit, database: Database, slug: str) -> Response[bytes]:
    """Every format in every language, how large it is, and whom to ask for others."""
    viewer = _reader(visit)
    consultation, by_language = await database.reading(lambda session: _drawn(session, viewer, slug))
    every = [offer for _one, some in by_language for offer in some]
    sizes = {offer.file.name: size_in_words(data) for offer, data in zip(every, await shelf.bring([offer.file for offer in every]), strict=True)}
    copied = await database.reading(lambda session: mirror.is_small(session, viewer, consultation))
    return page(
        visit,
        "editions/formats.html",
        consultation=consultation,
        tongues=[(one.tag, language_name(one.tag), some, sizes, "" if one.printable else fonts.missing_package(one.tag)) for one, some in by_language],
        copied=copied,
    )


def _drawn(session: Session, viewer: Actor, slug: str) -> tuple[Any, list[tuple[Drawn, list[Offer]]]]:
    """What there is in each language. It takes a while, so it is done where others need not wait."""
    consultation = open_to_all(session, viewer, slug)
    read: dict[str, Any] = {}
    drawn = [draw(session, viewer, consultation, tag, read) for tag in consultation.languages]
    return consultation, [(one, list(offers(one, [other for other in drawn if other is not one]))) for one in drawn]


def size_in_words(data: bytes | BaseException) -> str:
    """`40 KB`; empty for a file that could not be made."""
    if isinstance(data, BaseException):
        return ""
    return _("%(size)s KB", size=format_number(max(1, round(len(data) / KILO))))


@get("/consultations/{slug:str}/formats/print", needs=Permission.ANYONE)
def show_print(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Everything on one page, for a printer or a reader of pages."""
    return _one_page(visit, session, slug, large=False)


@get("/consultations/{slug:str}/formats/large", needs=Permission.ANYONE)
def show_large(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The same in large letters."""
    return _one_page(visit, session, slug, large=True)


def _one_page(visit: Visit, session: Session, slug: str, *, large: bool) -> Response[bytes]:
    viewer = _reader(visit)
    consultation = open_to_all(session, viewer, slug)
    title = consultation.title.for_reader(visit.language)
    every = together([one for one in whole(session, viewer, consultation, visit.language) if parts.in_whole(one.name)], title.text)
    return page(visit, "editions/one_page.html", consultation=consultation, body=html(every.blocks[1:]), large=large)


@get("/consultations/{slug:str}/formats/mirror.zip", needs=Permission.ANYONE)
async def give_mirror(visit: Visit, database: Database, slug: str) -> Response[bytes]:
    """The pages themselves as files, while they are few."""
    viewer = _reader(visit)
    file = await database.reading(lambda session: mirror.file_for_all(session, viewer, open_to_all(session, viewer, slug)))
    return document(await mirror.copies.one(file), MEDIA["zip"], name=f"{slug}-mirror.zip", keep=False, headers={"Cache-Control": PUBLIC})


@get("/consultations/{slug:str}/formats/{tag:str}/{name:str}", needs=Permission.ANYONE)
async def give_file(visit: Visit, database: Database, slug: str, tag: str, name: str) -> Response[bytes]:
    """One file. It is made when the first reader asks for it."""
    viewer = _reader(visit)
    private, offer = await database.reading(lambda session: _offer(session, viewer, slug, tag, name))
    data = await shelf.one(offer.file)
    named = "" if offer.kind == "txt" else f"{slug}.{tag}.{name}"
    keep = not private and not visit.actor.is_staff and len(data) <= SMALL
    headers = {"Cache-Control": PERSONAL if private or visit.actor.is_staff else PUBLIC, "Content-Language": tag}
    return document(data, MEDIA[offer.kind], name=named, keep=keep, headers=headers)


def _offer(session: Session, viewer: Actor, slug: str, tag: str, name: str) -> tuple[bool, Offer]:
    consultation = open_to_all(session, viewer, slug)
    language_of(consultation, tag)
    wanted = [tag, *(other for other in consultation.languages if other != tag)] if name == "offline.zip" else [tag]
    read: dict[str, Any] = {}
    drawn = [draw(session, viewer, consultation, one, read) for one in wanted]
    for offer in offers(drawn[0], drawn[1:]):
        if offer.name == name:
            return consultation.private, offer
    raise NotFound
