"""Every door, every role, four kinds of things: the own one, one of others that is public, one of others that is not, one that is not there.

The table below says in plain words who may open a staff page. It is written by hand and knows nothing of the portal's
own rules: a door that is not in it fails, and so does a rule that lets in more people, or fewer, than the table says.
Whatever somebody may not know of answers exactly like what does not exist: 404.
"""

import os
import re
from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import pytest

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.base.languages import Texts
from portal.consultations.models import Consultation, ConsultationState, EntryLink
from portal.contributions.models import ContributionState
from portal.identity import commands as identity
from portal.identity.models import ClaimRule, ContactPoint, HeldRole, Invitation, Provider, Staff, StaffSession
from portal.identity.queries import cookie_name
from portal.moderation.models import Action, Appeal, AppealState, BulkDeed, Decision, Flag, FlagState
from portal.policies.models import PolicyKind
from portal.responses.models import CommitmentState
from portal.summaries.models import SummaryState
from portal.web import tokens
from portal.web.doors import doors
from tests.visitor import Loop

pytestmark = pytest.mark.once

ADMINISTRATORS = frozenset({"administrator"})
ORGANISERS = frozenset({"organiser", "administrator"})
HOSTS = frozenset({"host", "administrator"})
MODERATORS = frozenset({"moderator", "moderator everywhere"})
REVIEWERS = frozenset({"reviewer"})
RESPONDERS = frozenset({"responder"})
HELPERS = frozenset({"helper"})
TRANSLATORS = frozenset({"translator", "translator everywhere", "moderator", "moderator everywhere"})
EDITORS = frozenset({"editor", "administrator"})
CHAIRS = frozenset({"chair"})
WORKING_THERE = frozenset(
    {"administrator", "organiser", "moderator", "moderator everywhere", "reviewer", "responder", "evaluator", "helper", "translator", "translator everywhere"}
)
ALL_STAFF = frozenset(
    {
        "administrator",
        "host",
        "organiser",
        "moderator",
        "moderator everywhere",
        "reviewer",
        "responder",
        "evaluator",
        "focal point",
        "protection officer",
        "helper",
        "translator",
        "translator everywhere",
        "editor",
        "chair",
        "newcomer",
    }
)
ANYBODY = ALL_STAFF | {"nobody"}

# The first line that fits an address counts. `*` is one part of an address, `**` the rest.
TABLE = [
    ("/staff/sign-in", ANYBODY),
    ("/staff/sign-out", ANYBODY),
    ("/staff/invitation", ANYBODY),
    ("/staff/new-password", ANYBODY),
    ("/staff", ALL_STAFF),
    ("/staff/account/**", ALL_STAFF),
    ("/staff/account", ALL_STAFF),
    ("/staff/stay", ALL_STAFF),
    ("/staff/admin/**", ADMINISTRATORS),
    ("/staff/admin", ADMINISTRATORS),
    ("/staff/barriers/**", ORGANISERS),
    ("/staff/barriers", ORGANISERS | HOSTS),  # a host without a consultation finds an empty list
    ("/staff/new", HOSTS),
    ("/staff/plans/**", HOSTS),
    ("/staff/plans", HOSTS),
    ("/staff/lists/**", CHAIRS),
    ("/staff/lists", CHAIRS),
    ("/staff/calls/**", CHAIRS),
    ("/staff/calls", CHAIRS),
    ("/staff/directory/**", EDITORS),
    ("/staff/directory", EDITORS),
    ("/staff/library/**", EDITORS),
    ("/staff/library", EDITORS),
    ("/staff/*/assist/**", HELPERS),
    ("/staff/*/assist", HELPERS),
    ("/staff/*/translations/**", TRANSLATORS),
    ("/staff/*/translations", TRANSLATORS),
    ("/staff/*/queue/**", MODERATORS),
    ("/staff/*/queue", MODERATORS),
    ("/staff/*/flags/**", MODERATORS),
    ("/staff/*/flags", MODERATORS),
    ("/staff/*/messages/**", MODERATORS),
    ("/staff/*/messages", MODERATORS),
    ("/staff/*/published/**", MODERATORS),
    ("/staff/*/published", MODERATORS),
    ("/staff/*/summary/**", MODERATORS),
    ("/staff/*/summary", MODERATORS),
    ("/staff/*/objections/**", MODERATORS),
    ("/staff/*/objections", MODERATORS),
    ("/staff/*/together/**", MODERATORS),
    ("/staff/*/together", MODERATORS),
    ("/staff/*/give-back", REVIEWERS),
    ("/staff/*/copy", ADMINISTRATORS),  # and a host who manages it
    ("/staff/*/appeals/**", REVIEWERS),
    ("/staff/*/appeals", REVIEWERS),
    ("/staff/*/responses/**", RESPONDERS),
    ("/staff/*/responses", RESPONDERS),
    ("/staff/*/commitments/**", RESPONDERS),
    ("/staff/*/*/**", ORGANISERS),
    ("/staff/*/*", ORGANISERS),
    ("/staff/*", WORKING_THERE),
]

