"""Passkeys that open a wallet: the authenticator derives a secret (WebAuthn's PRF extension), and the secret unlocks.

The signature alone opens nothing, since the portal cannot open the wallet itself. An authenticator without PRF is of no
use here, and the page says so.
"""

import json
import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from portal.base.secrets import Unsealable, from_text, keyed_hash, seal, to_text, unseal
from portal.base.settings import settings
from portal.identity import webauthn
from portal.receipts import tickets

PURPOSE = "pseudonym passkey"
SECRET_BYTES = 32
LIFETIME = int(tickets.LIFETIME.total_seconds())  # the challenge lies in the page from the beginning, and nobody must hurry
ES256, EDDSA, RS256 = -7, -8, -257


@dataclass(frozen=True)
class Question:
    """What the browser is asked, and the challenge in it sealed, for the form that answers."""

    options: str
    sealed: str


def to_open() -> Question | None:
    """For opening: whichever passkey of this portal the person chooses. None where browsers make no passkeys for this address."""
    return _question(lambda asked: {"challenge": asked, "rpId": _host(), "userVerification": "required", "extensions": _derive()}) if webauthn.possible() else None


def to_add(label: str) -> Question | None:
    """For a new passkey. Its handle is random: the key's maker learns nothing by which two could be joined."""

    def options(asked: str) -> dict[str, Any]:
        return {
            "challenge": asked,
            "rp": {"id": _host(), "name": settings().name},
            "user": {"id": to_text(os.urandom(32)), "name": label, "displayName": label},
            "pubKeyCredParams": [{"type": "public-key", "alg": kind} for kind in (ES256, EDDSA, RS256)],
            "authenticatorSelection": {"residentKey": "required", "requireResidentKey": True, "userVerification": "required"},
            "attestation": "none",
            "extensions": _derive(),
        }

    return _question(options) if webauthn.possible() else None


def asked(sealed: str) -> bytes:
    """The challenge that a form answers. Raises NotThisKey for one that is not ours."""
    try:
        return from_text(unseal(PURPOSE, from_text(sealed)))
    except (Unsealable, ValueError) as broken:
        raise webauthn.NotThisKey("not asked by us") from broken


def derived(text: str) -> bytes:
    """What the authenticator derived. Raises NotThisKey for anything of another length."""
    try:
        secret = from_text(text)
    except ValueError as broken:
        raise webauthn.NotThisKey("not derived") from broken
    if len(secret) != SECRET_BYTES:
        raise webauthn.NotThisKey("not derived")
    return secret


def named(answer: str) -> bytes:
    """The id of the passkey that an answer says it comes from. Raises NotThisKey."""
    try:
        return from_text(str(json.loads(answer)["rawId"]))
    except (ValueError, KeyError, TypeError) as broken:
        raise webauthn.NotThisKey("not an answer") from broken


def _question(options: Any) -> Question:
    challenge = to_text(webauthn.challenge())
    return Question(json.dumps(options(challenge)), to_text(seal(PURPOSE, challenge)))


def _derive() -> dict[str, Any]:
    """The point at which the authenticator's secret function is asked; the same for all, the function is each key's own."""
    return {"prf": {"eval": {"first": to_text(keyed_hash("passkey point", "pseudonym"))}}}


def _host() -> str:
    return urlsplit(settings().address).hostname or ""
