"""Giving contributions a place: behind a point, with a reason in place of one, under a tag, in a campaign."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select

from portal.base import text
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _
from portal.consultations.models import Consultation
from portal.contributions.models import PUBLIC, Contribution
from portal.journal import commands as journal
from portal.summaries.alike import numbers
from portal.summaries.models import Campaign, CampaignLetter, NoPoint, Point, PointLink, Summary, SummaryState, Tag, Tagging

LONGEST_TAG = 80
LONGEST_TITLE = 200


@command(Permission.SUMMARISE, on="point")
def link(session: Session, actor: Actor, point: Point, contributions: Collection[Contribution]) -> None:
    """Put contributions behind a point. A recorded reason why they had none is void then."""
    ids = _checked(session, point.consultation_id, contributions)
    known = set(session.scalars(select(PointLink.contribution_id).where(PointLink.point_id == point.id, PointLink.contribution_id.in_(ids))))
    session.add_all(PointLink(point_id=point.id, contribution_id=name) for name in ids if name not in known)
    session.execute(delete(NoPoint).where(NoPoint.contribution_id.in_(ids)), execution_options={"synchronize_session": False})
    session.flush()
    journal.record(session, actor, point, "link", reason=_named(contributions))


@command(Permission.SUMMARISE, on="point")
def unlink(session: Session, actor: Actor, point: Point, contributions: Collection[Contribution]) -> None:
    """Take contributions from behind a point. In the check-back everything keeps a place: link it elsewhere first."""
    ids = [one.id for one in contributions]
    if not ids:
        raise Refused(_("Tick at least one contribution."))
    if _state(session, point.consultation_id) is SummaryState.CHECK_BACK:
        elsewhere = set(session.scalars(select(PointLink.contribution_id).where(PointLink.contribution_id.in_(ids), PointLink.point_id != point.id)))
        if lost := [one for one in contributions if one.id not in elsewhere]:
            raise Refused(_("These would have no place in the summary: No. %(numbers)s. Link them to another point first.", numbers=_named(lost)))
    session.execute(delete(PointLink).where(PointLink.point_id == point.id, PointLink.contribution_id.in_(ids)), execution_options={"synchronize_session": False})
    journal.record(session, actor, point, "unlink", reason=_named(contributions))


@command(Permission.SUMMARISE, on="contribution")
def no_point(session: Session, actor: Actor, contribution: Contribution, reason: Texts) -> NoPoint:
    """Record why a contribution has no separate point. Everybody will read the reason."""
    _give_reason(session, actor, contribution.consultation_id, [contribution], reason)
    return session.scalars(select(NoPoint).where(NoPoint.contribution_id == contribution.id)).one()


@command(Permission.SUMMARISE, on="consultation")
def no_points(session: Session, actor: Actor, consultation: Consultation, contributions: Sequence[Contribution], reason: Texts) -> None:
    """Record one reason for several contributions."""
    _give_reason(session, actor, consultation.id, contributions, reason)


def _give_reason(session: Session, actor: Actor, consultation_id: int, contributions: Sequence[Contribution], reason: Texts) -> None:
    if not any(words.strip() for words in reason.values()):
        raise Refused(_("Give the reason why there is no separate point."))
    ids = _checked(session, consultation_id, contributions)
    linked = set(session.scalars(select(PointLink.contribution_id).where(PointLink.contribution_id.in_(ids))))
    if linked:
        raise Refused(_("These stand behind a point already: No. %(numbers)s.", numbers=_named([one for one in contributions if one.id in linked])))
    known = {one.contribution_id: one for one in session.scalars(select(NoPoint).where(NoPoint.contribution_id.in_(ids)))}
    for contribution in contributions:
        if contribution.id in known:
            known[contribution.id].reason = reason
        else:
            session.add(NoPoint(contribution_id=contribution.id, reason=reason))
        journal.record(session, actor, contribution, "no separate point", reason=str(reason))
    session.flush()


@command(Permission.SUMMARISE, on="consultation")
def tag(session: Session, actor: Actor, consultation: Consultation, contributions: Collection[Contribution], name: str) -> Tag:
    """Put contributions under a heading of the moderators' own; a new name makes a new one."""
    name = text.one_line(name)
    if not name or len(name) > LONGEST_TAG:
        raise Refused(_("Name the tag in at most %(most)s characters.", most=LONGEST_TAG))
    ids = [one.id for one in contributions if one.consultation_id == consultation.id]
    if not ids:
        raise Refused(_("Tick at least one contribution."))
    heading = session.scalar(select(Tag).where(Tag.consultation_id == consultation.id, Tag.name == name))
    if heading is None:
        heading = Tag(consultation_id=consultation.id, name=name)
        session.add(heading)
        session.flush()
    known = set(session.scalars(select(Tagging.contribution_id).where(Tagging.tag_id == heading.id, Tagging.contribution_id.in_(ids))))
    session.add_all(Tagging(tag_id=heading.id, contribution_id=one) for one in ids if one not in known)
    session.flush()
    return heading