ELSEWHERE = {
    "/staff/second-factor": "is for whoever has shown a password and no second factor yet: tests/identity/test_second_factor.py",
    "/staff/providers": "speaks with a sign-in service: tests/identity/openid",
    "/staff/desk": "leads into the vault, where a role is not enough: tests/vault/test_matrix.py",
}
OFTEN_NOTHING = {
    "/staff/account": "one's own passkeys, sessions and services, of which there are none here",
    "/staff/{slug:str}/together/{number:int}": "one's own deeds alone",
    "/staff/{slug:str}/summary/campaigns": "names a campaign, of which there is none here",
    "/staff/{slug:str}/assist/undo": "takes back what was entered in the same visit",
    "/staff/calls/{number:int}/lead": "names a member who offered to lead",
    "/staff/{slug:str}/give-back": "is for borrowed reviewers",
}
"""Doors that say 404 also to whom they are for, when there is nothing of theirs."""

DONE = {200, 303, 400, 409, 410, 422}


def expected(path: str) -> frozenset[str]:
    """Who may open an address, by the table."""
    for pattern, who in TABLE:
        shape = re.escape(pattern).replace(r"/\*\*", "/.+").replace(r"\*", "[^/]+")
        if re.fullmatch(shape, path):
            return who
    raise AssertionError(f"{path} is not in the table")


def address(door) -> str:
    return next(iter(door.paths)).removeprefix("/{language:str}") or "/"


def staff_doors() -> list[tuple[str, str]]:
    """(method, address) of every door of the staff rooms, forms after pages, since they change things."""
    every = [(method, address(door)) for door in doors for method in door.http_methods if method in ("GET", "POST")]
    ours = (one for one in every if one[1].split("/")[1] == "staff" and not one[1].startswith(tuple(ELSEWHERE)))
    return sorted(ours, key=lambda one: (one[0], one[1].endswith(("/close", "/remove", "/withdraw", "/cancel", "/end", "/delete")), one[1]))


def everything(make, consultation) -> SimpleNamespace:
    """A consultation in which every kind of thing is there, with its numbers."""
    question = make.question(consultation)
    other_question = make.question(consultation, "Another question")
    waiting = make.contribution(question, state=ContributionState.RECEIVED)
    published = make.contribution(question)
    declined = make.contribution(question, state=ContributionState.DECLINED)
    decider = make.staff("Decider", roles=[(Role.MODERATOR, consultation)])
    decision = make.save(
        Decision(
            consultation_id=consultation.id,
            contribution_id=declined.id,
            version=1,
            action=Action.DECLINE,
            staff_id=decider.id,
            organisation_id=decider.organisation_id,
            facts="It names a person.",
        )
    )
    appeal = make.save(
        Appeal(
            consultation_id=consultation.id,
            decision_id=decision.id,
            receipt_id=declined.receipt.id,
            state=AppealState.OPEN,
            due_on=clock.today(),
            text="It does not.",
            language="en",
        )
    )
    flag = make.save(Flag(consultation_id=consultation.id, contribution_id=published.id, category="hate", language="en", state=FlagState.OPEN))
    summary = make.summary(consultation, state=SummaryState.FINAL)
    point = make.point(summary, behind=[published])
    objection = make.objection(summary)
    commitment = make.commitment(point)
    assert commitment.state in CommitmentState
    document = make.document(consultation)
    theme = make.theme(consultation)
    term, idea = make.term(consultation), make.idea(consultation)

    def open_for_the_young(session):
        session.get_one(Consultation, consultation.id).for_young = True

    make.database.write(open_for_the_young)
    barrier = make.barrier(consultation_id=consultation.id)
    link = make.save(EntryLink(consultation_id=consultation.id, link_hash=os.urandom(32), label="women's groups"))
    meeting = make.meeting(consultation, starts=timedelta(days=-1))
    translation = make.translation(published, language="ar")
    bulk = make.save(BulkDeed(consultation_id=consultation.id, staff_id=decider.id, at=clock.now(), deed="publish", decisions=[decision.id]))
    return SimpleNamespace(**{name: thing for name, thing in locals().items() if name not in ("make", "open_for_the_young")})


