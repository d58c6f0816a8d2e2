"""Passkeys and security keys (WebAuthn), by Yubico's library: what is asked of the browser, and whether its answer holds.

The key signs for this portal's own address alone, so a copy of the portal elsewhere gets nothing (no phishing).
"""

import ipaddress
import json
import os
import struct
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from portal.base import clock
from portal.base.secrets import keyed_hash
from portal.base.settings import settings

LIFETIME = 300  # seconds for which a challenge waits
VERIFICATION = UserVerificationRequirement.PREFERRED  # it comes after a password
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


def _server() -> Fido2Server:
    address = urlsplit(settings().address)
    origin = f"{address.scheme}://{address.netloc}"
    return Fido2Server(PublicKeyCredentialRpEntity(name=settings().name, id=address.hostname), verify_origin=lambda told: told == origin)


def challenge() -> bytes:
    """A new challenge; it bears its own time."""
    return _TIME.pack(int(clock.now().timestamp())) + os.urandom(28)


def _state(asked: bytes, lifetime: int) -> dict[str, Any]:
    if not 0 <= int(clock.now().timestamp()) - _TIME.unpack(asked[: _TIME.size])[0] <= lifetime:
        raise NotThisKey("too old")
    return {"challenge": websafe_encode(asked), "user_verification": VERIFICATION}


def to_register(asked: bytes, staff_id: int, sign_in_name: str, name: str, known: Sequence[bytes]) -> str:
    """What the browser needs for making a key; it makes none where one of the known ones is."""
    user = PublicKeyCredentialUserEntity(id=keyed_hash("passkey user", str(staff_id)), name=sign_in_name, display_name=name)
    options, _kept = _server().register_begin(
        user, [AttestedCredentialData(one) for one in known], resident_key_requirement=ResidentKeyRequirement.DISCOURAGED, user_verification=VERIFICATION, challenge=asked
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
    options, _kept = _server().authenticate_begin([AttestedCredentialData(one) for one in known], user_verification=VERIFICATION, challenge=asked)
    return _json(options.public_key)


def signed(asked: bytes, known: Sequence[bytes], answer: str, lifetime: int = LIFETIME) -> tuple[bytes, int]:
    """Id of the key that signed, and its count."""
    try:
        told = json.loads(answer)
        key = _server().authenticate_complete(_state(asked, lifetime), [AttestedCredentialData(one) for one in known], told)
        return key.credential_id, AuthenticationResponse.from_dict(told).response.authenticator_data.counter
    except _MALFORMED as fault:
        raise NotThisKey(type(fault).__name__) from fault


def _json(options: Any) -> str:
    return json.dumps(_plain(options))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(value[name]) for name in value}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return websafe_encode(value) if isinstance(value, bytes) else value
