"""Every GET door of the portal with an address that opens it, found by trying what the demo holds; no list to be kept by hand.

A new page is included as soon as it has a door. Only a page that needs something very own must be told: a fact for its
place in `Ways.values`, or a reason in `NOT_BY_A_LINK`.
"""

import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
from sqlalchemy import select

from portal.barriers.models import BarrierReport, BarrierState
from portal.base import clock
from portal.base.access import EVERYWHERE, IN_ONE_CONSULTATION, NEEDS_TRAINING, NOBODY
from portal.base.languages import Texts
from portal.base.settings import settings
from portal.calls.models import Call, ContactList, JoinRequest
from portal.complaints.models import Avenue, Route
from portal.consultations.models import Consultation, ConsultationState
from portal.contributions.models import Contribution, ContributionState
from portal.directory.models import DirectoryEntry, DirectorySuggestion
from portal.figures.measures import Total
from portal.identity import commands as identity
from portal.identity.models import ContactPoint, HeldRole, Invitation, Organisation, Provider, Staff
from portal.identity.queries import cookie_name
from portal.library.models import Resource
from portal.moderation.models import Appeal, BulkDeed
from portal.plans.models import Plan
from portal.policies.models import CarefulWord, PolicyKind
from portal.reprisals.models import Duty
from portal.vault import commands as vault
from portal.vault.models import Helpline, Standing
from portal.web.doors import doors
from tests.factories.vault import PASSPHRASE
from tests.visitor import BASE

NOT_BY_A_LINK: dict[str, str] = {
    "/leave": "leads to another site",
    "/rooms/enter": "needs the key of a private room",
    "/staff/invitation": "needs the secret of an invitation",
    "/staff/new-password": "needs the link that an administrator made",
    "/staff/second-factor": "is for somebody who has shown a password and no second factor yet",
}
"""GET doors that no address opens by itself, each with the reason."""

DESK = "/staff/desk/{case_id:int}"
MOST = 40
"""Addresses that are tried for one door."""

IN_PLACES = IN_ONE_CONSULTATION


@dataclass(frozen=True)
class Way:
    """A door and an address that opens it; `staff`: for somebody who is signed in."""

    pattern: str
    path: str
    staff: bool
    page: bool