def numbers(things: SimpleNamespace, world: SimpleNamespace) -> dict[str, object]:
    """What stands in an address, by its beginning without numbers; the longest that fits counts."""
    return {
        "/staff/{slug:str}/queue": things.waiting.id,
        "/staff/{slug:str}/flags": things.published.id,
        "/staff/{slug:str}/messages": things.published.id,
        "/staff/{slug:str}/appeals": things.appeal.id,
        "/staff/{slug:str}/objections": things.objection.number,
        "/staff/{slug:str}/responses": things.point.number,
        "/staff/{slug:str}/commitments": things.commitment.number,
        "/staff/{slug:str}/summary": things.point.number,
        "/staff/{slug:str}/summary/alike": things.published.number,
        "/staff/{slug:str}/preview/questions": things.question.number,
        "/staff/{slug:str}/preview/documents": things.document.number,
        "/staff/{slug:str}/setup/questions": things.question.id,
        "/staff/{slug:str}/setup/themes": things.theme.id,
        "/staff/{slug:str}/setup/documents": things.document.id,
        "/staff/{slug:str}/setup/glossary": things.term.id,
        "/staff/{slug:str}/setup/easy": things.idea.id,
        "/staff/{slug:str}/team/give": world.people["newcomer"].id,
        "/staff/{slug:str}/together": things.bulk.id,
        "/staff/{slug:str}/meetings": things.meeting.number,
        "/staff/{slug:str}/translations": "contribution",
        "/staff/{slug:str}/translations/{kind:str}": things.published.id,
        "/staff/barriers": things.barrier.id,
        "/staff/calls": world.call.number,
        "/staff/directory/entries": world.help.id,
        "/staff/directory/suggestions": world.suggestion.id,
        "/staff/library": world.resource.id,
        "/staff/lists": world.list.slug,
        "/staff/lists/{slug:str}/requests": world.request.id,
        "/staff/plans": world.plan.number,
        "/staff/admin/contacts": world.contact.id,
        "/staff/admin/invitations": world.invitation.id,
        "/staff/admin/organisations": world.ours.slug,
        "/staff/admin/people": world.leaver.id,
        "/staff/admin/policies": "privacy",
        "/staff/admin/providers": world.provider.slug,
        "/staff/admin/providers/{slug:str}/rules": world.rule.id,
        "/staff/admin/providers/{slug:str}/rules/{rule_id:int}": "up",
        "/staff/admin/words": "en",
        "/staff/admin/words/{tag:str}": world.word.id,
        "/staff/providers": world.provider.slug,
    }


def filled(path: str, things: SimpleNamespace | None, slug: str, world: SimpleNamespace) -> str:
    """An address with its numbers; without things, numbers of nothing."""
    known = numbers(things, world) if things is not None else {}

    def put(found: re.Match) -> str:
        before = path[: found.start() - 1]
        return slug if before == "/staff" else str(known[max((start for start in known if (before + "/").startswith(start + "/")), key=len)] if known else 1)

    return "/en" + re.sub(r"{(\w+):\w+}", put, path)


def typed(path: str, things: SimpleNamespace, world: SimpleNamespace) -> dict[str, object]:
    """What a form must name, where a page without it has nothing to do with anything."""
    return {
        "/staff/{slug:str}/team/end": {"person": things.decider.id, "role": "moderator"},
        "/staff/{slug:str}/team/give": {"person": world.people["newcomer"].id, "role": "moderator"},
        "/staff/{slug:str}/team/borrow": {"person": world.lent.id},
        "/staff/{slug:str}/team/organisations": {"organisation": world.ours.slug},
        "/staff/{slug:str}/links/end": {"link": things.link.id},
        "/staff/{slug:str}/corrections/write": {"part": "mandate"},
        "/staff/{slug:str}/corrections/picture": {"number": things.idea.number},
        "/staff/{slug:str}/setup/translations": {"to": "ar"},
        "/staff/{slug:str}/setup/translations/drop": {"tag": "ar"},
        "/staff/{slug:str}/setup/questions/{thing:int}/move": {"to": "down"},
        "/staff/{slug:str}/setup/themes/{thing:int}/move": {"to": "down"},
        "/staff/{slug:str}/setup/documents/{thing:int}/move": {"to": "down"},
        "/staff/{slug:str}/setup/glossary/{thing:int}/move": {"to": "down"},
        "/staff/{slug:str}/setup/easy/{thing:int}/move": {"to": "down"},
        "/staff/{slug:str}/together": {"desk": "queue", "deed": "publish", "pick": things.waiting.id},
        "/staff/{slug:str}/together/do": {"desk": "queue", "deed": "publish", "pick": things.waiting.id},
        "/staff/{slug:str}/flags/{number:int}": {"kept": "yes"},
        "/staff/admin/people/{number:int}/training": {"held": world.held.id, "trained": "2099-01-01"},
        "/staff/admin/people/{number:int}/roles/end": {"held": world.held.id},
    }.get(path, {})


