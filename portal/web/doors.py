"""The first of three locks: no handler without a door, no door without a permission.

`@get("/consultations/{slug:str}", needs=Permission.ANYONE)` is the only way to hang a handler into the portal, and
`needs` is a required argument; Litestar never sees a handler that skipped it. Every address is also answered to HEAD
(by portal.web.outside).
"""

import inspect
import typing
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from litestar import Request, route
from litestar.datastructures import State
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.response import Response
from multidict import MultiDict

from portal.base import access
from portal.base.access import Permission
from portal.base.database import Database, Session
from portal.base.errors import NotAllowed, NotFound, TooMuch
from portal.base.languages import _, speaking
from portal.base.settings import settings
from portal.web import failures, forms, pages, rooms, tokens, visitors
from portal.web.uploads import MOST_READ, MOST_WORDS, Sent
from portal.web.uploads import read as read_parts
from portal.web.visitors import Visit

MOST_FIELDS = 500
LONGEST_ADDRESS = 45  # an IPv4 address written as IPv6

AnyRequest = Request[Any, Any, State]
Handler = Callable[..., Any]
doors: list[HTTPRouteHandler] = []


class SignInFirst(Exception):
    """A staff room was asked for by somebody who has not signed in."""


@dataclass(frozen=True)
class Zones:
    """Both databases, for the few async handlers of the vault that stand on the threshold. Nobody has a session in both at once."""

    public: Database
    vault: Database


def get(path: str, *, needs: Permission, localised: bool = True, vault: bool = False, counted: bool = False) -> Callable[[Handler], HTTPRouteHandler]:
    """A page that is read. The handler is `(visit, session, **path)`.

    `vault=True`: the session is the vault's; who is asking is still found on the public side. The answer is never kept.
    `counted=True`, in the vault alone: that the page was opened is written down in the same transaction, before it is shown.
    """
    return lambda handler: Door("GET", path, needs, handler, localised=localised, vault=vault, counted=counted).hang()


def post(
    path: str, *, needs: Permission, localised: bool = True, uploads: bool = False, proven: bool = True, addressed: bool = False, vault: bool = False, counted: bool = False
) -> Callable[[Handler], HTTPRouteHandler]:
    """A form that is sent. The handler is `(visit, session, **path)`; its transaction is kept when it returns.

    An `async` handler is `(visit, database, **path)` and divides its work itself: for slow sums, such as passwords,
    that must not hold up the writers. In the vault it is `(visit, zones, **path)`.

    `proven=False` asks for no form token, for what mail programs send by themselves (RFC 8058): a secret in the link is
    the proof there. Whoever comes through such a door is nobody, whatever cookie they carry.

    `addressed=True` tells the handler the network address, as `visit.address`: for the security log of staff and for
    nothing else. No door of participants has it.

    `counted=True`, as with `get`: showing the page writes something down, also where a form is only read in another
    language. Its handler sees to it that nothing else is done then.
    """
    return lambda handler: Door("POST", path, needs, handler, localised=localised, uploads=uploads, proven=proven, addressed=addressed, vault=vault, counted=counted).hang()


