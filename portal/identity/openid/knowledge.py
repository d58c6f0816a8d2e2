"""What a provider says of itself, and its keys: asked for, checked, and kept for a short while in this process."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from portal.base import clock
from portal.identity.openid.service import Service, acceptable
from portal.identity.openid.transport import client, in_words, patience, read_json
from portal.identity.openid.trouble import Failed, Trouble

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

METADATA_LIFETIME = timedelta(minutes=10)
KEYS_LIFETIME = timedelta(minutes=5)
"""How long a key that the provider has withdrawn may still be believed."""
KEYS_AGAIN = timedelta(seconds=30)
"""How often an unknown key may send us to the provider: anybody can send a token with a key of fancy."""
SULK = timedelta(seconds=5)
"""How long a provider that failed is not asked again: every visitor of the sign-in page could make us ask."""
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OPTIONAL = ("userinfo_endpoint", "end_session_endpoint")
OLDEST = datetime.min.replace(tzinfo=UTC)


@dataclass
class Known:
    """A provider as it described itself."""

    service: Service
    metadata: dict[str, Any]
    read_at: datetime
    keys: "KeySet | None" = None
    keys_at: datetime = field(default=OLDEST)

    def address(self, name: str) -> str:
        """One of its addresses, checked when it was read; empty when there is none."""
        return str(self.metadata.get(name) or "")

    async def key_set(self) -> "KeySet":
        """The keys, asked for anew when they are old."""
        if self.keys is None or clock.now() - self.keys_at > KEYS_LIFETIME:
            self.keys_at = clock.now()
            with in_words():
                async with patience(), client(self.service) as wire:
                    found = await read_json(wire, self.address("jwks_uri"), withhold_token=True)
                self.keys = _imported(found)
        return self.keys

    def ask_for_keys_again(self) -> bool:
        """Make the next look a fresh one, unless the last was just now; whether it will be."""
        if clock.now() - self.keys_at < KEYS_AGAIN:
            return False
        self.keys = None
        return True


def _imported(found: dict[str, Any]) -> "KeySet":
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    try:
        return KeySet.import_key_set(found)  # type: ignore[arg-type]  # checked by the call
    except (JoseError, KeyError, TypeError, AttributeError):
        raise Failed(Trouble.BROKEN, "jwks_uri") from None


_known: dict[tuple[str, str], Known] = {}
_failed: dict[str, tuple[datetime, Failed]] = {}


def forget() -> None:
    """Know nothing of any provider; for a test of a service, and after it was changed."""
    _known.clear()
    _failed.clear()


async def provider(service: Service) -> Known:
    """The provider behind a service. Raises Failed."""
    name, now = (service.issuer, service.client_id), clock.now()
    known = _known.get(name)
    if known is not None and now - known.read_at < METADATA_LIFETIME:
        known.service = service
        return known
    before = _failed.get(service.issuer)
    if before is not None and now - before[0] < SULK:
        raise Failed(before[1].trouble, "again")
    try:
        metadata = await _read(service)
    except Failed as fault:
        _failed[service.issuer] = (clock.now(), fault)
        raise
    known = _known[name] = Known(service, metadata, clock.now())
    _failed.pop(service.issuer, None)
    return known


async def _read(service: Service) -> dict[str, Any]:
    """Discovery (OpenID Connect Discovery 4.3): the issuer must be ours letter by letter, or somebody else answers in its name."""
    if not acceptable(service.issuer, issuer=service.issuer):
        raise Failed(Trouble.INSECURE)
    with in_words():
        async with patience(), client(service) as wire:
            found = await read_json(wire, service.issuer.rstrip("/") + "/.well-known/openid-configuration", withhold_token=True)
    if found.get("issuer") != service.issuer:
        raise Failed(Trouble.WRONG_ISSUER)
    for name in (*NEEDED, *OPTIONAL):
        if name in OPTIONAL and not found.get(name):
            continue
        if not isinstance(found.get(name), str):
            raise Failed(Trouble.BROKEN, name)
        if not acceptable(found[name], issuer=service.issuer):
            raise Failed(Trouble.INSECURE, name)
    return found


@dataclass(frozen=True)
class Finding:
    """What an administrator is told after looking at a service."""

    trouble: Trouble | None
    detail: str = ""
    keys: int = 0
    pkce: bool = False
    names_itself: bool = False
    signs_out: bool = False
    signing: tuple[str, ...] = ()


async def look(service: Service) -> Finding:
    """Ask a service for its description and keys, now, and tell what is there."""
    forget()
    try:
        known = await provider(service)
        keys = await known.key_set()
    except Failed as fault:
        return Finding(fault.trouble, fault.detail)
    said = known.metadata
    return Finding(
        None,
        keys=len(keys.keys),
        pkce="S256" in _listed(said, "code_challenge_methods_supported"),
        names_itself=said.get("authorization_response_iss_parameter_supported") is True,
        signs_out=bool(said.get("end_session_endpoint")),
        signing=tuple(_listed(said, "id_token_signing_alg_values_supported")),
    )


def _listed(metadata: dict[str, Any], name: str) -> list[str]:
    found = metadata.get(name)
    return [str(one) for one in found] if isinstance(found, list) else []
