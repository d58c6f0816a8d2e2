"""Every setting, once: its variable, its meaning, its default. A start with gaps names all of them together."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

from portal.base import onions

ROOT = Path(__file__).resolve().parent.parent.parent
SHORTEST_SECRET = 32
HOURS = {str(hour) for hour in range(24)} | {f"{hour:02}" for hour in range(24)}
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class SettingsError(Exception):
    """The settings have gaps or faults; the message lists every one of them."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("Hearback cannot start:\n" + "\n".join(f"  - {fault}" for fault in faults))


def _setting(variable: str, meaning: str, **more: object) -> object:
    return field(metadata={"variable": variable, "meaning": meaning}, **more)  # type: ignore[call-overload]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The portal's settings, read from the environment. Secrets have no default."""

    secret: str = _setting(
        "HEARBACK_SECRET",
        "The key that receipts, sealed mail addresses and sessions hang on: at least 32 characters, kept outside the database and its backups. Required.",
        default="",
        repr=False,
    )  # type: ignore[assignment]
    address: str = _setting("HEARBACK_ADDRESS", "The public address, such as https://hearback.example.org. Required.", default="")  # type: ignore[assignment]
    onion: str = _setting(
        "HEARBACK_ONION",
        "The portal's onion service, such as http://….onion. Tor Browser is told of it, and whoever comes through it meets no other address of the portal.",
        default="",
    )  # type: ignore[assignment]
    name: str = _setting("HEARBACK_NAME", "What this portal calls itself.", default="Hearback")  # type: ignore[assignment]
    database: str = _setting("HEARBACK_DATABASE", "sqlite:///path/to/file.db or postgresql://user@host/name.", default="sqlite:///.hearback/portal.db")  # type: ignore[assignment]
    vault: str = _setting("HEARBACK_VAULT", "The vault's own database, as HEARBACK_DATABASE; on PostgreSQL under a role of its own.", default="sqlite:///.hearback/vault.db")  # type: ignore[assignment]
    languages: tuple[str, ...] = _setting(
        "HEARBACK_LANGUAGES", "Languages of the interface, with commas; the first is the fall-back.", default=("en", "ar", "es", "fr", "ru", "zh")
    )  # type: ignore[assignment]
    mail: str = _setting(
        "HEARBACK_MAIL",
        "Mail server, such as smtps://user:password@host:465 or smtp://host:587 (STARTTLS is demanded unless the host is this machine). Empty: letters go to HEARBACK_MAIL_FOLDER.",
        default="",
        repr=False,
    )  # type: ignore[assignment]
    mail_folder: str = _setting("HEARBACK_MAIL_FOLDER", "Where letters are laid while no mail server is set.", default=".hearback/letters")  # type: ignore[assignment]
    mail_from: str = _setting("HEARBACK_MAIL_FROM", "Sender of the portal's letters; its domain stands in every Message-ID.", default="")  # type: ignore[assignment]
    digest_hour: int = _setting("HEARBACK_DIGEST_HOUR", "Hour of the day (UTC) at which the one daily letter leaves.", default=6)  # type: ignore[assignment]
    windows: tuple[str, ...] = _setting(
        "HEARBACK_WINDOWS",
        "Hours of the day, in each consultation's own zone and with commas, such as 8,14,20: what was accepted since the last one appears together. Empty: at once.",
        default=(),
    )  # type: ignore[assignment]
    window_least: int = _setting(
        "HEARBACK_WINDOW_LEAST", "How much must wait in a consultation to appear at such an hour; at the last one of the day all of it appears.", default=3
    )  # type: ignore[assignment]
    worker: bool = _setting("HEARBACK_WORKER", "Whether `portal serve` also does the work of `portal work`.", default=True)  # type: ignore[assignment]
    proxies: str = _setting(
        "HEARBACK_PROXIES",
        "Addresses of reverse proxies whose X-Forwarded-Proto and X-Forwarded-For are believed, with commas; the latter for staff's security log alone.",
        default="",
    )  # type: ignore[assignment]
    second_factor: bool = _setting(
        "HEARBACK_SECOND_FACTOR", "Whether staff show a second factor when they sign in. May be switched off only for a portal on this machine, such as the demo.", default=True
    )  # type: ignore[assignment]
    breached_passwords: str = _setting(
        "HEARBACK_BREACHED_PASSWORDS",
        "A sorted file of SHA-1 hashes of breached passwords, such as Have I Been Pwned offers. Empty: a list of the most common ones alone.",
        default="",
    )  # type: ignore[assignment]
    translator: str = _setting(
        "HEARBACK_TRANSLATOR",
        "A translating machine with LibreTranslate's interface, such as http://localhost:5000: https, or on this machine. Empty: no machine, and nothing is sent anywhere.",
        default="",
    )  # type: ignore[assignment]
    translator_key: str = _setting("HEARBACK_TRANSLATOR_KEY", "The key that the translating machine asks for, if it asks for one.", default="", repr=False)  # type: ignore[assignment]
    readers: int = _setting("HEARBACK_READERS", "Threads that read the database side by side.", default=4)  # type: ignore[assignment]

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read and check the environment; raises SettingsError with every fault at once."""
        given: dict[str, object] = {}
        faults: list[str] = []
        for setting in fields(cls):
            variable = setting.metadata["variable"]
            raw = environment.get(variable, "").strip()
            if not raw:
                continue
            try:
                given[setting.name] = _read(raw, setting.default)
            except ValueError as fault:
                faults.append(f"{variable}: {fault}")
        settings = cls(**given)  # type: ignore[arg-type]
        faults += settings.faults()
        if faults:
            raise SettingsError(faults)
        return settings

    def faults(self) -> list[str]:
        """What is missing or cannot be, one sentence each."""
        return [*self._of_secret_and_address(), *self._of_databases(), *self._of_choices(), *self._of_services()]

    def _of_secret_and_address(self) -> Iterator[str]:
        if len(self.secret) < SHORTEST_SECRET:
            yield "HEARBACK_SECRET: missing or shorter than 32 characters; make one with `openssl rand -hex 32`"
        address = urlsplit(self.address)
        if address.scheme not in ("http", "https") or not address.hostname:
            yield "HEARBACK_ADDRESS: missing or not an address such as https://hearback.example.org"
        elif address.scheme == "http" and address.hostname not in THIS_MACHINE and not address.hostname.endswith(".onion"):
            yield "HEARBACK_ADDRESS: plain http is only for this machine and for onion services"
        if self.onion and (fault := onions.fault_of(self.onion)):
            yield f"HEARBACK_ONION: {fault}"
        if not self.second_factor and address.hostname not in THIS_MACHINE:
            yield "HEARBACK_SECOND_FACTOR: may be switched off only when HEARBACK_ADDRESS is this machine's own"

    def _of_databases(self) -> Iterator[str]:
        if not self.database.startswith(("sqlite:///", "postgresql://")):
            yield "HEARBACK_DATABASE: must begin with sqlite:/// or postgresql://"
        if not self.vault.startswith(("sqlite:///", "postgresql://")):
            yield "HEARBACK_VAULT: must begin with sqlite:/// or postgresql://"
        elif self.vault == self.database:
            yield "HEARBACK_VAULT: must be another database than HEARBACK_DATABASE"

    def _of_choices(self) -> Iterator[str]:
        offered = {folder.name for folder in (ROOT / "locales").iterdir() if folder.is_dir()} | {"en"}
        if unknown := [language for language in self.languages if language not in offered]:
            yield f"HEARBACK_LANGUAGES: no interface in {', '.join(unknown)}; there is {', '.join(sorted(offered))}"
        if self.digest_hour not in range(24):
            yield "HEARBACK_DIGEST_HOUR: must be from 0 to 23"
        if not set(self.windows) <= HOURS:
            yield "HEARBACK_WINDOWS: must be hours from 0 to 23, with commas"
        if self.window_least < 1:
            yield "HEARBACK_WINDOW_LEAST: must be at least 1"
        if self.readers < 1:
            yield "HEARBACK_READERS: must be at least 1"

    def _of_services(self) -> Iterator[str]:
        if self.breached_passwords and not Path(self.breached_passwords).is_file():
            yield "HEARBACK_BREACHED_PASSWORDS: there is no such file"
        if self.translator and (fault := _fault_of_service(self.translator)):
            yield f"HEARBACK_TRANSLATOR: {fault}"
        if self.mail and urlsplit(self.mail).scheme not in ("smtp", "smtps"):
            yield "HEARBACK_MAIL: must begin with smtp:// or smtps://"
        if self.mail and not self.mail_from:
            yield "HEARBACK_MAIL_FROM: needed as soon as HEARBACK_MAIL is set"

    @property
    def secure(self) -> bool:
        """Whether readers come over https, so that cookies can be held to it."""
        return self.address.startswith("https://")


def _fault_of_service(address: str) -> str:
    """Why words of people may not be sent to this address; empty when they may."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        return "must be an address such as https://translate.example.org"
    if parts.username or parts.password:
        return "names no user and no password; a key stands in HEARBACK_TRANSLATOR_KEY"
    return "" if parts.scheme == "https" or parts.hostname in THIS_MACHINE else "plain http is only for this machine"