@dataclass(frozen=True)
class Door:
    """What a door asks of whoever comes, and into which database it leads."""

    method: Literal["GET", "POST"]
    path: str
    needs: Permission
    handler: Handler
    localised: bool = True
    uploads: bool = False
    proven: bool = True
    addressed: bool = False
    vault: bool = False
    counted: bool = False

    def hang(self) -> HTTPRouteHandler:
        """Make it known to the portal."""

        async def enter(request: AnyRequest) -> Response[bytes]:
            return await self.enter(request)

        enter.__name__ = enter.__qualname__ = self.handler.__name__
        enter.__module__ = self.handler.__module__
        enter.__doc__ = self.handler.__doc__
        whole = "/{language:str}" + self.path.rstrip("/") if self.localised else self.path
        facts = {
            "needs": self.needs,
            "room": self.handler.__module__.split(".")[1],
            "localised": self.localised,
            "proven": self.proven,
            "addressed": self.addressed,
            "vault": self.vault,
        }
        biggest = MOST_READ if self.uploads else MOST_WORDS
        hung = route(whole, http_method=self.method, status_code=200, opt=facts, request_max_body_size=biggest)(enter)
        doors.append(hung)
        return hung

    async def enter(self, request: AnyRequest) -> Response[bytes]:
        """From the raw request to the answer; whatever goes wrong is a page, too."""
        visit = await receive(request, language=None if self.localised else settings().languages[0], uploads=self.uploads)
        if self.addressed and request.client is not None:
            visit.address = request.client.host[:LONGEST_ADDRESS]
        from_path = {name: value for name, value in request.path_params.items() if name != "language"}
        with speaking(visit.language), rooms.inside(visit.room_pass), forms.shown_again(visit.switching):
            try:
                return await self._answer(visit, Zones(request.app.state.database, request.app.state.vault), from_path)
            except SignInFirst:
                if self.method == "POST":
                    return failures.answer(visit, failures.SignedOut())
                return pages.redirect(visit.url("/staff/sign-in", next=visit.path))
            except NotAllowed as fault:
                # Of a staff room that is somebody else's one learns nothing, not even that it is there.
                return failures.answer(visit, NotFound() if visit.actor.is_staff and visit.path.startswith("/staff/") else fault)
            except Exception as fault:  # noqa: BLE001  whatever it is, somebody waits for a page
                return failures.answer(visit, fault)
            finally:
                visit.sent.drop()

    async def _answer(self, visit: Visit, zones: Zones, from_path: dict[str, Any]) -> Response[bytes]:
        answer = await (self._hear_in_vault if self.vault else self._hear)(visit, zones, from_path)
        if visit.afterwards is not None:
            await zones.public.writing(visit.afterwards)
        return answer

    async def _hear(self, visit: Visit, zones: Zones, from_path: dict[str, Any]) -> Response[bytes]:
        if inspect.iscoroutinefunction(self.handler):
            await zones.public.reading(lambda session: self._admit(session, visit))
            return await typing.cast("Callable[..., Awaitable[Response[bytes]]]", self.handler)(visit, zones.public, **from_path)
        turn = zones.public.writing if self.method == "POST" and not visit.switching else zones.public.reading
        return await turn(lambda session: self._conversation(session, visit, from_path))

    def _conversation(self, session: Session, visit: Visit, from_path: dict[str, Any]) -> Response[bytes]:
        self._admit(session, visit)
        answer: Response[bytes] = self.handler(visit, session, **from_path)
        return answer

    async def _hear_in_vault(self, visit: Visit, zones: Zones, from_path: dict[str, Any]) -> Response[bytes]:
        """Who is asking is known on the public side; what is said, is said in the vault. No page of it is kept anywhere."""
        await zones.public.reading(lambda session: self._admit(session, visit))
        answer: Response[bytes]
        if inspect.iscoroutinefunction(self.handler):
            answer = await typing.cast("Callable[..., Awaitable[Response[bytes]]]", self.handler)(visit, zones, **from_path)
        else:
            turn = zones.vault.writing if (self.method == "POST" and not visit.switching) or self.counted else zones.vault.reading
            answer = await turn(lambda session: self.handler(visit, session, **from_path))
        answer.headers["Cache-Control"] = pages.PERSONAL
        answer.headers.pop(pages.KEEP, None)
        return answer

    def _admit(self, session: Session, visit: Visit) -> None:
        """Find out who is asking, and whether they may come in."""
        visit.actor = visitors.recognise(session, visit) if self.proven else access.NOBODY
        if not access.can_enter(visit.actor, self.needs):
            if not visit.actor.is_staff and access.can_enter(_SOME_STAFF, self.needs):
                raise SignInFirst
            raise NotFound if visit.actor.is_staff else NotAllowed(_("This page is not for you to open."))
        if self.method == "POST" and self.proven and tokens.read(visit.form.get("token", ""), visit.actor.session_id) is None:
            raise failures.Unproven


_SOME_STAFF = access.Actor(kind=access.Kind.STAFF, roles=frozenset((role, None) for role in access.Role))


async def receive(request: AnyRequest, *, language: str | None = None, uploads: bool = False) -> Visit:
    """Turn a raw request into a visit: nothing of the network or the browser comes along by itself."""
    language = language or request.path_params.get("language", "")
    if language not in settings().languages:
        raise NotFound
    path = request.scope["path"].removeprefix(f"/{language}") or "/"
    headers = request.headers
    asked = headers.get("hx-request") == "true" and headers.get("hx-boosted") != "true" and headers.get("hx-history-restore-request") != "true"
    visit = Visit(
        method=request.method,
        language=language,
        path=path,
        query=MultiDict((name, value) for name, value in request.query_params.multi_items()),
        cookies=dict(request.cookies),
        htmx_target=_block(headers.get("hx-target", "")) if asked else None,
        save_data=headers.get("save-data", "").lower() == "on",
        room_pass=str(request.scope.get("room_pass", "")),
    )
    if request.method == "POST":
        _same_site(headers)
        visit.sent = await _sent(request, uploads=uploads)
        if len(visit.sent.words) > MOST_FIELDS:
            visit.sent.drop()
            raise TooMuch(_("The form has too many fields."))
        for name, value in visit.sent.words.items():
            visit.form.add(name, value.replace("\x00", ""))
        visit.switching = visit.form.get("switch", "") in settings().languages and not path.startswith("/staff")  # only forms of participants offer it
        visit.language = visit.form["switch"] if visit.switching else language
    return visit


async def _sent(request: AnyRequest, *, uploads: bool) -> Sent:
    """The fields of a form, and its files where the door takes some; Litestar's own reader would lay files on the disk."""
    kind, options = request.content_type
    if kind == RequestEncodingType.MULTI_PART:
        return await read_parts(request.stream(), options.get("boundary", ""), keep=uploads)
    fields = await request.form()
    return Sent(MultiDict((name, str(value)) for name, value in fields.multi_items()))


def _block(target: str) -> str:
    """Htmx 4 sends `section#thread`, htmx 2 sends `thread`: the block is the id."""
    return target.rsplit("#", 1)[-1]


def _same_site(headers: Any) -> None:
    """Refuse a form that another site sent: by Sec-Fetch-Site, and by Origin for older browsers (OWASP CSRF)."""
    site = headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none"):
        raise NotAllowed(_("This form was sent from another site."))
    origin = headers.get("origin")
    if origin and origin != "null" and origin.split("://", 1)[-1] != headers.get("host"):
        raise NotAllowed(_("This form was sent from another site."))
