"""OpenID providers on loopback: canaille, a real one, and one of our own that misbehaves on request and signs real tokens."""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import socket
import threading
import time
import warnings
from collections.abc import Iterator
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

CLIENT = "hearback"
SECRET = "a client secret of the tests"
PASSWORD = "a password at the provider"
EVENT = "http://schemas.openid.net/event/backchannel-logout"


def fresh_key(kid: str, alg: str = "RS256") -> Any:
    """A signing key."""
    if alg == "ES256":
        return ECKey.generate_key("P-256", {"kid": kid, "use": "sig"})
    if alg == "EdDSA":
        return OKPKey.generate_key("Ed25519", {"kid": kid, "use": "sig"})
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


@lru_cache(maxsize=1)
def first_key() -> Any:
    """The key with which every misbehaving provider begins: making one is slow."""
    return fresh_key("one")


class _Any(JWSRegistry):
    """Signs with whatever is asked for."""

    def get_alg(self, name: str) -> Any:
        return self.algorithms[name]


def signed(claims: dict[str, Any], key: Any, *, alg: str = "RS256", kid: str | None = None, typ: str | None = "JWT") -> str:
    """A token."""
    header = {"alg": alg, "kid": kid or key.kid}
    if alg in ("none", "HS256"):  # by hand: no library helps with these
        body = ".".join(_text(json.dumps(part).encode()) for part in ({**header, "typ": "JWT"}, claims))
        return f"{body}.{_text(hmac.digest(key.as_pem(private=False), body.encode(), 'sha256')) if alg == 'HS256' else ''}"
    return jwt.encode({**header, **({"typ": typ} if typ else {})}, claims, key, registry=_Any(algorithms=[alg], strict_check_header=False), default_type=None)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def half_hash(token: str) -> str:
    """at_hash of an access token, for the algorithms with SHA-256."""
    return _text(hashlib.sha256(token.encode()).digest()[:16])


