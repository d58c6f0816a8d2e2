"""No consultation opens without rules of moderation that its people can read."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _, language_name
from portal.consultations.models import Consultation
from portal.consultations.readiness import Gap, also
from portal.moderation.models import Policy

PAGE = "/staff/admin/rules"


def check(session: Session, viewer: Actor, consultation: Consultation) -> list[Gap]:
    """Whether numbered rules are in force when it opens, in all its languages."""
    known = select(Policy).where(Policy.from_day <= consultation.opens_at.date()).options(selectinload(Policy.rules))
    policy = session.scalar(known.order_by(Policy.from_day.desc(), Policy.version.desc()).limit(1))
    if policy is None:
        return [Gap("rules", _("No rules of moderation are in force. An administrator can mend this."), PAGE)]
    lacking = [tag for tag in consultation.languages if not all(rule.text.get(tag) for rule in policy.rules)]
    if lacking:
        return [Gap("rules", _("The rules of moderation are missing in: %(languages)s. An administrator can mend this.", languages=", ".join(map(language_name, lacking))), PAGE)]
    return []


also(check)
