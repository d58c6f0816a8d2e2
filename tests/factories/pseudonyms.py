"""Pseudonyms, already open."""

from typing import Any

from portal.base import slow
from portal.base.access import NOBODY
from portal.base.secrets import random_id
from portal.pseudonyms import commands, wallets

PASSPHRASE = "seven herons cross the yellow bridge"


class MakePseudonyms:
    """Builders of the room `pseudonyms`."""

    def pseudonym(self: Any, name: str = "Winter owl", *kept: str, passphrase: str = PASSPHRASE) -> Any:
        """A pseudonym that keeps these numbers; what comes back is open."""
        salt, key = wallets.new_salt(), wallets.new_key()
        locked = wallets.lock(key, slow.key_from(wallets.spoken(passphrase), salt))

        def job(session: Any) -> Any:
            opened = commands.begin(session, NOBODY, random_id(), wallets.name_hash(name), salt, locked, key)
            for code in kept:
                commands.keep(session, NOBODY, opened, code)
            return opened

        return self.database.write(job)
