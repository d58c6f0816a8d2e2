"""The summary as everybody reads it. A draft exists for the consultation's own staff alone; hidden and withdrawn words stand behind no point."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from portal.base.access import Actor, Kind
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.consultations.models import Consultation
from portal.contributions.models import PUBLIC, WAITING, Contribution
from portal.summaries.models import Campaign, CampaignLetter, NoPoint, Objection, Point, PointLink, Summary, SummaryState

PAGE = 25
LINKED = exists().where(PointLink.contribution_id == Contribution.id)
REASONED = exists().where(NoPoint.contribution_id == Contribution.id)
Key = tuple[date, int]


@dataclass(frozen=True)
class Coverage:
    """How many published contributions have a place in the summary."""

    published: int
    with_point: int
    with_reason: int
    placed: int

    @property
    def without(self) -> int:
        """How many have none yet."""
        return self.published - self.placed


@dataclass(frozen=True)
class Facts:
    """What everybody can count on the pages themselves."""

    contributions: int
    languages: list[tuple[str, int]]
    campaigns: list[tuple[Campaign, int]]

    @property
    def near_identical(self) -> int:
        """How many contributions are letters of a campaign."""
        return sum(count for _campaign, count in self.campaigns)


def _works_there(viewer: Actor) -> tuple[bool, set[int]]:
    """Whether the viewer may see every draft, and otherwise those of which consultations."""
    everywhere = viewer.kind is Kind.SYSTEM or viewer.sees_all_words
    return everywhere, {where for _role, where in viewer.roles if where is not None}


def visible_to(viewer: Actor) -> Select[Summary]:
    """Summaries that are put to check-back or final; drafts for the staff of their consultation."""
    everywhere, own = _works_there(viewer)
    if everywhere:
        return select(Summary)
    public = Summary.state != SummaryState.DRAFT
    return select(Summary).where(or_(public, Summary.consultation_id.in_(own)) if own else public)


def of(session: Session, viewer: Actor, consultation: Consultation) -> Summary | None:
    """The summary of a consultation with its points and objections, or None. Of an objection only `shown` words are for the public."""
    wanted = visible_to(viewer).where(Summary.consultation_id == consultation.id)
    return session.scalar(wanted.options(selectinload(Summary.points).joinedload(Point.question), selectinload(Summary.objections).joinedload(Objection.point)))


def open_one(session: Session, viewer: Actor, consultation: Consultation) -> Summary:
    """The summary of a consultation as the public pages show it: never a draft. Raises NotFound."""
    summary = of(session, viewer, consultation)
    if summary is None or summary.state is SummaryState.DRAFT:
        raise NotFound
    return summary


def point(session: Session, viewer: Actor, consultation: Consultation, number: int) -> Point:
    """A point of a public summary, by its number. Raises NotFound."""
    seen = visible_to(viewer).where(Summary.consultation_id == consultation.id, Summary.state != SummaryState.DRAFT).with_only_columns(Summary.id)
    found = session.scalar(select(Point).where(Point.summary_id.in_(seen), Point.number == number).options(joinedload(Point.question), joinedload(Point.summary)))
    if found is None:
        raise NotFound
    return found


def published(consultation_id: int) -> Select[Contribution]:
    """The contributions that the summary has to do with: what everybody can read."""
    return select(Contribution).where(Contribution.consultation_id == consultation_id, Contribution.state.in_(PUBLIC))


def after(key: Key | None) -> ColumnElement[bool]:
    """What comes after a place in the list: by day, then by the row's own random number."""
    if key is None:
        return true()
    day, name = key
    return or_(Contribution.day > day, and_(Contribution.day == day, Contribution.id > name))


def behind(session: Session, viewer: Actor, point: Point) -> list[Contribution]:
    """Every contribution behind a point that everybody can read, oldest day first."""
    return list(session.scalars(_behind(viewer, point).order_by(Contribution.day, Contribution.id)))


def behind_page(session: Session, viewer: Actor, point: Point, key: Key | None = None) -> tuple[list[Contribution], Key | None]:
    """One page of the contributions behind a point, and the key of the next page."""
    found = session.scalars(_behind(viewer, point).where(after(key)).order_by(Contribution.day, Contribution.id).limit(PAGE + 1)).all()
    return page_of(list(found))


def page_of(found: list[Contribution], size: int = PAGE) -> tuple[list[Contribution], Key | None]:
    """Cut one contribution too many into a page and the key that leads on."""
    shown = found[:size]
    return shown, (shown[-1].day, shown[-1].id) if len(found) > size else None


def _behind(viewer: Actor, point: Point) -> Select[Contribution]:
    seen = visible_to(viewer).where(Summary.id == point.summary_id).with_only_columns(Summary.id)
    linked = select(PointLink.contribution_id).join(Point, Point.id == PointLink.point_id).where(Point.id == point.id, Point.summary_id.in_(seen))
    return published(point.consultation_id).where(Contribution.id.in_(linked)).options(joinedload(Contribution.question))


