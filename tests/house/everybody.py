"""Everybody who works with the portal, and every kind of thing that they work with (test_who_sees_what.py)."""

import os
import re
from datetime import timedelta
from types import SimpleNamespace

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
from tests.visitor import Loop


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


def the_world(make):
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
