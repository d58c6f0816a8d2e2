"""The way back for somebody who has lost the password: a link for a day, dead as soon as the password is another one.

Nothing is kept for it: the link is sealed, and names the account, its end, and a sign of the password that it replaces.
"""

from datetime import UTC, datetime, timedelta

from portal.base import clock
from portal.base.secrets import Unsealable, from_text, keyed_hash, seal, to_text, unseal
from portal.identity.models import Staff

LIFETIME = timedelta(days=1)
PURPOSE = "way back"


def key_for(person: Staff) -> str:
    """The secret part of the link."""
    return to_text(seal(PURPOSE, f"{person.id} {int((clock.now() + LIFETIME).timestamp())} {sign_of(person)}"))


def sign_of(person: Staff) -> str:
    """A sign of the present password: another password, another sign."""
    return keyed_hash(PURPOSE, person.password_hash).hex()


def opened(key: str) -> tuple[int, str]:
    """The account and the sign of its password; zero when the link is none, or has ended."""
    try:
        staff_id, until, sign = unseal(PURPOSE, from_text(key)).split()
    except (Unsealable, ValueError):
        return 0, ""
    return (int(staff_id), sign) if clock.now() < datetime.fromtimestamp(int(until), UTC) else (0, "")
