"""A small town to look around in: consultations from draft to kept promises, in the project's own words.

The texts stand in `demo/` in the exchange format, with days counted from today, and come in through the same door as any
other file (stories.py). What a file never holds is made here: accounts with passwords of this very moment; town.py has
what belongs to no consultation. There is no default password and no default number.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select, update

from portal.base import clock
from portal.base.access import IN_ONE_CONSULTATION, NEEDS_TRAINING, SYSTEM, Actor, Permission, Role, command
from portal.base.database import Session
from portal.base.languages import Lazy, Texts
from portal.base.secrets import random_token
from portal.calls import demo as calls
from portal.consultations.models import Consultation
from portal.directory.demo import demo as show_directory
from portal.exchange import town
from portal.exchange.stories import TOLD, bring_in
from portal.exchange.town import read
from portal.identity import commands as identity
from portal.identity import passwords
from portal.identity import queries as identities
from portal.identity.models import Organisation, Staff
from portal.library.demo import demo as show_library
from portal.moderation import commands as moderation
from portal.moderation import starter
from portal.moderation.models import Decision, Policy
from portal.plans import demo as plans

FILES = ("draft", "announced", "open", "private", "check_back", "answered")
PEOPLE = (
    (Role.ADMINISTRATOR, "demo-administrator", "Ada", "demo-rivermouth"),
    (Role.ORGANISER, "demo-organiser", "Amal", "demo-rivermouth"),
    (Role.MODERATOR, "demo-moderator-1", "Mira", "demo-open-forum"),
    (Role.MODERATOR, "demo-moderator-2", "Idris", "demo-free-word"),
    (Role.REVIEWER, "demo-reviewer", "Rosa", "demo-ombuds"),
    (Role.RESPONDER, "demo-responder", "Theo", "demo-rivermouth"),
    (Role.FOCAL_POINT, "demo-focal-point-1", "Noor", "demo-ombuds"),
    (Role.FOCAL_POINT, "demo-focal-point-2", "Rui", "demo-carers"),
    (Role.PROTECTION_OFFICER, "demo-protection-1", "Sana", "demo-open-forum"),
    (Role.PROTECTION_OFFICER, "demo-protection-2", "Lena", "demo-ombuds"),
    (Role.HELPER, "demo-helper", "Hana", "demo-carers"),
    (Role.TRANSLATOR, "demo-translator", "Yusuf", "demo-open-forum"),
    (Role.EDITOR, "demo-editor", "Vera", "demo-free-word"),
    (Role.CHAIR, "demo-chair-1", "Maya", "demo-free-word"),
    (Role.CHAIR, "demo-chair-2", "Jonas", "demo-open-forum"),
)
TRAINED_FOR = timedelta(days=300)
IN_THE_DRAFT = ("demo-organiser", "demo-moderator-1")
"""Whoever is in the draft's team already; nobody hears appeals there yet, so a reviewer can be borrowed."""
MAY_HOST = ("demo-administrator", "demo-organiser")
LENT = "demo-reviewer"


@dataclass(frozen=True)
class Account:
    """A sign-in of the demo. The password is told once; empty means that it stayed as it was."""

    role: Role
    name: str
    sign_in_name: str
    organisation: str
    password: str


@dataclass
class DemoAccounts:
    """What the operator is told after the demo was set up."""

    new: bool
    accounts: list[Account] = field(default_factory=list)
    receipts: list[tuple[Lazy, str]] = field(default_factory=list)  # what became of the contribution, and its number
    slugs: list[str] = field(default_factory=list)
    speaking: list[tuple[str, str]] = field(default_factory=list)  # confirmed organisations, and the numbers with which they speak
    member: str = ""  # the number of somebody on a contact list
    links: list[tuple[str, str, str]] = field(default_factory=list)  # what each is, its path and its secret part


@command(Permission.EXCHANGE)
def fill(session: Session, actor: Actor) -> DemoAccounts:
    """Set up the demo, or find that it is there already and change nothing."""
    files = [read(name) for name in FILES]
    slugs = [file["consultation"]["slug"] for file in files]
    if session.scalar(select(Consultation.id).where(Consultation.slug.in_(slugs)).limit(1)):
        return DemoAccounts(new=False, accounts=_accounts(session), slugs=slugs)
    rules = _rules(session)
    town.write_policies(session)
    organisations = _organisations(session)
    speaking = town.confirm(session, actor, organisations)
    _contact_points(session, actor, organisations)
    given = _passwords()
    people = {row[1]: _person(session, actor, organisations[row[3]], row[1], row[2], given[row[1]]) for row in PEOPLE}
    told = DemoAccounts(new=True, accounts=[_account(row, organisations, people[row[1]][1]) for row in PEOPLE], slugs=slugs, speaking=speaking)
    by_slug = {}
    for file in files:
        consultation, receipts = bring_in(session, actor, file, rules)
        by_slug[consultation.slug] = consultation
        told.receipts += receipts
        _team(session, actor, consultation, {name: person for name, (person, _password) in people.items()}, organisations)
    _everywhere(session, actor, {name: person for name, (person, _password) in people.items()})
    told.links = town.surround(session, actor, by_slug, organisations)
    told.member = _beside(session, actor, {name: person.id for name, (person, _password) in people.items()}, organisations)
    told.receipts.sort(key=lambda pair: list(TOLD.values()).index(pair[0]))
    return told


