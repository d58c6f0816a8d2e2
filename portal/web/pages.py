"""page(): the whole page, or the one block of it that htmx asked for. Rendering happens inside the transaction."""

from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar.response import Response
from markupsafe import Markup

from portal import RELEASED
from portal.base import languages
from portal.base.categories import category_name
from portal.base.languages import Texts, direction, language
from portal.base.relative import away
from portal.base.settings import ROOT, settings
from portal.web import rooms, style
from portal.web.visitors import Visit, address

PUBLIC = "public, max-age=0, must-revalidate"
PERSONAL = "no-store"
KEEP = "x-keep"
"""An inner sign from here to portal.web.kept: this page is the same for everybody."""


_promises: dict[str, Any] = {}


def promise_with(promises: Mapping[str, Any]) -> None:
    """Name the promises that pages may print (portal.about.promises): `ui.promise("no-address")`."""
    _promises.update(promises)


def page(visit: Visit, template: str, /, *, status: int = 200, keep: bool = True, whole: bool = False, headers: dict[str, str] | None = None, **facts: Any) -> Response[bytes]:
    """Render a template for this visit.

    A page that was read by nobody in particular, and holds no form token, is the same for everybody and may be kept;
    everything else is `no-store`. Forms that are sent again with faults answer 422.
    """
    facts |= {"visit": visit, "actor": visit.actor}
    if visit.switching and status == HTTPStatus.UNPROCESSABLE_ENTITY:
        status = HTTPStatus.OK  # nothing was wrong with the form: it is read in another language
    source = environment().get_template(template)
    if visit.htmx_target in source.blocks and not whole:
        context = source.new_context(facts)
        body = "".join(source.blocks[visit.htmx_target](context))
    else:
        body = source.render(facts)
    common = keep and status == HTTPStatus.OK and visit.method == "GET" and not visit.actor.is_staff and visit.actor.receipt_id is None and not visit.made_token and not visit.quiet
    sent = {
        "Cache-Control": PUBLIC if common else PERSONAL,
        "Content-Language": visit.language,
        "Vary": "HX-Request, HX-Target, Save-Data, Accept-Encoding, Cookie",
        **(headers or {}),
    }
    if common:
        sent[KEEP] = "1"
    return Response(body.encode(), status_code=status, media_type="text/html", headers=sent)


def document(body: str | bytes, media_type: str, *, name: str = "", keep: bool = True, headers: dict[str, str] | None = None) -> Response[bytes]:
    """Something to take along that is not a page: a feed, a calendar, a table. `name` makes it a download."""
    sent = {"Cache-Control": PUBLIC if keep else PERSONAL, **(headers or {})}
    if keep:
        sent[KEEP] = "1"
    if name:
        sent["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    if media_type.startswith("text/"):
        media_type = media_type.removesuffix("; charset=utf-8")  # Litestar says it itself
    return Response(body.encode() if isinstance(body, str) else body, media_type=media_type, headers=sent)


def redirect(address: str, *, headers: dict[str, str] | None = None) -> Response[bytes]:
    """See another page (303): after a form was sent, so that going back and reloading are harmless."""
    return Response(b"", status_code=303, media_type="text/html", headers={"Location": address, "Cache-Control": PERSONAL, **(headers or {})})


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Jinja with everything escaped, nothing undefined, and the language looked up when a word is shown."""
    env = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(languages.gettext, languages.ngettext, newstyle=False, pgettext=languages.pgettext)  # type: ignore[attr-defined]
    env.globals.update(_named())
    env.filters.update(away=away, day=languages.format_day, local_day=languages.local_day, moment=languages.format_moment, number=languages.format_number, listed=languages.listed)
    env.globals["ui"] = env.get_template("ui/ui.html").module
    return env


def _named() -> dict[str, Any]:
    """What every template can call by name."""
    return {
        "_": languages.gettext,
        "ngettext": _ngettext,
        "url": lambda path, /, **query: address(language(), path, **query),
        "in_language": address,
        "language": language,
        "language_name": languages.language_name,
        "category_name": category_name,
        "released": RELEASED,
        "languages": lambda: settings().languages,
        "direction": direction,
        "portal_name": lambda: settings().name,
        "portal_address": lambda: settings().address,
        "said": said,
        "stylesheet": style.sheet,
        "style_hash": style.sheet_hash,
        "asset": style.asset,
        "promised": lambda name: _promises[name],
        "about_links": about_links,
        "machine_translates": lambda: bool(settings().translator),
    }


def about_links() -> Markup:
    """The links at the end of every page: made once for each language; in a private room anew, since they carry its pass."""
    return _about_links(language()) if not rooms.prefix() else _about_links.__wrapped__(language())


@lru_cache(maxsize=32)
def _about_links(_tag: str) -> Markup:
    return Markup(environment().get_template("layouts/about.html").render().strip())  # noqa: S704 - our own template, which escapes


def _ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    return languages.ngettext(singular, plural, number, **values)


def said(texts: Texts | None, tag: str = "span") -> Markup:
    """Staff's words for this reader; in another language they say so with `lang` and `dir` (WCAG 3.1.2)."""
    if not texts:
        return Markup("")
    reading = texts.for_reader()
    if reading.language == language():
        return Markup.escape(reading.text)
    return Markup('<{0} lang="{1}" dir="{2}">{3}</{0}>').format(tag, reading.language, reading.direction, reading.text)
