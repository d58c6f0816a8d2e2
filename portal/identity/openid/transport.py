"""The wire to a provider: short patience, small answers, no redirects, no proxy of the environment."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx2

from portal.base.wire import Narrow, TooLarge
from portal.identity.openid.service import Service
from portal.identity.openid.trouble import Failed, Trouble

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import AsyncOAuth2Client

CONNECT_SECONDS = 3.0
WHOLE_SECONDS = 10.0
MOST_BYTES = 256 * 1024


def client(service: Service, **more: Any) -> "AsyncOAuth2Client":
    """Authlib's client on our wire, for one conversation."""
    from authlib.integrations.httpx_client import AsyncOAuth2Client

    return AsyncOAuth2Client(
        client_id=service.client_id,
        client_secret=service.secret or None,
        transport=Narrow(MOST_BYTES),
        timeout=httpx2.Timeout(WHOLE_SECONDS, connect=CONNECT_SECONDS),
        follow_redirects=False,
        trust_env=False,
        leeway=0,  # an access token is used at once or never; Authlib would not use one that lives a minute
        headers={"User-Agent": "Hearback", "Accept": "application/json", "Accept-Encoding": "identity"},
        **more,
    )


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what the wire and the provider say into a Trouble. The texts of their faults hold codes, so they end here."""
    from authlib.integrations.base_client.errors import OAuthError

    try:
        yield
    except (TimeoutError, httpx2.TimeoutException):
        raise Failed(Trouble.SLOW) from None
    except TooLarge:
        raise Failed(Trouble.TOO_LARGE) from None
    except httpx2.TransportError:
        raise Failed(Trouble.UNREACHABLE) from None
    except OAuthError as refused:
        raise Failed(Trouble.CLIENT_REFUSED if refused.error in ("invalid_client", "unauthorized_client") else Trouble.CODE_REFUSED) from None
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):
        raise Failed(Trouble.BROKEN) from None


def patience() -> asyncio.Timeout:
    """The whole conversation, however slowly it drips."""
    return asyncio.timeout(WHOLE_SECONDS)


async def read_json(wire: "AsyncOAuth2Client", address: str, **more: Any) -> dict[str, Any]:
    """An answer that is a JSON object; a redirect is none."""
    answer = await wire.request("GET", address, **more)
    if answer.status_code >= httpx2.codes.INTERNAL_SERVER_ERROR:
        raise Failed(Trouble.UNREACHABLE)
    if answer.status_code != httpx2.codes.OK:
        raise Failed(Trouble.BROKEN)
    found = json.loads(answer.content)
    if not isinstance(found, dict):
        raise Failed(Trouble.BROKEN)
    return found
