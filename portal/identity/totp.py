"""One-time codes from an app (RFC 6238): the key, the picture of it, and which half minute a typed code belongs to."""

import unicodedata
from dataclasses import dataclass

import pyotp
import segno
from markupsafe import Markup

from portal.base import clock
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.secrets import Unsealable, from_text, same, seal, to_text, unseal
from portal.base.settings import settings

STEP = 30  # seconds
DIGITS = 6
AROUND = (0, -1, 1)
"""Steps that are taken: the present one, and one to either side for clocks that differ and for the time of typing."""

_KEPT = "one-time codes"
_OFFERED = "offered one-time codes"


@dataclass(frozen=True)
class Offer:
    """A key that is being set up: as text, as a link for the app, as a picture, and sealed for the way to the browser and back."""

    secret: str
    link: str
    picture: Markup
    sealed: str

    @property
    def groups(self) -> list[str]:
        """The key in groups of four, for typing it."""
        return [self.secret[start : start + 4] for start in range(0, len(self.secret), 4)]


def offer(session_id: str, sign_in_name: str, sealed: str = "") -> Offer:
    """A new key, or the one that was offered before. It counts only once a code from it was typed."""
    secret = opened(session_id, sealed) if sealed else pyotp.random_base32()
    link = pyotp.TOTP(secret).provisioning_uri(name=sign_in_name, issuer_name=settings().name)
    picture = segno.make(link, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff", title=_("The key as a picture, for the camera of your telephone"))
    return Offer(secret, link, Markup(picture), sealed or to_text(seal(_OFFERED, f"{session_id} {secret}")))  # noqa: S704  made here, out of our own link


def opened(session_id: str, sealed: str) -> str:
    """The key that was offered to this session."""
    try:
        whose, _blank, secret = unseal(_OFFERED, from_text(sealed)).partition(" ")
    except (Unsealable, ValueError):
        whose, secret = "", ""
    if not secret or whose != session_id:
        raise Refused(_("This key was offered too long ago. Please begin anew."))
    return secret


def kept(secret: str) -> bytes:
    """The key as the database keeps it."""
    return seal(_KEPT, secret)


def step_of(sealed: bytes | str, typed: str) -> int | None:
    """Which half minute a code belongs to, if it is one of the three that count now; by the server's own clock."""
    code = plain(typed)
    if len(code) != DIGITS or not code.isdigit():
        return None
    codes = pyotp.TOTP(sealed if isinstance(sealed, str) else unseal(_KEPT, sealed), digits=DIGITS, interval=STEP)
    now = int(clock.now().timestamp())
    return next(((now // STEP) + away for away in AROUND if same(codes.at(now + away * STEP).encode(), code.encode())), None)


def plain(typed: str) -> str:
    """What was typed without blanks and dashes, and with digits as the machine writes them."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in typed if not sign.isspace() and sign not in "-–.")
