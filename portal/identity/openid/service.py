"""A sign-in service as an administrator entered it."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LEEWAY = 120  # seconds that two clocks may differ


@dataclass(frozen=True)
class Service:
    """What is needed to talk to a provider."""

    slug: str
    name: str
    issuer: str
    client_id: str
    secret: str = field(default="", repr=False)
    second_factor: bool = False
    claims: tuple[str, ...] = ()
    """The claims that rules ask for."""


def on_this_machine(address: str) -> bool:
    """Whether an address is this machine's own, where plain http leaves nothing to be overheard."""
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def acceptable(address: object, *, issuer: str) -> bool:
    """Whether an address may be asked: https; plain http only on this machine, and only for a service that is there, too."""
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return False
    if not parts.hostname or parts.username or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and on_this_machine(address) and on_this_machine(issuer))
