"""The consultation paper: what is asked, by whom, until when, what can change, the questions, and what there is to read first."""

from collections.abc import Iterator
from typing import Any

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _, format_moment, format_number, ngettext
from portal.base.settings import settings
from portal.consultations import timeline
from portal.consultations.phases import Phase, phase_at
from portal.editions import tree
from portal.editions.leaves import Leaf
from portal.editions.tree import Block


def paper(session: Session, viewer: Actor, consultation: Any, leaf: Leaf) -> list[Block]:
    """Everything that somebody needs to know before speaking."""
    return [
        *_opening(consultation, leaf),
        *_questions(consultation, leaf),
        *_notices(consultation, leaf),
        *_influence(consultation, leaf),
        *_safety(consultation, leaf),
        *_rules(consultation, leaf),
        *_who(consultation, leaf),
        *_dates(consultation, leaf),
        *_taking_part(consultation, leaf),
        *_documents(consultation, leaf),
    ]


def address_of(consultation: Any, leaf: Leaf, path: str = "") -> str:
    """Where the consultation stands, for paper and other machines."""
    return f"{settings().address}/{leaf.spoken}/consultations/{consultation.slug}{path}"


def _opening(consultation: Any, leaf: Leaf) -> Iterator[Block]:
    phase = phase_at(consultation, clock.now())
    yield tree.terms(
        leaf.pair(_("Asked by"), leaf.said(consultation.host.name)),
        leaf.pair(_("State"), leaf.own(phase.label)),
        *([leaf.pair(_("Open until:").rstrip(":："), leaf.own(format_moment(consultation.closes_at, consultation.zone)))] if phase in (Phase.ANNOUNCED, Phase.OPEN) else []),
    )
    yield leaf.line(timeline.coming(consultation, clock.now()))
    if consultation.plain:
        yield leaf.heading(2, _("In short"))
        yield from leaf.prose(consultation.plain)
        yield leaf.heading(2, _("Summary"))
    yield from leaf.prose(consultation.summary)


def _questions(consultation: Any, leaf: Leaf) -> Iterator[Block]:
    yield leaf.heading(2, _("Questions"))
    if not consultation.questions:
        yield leaf.line(_("There are no questions yet."))
    titles = {theme.id: theme.title for theme in consultation.themes}
    order = [None, *(theme.id for theme in consultation.themes)]
    for theme in order:
        here = [one for one in consultation.questions if one.theme_id == theme]
        if here and theme is not None:
            yield tree.heading(3, leaf.said(titles[theme]))
        for one in here:
            yield tree.heading(4 if theme is not None else 3, *question_title(one, leaf))
            yield from plain_lines(one.body, leaf)


def question_title(question: Any, leaf: Leaf) -> list[tree.Run]:
    """Its number and its words."""
    return [leaf.own(_("Question %(number)s", number=format_number(question.number)) + ": "), leaf.said(question.title)]


def plain_lines(texts: Any, leaf: Leaf) -> Iterator[Block]:
    """Texts that are shown as they are, a paragraph to a line."""
    if not texts:
        return
    reading = texts.for_reader(leaf.tag)
    for line in reading.text.split("\n"):
        if line.strip():
            yield tree.paragraph(tree.run(line.strip(), reading.language if reading.language != leaf.tag else ""))


def _notices(consultation: Any, leaf: Leaf) -> Iterator[Block]:
    if not consultation.notices:
        return
    yield leaf.heading(2, _("Decisions about this consultation"))
    for notice in consultation.notices:
        yield tree.heading(3, leaf.own(f"{notice.kind.label}{_(', ')}{day(notice.day)}"))
        if sentence := timeline.decided(consultation, notice):
            yield leaf.line(sentence)
        yield tree.paragraph(leaf.own(_("Reason:") + " "), leaf.said(notice.reason))


def day(date: Any) -> str:
    """A day in words."""
    from portal.base.languages import format_day

    return format_day(date)


