"""Who may do what. One list of permissions, rules made of small named truths, and the lock on every command."""

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ParamSpec, TypeVar, cast

from portal.base.errors import NotAllowed
from portal.base.languages import Named, _, _l


class Permission(StrEnum):
    """Everything that can be permitted, in alphabetical order."""

    ANSWER_BARRIER = "answer reports of barriers"
    ANSWER_OBJECTION = "answer objections in the check-back"
    ANSWER_POINT = "answer a point of the summary"
    ANYONE = "read what is public and speak without an account"
    APPEAL = "contest a decision that concerns you"
    ASK_PARTICIPANT = "ask a participant a question through the portal"
    ASSIST = "enter words for somebody who cannot do it alone"
    CARRY_OUT = "carry out a decision on a contribution"
    COMMIT = "make and update commitments"
    CONTRIBUTE = "contribute to an open question"
    CREATE_CONSULTATION = "set up a consultation"
    DECIDE = "decide on contributions"
    DECIDE_APPEAL = "decide an appeal"
    EDIT_DIRECTORY = "look after the directory of help and the library"
    EDIT_POLICIES = "write the portal's policies"
    EXCHANGE = "import and export whole consultations"
    FLAG = "report a contribution"
    FOLLOW = "follow what became of your own words"
    FOLLOW_CASE = "follow your own case"
    HANDLE_COMPLAINT = "work on a complaint that is entrusted to you"
    HANDLE_REPRISAL = "work on a report of a reprisal"
    HOLD_KEY = "hold a key to cases"
    LEAD_CALLS = "send calls for action and look after contact lists"
    MANAGE_CONSULTATION = "extend, suspend or cancel a consultation"
    MANAGE_ORGANISATIONS = "enter organisations and confirm them"
    MANAGE_PROVIDERS = "name the services through which staff sign in"
    MANAGE_STAFF = "add staff and give roles"
    OBJECT = "say what the summary misread or missed"
    OVERSEE_VAULT = "see to it that every case has somebody"
    READ_JOURNAL = "read the record of deeds"
    READ_SECURITY_LOG = "read the security log of staff"
    STAFF = "enter the staff rooms"
    SUMMARISE = "write the summary and link it to contributions"
    SYSTEM = "do what the clock demands"
    TAKE_PART_IN_CALLS = "act on a call as a member of its list"
    TRANSLATE = "translate what others wrote and check translations"
    WISH_LETTERS = "ask for letters and end them"


class Role(Named):
    """What a member of staff is trusted with, in one consultation or in the whole portal."""

    ADMINISTRATOR = "administrator", _l("Administrator")
    ORGANISER = "organiser", _l("Organiser")
    MODERATOR = "moderator", _l("Moderator")
    REVIEWER = "reviewer", _l("Reviewer of appeals")
    RESPONDER = "responder", _l("Responder")
    FOCAL_POINT = "focal point", _l("Focal point for complaints")
    PROTECTION_OFFICER = "protection officer", _l("Protection officer")
    EVALUATOR = "evaluator", _l("Evaluator")
    HELPER = "helper", _l("Helper who enters words for others")
    TRANSLATOR = "translator", _l("Translator")
    EDITOR = "editor", _l("Editor of the directory and the library")
    CHAIR = "chair", _l("Chair of calls for action")


IN_ONE_CONSULTATION = (Role.ORGANISER, Role.MODERATOR, Role.REVIEWER, Role.RESPONDER, Role.EVALUATOR, Role.HELPER, Role.TRANSLATOR)
"""Roles that are given in one consultation."""

EVERYWHERE = (
    Role.ADMINISTRATOR,
    Role.ORGANISER,
    Role.MODERATOR,
    Role.REVIEWER,
    Role.RESPONDER,
    Role.FOCAL_POINT,
    Role.PROTECTION_OFFICER,
    Role.EVALUATOR,
    Role.TRANSLATOR,
    Role.EDITOR,
    Role.CHAIR,
)
"""Roles that an administrator gives without naming a consultation. An organiser's means: may set up consultations for
the own organisation; each of them is then managed under a role of its own."""

NEEDS_TRAINING = frozenset({Role.FOCAL_POINT, Role.PROTECTION_OFFICER})
"""Roles that count only while the training is current (R54)."""


class Kind(StrEnum):
    """Which kind of person is asking."""

    NOBODY = "nobody"
    RECEIPT = "receipt holder"
    HOLDER = "case holder"
    MEMBER = "member of a contact list"
    STAFF = "staff"
    SYSTEM = "the portal itself"


