"""What a moderator needs to write the summary: filters, tags, likenesses and campaigns. All of it for moderators of the consultation alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.consultations.models import Consultation
from portal.contributions.models import PUBLIC, Contribution
from portal.summaries import alike
from portal.summaries.models import Campaign, CampaignLetter, Point, Summary, Tag, Tagging
from portal.summaries.queries.public import LINKED, PAGE, REASONED, Key, after, page_of, published


@dataclass(frozen=True)
class Filter:
    """What a moderator looks for."""

    question: int | None = None
    """The number of the question."""
    words: str = ""
    unplaced: bool = False
    tag: int | None = None
    campaign: int | None = None
    key: Key | None = None


def _mine(viewer: Actor, consultation: Consultation) -> None:
    if not can(viewer, Permission.SUMMARISE, consultation):
        raise NotFound


def mine(session: Session, viewer: Actor, consultation: Consultation) -> Summary | None:
    """The summary that the viewer works on, with its points; None before it was begun. Raises NotFound for others."""
    _mine(viewer, consultation)
    return session.scalar(select(Summary).where(Summary.consultation_id == consultation.id).options(selectinload(Summary.points).joinedload(Point.question)))


def my_point(session: Session, viewer: Actor, consultation: Consultation, number: int) -> Point:
    """A point of the summary that the viewer works on. Raises NotFound."""
    _mine(viewer, consultation)
    wanted = select(Point).where(Point.consultation_id == consultation.id, Point.number == number)
    found = session.scalar(wanted.options(joinedload(Point.question), joinedload(Point.summary)))
    if found is None:
        raise NotFound
    return found


def _filtered(consultation: Consultation, look: Filter) -> Select[Contribution]:
    wanted = published(consultation.id).where(after(look.key))
    if look.question is not None:
        wanted = wanted.where(Contribution.question_id.in_([question.id for question in consultation.questions if question.number == look.question]))
    if look.unplaced:
        wanted = wanted.where(~LINKED, ~REASONED)
    if look.tag is not None:
        wanted = wanted.where(exists().where(Tagging.contribution_id == Contribution.id, Tagging.tag_id == look.tag))
    if look.campaign is not None:
        wanted = wanted.where(exists().where(CampaignLetter.contribution_id == Contribution.id, CampaignLetter.campaign_id == look.campaign))
    return wanted.order_by(Contribution.day, Contribution.id)


def results(session: Session, viewer: Actor, consultation: Consultation, look: Filter) -> tuple[list[Contribution], Key | None]:
    """One page of what the filter finds, and the key of the next. Words are compared folded, which no database does alike."""
    _mine(viewer, consultation)
    wanted = _filtered(consultation, look)
    if look.words.strip():
        held: list[int] = []
        for name, text in session.execute(wanted.with_only_columns(Contribution.id, Contribution.text)):
            if alike.holds(text, look.words):
                held.append(name)
                if len(held) > PAGE:
                    break
        wanted = published(consultation.id).where(Contribution.id.in_(held)).order_by(Contribution.day, Contribution.id)
    return page_of(list(session.scalars(wanted.options(joinedload(Contribution.question)).limit(PAGE + 1))))


def chosen(session: Session, viewer: Actor, consultation: Consultation, names: Collection[str]) -> list[Contribution]:
    """The ticked contributions of this consultation; anything else that was sent is left out."""
    _mine(viewer, consultation)
    ids = [int(name) for name in names if name.isascii() and name.isdigit() and int(name) < 2**63]
    return list(session.scalars(published(consultation.id).where(Contribution.id.in_(ids)).order_by(Contribution.day, Contribution.id)))


def coverage_by_question(session: Session, viewer: Actor, consultation: Consultation) -> dict[int, tuple[int, int]]:
    """By question: how many published contributions have a place, and how many there are."""
    _mine(viewer, consultation)
    counted = published(consultation.id).with_only_columns(Contribution.question_id, func.count().filter(or_(LINKED, REASONED)), func.count()).group_by(Contribution.question_id)
    return {question: (placed, every) for question, placed, every in session.execute(counted)}


def tags(session: Session, viewer: Actor, consultation: Consultation) -> Sequence[Tag]:
    """The moderators' own headings."""
    _mine(viewer, consultation)
    return session.scalars(select(Tag).where(Tag.consultation_id == consultation.id).order_by(Tag.name)).all()


