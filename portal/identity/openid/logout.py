"""Back-channel logout: the provider tells us, server to server, that somebody has signed out there."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from portal.identity.openid.knowledge import provider
from portal.identity.openid.service import LEEWAY, Service
from portal.identity.openid.trouble import Failed, Trouble

EVENT = "http://schemas.openid.net/event/backchannel-logout"
KINDS = ("logout+jwt", "application/logout+jwt", "jwt")
LONGEST = 255


@dataclass(frozen=True)
class LogoutOrder:
    """Whom to sign out: a person, a session of theirs, or both. `number` is good once."""

    number: str
    subject: str
    session: str
    until: datetime


async def read_logout(service: Service, token: str) -> LogoutOrder:
    """Check a logout token (Back-Channel Logout 1.0, 2.6). An ID token is none: it has no event, and a nonce."""
    from portal.identity.openid import checks

    known = await provider(service)
    found = await checks.opened(known, token)
    if str(found.header.get("typ", "jwt")).lower() not in KINDS:
        raise Failed(Trouble.WRONG_CLAIMS)
    claims = checks.logout_token(known, found)
    events, subject, session = claims.get("events"), claims.get("sub", ""), claims.get("sid", "")
    well_made = isinstance(events, dict) and isinstance(events.get(EVENT), dict) and isinstance(subject, str) and isinstance(session, str)
    if not well_made or "nonce" in claims or not (subject or session) or len(session) > LONGEST:
        raise Failed(Trouble.WRONG_CLAIMS)
    return LogoutOrder(claims["jti"], subject, session, _until(claims["exp"]))


def _until(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC) + timedelta(seconds=LEEWAY)
    except (OverflowError, ValueError, OSError):
        raise Failed(Trouble.WRONG_CLAIMS) from None
