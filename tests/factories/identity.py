"""Staff and organisations."""

from functools import lru_cache
from typing import Any

import pyotp

from portal.base import clock
from portal.base.access import Actor, Role
from portal.base.languages import Texts
from portal.identity import commands, passwords, totp
from portal.identity.models import HeldRole, Organisation, Staff
from portal.identity.queries import actor_for, cookie_name

PASSWORD = "a long enough password"
KEYS: dict[int, str] = {}
"""The app of each person: whose codes come from which key."""


def code_of(person: Staff) -> str:
    """What the person's app shows now."""
    return pyotp.TOTP(KEYS[person.id]).at(int(clock.now().timestamp()))


@lru_cache(maxsize=1)
def password_hash() -> str:
    return passwords.hash_of(PASSWORD)


class MakeIdentity:
    """Builders of the room `identity`."""

    def organisation(self: Any, name: str = "City office") -> Organisation:
        number = self.next()
        return self.save(Organisation(slug=f"organisation-{number}", name=Texts(en=f"{name} {number}"), contact=Texts(en="office@example.org")))

    def staff(self: Any, name: str = "Ada", *, organisation: Organisation | None = None, roles: list[tuple[Role, Any]] | None = None) -> Staff:
        """`roles` are pairs of a role and a consultation (or None)."""
        organisation = organisation or self.organisation()
        person = self.save(Staff(sign_in_name=f"{name.lower()}{self.next()}@example.org", name=name, password_hash=password_hash(), organisation_id=organisation.id))
        for role, where in roles or []:
            self.save(HeldRole(staff_id=person.id, role=role, consultation_id=where.id if where is not None else None))
        return person

    def actor(self: Any, role: Role, where: Any = None, *, name: str = "Ada", organisation: Organisation | None = None) -> Actor:
        """A signed-in member of staff with one role, for calling commands directly."""
        person = self.staff(name, organisation=organisation, roles=[(role, where)])
        return actor_for(person, roles=[(role, where.id if where is not None else None)])

    def sign_in(self: Any, visitor: Any, person: Staff) -> None:
        """Give a visitor the session cookie of a member of staff."""
        from portal.base.access import NOBODY

        cookie = self.database.write(lambda session: commands.begin_session(session, NOBODY, person, proven=True))
        visitor.client.cookies.set(cookie_name(), cookie)

    def totp(self: Any, person: Staff) -> str:
        """Give somebody codes from an app as second factor; the key, from which a test makes codes as the app does."""
        secret = KEYS[person.id] = pyotp.random_base32()
        self.database.write(lambda session: setattr(session.get_one(Staff, person.id), "sealed_totp", totp.kept(secret)))
        return secret