@command(Permission.SUMMARISE, on="consultation")
def untag(session: Session, actor: Actor, consultation: Consultation, contributions: Collection[Contribution], name: str) -> None:
    """Take contributions from under a heading; a heading with nothing under it goes."""
    heading = session.scalar(select(Tag).where(Tag.consultation_id == consultation.id, Tag.name == text.one_line(name)))
    if heading is None:
        raise Refused(_("There is no such tag."))
    ids = [one.id for one in contributions]
    session.execute(delete(Tagging).where(Tagging.tag_id == heading.id, Tagging.contribution_id.in_(ids)), execution_options={"synchronize_session": False})
    if session.scalar(select(Tagging.id).where(Tagging.tag_id == heading.id).limit(1)) is None:
        session.delete(heading)
        session.flush()


@command(Permission.SUMMARISE, on="consultation")
def group(session: Session, actor: Actor, consultation: Consultation, contributions: Collection[Contribution], title: str) -> Campaign:
    """Group near-identical letters as a campaign. Each is counted and needs its own place; the same title adds to a campaign."""
    title = text.one_line(title)
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(_("Name the campaign in at most %(most)s characters.", most=LONGEST_TITLE))
    ids = _checked(session, consultation.id, contributions)
    campaign = session.scalar(select(Campaign).where(Campaign.consultation_id == consultation.id, Campaign.title == title))
    if campaign is None:
        campaign = Campaign(consultation_id=consultation.id, title=title)
        session.add(campaign)
        session.flush()
    session.execute(delete(CampaignLetter).where(CampaignLetter.contribution_id.in_(ids)), execution_options={"synchronize_session": False})
    session.add_all(CampaignLetter(campaign_id=campaign.id, contribution_id=name) for name in ids)
    session.flush()
    journal.record(session, actor, campaign, "group", reason=_named(contributions))
    return campaign


@command(Permission.SUMMARISE, on="campaign")
def ungroup(session: Session, actor: Actor, campaign: Campaign) -> None:
    """Undo a campaign; its letters stay, each with its own place."""
    _state(session, campaign.consultation_id)
    journal.record(session, actor, campaign, "ungroup")
    session.delete(campaign)
    session.flush()


def _state(session: Session, consultation_id: int) -> SummaryState | None:
    """The state of the summary, which must not be final."""
    state = session.scalar(select(Summary.state).where(Summary.consultation_id == consultation_id))
    if state is SummaryState.FINAL:
        raise WrongMoment(_("This summary is final. It cannot be changed any more."))
    return state


def _checked(session: Session, consultation_id: int, contributions: Collection[Contribution]) -> list[int]:
    """The ids, each once, if all of them are public words of this consultation and the summary can be changed."""
    _state(session, consultation_id)
    if not contributions:
        raise Refused(_("Tick at least one contribution."))
    if any(one.consultation_id != consultation_id for one in contributions):
        raise Refused(_("A contribution belongs to another consultation."))
    if hidden := [one for one in contributions if one.state not in PUBLIC]:
        raise Refused(_("These are not published: No. %(numbers)s.", numbers=_named(hidden)))
    return list(dict.fromkeys(one.id for one in contributions))


def _named(contributions: Collection[Contribution]) -> str:
    return numbers(one.number for one in contributions)
