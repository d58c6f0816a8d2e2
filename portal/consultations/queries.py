"""Reading consultations. A draft, and what is not announced yet, exists for its own staff alone; a private one for those who were let in."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload, undefer
from sqlalchemy.orm.attributes import set_committed_value

from portal.base import clock
from portal.base.access import Actor, Kind, Permission, can
from portal.base.database import Moment, Session
from portal.base.errors import NotFound
from portal.base.secrets import keyed_hash
from portal.consultations.choices import RESERVED
from portal.consultations.models import Consultation, ConsultationState, Document, EasyIdea, EntryLink, Question, RiskAssessment, Term

BIGGEST_NUMBER = 2**31
LINK = "entry link"
"""What the keyed hash of a link's secret is for."""
# The moment is asked for when the statement runs, so that one statement serves for ever.
_ANNOUNCED = and_(Consultation.state != ConsultationState.DRAFT, Consultation.announced_at <= bindparam("now", callable_=clock.now, type_=Moment(), unique=True))
_PUBLIC = and_(~Consultation.private, _ANNOUNCED)


def moderated_by_others(session: Session, viewer: Actor, organisation_id: int) -> Sequence[int]:
    """The consultations that an organisation hosts and has others moderate."""
    return session.scalars(select(Consultation.id).where(Consultation.host_id == organisation_id, Consultation.moderated_independently)).all()


def visible_to(viewer: Actor) -> Select[Consultation]:
    """What is announced, for everybody, or if it is private for those who were let in; the rest for those who have a role there."""
    return _seen(_own(viewer), viewer.rooms)


def _own(viewer: Actor) -> frozenset[int] | None:
    """The consultations in which the viewer has a role; None for whoever sees all."""
    if viewer.kind is Kind.SYSTEM or viewer.sees_drafts:
        return None
    return frozenset(where for _role, where in viewer.roles if where is not None)


def _seen(own: frozenset[int] | None, let_in: frozenset[int]) -> Select[Consultation]:
    if own is None:
        return select(Consultation)
    seen = [_PUBLIC]
    if own:
        seen.append(Consultation.id.in_(own))
    if let_in:  # an invitation shows no draft: its host still changes it
        seen.append(and_(_ANNOUNCED, Consultation.id.in_(let_in)))
    return select(Consultation).where(or_(*seen))


def listed(session: Session, viewer: Actor) -> list[Consultation]:
    """All consultations with their host, the next to close first."""
    found = visible_to(viewer).options(joinedload(Consultation.host)).order_by(Consultation.closes_at, Consultation.slug)
    return list(session.scalars(found))


def one(session: Session, viewer: Actor, slug: str) -> Consultation:
    """A consultation with everything that its page shows. Raises NotFound."""
    _check_address(slug)
    found = session.scalar(
        visible_to(viewer)
        .where(Consultation.slug == slug)
        .options(
            joinedload(Consultation.host),
            selectinload(Consultation.moderators),
            selectinload(Consultation.themes),
            selectinload(Consultation.questions).joinedload(Question.theme),
            selectinload(Consultation.documents),
            selectinload(Consultation.notices),
        )
    )
    if found is None:
        raise NotFound
    return found


def to_take_along(session: Session, viewer: Actor, slug: str) -> Consultation:
    """The same, for feeds, calendars and tables. Nothing of a private room leaves it as a file: raises NotFound."""
    consultation = one(session, viewer, slug)
    if consultation.private:
        raise NotFound
    return consultation


def question(session: Session, viewer: Actor, slug: str, number: int) -> Question:
    """A question with its consultation and theme. Raises NotFound."""
    _check_address(slug, number)
    found = session.scalar(_question(_own(viewer), viewer.rooms), {"slug": slug, "number": number})
    if found is None:
        raise NotFound
    return found


@lru_cache(maxsize=256)
def _question(own: frozenset[int] | None, let_in: frozenset[int]) -> Select[Question]:
    """Kept for each kind of viewer: every thread page and every form begins here, and building it took longer than running it."""
    seen = _seen(own, let_in).where(Consultation.slug == bindparam("slug")).with_only_columns(Consultation.id)
    return (
        select(Question)
        .join(Question.consultation)
        .where(Question.number == bindparam("number"), Question.consultation_id.in_(seen))
        .options(contains_eager(Question.consultation).joinedload(Consultation.host), joinedload(Question.theme))
    )