class Misbehaving:
    """A provider that does everything right until it is told otherwise. Real HTTP, real signatures."""

    def __init__(self) -> None:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider._answer(self, parse_qs(urlsplit(self.path).query))

            def do_POST(self) -> None:
                provider._answer(self, parse_qs(self.rfile.read(int(self.headers.get("content-length", 0))).decode()))

            def log_message(self, *_more: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.key = first_key()
        self.shown = [self.key]
        self.asked: list[str] = []
        self.metadata: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.left_out: set[str] = set()
        self.more: dict[str, Any] = {"name": "Zoë Provider", "groups": ["moderators", "everybody"]}
        self.subject = "subject-1"
        self.alg, self.typ, self.kid = "RS256", "JWT", None
        self.signing_key: Any = None
        self.at_hash = True
        self.error: dict[str, Any] | None = None
        self.instead: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.count = 0
        threading.Thread(target=self.server.serve_forever, args=[0.02], daemon=True).start()

    def stop(self) -> None:
        """Go away: the port refuses from now on."""
        self.server.shutdown()
        self.server.server_close()

    def authorise(self, address: str) -> dict[str, str]:
        """What a person's browser brings back after saying yes at `address`."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256" and asked["client_id"] == CLIENT
        self.count += 1
        code = f"code-{self.count}-{os.urandom(8).hex()}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.issuer}

    def id_token(self, nonce: str, access_token: str) -> str:
        """The ID token of one sign-in, with everything that was told to be wrong."""
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": self.subject, "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": nonce, "sid": "session-1"}
        if self.at_hash:
            claims["at_hash"] = half_hash(access_token)
        claims |= self.claims
        claims = {name: value for name, value in claims.items() if name not in self.left_out}
        return signed(claims, self.signing_key or self.key, alg=self.alg, typ=self.typ, kid=self.kid)

    def logout_token(self, **changed: Any) -> str:
        """A back-channel logout token; None takes a claim away."""
        now = int(time.time())
        typ = changed.pop("typ", "logout+jwt")
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 120, "jti": os.urandom(8).hex(), "sub": self.subject, "events": {EVENT: {}}}
        return signed({name: value for name, value in {**claims, **changed}.items() if value is not None}, self.key, typ=typ)

    def _answer(self, request: BaseHTTPRequestHandler, given: dict[str, list[str]]) -> None:
        path = urlsplit(request.path).path
        self.asked.append(path)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            if path in self.instead:
                self.instead[path](request)
                return
            if path == "/.well-known/openid-configuration":
                self._say(request, {**self._describes_itself(), **self.metadata})
            elif path == "/keys":
                self._say(request, {"keys": [key.as_dict(private=False) for key in self.shown]})
            elif path == "/token":
                self._say(request, *self._token(request, given))
            elif path == "/userinfo":
                self._say(request, {"sub": self.subject, **self.more})
            else:
                self._say(request, {"error": "not found"}, 404)

    def _describes_itself(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorise",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/end",
            "scopes_supported": ["openid", "profile", "groups", "email"],
            "authorization_response_iss_parameter_supported": True,
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def _token(self, request: BaseHTTPRequestHandler, given: dict[str, list[str]]) -> tuple[dict[str, Any], int]:
        if self.error is not None:
            return self.error, 400
        asked = self.codes.pop(given.get("code", [""])[0], None)
        if asked is None or asked["redirect_uri"] != given["redirect_uri"][0]:
            return {"error": "invalid_grant", "error_description": "no such code"}, 400
        challenge = _text(hashlib.sha256(given["code_verifier"][0].encode()).digest())
        if challenge != asked["code_challenge"]:
            return {"error": "invalid_grant"}, 400
        if request.headers["authorization"] != "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode():
            return {"error": "invalid_client"}, 401
        access = os.urandom(16).hex()
        return {"access_token": access, "token_type": "Bearer", "expires_in": 60, "id_token": self.id_token(asked["nonce"], access)}, 200

    def _say(self, request: BaseHTTPRequestHandler, body: Any, status: int = 200) -> None:
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        request.send_response(status)
        request.send_header("content-type", "application/json")
        request.send_header("content-length", str(len(text)))
        request.end_headers()
        request.wfile.write(text)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Canaille:
    """A real provider (canaille, by pytest-iam's server) in a thread of this run, with people, groups and clients."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own libraries' affair
            from canaille import create_app
            from canaille.backends import Backend
            from pytest_iam import Server

            port = free_port()
            self.app = create_app(config=_configuration(port))
            self.server = Server(self.app, port, Backend.instance)
        self.issuer = f"http://localhost:{port}"
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()
        while httpx2.get(f"{self.issuer}/.well-known/openid-configuration", trust_env=False).status_code != 200:
            time.sleep(0.05)

    def _serve(self) -> None:
        self.server.httpd.serve_forever()

    def stop(self) -> None:
        """End it."""
        self.server.httpd.shutdown()
        self.server.httpd.server_close()
        self.thread.join(10)

    def client(self, portal: str, slug: str) -> None:
        """Enter the portal there, as an administrator of the provider does."""
        with self.app.app_context():
            for old in self.server.backend.query(self.server.models.Client):
                self.server.backend.delete(old)
            client = self.server.models.Client(
                client_id=CLIENT,
                client_secret=SECRET,
                client_name="Hearback",
                client_uri="https://hearback.example.org",
                redirect_uris=[f"{portal}/en/staff/providers/{slug}/back"],
                post_logout_redirect_uris=[f"{portal}/en/staff/providers/{slug}/gone"],
                grant_types=["authorization_code"],
                response_types=["code"],
                scope=["openid", "profile", "groups"],
                token_endpoint_auth_method="client_secret_basic",
                id_token_signed_response_alg="RS256",
            )
            self.server.backend.save(client)
            client.audience = [client]
            self.server.backend.save(client)

    def person(self, name: str, groups: list[str] | None = None) -> str:
        """Somebody with a password there, in these groups; the name for signing in."""
        sign_in_name = f"{name.lower()}{os.urandom(3).hex()}"
        with self.app.app_context():
            user = self.server.models.User(
                user_name=sign_in_name, formatted_name=f"{name} Doe", family_name="Doe", given_name=name, emails=[f"{sign_in_name}@example.org"], password=PASSWORD
            )
            self.server.backend.save(user)
            for group in groups or []:
                known = self.server.backend.get(self.server.models.Group, display_name=group) or self.server.models.Group(display_name=group, members=[user])
                known.members = [*(one for one in known.members if one.user_name != sign_in_name), user]
                self.server.backend.save(known)
        return sign_in_name

    def leave_group(self, sign_in_name: str, group: str) -> None:
        """Take somebody out of a group."""
        with self.app.app_context():
            known = self.server.backend.get(self.server.models.Group, display_name=group)
            known.members = [one for one in known.members if one.user_name != sign_in_name]
            self.server.backend.save(known)


def _configuration(port: int) -> dict[str, Any]:
    key = RSAKey.generate_key(2048)
    key.ensure_kid()
    return {
        "TESTING": True,
        "ENV_FILE": None,
        "SECRET_KEY": os.urandom(16).hex(),
        "WTF_CSRF_ENABLED": False,
        "PREFERRED_URL_SCHEME": "http",
        "SERVER_NAME": f"localhost:{port}",
        "CANAILLE": {
            "DATABASE": "memory",
            "JAVASCRIPT": False,
            "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc"]}},
            "LOGGING": {"version": 1, "disable_existing_loggers": False, "handlers": {}, "loggers": {}},
        },
        "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True)], "TRUSTED_DOMAINS": []},
    }