def _beside(session: Session, actor: Actor, people: Mapping[str, int], organisations: Mapping[str, Organisation]) -> str:
    """What has no consultation: help, guides, plans, lists and calls. Gives the number of somebody on a list."""
    show_directory(session, actor)
    show_library(session, actor)
    plans.fill(session, organisations["demo-rivermouth"].id)
    return calls.fill(session, [people["demo-chair-1"], people["demo-chair-2"]])


def _team(session: Session, actor: Actor, consultation: Consultation, people: Mapping[str, Staff], organisations: Mapping[str, Organisation]) -> None:
    """Everybody in their role, in this consultation."""
    for role, sign_in_name, _name, slug in PEOPLE:
        if role not in IN_ONE_CONSULTATION or (consultation.slug == town.DRAFT and sign_in_name not in IN_THE_DRAFT):
            continue
        identity.give_role(session, actor, people[sign_in_name], role, consultation.id)
        if role is Role.MODERATOR:
            _made_by(session, consultation, people[sign_in_name], organisations[slug])


def _everywhere(session: Session, actor: Actor, people: Mapping[str, Staff]) -> None:
    """Who looks after the portal, who may set up consultations, and whom others may borrow."""
    for role, sign_in_name, _name, _slug in PEOPLE:
        if role in (Role.ADMINISTRATOR, Role.EDITOR, Role.CHAIR):
            identity.give_role(session, actor, people[sign_in_name], role, None)
        elif role in NEEDS_TRAINING:
            identity.give_role(session, actor, people[sign_in_name], role, None, clock.today() + TRAINED_FOR)
    for sign_in_name in MAY_HOST:
        identity.give_role(session, actor, people[sign_in_name], Role.ORGANISER, None)
    identity.lend(session, actor, people[LENT], True)


@command(Permission.EXCHANGE)
def reset_passwords(session: Session, actor: Actor) -> list[Account]:
    """New passwords for the accounts of the demo, when the first ones were lost."""
    known = {person.sign_in_name: person for person in session.scalars(select(Staff).where(Staff.sign_in_name.in_([row[1] for row in PEOPLE])))}
    organisations = {one.id: one for one in session.scalars(select(Organisation))}
    accounts = []
    for role, sign_in_name, _name, _slug in PEOPLE:
        if person := known.get(sign_in_name):
            password = random_token(12)
            identity.replace_password(session, actor, person, passwords.hash_of(password))
            accounts.append(Account(role, person.name, sign_in_name, str(organisations[person.organisation_id].name), password))
    return accounts


def _rules(session: Session) -> Policy:
    """The rules in force, or those to begin with in a portal that has none."""
    policy = session.scalar(select(Policy).order_by(Policy.from_day.desc()).limit(1))
    if policy is not None:
        return policy
    return moderation.adopt_policy(session, SYSTEM, 1, clock.today() - town.FIRST_RULES, starter.INTRO, starter.RULES)


def _organisations(session: Session) -> dict[str, Organisation]:
    given = read("organisations")
    found = {one.slug: one for one in session.scalars(select(Organisation).where(Organisation.slug.in_([one["slug"] for one in given])))}
    for one in given:
        if one["slug"] not in found:
            found[one["slug"]] = Organisation(slug=one["slug"], name=Texts(one["name"]), contact=Texts(one["contact"]))
    session.add_all(found.values())
    session.flush()
    return found


def _contact_points(session: Session, actor: Actor, organisations: dict[str, Organisation]) -> None:
    """Whom to ask, for the town and for appeals; whoever was entered before stays as they are."""
    for one in read("contacts"):
        organisation = organisations[one.pop("organisation")]
        if not identities.contact_points(session, actor, organisation):
            named = {part: Texts(one.pop(part)) for part in ("title", "ways", "hours")}
            identity.add_contact_point(session, actor, organisation, **named, **one, checked_on=clock.today())


def _passwords() -> dict[str, tuple[str, str]]:
    """A new password for everybody, and its hash: slow by design, so they are made side by side."""
    made = [random_token(12) for _row in PEOPLE]
    with ThreadPoolExecutor() as hands:
        return {row[1]: pair for row, pair in zip(PEOPLE, zip(made, hands.map(passwords.hash_of, made), strict=True), strict=True)}


def _person(session: Session, actor: Actor, organisation: Organisation, sign_in_name: str, name: str, given: tuple[str, str]) -> tuple[Staff, str]:
    password, hashed = given
    known = session.scalar(select(Staff).where(Staff.sign_in_name == sign_in_name))
    if known is not None:
        identity.replace_password(session, actor, known, hashed)
        return known, password
    return identity.add_staff(session, actor, organisation, sign_in_name, name, hashed), password


def _account(row: tuple[Role, str, str, str], organisations: dict[str, Organisation], password: str) -> Account:
    role, sign_in_name, name, slug = row
    return Account(role, name, sign_in_name, str(organisations[slug].name), password)


def _accounts(session: Session) -> list[Account]:
    organisations = {one.slug: one for one in session.scalars(select(Organisation))}
    return [_account(row, organisations, "") for row in PEOPLE if row[3] in organisations]


def _made_by(session: Session, consultation: Consultation, person: Staff, organisation: Organisation) -> None:
    """Decisions bear the name of the moderator of their organisation, so that nobody hears an appeal against their own."""
    session.execute(update(Decision).where(Decision.consultation_id == consultation.id, Decision.organisation_id == organisation.id).values(staff_id=person.id))