def _read(raw: str, default: object) -> object:
    if isinstance(default, bool):
        if raw.lower() not in ("yes", "no", "true", "false", "1", "0"):
            raise ValueError("must be yes or no")
        return raw.lower() in ("yes", "true", "1")
    if isinstance(default, int):
        if not (raw.isascii() and raw.isdigit()):
            raise ValueError("must be a whole number")
        return int(raw)
    if isinstance(default, tuple):
        return tuple(part.strip() for part in raw.split(",") if part.strip())
    return raw.rstrip("/") if raw.startswith("http") else raw


_current: Settings | None = None
_at_onion: Settings | None = None
_by_onion: ContextVar[bool] = ContextVar("by_onion", default=False)


def use(settings: Settings) -> Settings:
    """Make these the settings of this process."""
    global _current, _at_onion
    _current = settings
    _at_onion = replace(settings, address=settings.onion) if settings.onion else None
    return settings


def settings() -> Settings:
    """The settings of this process. For whoever comes through the onion service, its address is the portal's address."""
    if _current is None:
        raise RuntimeError("Settings were asked for before they were read.")
    return _at_onion if _at_onion is not None and _by_onion.get() else _current


def public_address() -> str:
    """The portal's address for letters, which must not tell who came through the onion service."""
    if _current is None:
        raise RuntimeError("Settings were asked for before they were read.")
    return _current.address


def by_onion() -> bool:
    """Whether whoever is asking came through the onion service."""
    return _by_onion.get()


@contextmanager
def reached_at(host: str) -> Iterator[bool]:
    """While somebody is answered who came by this host name; whether it is the onion service's."""
    known = _at_onion is not None and onions.is_host(host, _at_onion.address)
    token = _by_onion.set(known)
    try:
        yield known
    finally:
        _by_onion.reset(token)
