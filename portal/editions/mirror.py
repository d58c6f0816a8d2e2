"""A consultation as a folder of files that any web server, IPFS or USB stick can carry, made by asking the portal itself.

The addresses are the portal's own, links are relative, and only what everybody may read without a number is in it. The
same state of the portal gives the same bytes. An export that was ended early goes on where it was; what is not public
any more is taken out of an older copy.
"""

import asyncio
import io
import json
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from markupsafe import escape
from sqlalchemy import select

from portal.base import clock
from portal.base.access import NOBODY, Actor
from portal.base.database import Edition as EditionNumber
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import direction
from portal.base.settings import settings
from portal.consultations import queries as consultations
from portal.consultations.phases import Phase, phase_at
from portal.editions.copies import Copier, belongs, file_of, is_page, missing
from portal.editions.shelf import File, Shelf

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]
Progress = Callable[[int, int, str], None]

FEW = 60
"""Contributions up to which everybody can load the copy."""
SAVED_EVERY = 25
STATE, SUMS = ".mirror.json", "SHA256SUMS"
SAME_MOMENT = (1980, 1, 1, 0, 0, 0)
OK = 200
copies = Shelf()
"""Apart from the other files: a copy holds them, so whoever makes it waits for them."""

_portal: list[Application] = []


def ask_with(application: Application) -> None:
    """Name the portal that is asked; `app.py` does."""
    _portal[:] = [application]


def is_small(session: Session, viewer: Actor, consultation: Any) -> bool:
    """Whether everybody may load the copy: the larger ones are the operator's to make."""
    return not consultation.private and sum(question.published for question in consultation.questions) <= FEW


def file_for_all(session: Session, viewer: Actor, consultation: Any) -> File:
    """The copy as one file. Raises NotFound when it is private or large."""
    if not is_small(session, viewer, consultation):
        raise NotFound
    slug, state = consultation.slug, _state(session)
    return File((slug, "mirror.zip"), sha256(state.encode()).digest(), make=lambda: zipped(slug))


def _state(session: Session) -> str:
    """By what two copies are told apart: the public edition of the portal, and the day."""
    return f"{session.scalar(select(EditionNumber.number))} {clock.today().isoformat()}"


def archived(session: Session, viewer: Actor) -> list[str]:
    """The consultations that are finished and readable by everybody."""
    return sorted(one.slug for one in consultations.listed(session, viewer) if phase_at(one, clock.now()) is Phase.ARCHIVED and not one.private)


def state_of(session: Session, viewer: Actor, slugs: list[str]) -> str:
    """By what two copies of these consultations are told apart. Raises NotFound when one is not for everybody."""
    for slug in slugs:
        consultations.to_take_along(session, NOBODY, slug)
    return _state(session)


@dataclass
class Place:
    """Where a copy is laid: a folder, or the memory for a single file."""

    folder: Path | None = None
    held: dict[str, bytes] = field(default_factory=dict)

    def lay(self, name: str, data: bytes) -> None:
        """Lay a file down, whole or not at all."""
        if self.folder is None:
            self.held[name] = data
            return
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.read_bytes() == data:
            return
        fresh = path.with_name(f"{path.name}.new")
        fresh.write_bytes(data)
        fresh.replace(path)


def zipped(slug: str) -> bytes:
    """The copy of one consultation as a ZIP file."""
    place = Place()
    asyncio.run(_Mirror(slug, place, {}).run(lambda _done, _total, _what: None))
    finish(place, [slug], {name: sha256(data).hexdigest() for name, data in place.held.items()})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in sorted(place.held):
            entry = zipfile.ZipInfo(f"{slug}/{name}", SAME_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, place.held[name])
    return out.getvalue()


def export(slugs: list[str], state: str, folder: Path, progress: Progress) -> dict[str, str]:
    """Copy consultations into a folder; the files with their sums. Begun again, it goes on where it was."""
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / STATE
    known = json.loads(note.read_text()) if note.is_file() else {}
    done = known.get("done", {}) if known.get("state") == state else {}
    place, sums = Place(folder), {}
    for slug in slugs:
        mirror = _Mirror(slug, place, done, lambda: note.write_text(json.dumps({"state": state, "done": done})))
        sums.update(asyncio.run(mirror.run(progress)))
    finish(place, slugs, sums)
    note.unlink(missing_ok=True)
    return sums