@dataclass(frozen=True)
class Actor:
    """Who is asking. A participant is a receipt or nobody at all; only staff have a name."""

    kind: Kind = Kind.NOBODY
    receipt_id: int | None = None
    member_id: int | None = None
    """The membership in a contact list that a member's number opened."""
    staff_id: int | None = None
    organisation_id: int | None = None
    unit: str = ""
    """The part of the organisation that the person works in; empty where it is not divided."""
    name: str = ""
    session_id: str = ""
    roles: frozenset[tuple[Role, int | None]] = field(default_factory=frozenset)
    barred: frozenset[tuple[Role, int]] = field(default_factory=frozenset)
    """Roles that do not count in a consultation: the host's own people where others moderate independently."""
    rooms: frozenset[int] = field(default_factory=frozenset)
    """Private consultations that a participant was let into."""

    def holds(self, role: Role, consultation_id: int | None = None) -> bool:
        """Whether the person has a role in a consultation, or portal-wide. A portal-wide organiser may set up new ones, no more."""
        if consultation_id is not None and (role, consultation_id) in self.barred:
            return False
        everywhere = role is not Role.ORGANISER and (role, None) in self.roles
        return everywhere or (consultation_id is not None and (role, consultation_id) in self.roles)

    @property
    def sees_drafts(self) -> bool:
        """Whether somebody may know of every consultation, also before it is announced."""
        return (Role.ADMINISTRATOR, None) in self.roles

    def holds_anywhere(self, role: Role) -> bool:
        """Whether the person has a role in any consultation at all."""
        return any(held is role for held, _where in self.roles)

    def places(self, role: Role) -> list[int]:
        """The consultations in which the person has a role by name."""
        return [where for held, where in self.roles if held is role and where is not None and (held, where) not in self.barred]

    @property
    def sees_all_words(self) -> bool:
        """Whether somebody may read what waits in every consultation."""
        return any((role, None) in self.roles for role in (Role.ADMINISTRATOR, Role.MODERATOR, Role.REVIEWER))

    @property
    def is_staff(self) -> bool:
        """Whether a signed-in member of staff is asking."""
        return self.kind is Kind.STAFF


NOBODY = Actor()
SYSTEM = Actor(kind=Kind.SYSTEM, name="Hearback")

Predicate = Callable[[Actor, Any], bool]
Grants = Mapping[Permission, list[list[Predicate]]]

RULES: dict[Permission, list[list[Predicate]]] = {}


def grant(grants: Grants) -> None:
    """Enter a room's rules. A permission is given when all truths of any one clause hold."""
    for permission, clauses in grants.items():
        known = RULES.setdefault(permission, [])
        known.extend(clause for clause in clauses if clause not in known)


def anybody(actor: Actor, thing: Any) -> bool:
    """Anybody at all."""
    return True


def the_portal_itself(actor: Actor, thing: Any) -> bool:
    """The portal's own clock or command line."""
    return actor.kind is Kind.SYSTEM


def may_host(actor: Actor, thing: Any) -> bool:
    """An organiser who may set up consultations for the own organisation."""
    return actor.is_staff and (Role.ORGANISER, None) in actor.roles


def a_member_of_staff(actor: Actor, thing: Any) -> bool:
    """Any signed-in member of staff."""
    return actor.is_staff


def has_role(role: Role) -> Predicate:
    """A truth: the person has this role in the consultation that the thing belongs to."""

    def has_role_here(actor: Actor, thing: Any) -> bool:
        return actor.is_staff and actor.holds(role, consultation_of(thing))

    has_role_here.__doc__ = f"A {role} of the consultation."
    has_role_here.role = role  # type: ignore[attr-defined]
    return has_role_here


def consultation_of(thing: Any) -> int | None:
    """The id of the consultation that a thing belongs to."""
    if thing is None:
        return None
    own = getattr(thing, "consultation_id", None)
    return cast("int | None", own if own is not None else thing.id if type(thing).__name__ == "Consultation" else None)


def can(actor: Actor, permission: Permission, thing: Any = None) -> bool:
    """Whether the rules give this permission to this person for this thing."""
    return any(all(truth(actor, thing) for truth in clause) for clause in RULES.get(permission, []))


def can_enter(actor: Actor, permission: Permission) -> bool:
    """Whether a door opens at all: the person could have the permission for some thing behind it."""

    def could(truth: Predicate) -> bool:
        role = getattr(truth, "role", None)
        if role is not None:
            return actor.holds_anywhere(role)
        return truth(actor, None) if truth in (anybody, a_member_of_staff, may_host, the_portal_itself) else True

    return any(all(could(truth) for truth in clause) for clause in RULES.get(permission, []))


P = ParamSpec("P")
R = TypeVar("R")


def command(permission: Permission, *, on: str | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The lock on a command: whoever calls it, from a page, the clock or the command line, must be permitted.

    `on` names the argument that the rule looks at. The command takes `session` and `actor` first.
    Raises NotAllowed before anything was done.
    """

    def lock(function: Callable[P, R]) -> Callable[P, R]:
        places = list(inspect.signature(function).parameters)
        actor_at, thing_at = places.index("actor"), places.index(on) if on else 0

        @functools.wraps(function)
        def locked(*args: P.args, **kwargs: P.kwargs) -> R:
            actor: Any = args[actor_at] if len(args) > actor_at else kwargs["actor"]
            thing = None if on is None else args[thing_at] if len(args) > thing_at else kwargs[on]
            if not can(actor, permission, thing):
                raise NotAllowed(_("This needs the right to %(permission)s.", permission=str(permission)))
            return function(*args, **kwargs)

        locked.permission = permission  # type: ignore[attr-defined]
        return locked

    return lock


grant({Permission.ANYONE: [[anybody]], Permission.STAFF: [[a_member_of_staff]], Permission.SYSTEM: [[the_portal_itself]]})
