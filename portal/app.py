"""The only place where everything meets: rooms, doors, failures, the clock's jobs and the outermost layer."""

import logging
from http import HTTPStatus
from typing import Any

from litestar import Litestar, Request, get
from litestar.config.app import AppConfig
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.params import FromPath
from litestar.response import Response
from multidict import MultiDict
from sqlalchemy import text

from portal.about import admin as _admin
from portal.about import journal as _journal
from portal.about import pages as _about
from portal.about import searching as _about_found  # noqa: F401  enters what the search finds of it; so do those below
from portal.about import staff as _staff
from portal.about import team as _team
from portal.assisted import pages as _assisted
from portal.barriers import counting as _barriers_counted  # noqa: F401  enters what its figures count; so do those below
from portal.barriers import pages as _barriers
from portal.base.database import Database
from portal.base.errors import NotFound, TooMuch
from portal.base.languages import best_language, speaking
from portal.base.settings import Settings
from portal.base.settings import use as use_settings
from portal.calls import pages as _calls
from portal.calls import searching as _calls_found  # noqa: F401
from portal.calls.tickets import member_of
from portal.complaints import pages as _complaints
from portal.consultations import pages as _consultations
from portal.consultations import searching as _consultations_found  # noqa: F401
from portal.consultations.queries import moderated_by_others
from portal.contributions import pages as _contributions
from portal.contributions import searching as _contributions_found  # noqa: F401
from portal.crossings import pages as _crossings
from portal.crossings import statistics as _statistics  # noqa: F401  gives the public words of complaints and reprisals
from portal.crossings import ways
from portal.directory import pages as _directory
from portal.drafts import pages as _drafts
from portal.editions import mirror
from portal.editions import pages as _editions
from portal.exchange import pages as _exchange
from portal.figures import pages as _figures
from portal.identity import pages as _identity
from portal.identity.queries import bar_the_hosts_own_in, staff_of
from portal.journeys import counting as _journeys_counted  # noqa: F401
from portal.journeys import pages as _journeys
from portal.library import pages as _library
from portal.meetings import pages as _meetings
from portal.moderation import counting as _moderation_counted  # noqa: F401
from portal.moderation import pages as _moderation
from portal.notifications import pages as _notifications
from portal.plans import pages as _plans
from portal.policies import pages as _policies
from portal.policies import searching as _policies_found  # noqa: F401
from portal.pseudonyms import pages as _pseudonyms
from portal.ratings import pages as _ratings
from portal.receipts.tickets import holder_of
from portal.reprisals import pages as _reprisals
from portal.responses import pages as _responses
from portal.responses import searching as _responses_found  # noqa: F401
from portal.search import noticing as _noticing  # noqa: F401  keeps the index in line with what changes
from portal.search import pages as _search
from portal.summaries import pages as _summaries
from portal.summaries import searching as _summaries_found  # noqa: F401
from portal.translations import pages as _translations
from portal.vault import pages as _vault
from portal.web import doors, failures, visitors
from portal.web.outside import Outside
from portal.web.style import STATIC, asset
from portal.web.visitors import Visit

ROOMS = (
    _identity,
    _consultations,
    _contributions,
    _moderation,
    _summaries,
    _responses,
    _journeys,
    _notifications,
    _figures,
    _policies,
    _barriers,
    _pseudonyms,
    _exchange,
    _vault,
    _complaints,
    _reprisals,
    _crossings,
    _about,
    _staff,
    _team,
    _admin,
    _journal,
    _ratings,
    _search,
    _translations,
    _drafts,
    _meetings,
    _plans,
    _assisted,
    _editions,
    _directory,
    _library,
    _calls,
)
NOWHERE = (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)
log = logging.getLogger("portal")

KINDS = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain", ".png": "image/png", ".ico": "image/x-icon"}


def build(settings: Settings, database: Database, vault: Database) -> Outside:
    """The portal as an ASGI application."""
    use_settings(settings)
    visitors.recognise_with(staff_of, holder_of, member_of)
    bar_the_hosts_own_in(moderated_by_others)
    ways.open_ways(database)
    inside = Litestar(
        route_handlers=[*doors.doors, health, ready, static_file, front_door],
        state=State({"database": database, "vault": vault, "settings": settings}),
        exception_handlers={Exception: _failure},
        openapi_config=None,
        on_app_init=[_no_surprises],
        logging_config=None,
    )
    mirror.ask_with(inside)  # type: ignore[arg-type]
    return Outside(inside, database)  # type: ignore[arg-type]


def _no_surprises(config: AppConfig) -> AppConfig:
    """Refuse to start with a handler that no door was built for (lock 1)."""
    naked = [str(handler) for handler in config.route_handlers if "needs" not in getattr(handler, "opt", {})]
    if naked:
        raise RuntimeError(f"Handlers without a permission: {naked}")
    return config


@get("/", opt={"needs": "anyone"})
async def front_door(request: Request[Any, Any, State]) -> Response[bytes]:
    """The bare address: on to the language that the browser asks for, without a cookie."""
    settings: Settings = request.app.state.settings
    language = best_language(request.headers.get("accept-language", ""), settings.languages)
    return Response(b"", status_code=303, media_type="text/plain", headers={"Location": f"/{language}/", "Vary": "Accept-Language", "Cache-Control": "no-store"})


@get("/health", opt={"needs": "anyone"})
async def health() -> Response[bytes]:
    """The process lives."""
    return Response(b"alive\n", media_type="text/plain", headers={"Cache-Control": "no-store"})


@get("/ready", opt={"needs": "anyone"})
async def ready(request: Request[Any, Any, State]) -> Response[bytes]:
    """Both databases answer."""
    try:
        await request.app.state.database.reading(lambda session: session.execute(text("SELECT number FROM edition")).one())
        await request.app.state.vault.reading(lambda session: session.execute(text("SELECT count(*) FROM helplines")).one())
    except Exception as fault:  # noqa: BLE001  whatever it is, the portal is not ready
        log.error("not ready", extra={"facts": {"kind": type(fault).__name__}})  # noqa: TRY400  the sentence of a fault may hold values
        return Response(b"not ready\n", status_code=503, media_type="text/plain", headers={"Cache-Control": "no-store"})
    return Response(b"ready\n", media_type="text/plain", headers={"Cache-Control": "no-store"})


@get("/static/{version:str}/{name:str}", opt={"needs": "anyone"})
async def static_file(version: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """A file that may be kept for ever, since its address changes with its content."""
    path = STATIC / name
    if path.parent != STATIC or not path.is_file() or asset(name) != f"/static/{version}/{name}":
        raise NotFound
    return Response(path.read_bytes(), media_type=KINDS.get(path.suffix, "application/octet-stream"), headers={"Cache-Control": "public, max-age=31536000, immutable"})


def _failure(request: Request[Any, Any, State], fault: Exception) -> Response[bytes]:
    """Failures outside any handler: unknown addresses, too large forms, other methods."""
    settings: Settings = request.app.state.settings
    first = request.scope["path"].split("/")[1]
    language = first if first in settings.languages else settings.languages[0]
    visit = Visit(method=request.method, language=language, path=request.scope["path"].removeprefix(f"/{language}") or "/", query=MultiDict())
    if isinstance(fault, HTTPException):
        fault = TooMuch() if fault.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else NotFound() if fault.status_code in NOWHERE else fault
    with speaking(language):
        return failures.answer(visit, fault)