def finish(place: Place, slugs: list[str], sums: dict[str, str]) -> None:
    """The first page, the list of sums, and nothing that an older copy held and this one does not."""
    first = _first_page(slugs).encode()
    place.lay("index.html", first)
    sums["index.html"] = sha256(first).hexdigest()
    place.lay(SUMS, "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode())
    if place.folder is None:
        return
    for slug in slugs:
        for top in settings().languages:
            for path in sorted((place.folder / top / "consultations" / slug).rglob("*"), reverse=True):
                if path.is_file() and path.relative_to(place.folder).as_posix() not in sums:
                    path.unlink()


def _first_page(slugs: list[str]) -> str:
    tongues = settings().languages
    rows = "".join(
        f'<li><a href="{tag}/consultations/{slug}/index.html" hreflang="{tag}" lang="{tag}" dir="{direction(tag)}">{slug} ({tag})</a></li>\n' for slug in slugs for tag in tongues
    )
    name = escape(settings().name)
    return f'<!doctype html>\n<html lang="{tongues[0]}"><head><meta charset="utf-8"><title>{name}</title></head><body><main><h1>{name}</h1><ul>\n{rows}</ul></main></body></html>\n'


class _Mirror:
    """Asks for page after page, beginning with the first in every language, and lays them down."""

    def __init__(self, slug: str, place: Place, done: dict[str, Any], save: Callable[[], object] = lambda: None) -> None:
        self.slug, self.place, self.done, self.save = slug, place, done, save
        self.sums: dict[str, str] = {}

    async def run(self, progress: Progress) -> dict[str, str]:
        """Every page; the files with their sums."""
        waiting = [f"/{tag}/consultations/{self.slug}" for tag in settings().languages]
        seen = set(waiting)
        for number, address in enumerate(waiting, 1):  # grows while it is walked
            found = self._again(address) or await self._page(address)
            new = sorted(set(found["links"]) - seen)
            seen.update(new)
            waiting += new
            self.sums[found["file"]] = found["sum"]
            self.done[address] = found
            if number % SAVED_EVERY == 0:
                self.save()
            progress(number, len(waiting), self.slug)
        return self.sums

    def _again(self, address: str) -> dict[str, Any] | None:
        """What an earlier, unfinished export has laid down already."""
        found: dict[str, Any] | None = self.done.get(address)
        if found is None or self.place.folder is None:
            return None
        path = self.place.folder / found["file"]
        return found if path.is_file() and sha256(path.read_bytes()).hexdigest() == found["sum"] else None

    async def _page(self, address: str) -> dict[str, Any]:
        status, headers, body = await ask(address)
        public = status == OK and headers.get("cache-control", "").startswith("public")
        language = address.split("/")[1]
        links: list[str] = []
        if not public:
            body = missing(language, address).encode() if is_page(address) else b""
        elif headers["content-type"].startswith("text/html"):
            copier = Copier(address, language, lambda link: belongs(link, self.slug))
            body = copier.copied(body.decode()).encode()
            links = copier.links
        name = file_of(address, page=is_page(address))
        self.place.lay(name, body)
        return {"file": name, "sum": sha256(body).hexdigest(), "links": links}


async def ask(address: str) -> tuple[int, dict[str, str], bytes]:
    """What the portal answers to somebody without a cookie."""
    asked, parts = urlsplit(address), []
    here = urlsplit(settings().address)
    start: dict[str, Any] = {}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": here.scheme,
        "path": unquote(asked.path),
        "raw_path": quote(asked.path, safe="/%").encode(),
        "query_string": asked.query.encode(),
        "root_path": "",
        "headers": [(b"host", here.netloc.encode())],
        "client": None,
        "server": (here.hostname, here.port or 80),
    }
    await _portal[0](scope, receive, send)
    return start["status"], {bytes(name).decode().lower(): bytes(value).decode() for name, value in start["headers"]}, b"".join(parts)