@pytest.fixture
def world(make):
    """Two organisations and three consultations: the own one, a public one of others, and a draft of others."""
    make.policy()
    ours, theirs = make.organisation("Our office"), make.organisation("Their office")
    own = make.consultation("Our park", host=ours, response_due_at=clock.now() + timedelta(days=84))
    public = make.consultation("Their park", host=theirs)
    draft = make.consultation("Their secret plan", host=theirs, state=ConsultationState.DRAFT)
    world = SimpleNamespace(ours=ours, own=everything(make, own), public=everything(make, public), draft=everything(make, draft), people={})
    world.contact = make.save(ContactPoint(organisation_id=ours.id, position=1, title=Texts(en="Office"), ways=Texts(en="Call us"), hours=Texts(en="Mornings"), languages=["en"]))
    world.invitation = make.save(Invitation(link_hash=os.urandom(32), organisation_id=ours.id, role=Role.MODERATOR, expires_at=clock.now() + timedelta(days=3)))
    world.provider = make.save(Provider(slug="ministry", name="Ministry", issuer="http://127.0.0.1:9/", client_id="hearback"))
    world.rule = make.save(ClaimRule(provider_id=world.provider.id, position=1, claim="group", value="moderators", organisation_id=ours.id))
    world.word = make.careful_word()
    world.list = make.contact_list()
    world.request = make.join_request(world.list)
    world.call = make.call(world.list)
    world.help = make.help_entry()
    world.suggestion = make.help_suggestion(entry=world.help)
    world.resource = make.resource()
    world.plan = make.plan(host=ours)
    make.policy_version(PolicyKind.PRIVACY)
    world.leaver = make.staff("Leaver")
    world.held = make.save(HeldRole(staff_id=world.leaver.id, role=Role.FOCAL_POINT))
    world.lent = make.staff("Lent")
    today = clock.today()
    roles = {
        "administrator": [(Role.ADMINISTRATOR, None)],
        "host": [(Role.ORGANISER, None)],
        "organiser": [(Role.ORGANISER, own)],
        "moderator": [(Role.MODERATOR, own)],
        "moderator everywhere": [(Role.MODERATOR, None)],
        "reviewer": [(Role.REVIEWER, own)],
        "responder": [(Role.RESPONDER, own)],
        "evaluator": [(Role.EVALUATOR, own)],
        "helper": [(Role.HELPER, own)],
        "translator": [(Role.TRANSLATOR, own)],
        "translator everywhere": [(Role.TRANSLATOR, None)],
        "editor": [(Role.EDITOR, None)],
        "chair": [(Role.CHAIR, None)],
        "focal point": [(Role.FOCAL_POINT, None)],
        "protection officer": [(Role.PROTECTION_OFFICER, None)],
        "newcomer": [],
    }
    for name, held in roles.items():
        organisation = ours if name in ("organiser", "host", "administrator") else make.organisation(name)
        world.people[name] = make.staff(name.split()[0], organisation=organisation, roles=held)

    def train(session):
        for role in session.query(HeldRole).filter(HeldRole.role.in_([Role.FOCAL_POINT, Role.PROTECTION_OFFICER])):
            role.trained_until = today + timedelta(days=30)

    make.database.write(train)
    return world