def counts_behind(session: Session, viewer: Actor, point_ids: Collection[int]) -> dict[int, int]:
    """How many contributions that everybody can read stand behind each point."""
    seen = visible_to(viewer).with_only_columns(Summary.id)
    counted = session.execute(
        select(PointLink.point_id, func.count())
        .join(Contribution, Contribution.id == PointLink.contribution_id)
        .join(Point, Point.id == PointLink.point_id)
        .where(PointLink.point_id.in_(point_ids), Contribution.state.in_(PUBLIC), Point.summary_id.in_(seen))
        .group_by(PointLink.point_id)
    )
    return dict.fromkeys(point_ids, 0) | dict(counted.all())


def points_of(session: Session, viewer: Actor, contribution_ids: Collection[int]) -> dict[int, list[Point]]:
    """The points that each contribution stands behind."""
    seen = visible_to(viewer).with_only_columns(Summary.id)
    found: dict[int, list[Point]] = {name: [] for name in contribution_ids}
    rows = session.execute(
        select(PointLink.contribution_id, Point)
        .join(Point, Point.id == PointLink.point_id)
        .where(PointLink.contribution_id.in_(contribution_ids), Point.summary_id.in_(seen))
        .options(joinedload(Point.question))
        .order_by(Point.number)
    )
    for name, point in rows:
        found[name].append(point)
    return found


def no_points_of(session: Session, viewer: Actor, contribution_ids: Collection[int]) -> dict[int, NoPoint]:
    """Why contributions have no separate point; those without such a reason are left out."""
    seen = visible_to(viewer).with_only_columns(Summary.consultation_id)
    rows = session.execute(
        select(NoPoint).join(Contribution, Contribution.id == NoPoint.contribution_id).where(NoPoint.contribution_id.in_(contribution_ids), Contribution.consultation_id.in_(seen))
    )
    return {reason.contribution_id: reason for (reason,) in rows}


def without_point_page(session: Session, viewer: Actor, consultation: Consultation, key: Key | None = None) -> tuple[list[Contribution], Key | None]:
    """One page of the contributions that have a reason in place of a point; the reasons come from `no_points_of`."""
    seen = visible_to(viewer).with_only_columns(Summary.consultation_id)
    wanted = published(consultation.id).where(Contribution.consultation_id.in_(seen), REASONED, after(key)).options(joinedload(Contribution.question))
    return page_of(list(session.scalars(wanted.order_by(Contribution.day, Contribution.id).limit(PAGE + 1))))


def coverage(session: Session, viewer: Actor, consultation: Consultation) -> Coverage:
    """How many published contributions there are, and how many have a point or a reason. While the summary is a draft, only its staff know."""
    everywhere, own = _works_there(viewer)
    open_to_all = exists().where(Summary.consultation_id == consultation.id, Summary.state != SummaryState.DRAFT)
    known: ColumnElement[bool] = true() if everywhere or consultation.id in own else open_to_all
    counted = session.execute(
        published(consultation.id).with_only_columns(
            func.count(), func.count().filter(and_(LINKED, known)), func.count().filter(and_(REASONED, known)), func.count().filter(and_(or_(LINKED, REASONED), known))
        )
    ).one()
    return Coverage(*counted)


def gaps(session: Session, viewer: Actor, consultation_id: int) -> list[int | None]:
    """The numbers of the published contributions that have neither a point nor a reason."""
    found = published(consultation_id).where(~LINKED, ~REASONED).with_only_columns(Contribution.number).order_by(Contribution.number)
    return list(session.scalars(found))


def waiting(session: Session, viewer: Actor, consultation: Consultation) -> int:
    """How many contributions still wait for a moderator."""
    return session.scalar(select(func.count()).where(Contribution.consultation_id == consultation.id, Contribution.state.in_(WAITING))) or 0


def facts(session: Session, viewer: Actor, consultation: Consultation) -> Facts:
    """How much was said, in which languages, and which letters are near-identical: things that everybody can count."""
    everything = published(consultation.id)
    contributions = session.scalar(everything.with_only_columns(func.count())) or 0
    spoken = session.execute(everything.with_only_columns(Contribution.language, func.count()).group_by(Contribution.language).order_by(func.count().desc(), Contribution.language))
    grouped = session.execute(
        select(Campaign, func.count())
        .join(CampaignLetter, CampaignLetter.campaign_id == Campaign.id)
        .join(Contribution, Contribution.id == CampaignLetter.contribution_id)
        .where(Campaign.consultation_id == consultation.id, Contribution.state.in_(PUBLIC))
        .group_by(Campaign.id)
        .order_by(func.count().desc(), Campaign.id)
    )
    return Facts(contributions, [(tag, count) for tag, count in spoken], [(campaign, count) for campaign, count in grouped])
