"""What hangs on contributions, gathered for many of them at once."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.base.database import Session
from portal.contributions.models import CoSignature
from portal.exchange import translated
from portal.identity.models import Organisation
from portal.moderation.models import Decision
from portal.summaries.models import CampaignLetter, NoPoint, PointLink
from portal.translations.models import Kind


class More:
    """What hangs on some contributions: decisions, points, reasons for none, campaigns, support; five statements for a thousand."""

    def __init__(self, session: Session, ids: list[int]) -> None:
        self.points: dict[int, list[int]] = defaultdict(list)
        self.decisions: dict[int, list[Decision]] = defaultdict(list)
        for contribution, point in session.execute(select(PointLink.contribution_id, PointLink.point_id).where(PointLink.contribution_id.in_(ids))):
            self.points[contribution].append(point)
        made = (
            select(Decision).where(Decision.contribution_id.in_(ids), Decision.taken_back_on.is_(None)).options(selectinload(Decision.appeals)).order_by(Decision.day, Decision.id)
        )
        for decision in session.scalars(made):
            self.decisions[decision.contribution_id].append(decision)
        self.no_points = {one.contribution_id: one.reason for one in session.scalars(select(NoPoint).where(NoPoint.contribution_id.in_(ids)))}
        letters = session.execute(select(CampaignLetter.contribution_id, CampaignLetter.campaign_id).where(CampaignLetter.contribution_id.in_(ids)))
        self.campaigns: dict[int, int] = {one[0]: one[1] for one in letters}
        self.translations = translated.of(session, Kind.CONTRIBUTION, ids)
        self.supports: dict[int, list[CoSignature]] = defaultdict(list)
        signed = select(CoSignature).join(Organisation, Organisation.id == CoSignature.organisation_id).where(CoSignature.contribution_id.in_(ids)).order_by(Organisation.slug)
        for signature in session.scalars(signed):
            self.supports[signature.contribution_id].append(signature)
