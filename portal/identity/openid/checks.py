"""Is a token true? The signature with algorithms that we chose, then every claim with options (Authlib's defaults look at `iss` alone)."""

from typing import Any

from authlib.oauth2.claims import JWTClaims
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, ExpiredTokenError, InvalidClaimError, InvalidKeyIdError, JoseError, MissingClaimError, UnsupportedAlgorithmError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from joserfc.jwt import Token

from portal.base import clock
from portal.identity.openid.knowledge import Known
from portal.identity.openid.service import LEEWAY
from portal.identity.openid.trouble import Failed, Trouble

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")
"""All with a public key: a provider that announces `none` or HS256 is not believed."""
LONGEST_SUBJECT = 255


class _Chosen(JWSRegistry):
    """Our algorithms and no others. The library would warn of the name EdDSA, which most providers still use for Ed25519."""

    def get_alg(self, name: str) -> Any:
        if name not in ALGORITHMS:
            raise UnsupportedAlgorithmError
        return self.algorithms[name]


_registry = _Chosen(algorithms=ALGORITHMS, strict_check_header=False)


def _decoded(token: str, keys: KeySet) -> Token:
    return jwt.decode(token, keys, registry=_registry)


async def opened(known: Known, token: object) -> Token:
    """A token whose signature is the provider's. With a key that does not fit they are asked for once more: they may have changed."""
    if not isinstance(token, str):
        raise Failed(Trouble.BROKEN)
    try:
        try:
            return _decoded(token, await known.key_set())
        except (InvalidKeyIdError, BadSignatureError):
            if not known.ask_for_keys_again():
                raise
            return _decoded(token, await known.key_set())
    except InvalidKeyIdError:
        raise Failed(Trouble.UNKNOWN_KEY) from None
    except UnsupportedAlgorithmError:
        raise Failed(Trouble.ALGORITHM) from None
    except BadSignatureError:
        raise Failed(Trouble.BAD_SIGNATURE) from None
    except (JoseError, ValueError, TypeError, KeyError):
        raise Failed(Trouble.BROKEN) from None


def id_token(known: Known, token: Token, *, nonce: str, access_token: str) -> dict[str, Any]:
    """The claims of an ID token, every one of them checked (OpenID Connect Core 3.1.3.7)."""
    if str(token.header.get("typ", "JWT")).upper() != "JWT":
        raise Failed(Trouble.WRONG_CLAIMS)  # an access token or a logout token is none (RFC 8725, 3.11)
    service = known.service
    options: dict[str, Any] = {
        "iss": {"essential": True, "value": service.issuer},
        "aud": {"essential": True, "value": service.client_id},
        "sub": {"essential": True},
        "exp": {"essential": True},
        "iat": {"essential": True},
        "nonce": {"essential": True, "value": nonce},
    }
    _check(CodeIDToken(token.claims, token.header, options, {"nonce": nonce, "client_id": service.client_id, "access_token": access_token}))
    if len(token.claims["sub"]) > LONGEST_SUBJECT:
        raise Failed(Trouble.WRONG_CLAIMS)
    return dict(token.claims)


def logout_token(known: Known, token: Token) -> dict[str, Any]:
    """The claims that a logout token shares with others (Back-Channel Logout 2.6, steps 2 to 4)."""
    options: dict[str, Any] = {
        "iss": {"essential": True, "value": known.service.issuer},
        "aud": {"essential": True, "value": known.service.client_id},
        "exp": {"essential": True},
        "iat": {"essential": True},
        "jti": {"essential": True},
    }
    _check(JWTClaims(token.claims, token.header, options, {}))
    return dict(token.claims)


TROUBLES = {"iss": Trouble.WRONG_ISSUER, "aud": Trouble.WRONG_AUDIENCE, "azp": Trouble.WRONG_AUDIENCE, "nonce": Trouble.WRONG_NONCE, "iat": Trouble.FUTURE, "nbf": Trouble.FUTURE}


def _check(claims: JWTClaims) -> None:
    try:
        claims.validate(now=int(clock.now().timestamp()), leeway=LEEWAY)
    except ExpiredTokenError:
        raise Failed(Trouble.EXPIRED) from None
    except (InvalidClaimError, MissingClaimError) as fault:
        raise Failed(TROUBLES.get(fault.claim, Trouble.WRONG_CLAIMS)) from None
    except (JoseError, ValueError, TypeError, AttributeError):
        raise Failed(Trouble.WRONG_CLAIMS) from None