class Browser:
    """A person's browser at a provider, without JavaScript: cookies, forms, redirects, until it is sent back to the portal."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.wire = httpx2.Client(follow_redirects=False, trust_env=False, timeout=20)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_more: object) -> None:
        self.wire.close()

    def go(self, address: str, *, name: str, password: str = PASSWORD, answer: str = "accept") -> str:
        """Sign in there and answer the question for consent; the address at the portal to which one is sent back."""
        page = self._follow(self.wire.get(address))
        for _step in range(8):
            if isinstance(page, str):
                return page
            fields = _fields(page.text)
            where = str(page.url)
            if "password" in fields:
                page = self._follow(self.wire.post(where, data={**fields, "password": password}))
            elif "login" in fields:
                page = self._follow(self.wire.post(where, data={**fields, "login": name}))
            else:
                page = self._follow(self.wire.post(where, data={**fields, "answer": answer}))
        raise AssertionError(f"lost at the provider: {page.url} {page.text[:500]}")

    def _follow(self, page: Any) -> Any:
        while page.status_code in (302, 303, 307):
            where = str(page.url.join(page.headers["location"]))
            if where.startswith(self.home):
                return where
            page = self.wire.get(where)
        assert page.status_code < 500, f"{page.status_code} {page.text[:500]}"
        return page


def _fields(text: str) -> dict[str, str]:
    import html5lib

    tree = html5lib.parse(text, namespaceHTMLElements=False)
    return {one.get("name"): one.get("value", "") for one in tree.iter("input") if one.get("name") and one.get("type") not in ("submit", "checkbox", "radio")}


@contextlib.contextmanager
def misbehaving() -> Iterator[Misbehaving]:
    """One that does as it is told."""
    provider = Misbehaving()
    try:
        yield provider
    finally:
        provider.stop()


def back_address(given: dict[str, str], slug: str, language: str = "en") -> str:
    """The address to which a provider sends somebody back, as a path at the portal."""
    return f"/{language}/staff/providers/{slug}/back?{urlencode(given)}"
