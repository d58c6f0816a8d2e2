"""The way of a person: to the provider with a riddle, back with a code, and the code for a name."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from portal.identity.openid.knowledge import Known, provider
from portal.identity.openid.service import Service
from portal.identity.openid.transport import client, in_words, patience, read_json
from portal.identity.openid.trouble import Failed, Trouble

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import AsyncOAuth2Client

WITH_DEVICE = frozenset({"otp", "hwk", "swk", "sc"})
WITH_HEAD = frozenset({"pwd", "pin", "fpt", "face"})
STRONG = frozenset({"phr", "phrh", "https://refeds.org/profile/mfa", "http://schemas.openid.net/pape/policies/2007/06/multi-factor"})


@dataclass(frozen=True)
class Begun:
    """A sign-in that is on its way: the address to go to, and what must come back."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Person:
    """Who came back: the subject, the claims, and whether two factors were shown there."""

    subject: str
    claims: Mapping[str, Any]
    two_factors: bool
    session: str = ""
    shown_at: float = 0
    """When the person showed it all there; 0 when the provider does not tell."""


async def begin(service: Service, back: str, *, within: int | None = None) -> Begun:
    """The address at the provider, with state, nonce and an S256 challenge (RFC 7636). `within`: so many seconds ago somebody showed there who they are, or does it again."""
    from authlib.oauth2.client import OAuth2Client

    known = await provider(service)
    state, nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    ask = OAuth2Client(None, client_id=service.client_id, scope=_scope(known), redirect_uri=back, code_challenge_method="S256")
    more = {} if within is None else {"max_age": str(within)}
    address, _state = ask.create_authorization_url(known.address("authorization_endpoint"), state=state, code_verifier=verifier, nonce=nonce, **more)
    return Begun(address, state, nonce, verifier)


def _scope(known: Known) -> str:
    """As little as will do: who it is, the name, and what the rules ask for, where the provider has a scope of that name."""
    offered = known.metadata.get("scopes_supported")
    offered = offered if isinstance(offered, list) else []
    wanted = {claim.removesuffix("_verified").split(".")[0] for claim in known.service.claims}
    return " ".join(["openid", "profile", *sorted(wanted & set(offered) - {"openid", "profile", "offline_access"})])


async def check_answer(service: Service, iss: str) -> None:
    """Whether the answer is this provider's own (RFC 9207): against a mix-up of two providers."""
    announced = (await provider(service)).metadata.get("authorization_response_iss_parameter_supported") is True
    if (announced or iss) and iss != service.issuer:
        raise Failed(Trouble.WRONG_ISSUER)


async def redeem(service: Service, code: str, *, back: str, verifier: str, nonce: str) -> Person:
    """Give the code for the ID token, check it, and ask for the claims. Raises Failed."""
    from portal.identity.openid import checks

    known = await provider(service)
    with in_words():
        async with patience(), client(service, token_endpoint_auth_method=_method(known)) as wire:
            answer = await _exchanged(wire, known, code=code, redirect_uri=back, code_verifier=verifier)
            token = await checks.opened(known, answer.get("id_token"))
            claims = checks.id_token(known, token, nonce=nonce, access_token=str(answer.get("access_token") or ""))
            more = await _more_claims(wire, known, claims["sub"]) if answer.get("access_token") else {}
    session, shown_at = claims.get("sid"), claims.get("auth_time")
    return Person(claims["sub"], {**more, **claims}, two_factors(claims), session if isinstance(session, str) else "", float(shown_at or 0))


async def _exchanged(wire: "AsyncOAuth2Client", known: Known, **more: str) -> Mapping[str, Any]:
    """The answer of the token endpoint; one that is oddly made is a fault of the provider, not ours."""
    try:
        answer: Mapping[str, Any] = await wire.fetch_token(known.address("token_endpoint"), grant_type="authorization_code", **more)
    except (KeyError, TypeError, AttributeError):
        raise Failed(Trouble.BROKEN, "token_endpoint") from None
    return answer


async def _more_claims(wire: "AsyncOAuth2Client", known: Known, subject: str) -> dict[str, Any]:
    """What the provider tells only when asked; of the same person, or of nobody (Core 5.3.2)."""
    if not known.address("userinfo_endpoint"):
        return {}
    found = await read_json(wire, known.address("userinfo_endpoint"))
    if found.get("sub") != subject:
        raise Failed(Trouble.WRONG_CLAIMS)
    return found


def _method(known: Known) -> str:
    """How this portal proves itself: in the header, as every provider must understand, unless this one says otherwise."""
    if not known.service.secret:
        return "none"
    listed = known.metadata.get("token_endpoint_auth_methods_supported")
    if isinstance(listed, list) and "client_secret_basic" not in listed and "client_secret_post" in listed:
        return "client_secret_post"
    return "client_secret_basic"


def two_factors(claims: Mapping[str, Any]) -> bool:
    """Whether the provider says that two factors were shown (RFC 8176, and the usual names in `acr`)."""
    said = claims.get("amr")
    ways = {one for one in said if isinstance(one, str)} if isinstance(said, list) else set()
    return "mfa" in ways or bool(ways & WITH_DEVICE and ways & WITH_HEAD) or claims.get("acr") in STRONG


async def address_of_logout(service: Service, back: str, state: str) -> str:
    """Where to sign out at the provider, too (RP-Initiated Logout); empty when it has no such place. No ID token is kept for it."""
    place = (await provider(service)).address("end_session_endpoint")
    if not place:
        return ""
    return place + ("&" if "?" in place else "?") + urlencode({"client_id": service.client_id, "post_logout_redirect_uri": back, "state": state})
