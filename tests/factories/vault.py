"""Officers with keys, complaints and reports in the vault, made by the commands themselves: nothing is sealed by hand."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from portal.base import clock, slow
from portal.base.access import NOBODY, Actor, Role
from portal.complaints.models import Category, Complaint
from portal.complaints.states import COMPLAINT
from portal.identity.models import HeldRole, Staff
from portal.reprisals.models import Reprisal
from portal.reprisals.states import REPRISAL
from portal.vault import commands, sealing
from portal.vault.models import Case, CaseKind, Officer, Standing
from portal.vault.unlocking import LOCKED_BY
from portal.web import tokens

PASSPHRASE = "seven quiet herons under a bridge"
SALT = b"salt of the test"


@lru_cache(maxsize=1)
def _key() -> bytes:
    """Made once: Argon2 takes its time on purpose."""
    return slow.key_from(PASSPHRASE, SALT)


@dataclass(frozen=True)
class Entrusted:
    """An officer of a test: the person, the row with the keys, the actor, the private pair."""

    person: Staff
    officer: Officer
    actor: Actor
    pair: sealing.Pair


@dataclass(frozen=True)
class MadeCase:
    """A case of a test, with its number and its row in the room."""

    case: Case
    key: bytes
    code: str
    row: Any


class MakeVault:
    """Builders of the rooms `vault`, `complaints` and `reprisals`."""

    def officer(self: Any, role: Role = Role.FOCAL_POINT, *, name: str = "Noor", organisation: Any = None, unit: str = "", trained: bool = True, **columns: Any) -> Entrusted:
        """A trained member of staff with keys that PASSPHRASE unlocks."""
        person = self.staff(name, organisation=organisation)
        until = clock.today() + timedelta(days=300 if trained else -1)
        self.save(HeldRole(staff_id=person.id, role=role, consultation_id=None, trained_until=until))
        if unit:
            self.database.write(lambda session: setattr(session.get_one(Staff, person.id), "unit", unit))
            person.unit = unit
        return self.with_key(person, [(role, None)], **columns)

    def with_key(self: Any, person: Staff, roles: list[tuple[Role, Any]], **columns: Any) -> Entrusted:
        """Keys that PASSPHRASE unlocks, for somebody who is there and holds these roles."""
        from portal.identity.queries import actor_for

        pair = sealing.Pair.new()
        row = Officer(staff_id=person.id, public_key=pair.public, salt=SALT, locked_key=sealing.lock(pair.seed, _key(), LOCKED_BY), **columns)
        self.vault.write(lambda session: session.add(row))
        return Entrusted(person, row, actor_for(person, roles=roles), pair)

    def unlock(self: Any, visitor: Any, one: Entrusted) -> None:
        """Sign an officer in and unlock the key for this browser."""
        from portal.identity.queries import cookie_name

        self.sign_in(visitor, one.person)
        secret = visitor.client.cookies[cookie_name()]
        self.vault.write(lambda session: commands.unlock(session, one.actor, PASSPHRASE, secret))

    def complaint(self: Any, owner: Entrusted | None = None, *, facts: Any = None, category: Category = Category.PROCESS, others: tuple[Any, ...] = (), **columns: Any) -> MadeCase:
        """A complaint that has just arrived, entrusted to `owner`; `others` are pairs of officer and standing."""
        officers = [(owner.officer, Standing.OWNER)] if owner else []
        officers += [(one.officer, standing) for one, standing in others]

        def job(session: Any) -> MadeCase:
            facts_ = facts or {"text": "They closed the hall before we could speak.", "language": "en"}
            got = commands.receive(session, NOBODY, kind=CaseKind.COMPLAINT, token=tokens.read(tokens.issue()), facts=facts_, language="en", officers=officers)
            row = Complaint(case_id=got.held.case.id, category=category, owner_id=owner.officer.id if owner else None, **columns)
            COMPLAINT.begin(session, row, NOBODY, "complain")
            return MadeCase(got.held.case, got.held.key, got.code, row)

        return self.vault.write(job)

    def reprisal(self: Any, *officers: Entrusted, facts: Any = None, urgent: bool = False, **columns: Any) -> MadeCase:
        """A report that has just arrived, entrusted to the officers; the first one owns it."""

        def job(session: Any) -> MadeCase:
            facts_ = facts or {"text": "A man waited for me outside after the meeting.", "language": "en"}
            got = commands.receive(
                session,
                NOBODY,
                kind=CaseKind.REPRISAL,
                token=tokens.read(tokens.issue()),
                facts=facts_,
                language="en",
                officers=[(one.officer, Standing.OWNER) for one in officers],
            )
            row = Reprisal(case_id=got.held.case.id, urgent=urgent, owner_id=officers[0].officer.id if officers else None, **columns)
            REPRISAL.begin(session, row, NOBODY, "report")
            return MadeCase(got.held.case, got.held.key, got.code, row)

        return self.vault.write(job)
