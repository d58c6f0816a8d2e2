"""The address in a wish for letters: sealed with the portal's secret, since the letter is written while nobody holds the number."""

from portal.base.secrets import Unsealable, seal, unseal
from portal.vault.models import CaseWish

ADDRESS = "case wish address"


def sealed(address: str) -> bytes:
    """An address as it stands in the table."""
    return seal(ADDRESS, address)


def address_of(one: CaseWish) -> str:
    """The address of a wish; nothing when the portal's secret was changed since."""
    try:
        return unseal(ADDRESS, one.sealed_address)
    except Unsealable:
        return ""
