"""A page of the portal as a file among files: links lead to the neighbours, or to the living portal; nothing can be sent."""

import posixpath
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import parse_qsl, quote, urlsplit

from markupsafe import escape

from portal.base.languages import _, speaking
from portal.base.settings import settings

NOT_COPIED = frozenset({"write", "report", "object", "support", "mirror.zip"})
"""What is only for sending, and this copy itself."""
KEPT = ("after", "translated")
"""What a copied address may ask for: the next page of a list, and translations where there are some."""
LINKS = ("href", "src")
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
DROPPED = frozenset({"script", "form"})


def belongs(address: str, slug: str) -> bool:
    """Whether an address of this portal is one of the pages of a consultation that are copied."""
    asked = urlsplit(address)
    parts = asked.path.strip("/").split("/")
    inside = len(parts) > 2 and parts[0] in settings().languages and parts[1:3] == ["consultations", slug]  # noqa: PLR2004
    return inside and not NOT_COPIED & set(parts[3:]) and all(name in KEPT for name, _value in parse_qsl(asked.query))


def without_place(address: str) -> str:
    """An address without the place inside the page."""
    return address.partition("#")[0].rstrip("/")


def file_of(address: str, *, page: bool = True) -> str:
    """Where the copy of an address lies: the portal's own paths, so that a copy can stand where the portal stood."""
    asked = urlsplit(without_place(address))
    path = asked.path.strip("/")
    wanted = dict(parse_qsl(asked.query))
    after, translated = wanted.get("after", ""), "translated" if wanted.get("translated") else ""
    name = "-".join(part for part in (translated, f"page-{quote(after, safe='')}" if after else "") if part) or "index"
    return f"{path}/{name}.html" if page else path


def is_page(address: str) -> bool:
    """Whether an address is one of a page: files have an ending."""
    return "." not in urlsplit(address).path.rsplit("/", 1)[-1]


class Copier(HTMLParser):
    """Writes a page once more, with other links and without forms and programs."""

    def __init__(self, address: str, language: str, included: Callable[[str], bool]) -> None:
        super().__init__(convert_charrefs=False)
        self.address, self.language, self.included = address, language, included
        self.folder = posixpath.dirname(file_of(address))
        self.out: list[str] = []
        self.links: list[str] = []
        self.dropping: list[str] = []
        self.sends = False

    def copied(self, text: str) -> str:
        """The page as it lies in the copy."""
        self.feed(text)
        self.close()
        return "".join(self.out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Another link, or the tag as it is."""
        if self.dropping:
            if tag == self.dropping[-1]:
                self.dropping.append(tag)
            return
        if tag in DROPPED:
            self.dropping.append(tag)
            self.sends = dict(attrs).get("method") == "post"
            return
        if tag == "link" and dict(attrs).get("rel") == "alternate" and not self.included(dict(attrs).get("href") or ""):
            return
        changed = [(name, self._link(value or "") if name in LINKS else value) for name, value in attrs]
        self.out.append(self.get_starttag_text() or "" if changed == attrs else _tag(tag, changed))
        if tag == "main":
            self.out.append(notice(self.language, self.address))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A part of a drawing, which closes itself."""
        if not self.dropping:
            self.out.append(self.get_starttag_text() or "")

    def _link(self, address: str) -> str:
        if not address.startswith("/") or address.startswith("//"):
            return address
        if not self.included(address):
            return settings().address + address
        bare = without_place(address)
        self.links.append(bare)
        place = address.partition("#")[2]
        where = posixpath.relpath(file_of(bare, page=is_page(bare)), self.folder)
        return quote(where, safe="/.-_~=%") + (f"#{place}" if place else "")

    def handle_endtag(self, tag: str) -> None:
        """The end of what was opened; in the place of a form stands where to speak."""
        if self.dropping:
            if tag == self.dropping[-1]:
                self.dropping.pop()
                if not self.dropping and self.sends:
                    self.out.append(notice(self.language, self.address))
            return
        if tag not in VOID:
            self.out.append(f"</{tag}>")

    def _as_it_is(self, text: str) -> None:
        if not self.dropping:
            self.out.append(text)

    def handle_data(self, data: str) -> None:
        """Words."""
        self._as_it_is(data)

    def handle_entityref(self, name: str) -> None:
        """A sign by its name."""
        self._as_it_is(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A sign by its number."""
        self._as_it_is(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """The kind of document."""
        self._as_it_is(f"<!{decl}>")


def _tag(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    given = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in attrs)
    return f"<{tag}{given}>"


def notice(language: str, address: str) -> str:
    """What stands on every page of a copy: where the living page is, and where one can speak."""
    with speaking(language):
        live = f"{settings().address}{address}"
        said = f'<p class="notice">{escape(_("This is a copy. You can speak here:"))} <a href="{escape(live)}"><bdi dir="ltr">{escape(live)}</bdi></a>'
        if settings().onion:
            onion = f"{settings().onion}{address}"
            said += f' {escape(_("Or in Tor Browser:"))} <a href="{escape(onion)}"><bdi dir="ltr">{escape(onion)}</bdi></a>'
        return f"{said}</p>"


def missing(language: str, address: str) -> str:
    """A page in the place of one that the copy does not hold."""
    with speaking(language):
        words = escape(_("This page is not in the copy."))
        return f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{words}</title></head><body><main><h1>{words}</h1>{notice(language, address)}</main></body></html>\n'
