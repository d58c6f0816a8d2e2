"""Passphrases of officers: what they must withstand, and the sums that are slow on purpose. Pages do these beside the writers, never before them.

A passphrase stands between a stolen disk and every case that somebody is entrusted with. Nobody can recover it: whoever
forgets it gets new keys, and the cases come back as soon as somebody with a key comes by.
"""

from dataclasses import dataclass
from datetime import timedelta

from portal.base import guessable, slow
from portal.base.brake import Brake
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.secrets import Unsealable
from portal.vault import sealing
from portal.vault.models import Officer
from portal.vault.unlocking import LOCKED_BY

SHORTEST = 16  # characters
GUESSES = 10**14  # by zxcvbn: at 100,000 slow guesses a second, thirty years
FRESH = timedelta(minutes=10)  # how long after signing in keys may be made anew, as other ways of opening doors (ASVS 7.5.1)

tries = Brake()
"""Slows the trying out of passphrases."""


@dataclass(frozen=True)
class Kept:
    """What a table keeps of a key pair: its public half, and the private one locked by a passphrase."""

    public: bytes
    salt: bytes
    locked: bytes


def fault_of(passphrase: str, names: tuple[str, ...] = ()) -> str:
    """What is wrong with a new passphrase, as a sentence; or nothing. `names` are those that others know."""
    typed = slow.typed(passphrase).strip()
    if len(typed) < SHORTEST:
        return _("The passphrase needs at least %(least)s characters. Five or six words that only you would put together are good.", least=SHORTEST)
    if len(passphrase) > slow.LONGEST:
        return _("The passphrase can have %(most)s characters at most.", most=slow.LONGEST)
    known = guessable.context(names)
    if guessable.is_known(typed, known) or guessable.guesses(typed, known) < GUESSES:
        return _("This passphrase is easy to guess. Take five or six words that do not belong together.")
    return ""


def kept(passphrase: str, pair: sealing.Pair | None = None) -> Kept:
    """A key pair, a new one unless it is named, locked by a passphrase. Slow."""
    one, salt = pair or sealing.Pair.new(), sealing.new_salt()
    return Kept(one.public, salt, sealing.lock(one.seed, slow.key_from(passphrase, salt), LOCKED_BY))


def pair_of(officer: Officer | None, passphrase: str) -> sealing.Pair:
    """The pair that a passphrase opens. Slow. Raises Refused."""
    if officer is None:
        raise Refused(_("You have no key yet."))
    try:
        return sealing.Pair(sealing.unlock(officer.locked_key, slow.key_from(passphrase, officer.salt), LOCKED_BY))
    except Unsealable as wrong:
        raise Refused(_("This passphrase does not open your key.")) from wrong
