"""What is sealed and what is hashed in this room, each under a key of its own."""

from portal.base.secrets import Unsealable, keyed_hash, seal, to_text, unseal

ADDRESS, LINE, WORDS, NAME = "member address", "request line", "member words", "member name"


def opened(purpose: str, sealed: bytes | None) -> str:
    """The words; nothing when there are none, or when the portal's secret was changed since."""
    if sealed is None:
        return ""
    try:
        return unseal(purpose, sealed)
    except Unsealable:
        return ""


def closed(purpose: str, text: str) -> bytes | None:
    """Sealed words; nothing for no words."""
    return seal(purpose, text) if text else None


def address_hash(address: str) -> bytes:
    """By which an address is found again, whatever letters it was typed with."""
    return keyed_hash("member address lookup", address.casefold())


def code_hash(code: str) -> bytes:
    """What the database keeps instead of a member's number."""
    return keyed_hash("member lookup", code)


def request_key(request_id: int) -> str:
    """The key in the links of a request: made again from its id, by nobody without the secret."""
    return to_text(keyed_hash("request link", str(request_id))[:24])


def leaving_key(member_id: int) -> str:
    """The key of the link at the end of every letter to a member."""
    return to_text(keyed_hash("member link", str(member_id))[:24])


def link_hash(key: str) -> bytes:
    """By which the row behind a link is found."""
    return keyed_hash("list link lookup", key)
