"""Who is asking and what for: one object that a handler gets instead of the raw request."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from urllib.parse import quote, quote_plus, urlencode

from multidict import MultiDict

from portal.base import clock
from portal.base.access import NOBODY, Actor
from portal.base.database import Session
from portal.web import rooms, tokens
from portal.web.uploads import Sent, checked

QUIET_PLACES = ("write", "page")
Recognise = Callable[[Session, "Visit"], Actor | None]


@dataclass
class Visit:
    """One request: language, person, form and address. It holds no browser string and, except at staff's sign-in, no network address."""

    method: str
    language: str
    path: str
    """The address without its language, such as /consultations/park."""
    query: MultiDict[str]
    form: MultiDict[str] = field(default_factory=MultiDict)
    sent: Sent = field(default_factory=Sent)
    """The form with its files; `form` holds its words without what no text may hold."""
    cookies: dict[str, str] = field(default_factory=dict)
    actor: Actor = NOBODY
    now: datetime = field(default_factory=clock.now)
    htmx_target: str | None = None
    """The block that htmx asks for; None when a whole page is wanted."""
    save_data: bool = False
    room_pass: str = ""
    """The pass into a private room that stands in the address (portal.web.rooms)."""
    afterwards: Callable[[Session], object] | None = None
    """What is noted down once the answer is made, also of a page that was only read: that somebody was here."""
    address: str = ""
    """The network address, at the few doors of staff that ask for it; otherwise empty."""
    until: datetime | None = None
    """Until when a member of staff stays signed in without a sign of life."""
    secret: str = ""
    """The value of the staff cookie, which no table holds: an officer's key is locked with it while it is in use."""
    proven_at: datetime | None = None
    """When a member of staff showed the second factor: what opens other doors is changed only soon after it."""
    unlocked_until: datetime | None = None
    """Until when an officer's key is unlocked in this session; None while it is locked, or was not asked for."""
    asked_for_key: bool = False
    """Whether the page knows if the key is unlocked."""
    made_token: bool = False
    """Whether the page holds a form's token, so that it is this visitor's alone."""
    switching: bool = False
    """Whether a form was sent for no more than being shown in another language, with what was typed (R02)."""
    quiet: bool = False
    """Whether the page is of the kind that nobody should find in a browser: see templates/layouts/quiet.html."""

    def url(self, path: str, /, **query: object) -> str:
        """An address of this portal in the visitor's language, and in the room that they are in."""
        return address(self.language, path, **query)

    @property
    def here(self) -> str:
        """The address without its language as it may stand in a link, whatever was asked for."""
        return quote(self.path, safe="/+")

    @property
    def as_asked(self) -> str:
        """The same with what was asked for behind it, so that a search or filter stays when the language is changed (R02)."""
        return self.here + (f"?{urlencode(sorted(self.query.items()))}" if self.query else "")

    @cached_property
    def token(self) -> tokens.Token:
        """The token of the form that was sent; the door has checked that it is there."""
        token = tokens.read(self.form.get("token", ""), self.actor.session_id)
        if token is None:
            raise LookupError("The door let a form without a token pass.")
        return token

    def new_token(self) -> str:
        """A token for a form of this page."""
        self.made_token = True
        return tokens.issue(self.actor.session_id)

    def same_token(self) -> str:
        """The token of the form that was sent, for the next step of the same form."""
        self.made_token = True
        return str(self.form.get("token", ""))

    def files(self, name: str) -> list[tuple[str, bytes]]:
        """The files of a field, as (name, bytes), in memory alone. Raises Refused when one is too large or there are too many."""
        return checked(self.sent.files.get(name, []))

    @property
    def in_quiet_place(self) -> bool:
        """Whether every page below this address is a quiet one, failures too."""
        return self.path.strip("/").split("/")[0] in QUIET_PLACES

    def be_quiet(self) -> None:
        """Keep this page nowhere, and do not name it to other pages."""
        self.quiet = True

    def number(self, name: str, default: int = 1) -> int:
        """A positive whole number from the query; the default for anything else."""
        text = self.query.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text) > 0 else default  # noqa: PLR2004  more digits fit no column


def link(language: str, path: str, /, **query: object) -> str:
    """An address in a language; empty values of the query are left out."""
    asked = [f"{name}={quote_plus(str(value))}" for name, value in query.items() if value not in (None, "")]
    return f"/{language}{path}" + (f"?{'&'.join(asked)}" if asked else "")


def address(language: str, path: str, /, **query: object) -> str:
    """`link`, for the reader who is here: whoever reads in a private room stays in it. Letters take `link`."""
    return link(language, rooms.prefix() + path, **query)


_recognisers: list[Recognise] = []


def recognise_with(*recognisers: Recognise) -> None:
    """Tell the doors how people are known; `app.py` names the rooms that can."""
    _recognisers[:] = recognisers


def recognise(session: Session, visit: Visit) -> Actor:
    """Who is asking: the first that any room recognises, or nobody; and into which private room they were let."""
    actor = next((actor for look in _recognisers if (actor := look(session, visit)) is not None), NOBODY)
    if visit.room_pass:
        actor = replace(actor, rooms=actor.rooms | {rooms.opened_by(visit.room_pass)})
    return actor