class Ways:
    """The demo with some more, and somebody who holds every role everywhere."""

    def __init__(self, database: Any, make: Any) -> None:
        self.database, self.make = database, make
        self._more()
        person = make.staff("Everybody")
        for role in EVERYWHERE:
            make.save(HeldRole(staff_id=person.id, role=role, consultation_id=None, trained_until=clock.today() + timedelta(days=99) if role in NEEDS_TRAINING else None))
        for slug, where in self.places.items():
            for role in IN_PLACES if slug else ():
                make.save(HeldRole(staff_id=person.id, role=role, consultation_id=where))
        self.person = person
        make.save(BulkDeed(consultation_id=self.places["demo-river-park"], staff_id=person.id, at=clock.now(), deed="publish", decisions=[]))
        self.values = {**database.read(self._values), **self._vault(), **self._reach()}

    def _vault(self) -> dict[str, list[str]]:
        """Keys for everybody, a case of each kind, somebody who stands in, what administrators keep; what stands in the addresses of the desk."""
        make = self.make
        self.officer = make.with_key(self.person, [(role, None) for role in EVERYWHERE])
        other = make.officer(name="Rui")
        cases = [make.complaint(self.officer), make.reprisal(self.officer, urgent=True)]
        make.complaint(other, others=((self.officer, Standing.STAND_IN),))
        avenue = Avenue(name="Ombuds office", ways="ombuds@example.org")
        helpline = Helpline(name=Texts(en="Helpline"), ways=Texts(en="help@example.org"))
        duty = Duty(officer_id=self.officer.officer.id, weekday=0, from_hour=8, to_hour=16)
        make.vault.write(lambda session: session.add_all([avenue, helpline, duty, Route(officer_id=other.officer.id)]))
        make.shown_decision()
        make.published("moderation", period="2026", appeals=Total(40))
        make.published("participation", scope="demo-river-park", numbers=Total(40))
        named = {"avenue_id": avenue, "helpline_id": helpline, "officer_id": other.officer, "duty_id": duty}
        return {"case_id": [str(one.case.id) for one in cases], "year": ["2026"], **{name: [str(row.id)] for name, row in named.items()}}

    def _reach(self) -> dict[str, list[str]]:
        """Help, guides, lists and calls: what stands in their addresses; a translation that waits for a check."""

        def read(session: Any) -> dict[str, list[str]]:
            calls, kept = (list(map(str, session.scalars(select(table.number).order_by(table.id)))) for table in (Call, Plan))
            asked = list(session.scalars(select(ContactList.slug).join(JoinRequest, JoinRequest.list_id == ContactList.id)))
            self.numbers = {"/staff/lists/": asked, "/lists/": asked, "/calls/": calls, "/staff/calls/": calls, "/staff/plans/": kept}
            tables = {"entry_id": DirectoryEntry, "suggestion_id": DirectorySuggestion, "resource_id": Resource, "request_id": JoinRequest}
            return {name: [str(session.scalars(select(table.id).order_by(table.id)).first())] for name, table in tables.items()}

        words = self.database.read(lambda session: session.scalars(select(Contribution).where(Contribution.state == ContributionState.PUBLISHED).order_by(Contribution.id)).first())
        self.make.translation(words, language="ar")
        return self.database.read(read)

    def _more(self) -> None:
        """What the demo does not have: a draft with a theme and a document, a sign-in service, a careful word; more of what it has."""
        make = self.make
        draft = make.consultation("A draft", state=ConsultationState.DRAFT, announced_at=clock.now() + timedelta(days=40), opens=timedelta(days=70), closes=timedelta(days=120))
        make.question(draft)
        make.save(Provider(slug="city", name="City", issuer="https://id.example.org", client_id="portal"))
        make.save(BarrierReport(state=BarrierState.REPORTED, day=clock.today(), due_on=clock.today(), text="The form does not speak to me.", language="en"))
        shown = {"barrier": Texts(en="The form was not read aloud."), "adaptation": Texts(en="It is now.")}
        make.save(BarrierReport(number=99, state=BarrierState.ADAPTED, day=clock.today(), due_on=clock.today(), text="The form was silent.", language="en", **shown))
        contact = {"ways": Texts(en="help@example.org"), "hours": Texts(en="9 to 5"), "languages": ["en"]}
        make.save(ContactPoint(organisation_id=draft.host_id, position=1, title=Texts(en="Complaints"), **contact))
        self.things = [make.theme(draft).id, make.term(draft).id, make.idea(draft).id, make.document(draft).id]
        self.draft = draft.slug
        make.save(CarefulWord(language="en", word="victim", advice="Write: a person who was harmed."))
        self.places = self.database.read(lambda session: {slug: own for own, slug in session.execute(select(Consultation.id, Consultation.slug))})

    def _values(self, session: Any) -> dict[str, list[str]]:
        first = {state: session.scalars(select(Contribution.id).where(Contribution.state == state).order_by(Contribution.id)).first() for state in ContributionState}
        demo = ["demo-river-park", "demo-night-buses", "demo-school-air", "demo-youth-house"]
        others = sorted((slug for slug in self.places if slug not in demo), key=lambda slug: slug != self.draft)  # what `things` are in comes first
        ids = [first[ContributionState.RECEIVED], session.scalars(select(Appeal.id)).first()]
        ids += [session.scalars(select(table.id)).first() for table in (BulkDeed, CarefulWord, BarrierReport, Staff, Invitation, Provider, Organisation)]
        ids += list(session.scalars(select(BarrierReport.id)))
        ids.append(self.person.id)
        self.slugs = [demo[0], *others, *demo[1:]]
        words = [*demo, *others, *session.scalars(select(Organisation.slug).limit(2)), "city", *(kind.value for kind in PolicyKind), *settings().languages, "take-part"]
        numbers = ["1", "2", *(str(one) for one in ids if one is not None)]
        return {"kind": [kind.value for kind in PolicyKind], "thing": [*map(str, self.things), *numbers], "tag": list(settings().languages), "str": words, "int": numbers}

    def sign_in(self, visitor: Any) -> None:
        """Somebody with every role."""
        visitor.client.cookies.set(cookie_name(), self.cookie())

    def cookie(self) -> str:
        """A new session of somebody with every role, whose key is unlocked."""
        cookie = self.database.write(lambda session: identity.begin_session(session, NOBODY, session.get(Staff, self.person.id), proven=True))
        self.make.vault.write(lambda session: vault.unlock(session, self.officer.actor, PASSPHRASE, cookie))
        return cookie

    def find(self, visitor: Any, guest: Any) -> tuple[list[Way], list[str]]:
        """Every way that opens, and the doors that nothing opens: first by values of the demo, then by the links on the pages."""
        self.sign_in(visitor)
        self.links: set[str] = set()
        found, left = self._try(patterns(), self._by_values, visitor, guest)
        for _again in range(2):
            more, left = self._try(left, self._by_links, visitor, guest)
            found += more
        found.append(Way(DESK, DESK.replace("{case_id:int}", self.values["case_id"][1]), staff=True, page=True))  # a report looks otherwise than a complaint
        return found, left

    def _try(self, wanted: list[str], addresses: Any, visitor: Any, guest: Any) -> tuple[list[Way], list[str]]:
        ways = {pattern: self._open(pattern, addresses(pattern), visitor, guest) for pattern in wanted if pattern not in NOT_BY_A_LINK}
        return [way for way in ways.values() if way], [pattern for pattern, way in ways.items() if way is None]

    def _by_values(self, pattern: str) -> Iterator[str]:
        places = [pattern[: found.start()] for found in re.finditer(r"{", pattern)]
        named = re.findall(r"{(\w+):(\w+)}", pattern)
        slugs = self.slugs[1:] + self.slugs[:1] if "/setup" in pattern else self.slugs  # what is set up is a draft
        own = {"/consultations/": slugs, "/staff/": slugs, **self.numbers}
        values_of = [own.get(before) or self.values.get(name, self.values[kind]) for before, (name, kind) in zip(places, named, strict=True)]
        for values in itertools.islice(itertools.product(*reversed(values_of)), MOST):  # the first of the address changes fastest
            some = reversed(values)
            yield re.sub(r"{\w+:\w+}", lambda _place, some=some: next(some), pattern)

    def _by_links(self, pattern: str) -> Iterator[str]:
        own = re.compile(re.sub(r"{\w+:int}", r"\\d+", re.sub(r"{\w+:str}", "[^/?]+", pattern)) + r"(\?.*)?")
        yield from [link for link in sorted(self.links) if own.fullmatch(link)][:MOST]

    def _open(self, pattern: str, addresses: Iterator[str], visitor: Any, guest: Any) -> Way | None:
        for path in addresses:
            for who, staff in ((visitor, True), (guest, False)) if pattern.startswith("/staff") else ((guest, False),):
                answer = who.glance(f"{BASE}/en{path}")
                assert answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR, f"{path}: {answer.status_code}"  # an address that nobody meant, too
                if answer.status_code == 200:
                    page = answer.headers["content-type"].startswith("text/html")
                    if page:
                        self.links.update(html.unescape(link) for link in re.findall(r'href="/en(/[^"#]*)', answer.text))
                    return Way(pattern, path, staff, page)
        return None


def patterns() -> list[str]:
    """The addresses of all GET doors, without the language."""
    return sorted({pattern.removeprefix("/{language:str}") or "/" for door in doors for pattern in door.paths if "GET" in door.http_methods and door.opt["localised"]})