def document(session: Session, viewer: Actor, slug: str, number: int) -> tuple[Consultation, Document]:
    """A background document and the consultation that it belongs to. Raises NotFound."""
    _check_address(slug, number)
    found = session.execute(
        visible_to(viewer).where(Consultation.slug == slug, Document.number == number).join(Document, Document.consultation_id == Consultation.id).add_columns(Document)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def with_notices(session: Session, viewer: Actor) -> list[Consultation]:
    """All public consultations with their notices, for the feed and the calendar of the whole portal."""
    found = (
        visible_to(viewer)
        .where(~Consultation.private)
        .options(joinedload(Consultation.host), selectinload(Consultation.notices))
        .order_by(Consultation.closes_at, Consultation.slug)
    )
    return list(session.scalars(found))


def terms(session: Session, viewer: Actor, consultation: Consultation) -> Sequence[Term]:
    """The words that a consultation explains, which the viewer was given."""
    return session.scalars(select(Term).where(Term.consultation_id == consultation.id).order_by(Term.number)).all()


def ideas(session: Session, viewer: Actor, consultation: Consultation) -> Sequence[EasyIdea]:
    """The lines of its easy-read version, without their pictures."""
    return session.scalars(select(EasyIdea).where(EasyIdea.consultation_id == consultation.id).order_by(EasyIdea.number)).all()


def has_ideas(session: Session, viewer: Actor, consultation: Consultation) -> bool:
    """Whether there is an easy-read version."""
    return session.scalar(select(EasyIdea.id).where(EasyIdea.consultation_id == consultation.id).limit(1)) is not None


def with_helps(session: Session, viewer: Actor, consultation: Consultation) -> Consultation:
    """The consultation with its words and its easy-read lines at hand."""
    set_committed_value(consultation, "terms", list(terms(session, viewer, consultation)))
    set_committed_value(consultation, "ideas", list(ideas(session, viewer, consultation)))
    return consultation


def picture(session: Session, viewer: Actor, slug: str, number: int) -> tuple[Consultation, EasyIdea]:
    """A line of an easy-read version with its picture, and the consultation. Raises NotFound."""
    _check_address(slug, number)
    rows = visible_to(viewer).where(Consultation.slug == slug, EasyIdea.number == number).join(EasyIdea, EasyIdea.consultation_id == Consultation.id)
    found = session.execute(rows.add_columns(EasyIdea).options(undefer(EasyIdea.picture))).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def _check_address(slug: str, number: int = 1) -> None:
    """Nothing is found where no database could look: such an address is a typing error, not a surprise."""
    if not slug.isprintable() or not 0 < number < BIGGEST_NUMBER:
        raise NotFound


def links(session: Session, viewer: Actor, consultation: Consultation) -> Sequence[EntryLink]:
    """The links into a consultation, the newest first, for those who manage it. Raises NotFound."""
    if not can(viewer, Permission.MANAGE_CONSULTATION, consultation):
        raise NotFound
    return session.scalars(select(EntryLink).where(EntryLink.consultation_id == consultation.id).order_by(EntryLink.made_on.desc(), EntryLink.label, EntryLink.id)).all()


def lets_in() -> tuple[ColumnElement[bool], ...]:
    """What must hold of a link today, so that it lets somebody in."""
    return (or_(EntryLink.most_uses.is_(None), EntryLink.uses < EntryLink.most_uses), or_(EntryLink.ends_on.is_(None), EntryLink.ends_on >= clock.today()))


def behind_link(session: Session, viewer: Actor, secret: str) -> Consultation | None:
    """The consultation that a link leads to, while it lets people in. A draft is shown to nobody, whatever link they have."""
    found = select(Consultation).join(EntryLink, EntryLink.consultation_id == Consultation.id).where(_ANNOUNCED)
    return session.scalar(found.where(EntryLink.link_hash == keyed_hash(LINK, secret), *lets_in()))


def risk_assessment(session: Session, viewer: Actor, consultation: Consultation) -> RiskAssessment | None:
    """What the host found could harm people; only for those who manage the consultation. Raises NotFound."""
    if not can(viewer, Permission.MANAGE_CONSULTATION, consultation):
        raise NotFound
    return session.scalar(select(RiskAssessment).where(RiskAssessment.consultation_id == consultation.id))


def free_address(session: Session, viewer: Actor, wanted: str) -> str:
    """The address, or the next one with a number that no consultation has."""
    taken = RESERVED | set(session.scalars(select(Consultation.slug).where(Consultation.slug.startswith(wanted, autoescape=True))))
    return next(address for number in range(1, len(taken) + 2) if (address := wanted if number == 1 else f"{wanted}-{number}") not in taken)