def tags_on(session: Session, viewer: Actor, consultation: Consultation, contribution_ids: Collection[int]) -> dict[int, list[Tag]]:
    """The tags on contributions."""
    _mine(viewer, consultation)
    found: dict[int, list[Tag]] = {name: [] for name in contribution_ids}
    for name, tag in session.execute(
        select(Tagging.contribution_id, Tag).join(Tag, Tag.id == Tagging.tag_id).where(Tagging.contribution_id.in_(contribution_ids)).order_by(Tag.name)
    ):
        found[name].append(tag)
    return found


def _alike(session: Session, consultation_id: int, question_id: int | None, text: str, *, but: int | None = None) -> list[tuple[Contribution, int]]:
    wanted = published(consultation_id)
    if question_id is not None:
        wanted = wanted.where(Contribution.question_id == question_id)
    texts = {name: alike.folded(words) for name, words in session.execute(wanted.with_only_columns(Contribution.id, Contribution.text)) if name != but}
    found = dict(alike.most_alike(text, texts))
    loaded = session.scalars(published(consultation_id).where(Contribution.id.in_(found)).options(joinedload(Contribution.question))).all()
    return sorted(((one, found[one.id]) for one in loaded), key=lambda pair: (-pair[1], pair[0].number or 0))


def alike_contribution(session: Session, viewer: Actor, consultation: Consultation, number: int) -> tuple[Contribution, list[tuple[Contribution, int]]]:
    """A contribution and those to the same question that look like it, with their likeness of 100. Raises NotFound."""
    _mine(viewer, consultation)
    one = session.scalar(published(consultation.id).where(Contribution.number == number).options(joinedload(Contribution.question)))
    if one is None:
        raise NotFound
    return one, _alike(session, consultation.id, one.question_id, one.text, but=one.id)


def alike_point(session: Session, viewer: Actor, consultation: Consultation, point: Point) -> list[tuple[Contribution, int]]:
    """Contributions to a point's question that look like the point, in any of its languages."""
    _mine(viewer, consultation)
    words = " ".join([*point.title.values(), *point.body.values()])
    return _alike(session, consultation.id, point.question_id, words)


def campaigns(session: Session, viewer: Actor, consultation: Consultation) -> list[tuple[Campaign, int, int]]:
    """The campaigns with the number of their letters, and of those that have no place in the summary yet."""
    _mine(viewer, consultation)
    found = session.execute(
        select(Campaign, func.count(), func.count().filter(~LINKED, ~REASONED))
        .join(CampaignLetter, CampaignLetter.campaign_id == Campaign.id)
        .join(Contribution, Contribution.id == CampaignLetter.contribution_id)
        .where(Campaign.consultation_id == consultation.id, Contribution.state.in_(PUBLIC))
        .group_by(Campaign.id)
        .order_by(Campaign.title, Campaign.id)
    )
    return [(campaign, letters, unplaced) for campaign, letters, unplaced in found]


def campaign(session: Session, viewer: Actor, consultation: Consultation, name: int) -> tuple[Campaign, list[Contribution]]:
    """One campaign with all of its letters. Raises NotFound."""
    _mine(viewer, consultation)
    found = session.scalar(select(Campaign).where(Campaign.id == name, Campaign.consultation_id == consultation.id))
    if found is None:
        raise NotFound
    return found, list(session.scalars(_filtered(consultation, Filter(campaign=name))))


def find_campaigns(session: Session, viewer: Actor, consultation: Consultation, *, most: int = 20) -> list[list[Contribution]]:
    """Groups of near-identical letters that are in no campaign yet, the largest first. Only proposed: people decide.

    It reads and does sums, so it is a query: in a writer's turn it would hold up everybody who sends something.
    """
    _mine(viewer, consultation)
    free = published(consultation.id).where(~exists().where(CampaignLetter.contribution_id == Contribution.id)).order_by(Contribution.number)
    texts = dict(session.execute(free.with_only_columns(Contribution.id, Contribution.text)).all())
    groups = alike.near_identical(texts)[:most]
    loaded = {one.id: one for one in session.scalars(published(consultation.id).where(Contribution.id.in_([name for group in groups for name in group])))}
    return [[loaded[name] for name in group] for group in groups]