def _influence(consultation: Any, leaf: Leaf) -> Iterator[Block]:
    yield leaf.heading(2, _("What your words can change"))
    yield tree.paragraph(leaf.own(consultation.influence.label, strong=True))
    yield from leaf.prose(consultation.influence_text)
    yield leaf.heading(3, _("Who decides"))
    yield from leaf.prose(consultation.decider)
    yield leaf.heading(3, _("Why you are asked"))
    yield from leaf.prose(consultation.mandate)


def _safety(consultation: Any, leaf: Leaf) -> Iterator[Block]:
    if not (consultation.pledge or consultation.risk_public):
        return
    yield leaf.heading(2, _("Your safety"))
    if consultation.pledge:
        yield leaf.heading(3, _("What the host promises"))
        yield from leaf.prose(consultation.pledge)
    if consultation.risk_public:
        yield leaf.heading(3, _("What could harm you, and what is done about it"))
        yield from leaf.prose(consultation.risk_public)


def _rules(consultation: Any, leaf: Leaf) -> Iterator[Block]:
    first = _("A moderator reads every contribution before it appears.") if consultation.premoderated else _("Contributions appear at once. A moderator reads them afterwards.")
    said = [
        ngettext("A contribution has at most %(num)s character.", "A contribution has at most %(num)s characters.", consultation.longest)
        + " "
        + _("This holds for ministries, firms and single persons alike."),
        first,
        *([_("Others moderate. Nobody of the host decides here what appears.")] if consultation.moderated_independently else []),
    ]
    yield leaf.heading(2, _("The same rules for all"))
    yield tree.items([[leaf.line(one)] for one in said])


def _who(consultation: Any, leaf: Leaf) -> Iterator[Block]:
    yield leaf.heading(2, _("Who is responsible"))
    yield tree.terms(_body(_("Asked by"), consultation.host, leaf), *(_body(_("Moderated by"), one, leaf) for one in (consultation.moderators or [consultation.host])))


def _body(label: str, organisation: Any, leaf: Leaf) -> tuple[list[tree.Run], list[tree.Run]]:
    reached = [leaf.own(". " + _("Contact:") + " "), leaf.said(organisation.contact)] if organisation.contact else []
    return leaf.pair(label, leaf.said(organisation.name), *reached)


def _dates(consultation: Any, leaf: Leaf) -> Iterator[Block]:
    yield leaf.heading(2, _("All dates"))
    rows = [[[leaf.own(one.label)], [leaf.own(format_moment(one.at, consultation.zone))]] for one in timeline.still_standing(consultation)]
    if rows:
        yield tree.table([leaf.own(_("All dates"))], [[leaf.own(_("What"))], [leaf.own(_("When"))]], rows)
    for label, texts in (
        (_("There is less notice than usual. Reason:"), consultation.notice_reason),
        (_("It is open for less time than usual. Reason:"), consultation.duration_reason),
    ):
        if texts:
            yield tree.paragraph(leaf.own(label + " "), leaf.said(texts))


def _taking_part(consultation: Any, leaf: Leaf) -> Iterator[Block]:
    here = address_of(consultation, leaf)
    yield leaf.heading(2, _("How to take part"))
    yield tree.paragraph(leaf.own(_("On the portal:") + " "), tree.run(here, href=here, ltr=True))
    yield leaf.line(_("On paper: write down your answer. Give it to a helper or to the host. They enter it for you."))
    if consultation.alternative:
        yield tree.paragraph(leaf.own(_("Where late or misplaced words can go") + ": "), leaf.said(consultation.alternative))


def _documents(consultation: Any, leaf: Leaf) -> Iterator[Block]:
    if consultation.documents:
        yield leaf.heading(2, _("Background to read"))
    for one in consultation.documents:
        yield tree.heading(3, leaf.said(one.title))
        yield from leaf.prose(one.body)
