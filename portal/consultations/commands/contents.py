"""What a consultation holds: themes, questions and background documents. They are free to change in a draft; later there are corrections."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from portal.base.access import Actor, Kind, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _, language
from portal.base.settings import settings
from portal.consultations import parts
from portal.consultations.holding import Holding, next_place, put
from portal.consultations.models import Consultation, ConsultationState, Document, Question, Theme
from portal.journal import commands as journal
from portal.web.visitors import link

TAKEN_AWAY = 0  # a number that no question or document has: while two of them change places


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_theme(session: Session, actor: Actor, consultation: Consultation, position: int | None, title: Texts) -> Theme:
    """Add a heading for questions; without a position it is the last."""
    _still_a_draft(actor, consultation)
    theme = Theme(consultation_id=consultation.id, position=position or next_place(session, consultation, Theme), title=title)
    return put(session, actor, theme)


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_question(session: Session, actor: Actor, consultation: Consultation, *, title: Texts, body: Texts, number: int | None = None, theme: Theme | None = None) -> Question:
    """Add a key question. Its number is its public name and never changes after the draft; without one it is the last."""
    _still_a_draft(actor, consultation)
    number = number or next_place(session, consultation, Question)
    question = Question(consultation_id=consultation.id, theme_id=theme.id if theme else None, number=number, title=title, body=body)
    return put(session, actor, question)


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_document(session: Session, actor: Actor, consultation: Consultation, *, title: Texts, body: Texts, number: int | None = None) -> Document:
    """Add a background document as text; without a number it is the last."""
    _still_a_draft(actor, consultation)
    document = Document(consultation_id=consultation.id, number=number or next_place(session, consultation, Document), title=title, body=body)
    return put(session, actor, document)


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def write_texts(session: Session, actor: Actor, consultation: Consultation, texts: Mapping[str, Texts]) -> int:
    """Put words in the places of those that stand there: by the name of the part; the given languages alone. Returns how many texts changed."""
    _still_a_draft(actor, consultation)
    known = {part.name: part for part in parts.of(session, actor, consultation)}
    changed = 0
    for name, given in texts.items():
        if name not in known:
            raise Refused(_("One of these texts is not there any more. Please look at the list again."))
        part = known[name]
        tags = [tag for tag, words in given.items() if words != part.texts.get(tag, "")]
        if tags:
            setattr(part.thing, part.column, _in_order(consultation, {**part.texts, **given}))
            journal.record(session, actor, part.thing, "edit", new=f"{part.column}: {' '.join(tags)}"[:40])
            changed += 1
    return changed


@command(Permission.MANAGE_CONSULTATION, on="question")
def put_under(session: Session, actor: Actor, question: Question, theme: Theme | None) -> None:
    """Put a question under a theme, or under none."""
    _still_a_draft(actor, _consultation(session, question))
    if theme is not None and theme.consultation_id != question.consultation_id:
        raise Refused(_("This theme belongs to another consultation."))
    if question.theme_id != (theme.id if theme else None):
        question.theme_id = theme.id if theme else None
        journal.record(session, actor, question, "move", new="theme")


@command(Permission.MANAGE_CONSULTATION, on="thing")
def move_up(session: Session, actor: Actor, thing: Holding) -> None:
    """Change places with the one before; the first stays the first."""
    _change_places(session, actor, thing, -1)


@command(Permission.MANAGE_CONSULTATION, on="thing")
def move_down(session: Session, actor: Actor, thing: Holding) -> None:
    """Change places with the one after; the last stays the last."""
    _change_places(session, actor, thing, +1)


@command(Permission.MANAGE_CONSULTATION, on="thing")
def remove(session: Session, actor: Actor, thing: Holding) -> None:
    """Take something out of a draft for good; those behind it close the gap. The words leave, the line in the record stays."""
    consultation = _consultation(session, thing)
    _still_a_draft(actor, consultation)
    if isinstance(thing, Question) and thing.published:
        raise Refused(_("People have answered this question. It cannot be taken out."))
    journal.record(session, actor, thing, "delete", old=str(_place(thing)))
    left = [one for one in _shelf(session, consultation, type(thing)) if one.id != thing.id]
    session.delete(thing)
    session.flush()
    _number(session, left)


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_language(session: Session, actor: Actor, consultation: Consultation, tag: str) -> None:
    """Have the consultation in one more language of this portal."""
    _still_a_draft(actor, consultation)
    if tag not in settings().languages:
        raise Refused(_("The pages of this portal do not speak this language."))
    if tag not in consultation.languages:
        consultation.languages = [*consultation.languages, tag]
        journal.record(session, actor, consultation, "add language", new=tag)


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def drop_language(session: Session, actor: Actor, consultation: Consultation, tag: str) -> None:
    """Have it in one language less. The words in that language go, too: nobody shall meet half a translation."""
    _still_a_draft(actor, consultation)
    if tag not in consultation.languages:
        return
    if tag == consultation.languages[0]:
        raise Refused(_("The first language is the original. It stays."))
    for part in parts.of(session, actor, consultation):
        if tag in part.texts:
            setattr(part.thing, part.column, Texts({other: words for other, words in part.texts.items() if other != tag}))
    consultation.languages = [other for other in consultation.languages if other != tag]
    journal.record(session, actor, consultation, "drop language", old=tag)


def _still_a_draft(actor: Actor, consultation: Consultation) -> None:
    """The portal itself may also build what is public already: examples, and what it takes in."""
    if consultation.state is not ConsultationState.DRAFT and actor.kind is not Kind.SYSTEM:
        way = link(language(), f"/staff/{consultation.slug}/corrections")
        raise WrongMoment(_("This consultation is public. Its texts can be corrected, with a public note."), next_url=way, next_label=_("Correct a text"))


def _consultation(session: Session, thing: Holding) -> Consultation:
    return session.get_one(Consultation, thing.consultation_id)


def _shelf(session: Session, consultation: Consultation, kind: type[Holding]) -> Sequence[Holding]:
    """All of one kind in their order; whoever moves one of them is alone with them."""
    session.execute(select(Consultation.id).where(Consultation.id == consultation.id).with_for_update())
    order = (Theme.position, Theme.id) if kind is Theme else (kind.number,)  # type: ignore[union-attr]
    found: Sequence[Holding] = session.scalars(select(kind).where(kind.consultation_id == consultation.id).order_by(*order)).all()  # type: ignore[assignment]
    return found


def _place(thing: Holding) -> int:
    return thing.position if isinstance(thing, Theme) else thing.number


def _set_place(thing: Holding, place: int) -> None:
    if isinstance(thing, Theme):
        thing.position = place
    else:
        thing.number = place


def _change_places(session: Session, actor: Actor, thing: Holding, step: int) -> None:
    consultation = _consultation(session, thing)
    _still_a_draft(actor, consultation)
    order = list(_shelf(session, consultation, type(thing)))
    old = order.index(thing)
    new = old + step
    if not 0 <= new < len(order):
        return
    order[old], order[new] = order[new], order[old]
    _number(session, order)
    journal.record(session, actor, thing, "move", old=str(old + 1), new=str(new + 1))


def _number(session: Session, order: Sequence[Holding]) -> None:
    """Give the places 1, 2, 3 …; a number is free only after its owner has left it."""
    moved = [(thing, place) for place, thing in enumerate(order, 1) if _place(thing) != place]
    for away, (thing, _place_to_be) in enumerate(moved, 1):
        _set_place(thing, TAKEN_AWAY - away)
    session.flush()
    for thing, place in moved:
        _set_place(thing, place)
    session.flush()


def _in_order(consultation: Consultation, texts: Mapping[str, str]) -> Texts:
    """The original first, the others as the consultation names them, and no empty ones."""
    order = [*consultation.languages, *(tag for tag in texts if tag not in consultation.languages)]
    return Texts({tag: texts[tag] for tag in order if texts.get(tag)})
