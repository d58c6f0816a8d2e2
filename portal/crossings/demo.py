"""The demo's vault: officers with keys, helplines that are plainly made up, one complaint on its way, one question to the help desk and one report.

Passphrases and numbers are made at this very moment and told once; there is no default one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Actor, Permission, Role, command
from portal.base.database import Database, Session
from portal.base.languages import Lazy, Texts, _l
from portal.base.secrets import random_token
from portal.complaints.arrival import Told
from portal.complaints.commands import intake, office
from portal.complaints.models import Avenue, Category, HelpKind
from portal.identity.models import Staff
from portal.identity.queries import actor_of
from portal.reprisals.commands import intake as reports
from portal.reprisals.models import Duty, ProtectiveAction
from portal.vault import commands as vault
from portal.vault import sealing
from portal.vault.models import Helpline, Officer
from portal.vault.passphrases import pair_of
from portal.web import tokens

HELPLINES = (
    {
        "name": Texts(en="Helpline of the demo", ar="خط المساعدة في العرض التجريبي"),
        "ways": Texts(en="help@example.org, day and night", ar="help@example.org، ليلا ونهارا"),
        "what": Texts(en="Made up. A real portal names a real one here.", ar="خط مختلق. تذكر البوابة الحقيقية خطا حقيقيا هنا."),
        "languages": ["en", "ar"],
    },
)
AVENUES: tuple[tuple[str, str, list[str]], ...] = (
    ("Regional ombuds office (demo)", "ombuds@example.org", []),
    ("Data protection office (demo)", "data@example.org", [Category.DATA.value]),
)
PLACE = "demo-river-park"
"""The consultation that the complaint is about."""
COMPLAINT = "The notice for the river park came in the holidays. Many of us read it when half of the time was over."
ANSWER = "Thank you. I have read your complaint, and I ask the town for the dates of the notice."
QUESTION = "We are a small association and want to ask our members. Can you show us how a consultation is set up?"
REPORT = "After I wrote about the market roof somebody told my employer to keep an eye on me."


@dataclass
class DemoVault:
    """What the operator is told after the vault was filled."""

    new: bool
    passphrases: list[tuple[str, str]] = field(default_factory=list)  # sign-in name and passphrase
    numbers: list[tuple[Lazy, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Entrusted:
    """An officer of the demo, with the passphrase of this moment."""

    sign_in_name: str
    actor: Actor
    officer: Officer
    pair: sealing.Pair


@command(Permission.SYSTEM)
def fill(session: Session, actor: Actor, database: Database, place: str) -> DemoVault:
    """Fill an empty vault, or find that it is filled and change nothing. `place` is the consultation that the complaint is about."""
    if session.scalar(select(Officer.id).limit(1)) is not None:
        return DemoVault(new=False)
    told = DemoVault(new=True)
    officers = [_entrust(session, one, told) for one in database.read(_people)]
    session.add_all(Helpline(position=number, **one) for number, one in enumerate(HELPLINES))
    session.add_all(Avenue(position=number, name=name, ways=ways, categories=categories) for number, (name, ways, categories) in enumerate(AVENUES))
    session.add_all(Duty(officer_id=one.officer.id, weekday=day, from_hour=8, to_hour=16) for one in officers if one.actor.holds(Role.PROTECTION_OFFICER) for day in range(5))
    session.flush()
    told.numbers.append((_l("Number of a complaint that was answered"), _complain(session, place, officers)))
    told.numbers.append((_l("Number of a question to the help desk"), _ask(session)))
    told.numbers.append((_l("Number of a report in the protected channel"), _report(session)))
    return told


def _people(session: Session) -> list[tuple[str, Actor]]:
    """The demo's officers, as who they would be if they had signed in."""
    people = session.scalars(select(Staff).where(Staff.sign_in_name.like("demo-%"), Staff.active).order_by(Staff.sign_in_name))
    known = [(one.sign_in_name, actor_of(session, SYSTEM, one)) for one in people]
    return [(name, actor) for name, actor in known if actor.holds(Role.FOCAL_POINT) or actor.holds(Role.PROTECTION_OFFICER)]


def _entrust(session: Session, one: tuple[str, Actor], told: DemoVault) -> Entrusted:
    name, actor = one
    passphrase = random_token(18)
    officer = vault.set_up_key(session, actor, passphrase)
    told.passphrases.append((name, passphrase))
    return Entrusted(name, actor, officer, pair_of(officer, passphrase))


def _complain(session: Session, place: str, officers: Sequence[Entrusted]) -> str:
    told = Told(category=Category.PROCESS, text=COMPLAINT, language="en", answer_in="en", place=place)
    made = intake.complain(session, NOBODY, told, token=_token())
    owner = next(one for one in officers if one.officer.id == made.complaint.owner_id)
    opened = vault.look_into(session, owner.actor, made.received.held.case.id, owner.pair)
    office.acknowledge(session, owner.actor, opened, text=ANSWER)
    return made.received.code


def _ask(session: Session) -> str:
    told = Told(category=Category.HELP, help_kind=HelpKind.SETTING_UP.value, text=QUESTION, language="en", answer_in="en", name="Harbour association (demo)")
    return intake.complain(session, NOBODY, told, token=_token()).received.code


def _report(session: Session) -> str:
    facts: dict[str, Any] = {"text": REPORT, "language": "en", "place": "", "when": "", "who": "", "contact": "", "traces": []}
    made = reports.report(session, NOBODY, token=_token(), facts=facts, language="en", consents=[ProtectiveAction.ADVISE])
    return made.received.code


def _token() -> tokens.Token:
    token = tokens.read(tokens.issue(opened=clock.now()))
    assert token is not None
    return token
