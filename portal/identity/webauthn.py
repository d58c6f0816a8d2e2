"""Passkeys and security keys (WebAuthn), by Yubico's library: what is asked of the browser, and whether its answer holds.

The key signs for this portal's own address alone, so a copy of the portal elsewhere gets nothing (no phishing).
The library comes into memory with the first key.
"""

import ipaddress
import json
import os
import struct
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm

from portal.base import clock
from portal.base.secrets import keyed_hash, to_text
from portal.base.settings import settings

if TYPE_CHECKING:
    from fido2.server import Fido2Server
    from fido2.webauthn import AttestedCredentialData

LIFETIME = 300  # seconds for which a challenge waits
VERIFICATION = "preferred"  # it comes after a password
_TIME = struct.Struct(">I")
_MALFORMED = (ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, struct.error, UnsupportedAlgorithm)


class NotThisKey(Exception):
    """The browser's answer does not hold."""


def possible() -> bool:
    """Whether browsers make passkeys for this portal's address: they need a name and refuse numbers."""
    host = urlsplit(settings().address).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(host)
    return False


def _server() -> "Fido2Server":
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    address = urlsplit(settings().address)
    origin = f"{address.scheme}://{address.netloc}"
    return Fido2Server(PublicKeyCredentialRpEntity(name=settings().name, id=address.hostname), verify_origin=lambda told: told == origin)


def challenge() -> bytes:
    """A new challenge; it bears its own time."""
    return _TIME.pack(int(clock.now().timestamp())) + os.urandom(28)


def _state(asked: bytes, lifetime: int) -> dict[str, Any]:
    if not 0 <= int(clock.now().timestamp()) - _TIME.unpack(asked[: _TIME.size])[0] <= lifetime:
        raise NotThisKey("too old")
    return {"challenge": to_text(asked), "user_verification": VERIFICATION}


def to_register(asked: bytes, staff_id: int, sign_in_name: str, name: str, known: Sequence[bytes]) -> str:
    """What the browser needs for making a key; it makes none where one of the known ones is."""
    from fido2.webauthn import PublicKeyCredentialUserEntity, ResidentKeyRequirement, UserVerificationRequirement

    user = PublicKeyCredentialUserEntity(id=keyed_hash("passkey user", str(staff_id)), name=sign_in_name, display_name=name)
    options, _kept = _server().register_begin(
        user,
        _keys(known),
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement(VERIFICATION),
        challenge=asked,
    )
    return _json(options.public_key)


def registered(asked: bytes, answer: str, lifetime: int = LIFETIME) -> tuple[bytes, bytes, int]:
    """Id, public key data and count of the new key."""
    try:
        made = _server().register_complete(_state(asked, lifetime), json.loads(answer))
        if made.credential_data is None:
            raise NotThisKey("no key")
        return made.credential_data.credential_id, bytes(made.credential_data), made.counter
    except _MALFORMED as fault:
        raise NotThisKey(type(fault).__name__) from fault


def to_sign_in(asked: bytes, known: Sequence[bytes]) -> str:
    """What the browser needs for signing with one of these keys."""
    from fido2.webauthn import UserVerificationRequirement

    options, _kept = _server().authenticate_begin(_keys(known), user_verification=UserVerificationRequirement(VERIFICATION), challenge=asked)
    return _json(options.public_key)


def signed(asked: bytes, known: Sequence[bytes], answer: str, lifetime: int = LIFETIME) -> tuple[bytes, int]:
    """Id of the key that signed, and its count."""
    from fido2.webauthn import AuthenticationResponse

    try:
        told = json.loads(answer)
        key = _server().authenticate_complete(_state(asked, lifetime), _keys(known), told)
        return key.credential_id, AuthenticationResponse.from_dict(told).response.authenticator_data.counter
    except _MALFORMED as fault:
        raise NotThisKey(type(fault).__name__) from fault


def _keys(known: Sequence[bytes]) -> "list[AttestedCredentialData]":
    from fido2.webauthn import AttestedCredentialData

    return [AttestedCredentialData(one) for one in known]


def _json(options: Any) -> str:
    return json.dumps(_plain(options))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(value[name]) for name in value}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return to_text(value) if isinstance(value, bytes) else value