class Asking:
    """Somebody of a role. Every question has a session of its own, since some doors end it."""

    def __init__(self, database, client, person) -> None:
        self.database, self.client, self.person = database, client, person

    def ask(self, method: str, path: str, fields: dict[str, object]) -> tuple[int, str]:
        """The status of the answer, and where it leads."""
        self.client.cookies.clear()
        session_id = self._sign_in() if self.person is not None else ""
        data = {"token": tokens.issue(session_id), **fields} if method == "POST" else None
        answer = Loop.run(self.client.request(method, path, data=data, params=None if data else fields))
        return answer.status_code, answer.headers.get("location", "")

    def _sign_in(self) -> str:
        def job(session):
            session.query(StaffSession).filter(StaffSession.staff_id == self.person.id).delete()
            cookie = identity.begin_session(session, NOBODY, session.get_one(Staff, self.person.id), proven=True)
            session.flush()
            return cookie, session.query(StaffSession.id).filter(StaffSession.staff_id == self.person.id).one()[0]

        cookie, session_id = self.database.write(job)
        self.client.cookies.set(cookie_name(), cookie)
        return str(session_id)


def answers_like(allowed: bool, somebody: bool, method: str, status: int, location: str) -> bool:
    """Whether an answer is what the table promises: opened; sent to sign in; or nothing there."""
    to_sign_in = status == 303 and "/staff/sign-in" in location
    if allowed:
        return status in DONE and not to_sign_in
    return status == 404 if somebody else (to_sign_in if method == "GET" else status == 403)


@pytest.mark.parametrize("role", sorted(ANYBODY))
def test_a_role_opens_its_own_doors_and_no_others(role, world, visitor, database):
    asking = Asking(database, visitor.client, world.people.get(role))
    wrong = Counter()
    assert len(staff_doors()) > 80
    for method, path in staff_doors():
        who = expected(re.sub(r"{\w+:\w+}", "1", path))
        things = {"own": world.own, "public": world.public, "draft": world.draft, "nothing": None} if "{slug" in path and path.startswith("/staff/{slug") else {"own": world.own}
        for which, thing in things.items():
            slug = thing.consultation.slug if thing is not None else "there-is-no-such-thing"
            may = role in who and (
                which == "own" or (which != "nothing" and role == "administrator") or (which == "public" and role in ("moderator everywhere", "translator everywhere"))
            )
            status, location = asking.ask(method, filled(path, thing, slug, world), typed(path, thing or world.own, world))
            if may and status == 404 and path.startswith(tuple(OFTEN_NOTHING)):
                continue
            if not answers_like(may, role != "nobody", method, status, location):
                wrong[f"{method} {path}, {which}: {status} {'is refused' if may else 'is let in'}"] += 1
    assert not wrong, "\n".join(sorted(wrong))


# Public pages about a thing that may not be there, so that 404 is right also where the consultation is known.
PUBLIC_NUMBERS = {
    "questions": "question",
    "contributions": "published",
    "documents": "document",
    "points": "point",
    "commitments": "commitment",
    "promises": "commitment",
    "meetings": "meeting",
    "easy": "idea",
}


def public_doors(things: SimpleNamespace, slug: str) -> list[tuple[str, str]]:
    """(method, address) of every page about a consultation that needs no sign-in, and of every form, with its numbers."""

    def put(found: re.Match) -> str:
        if found[1] == "slug":
            return slug
        before = found.string[: found.start() - 1].rsplit("/", 1)[-1]
        thing = getattr(things, PUBLIC_NUMBERS.get(before, "published"))
        return {"tag": "en", "name": "text.txt"}.get(found[1], str(thing.number))

    every = ((method, address(door)) for door in doors for method in door.http_methods if method in ("GET", "POST"))
    return sorted((method, "/en" + re.sub(r"{(\w+):\w+}", put, path)) for method, path in every if path.startswith("/consultations/{slug"))


@pytest.mark.parametrize("role", sorted(ANYBODY))
def test_nobody_reads_a_consultation_that_is_not_public_but_those_who_work_there(role, world, visitor, database, make):
    asking = Asking(database, visitor.client, world.people.get(role))
    private = everything(make, make.consultation("A room of others", private=True))
    wrong = []
    for things, known in ((world.public, True), (world.draft, role == "administrator"), (private, role == "administrator")):
        for method, page in public_doors(things, things.consultation.slug):
            status, _location = asking.ask(method, page, {})
            # Nothing leaves a private room as a file, and no draft is put on paper.
            is_file = (things is private and re.search(r"calendar|feed|/data", page)) or (things is not world.public and "/formats" in page)
            if (status == 404) is (known and not is_file):
                wrong.append(f"{method} {page}: {status}")
    for method, page in public_doors(world.public, "there-is-no-such-thing"):
        status, _location = asking.ask(method, page, {})
        if status != 404:
            wrong.append(f"{method} {page}: {status}")
    assert len(public_doors(world.public, "x")) > 25
    assert not wrong, "\n".join(wrong)
