"""What may need an administrator: small facts about people, sign-in and texts."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from portal.barriers.models import BarrierReport, BarrierState
from portal.base import clock
from portal.base.access import NEEDS_TRAINING, Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _, language_name, ngettext
from portal.base.settings import settings
from portal.identity.models import ContactPoint, HeldRole, Invitation, Organisation, Provider, SecurityEvent, SecurityEventKind, Staff
from portal.journal.models import Entry
from portal.moderation.models import Policy
from portal.policies.models import CarefulWord, PolicyKind, PolicyVersion

LAPSES_WITHIN = timedelta(days=30)
LOOKED_BACK = timedelta(days=7)
REFUSED = (SecurityEventKind.REFUSED, SecurityEventKind.SECOND_REFUSED)


def facts(session: Session, viewer: Actor) -> dict[str, list[str]]:
    """Sentences by page, in three statements."""
    if not can(viewer, Permission.MANAGE_ORGANISATIONS):
        raise NotFound
    one = session.execute(select(*_numbers())).one()
    return {
        "organisations": [
            ngettext("%(num)s organisation.", "%(num)s organisations.", one.organisations),
            ngettext("%(num)s is confirmed.", "%(num)s are confirmed.", one.confirmed),
        ],
        "people": [ngettext("%(num)s account is in use.", "%(num)s accounts are in use.", one.people), *_training(one)],
        "invitations": [ngettext("%(num)s is open.", "%(num)s are open.", one.invitations)],
        "contacts": [ngettext("%(num)s is published.", "%(num)s are published.", one.contacts)],
        "providers": [ngettext("%(num)s is in use.", "%(num)s are in use.", one.providers)],
        "security": [ngettext("%(num)s sign-in was refused in the last seven days.", "%(num)s sign-ins were refused in the last seven days.", one.refused)],
        "journal": [ngettext("%(num)s line was written today.", "%(num)s lines were written today.", one.lines)],
        "policies": _policies(session),
        "rules": _rules(session),
        "words": [ngettext("%(num)s word.", "%(num)s words.", one.words)],
        "barriers": [ngettext("%(num)s report waits for an answer.", "%(num)s reports wait for an answer.", one.barriers)],
    }


def _numbers() -> list[Any]:
    today, now = clock.today(), clock.now()
    trained = (HeldRole.role.in_(NEEDS_TRAINING), HeldRole.staff_id.in_(select(Staff.id).where(Staff.active)))
    return [
        _count("organisations", Organisation),
        _count("confirmed", Organisation, Organisation.confirmed_on.is_not(None)),
        _count("people", Staff, Staff.active),
        _count("lapsing", HeldRole, *trained, HeldRole.trained_until >= today, HeldRole.trained_until <= today + LAPSES_WITHIN),
        _count("lapsed", HeldRole, *trained, func.coalesce(HeldRole.trained_until, today - LAPSES_WITHIN) < today),
        _count("invitations", Invitation, Invitation.used_on.is_(None), Invitation.expires_at > now),
        _count("contacts", ContactPoint),
        _count("providers", Provider, Provider.active),
        _count("refused", SecurityEvent, SecurityEvent.kind.in_(REFUSED), SecurityEvent.at > now - LOOKED_BACK),
        _count("lines", Entry, Entry.day == today),
        _count("words", CarefulWord),
        _count("barriers", BarrierReport, BarrierReport.state == BarrierState.REPORTED),
    ]


def _count(name: str, table: Any, *which: ColumnElement[bool] | Any) -> Any:
    return select(func.count()).select_from(table).where(*which).scalar_subquery().label(name)


def _training(one: Any) -> list[str]:
    said = []
    if one.lapsed:
        said.append(
            ngettext("%(num)s role does not count, because a training is missing or over.", "%(num)s roles do not count, because a training is missing or over.", one.lapsed)
        )
    if one.lapsing:
        said.append(ngettext("%(num)s training ends within 30 days.", "%(num)s trainings end within 30 days.", one.lapsing))
    return said


def _policies(session: Session) -> list[str]:
    """Which policy has no version in force, or lacks a language."""
    rows = session.scalars(select(PolicyVersion).where(PolicyVersion.from_day <= clock.today()).order_by(PolicyVersion.from_day, PolicyVersion.version))
    in_force = {row.kind: row.text for row in rows}
    said = []
    for kind in PolicyKind:
        if kind not in in_force:
            said.append(_("%(policy)s: no version is in force.", policy=kind.label))
        elif missing := [tag for tag in settings().languages if not in_force[kind].get(tag)]:
            said.append(_("%(policy)s is missing in: %(languages)s.", policy=kind.label, languages=_(", ").join(map(language_name, missing))))
    return said or [_("All are in force in every language.")]


def _rules(session: Session) -> list[str]:
    version = session.scalar(select(func.max(Policy.version)).where(Policy.from_day <= clock.today()))
    return [_("Version %(version)s is in force.", version=version)] if version else [_("No version is in force. Nothing can be restricted.")]
