"""Every door, every role, four kinds of things: the own one, one of others that is public, one of others that is not, one that is not there.

The table below says in plain words who may open a staff page. It is written by hand and knows nothing of the portal's
own rules: a door that is not in it fails, and so does a rule that lets in more people, or fewer, than the table says.
Whatever somebody may not know of answers exactly like what does not exist: 404.
"""

import re
from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import pytest

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.consultations.models import ConsultationState
from portal.contributions.models import ContributionState
from portal.identity import commands as identity
from portal.identity.models import HeldRole, Staff, StaffSession
from portal.identity.queries import cookie_name
from portal.moderation.models import Action, Appeal, AppealState, Decision, Flag, FlagState
from portal.responses.models import CommitmentState
from portal.summaries.models import SummaryState
from portal.web import tokens
from portal.web.doors import doors
from tests.visitor import Loop

ADMINISTRATORS = frozenset({"administrator"})
ORGANISERS = frozenset({"organiser", "administrator"})
HOSTS = frozenset({"host", "administrator"})
MODERATORS = frozenset({"moderator", "moderator everywhere"})
REVIEWERS = frozenset({"reviewer"})
RESPONDERS = frozenset({"responder"})
WORKING_THERE = frozenset({"administrator", "organiser", "moderator", "moderator everywhere", "reviewer", "responder", "evaluator"})
ALL_STAFF = frozenset(
    {"administrator", "host", "organiser", "moderator", "moderator everywhere", "reviewer", "responder", "evaluator", "focal point", "protection officer", "newcomer"}
)
ANYBODY = ALL_STAFF | {"nobody"}

# The first line that fits an address counts. `*` is one part of an address, `**` the rest.
TABLE = [
    ("/staff/sign-in", ANYBODY),
    ("/staff/sign-out", ANYBODY),
    ("/staff/invitation", ANYBODY),
    ("/staff/second-factor/**", ANYBODY),
    ("/staff/second-factor", ANYBODY),
    ("/staff/providers/**", ANYBODY),
    ("/staff", ALL_STAFF),
    ("/staff/account/**", ALL_STAFF),
    ("/staff/account", ALL_STAFF),
    ("/staff/stay", ALL_STAFF),
    ("/staff/admin/**", ADMINISTRATORS),
    ("/staff/admin", ADMINISTRATORS),
    ("/staff/barriers/**", ORGANISERS),
    ("/staff/barriers", ORGANISERS),
    ("/staff/new", HOSTS),
    ("/staff/*/queue/**", MODERATORS),
    ("/staff/*/queue", MODERATORS),
    ("/staff/*/flags/**", MODERATORS),
    ("/staff/*/flags", MODERATORS),
    ("/staff/*/messages/**", MODERATORS),
    ("/staff/*/messages", MODERATORS),
    ("/staff/*/published/**", MODERATORS),
    ("/staff/*/published", MODERATORS),
    ("/staff/*/bulk/**", MODERATORS),
    ("/staff/*/bulk", MODERATORS),
    ("/staff/*/summary/**", MODERATORS),
    ("/staff/*/summary", MODERATORS),
    ("/staff/*/objections/**", MODERATORS),
    ("/staff/*/objections", MODERATORS),
    ("/staff/*/appeals/**", REVIEWERS),
    ("/staff/*/appeals", REVIEWERS),
    ("/staff/*/responses/**", RESPONDERS),
    ("/staff/*/responses", RESPONDERS),
    ("/staff/*/commitments/**", RESPONDERS),
    ("/staff/*/preview/**", WORKING_THERE),
    ("/staff/*/preview", WORKING_THERE),
    ("/staff/*/*/**", ORGANISERS),
    ("/staff/*/*", ORGANISERS),
    ("/staff/*", WORKING_THERE),
]
SENT_TO_SIGN_IN = (303, 403)  # a page that is read leads there, a form that is sent says it and keeps the words
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


STAFF_DOORS = sorted(
    ((method, address(door)) for door in doors for method in door.http_methods if method in ("GET", "POST") and address(door).split("/")[1] == "staff"),
    key=lambda one: (one[1], one[0]),
)


def everything(make, consultation, host) -> SimpleNamespace:
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
    return SimpleNamespace(**{name: thing for name, thing in locals().items() if name not in ("make", "host")})


def filled(path: str, things: SimpleNamespace | None, slug: str, more: dict[str, str]) -> str:
    """An address with its numbers; without things, numbers of nothing."""
    part = path.split("/")[3] if path.count("/") >= 3 else ""
    known = {}
    if things is not None:
        known = {
            "queue": things.waiting.id,
            "flags": things.flag.id,
            "messages": things.published.id,
            "published": things.published.id,
            "appeals": things.appeal.id,
            "objections": things.objection.number,
            "responses": things.point.number,
            "commitments": things.commitment.number,
            "summary": things.point.number,
            "preview": things.question.number,
            "setup": things.question.number,
        }

    def put(found: re.Match) -> str:
        name = found[1]
        if name == "slug" and path.startswith("/staff/{slug"):
            return slug
        if f"{part}/{name}" in more or name in more:
            return more.get(f"{part}/{name}", more.get(name, ""))
        return str(known.get(part, 1))

    return "/en" + re.sub(r"{(\w+):\w+}", put, path)


@pytest.fixture
def world(make):
    """Two organisations and three consultations: the own one, a public one of others, and a draft of others."""
    make.policy()
    ours, theirs = make.organisation("Our office"), make.organisation("Their office")
    own = make.consultation("Our park", host=ours, response_due_at=clock.now() + timedelta(days=84))
    public = make.consultation("Their park", host=theirs)
    draft = make.consultation("Their secret plan", host=theirs, state=ConsultationState.DRAFT)
    world = SimpleNamespace(ours=ours, own=everything(make, own, ours), public=everything(make, public, theirs), draft=everything(make, draft, theirs), people={}, more={})
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

    def ask(self, method: str, path: str) -> tuple[int, str]:
        """The status of the answer, and where it leads."""
        self.client.cookies.clear()
        session_id = self._sign_in() if self.person is not None else ""
        data = {"token": tokens.issue(session_id)} if method == "POST" else None
        answer = Loop.run(self.client.request(method, path, data=data))
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
    for method, path in STAFF_DOORS:
        who = expected(re.sub(r"{\w+:\w+}", "1", path))
        things = {"own": world.own, "public": world.public, "draft": world.draft, "nothing": None} if "{slug" in path and path.startswith("/staff/{slug") else {"own": world.own}
        for which, thing in things.items():
            slug = thing.consultation.slug if thing is not None else "there-is-no-such-thing"
            may = role in who and (which == "own" or (which != "nothing" and role == "administrator") or (which == "public" and role == "moderator everywhere"))
            status, location = asking.ask(method, filled(path, thing, slug, world.more))
            if not answers_like(may, role != "nobody", method, status, location):
                wrong[f"{method} {path}, {which}: {status} {'is refused' if may else 'is let in'}"] += 1
    assert sorted(wrong) == []
