"""The queue: one text on a page, the first button publishes it and opens the next."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _, language
from portal.consultations import queries as consultations
from portal.contributions import queries as contributions
from portal.contributions.pages.reading import place_from, place_text
from portal.contributions.translating import beside
from portal.moderation import commands, queries, ready
from portal.moderation.forms import CONFIRM, RestrictionForm, TextForm
from portal.moderation.pages import looking
from portal.moderation.pages.bulk import choices_on
from portal.moderation.queries import PUBLIC, Action
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

ITEM = "/staff/{slug:str}/queue/{number:int}"


def done_sentence(visit: Visit) -> str:
    """The status line after a deed; the address carries only a fixed word."""
    return {
        "published": _("It is published."),
        "accepted": contributions.ContributionState.ACCEPTED.label,
        "restricted": _("Your decision is kept. The author reads it."),
        "asked": _("Your question is sent."),
        "answered": _("Your answer is sent."),
        "language": _("The language is kept."),
        "decided": _("Your decision on the appeal is kept."),
        "back": _("It is taken back. It waits as before."),
        "faster": _("A colleague has this text on the desk. Here is another one."),
    }.get(visit.query.get("done", ""), "")


@get("/staff/{slug:str}/queue", needs=Permission.DECIDE)
def show_queue(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What waits, the oldest day first, the same order for all."""
    consultation = consultations.one(session, visit.actor, slug)
    only = looking.look(visit)
    waiting, found, further = queries.queue(session, visit.actor, consultation, place_from(visit.query.get("after", "")), only)
    first = queries.next_item(session, visit.actor, consultation, look=only)
    progress = queries.progress(session, visit.actor, consultation)
    return page(
        visit,
        "moderation/queue.html",
        consultation=consultation,
        waiting=waiting,
        counts=queries.counts(session, visit.actor, consultation),
        deeds=choices_on("queue"),
        first=first.id if first else None,
        done=done_sentence(visit),
        before=looking.just_done(visit, session, consultation),
        progress=progress,
        offered=looking.offered(consultation, progress, only),
        part=str(only),
        found=found,
        later=visit.url(f"/staff/{slug}/queue", after=place_text(further), question=only.question or "", language=only.language) if further else "",
    )


@get(ITEM, needs=Permission.DECIDE)
def show_item(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """One text with its surroundings, and the first button."""
    return _item(visit, session, slug, number)


@get(ITEM + "/restrict", needs=Permission.DECIDE)
def show_restriction(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The short form for anything but publishing."""
    words = _words(visit, session, slug, number)
    return _restriction(visit, session, slug, words, _form(visit, session, words, sent=False))


def _item(visit: Visit, session: Session, slug: str, number: int, *, form: TextForm | None = None, fault: str = "") -> Response[bytes]:
    item = queries.item(session, visit.actor, slug, number)
    words = item.contribution
    form = form or TextForm()
    form.text.label.text = _("Ask the author")
    only = looking.look(visit)
    skip = queries.next_item(session, visit.actor, words.consultation, after=words, look=only)
    return page(
        visit,
        "moderation/item.html",
        status=422 if form.faults() or fault else 200,
        faults=[*form.faults(), *([("nameless", fault)] if fault else [])],
        fault=fault,
        consultation=words.consultation,
        item=item,
        words=words,
        versions=contributions.versions(session, visit.actor, words),
        waits=words.state in queries.WAITING,
        accepted=words.state is contributions.ContributionState.ACCEPTED,
        by=contributions.accepted_by(session, visit.actor, words, words.consultation),
        public=words.state in PUBLIC,
        decisions=queries.decisions_on(session, visit.actor, [words.id]).get(words.id, []),
        flags=queries.flags_on(session, visit.actor, words),
        messages=queries.messages_on(session, visit.actor, [words.id]).get(words.id, []),
        form=form,
        here=f"/staff/{slug}/queue/{words.id}",
        done=done_sentence(visit),
        before=looking.just_done(visit, session, words.consultation),
        part=str(only),
        skip=skip.id if skip else None,
        translation=beside(session, visit.actor, words, visit.language),
    )


def _words(visit: Visit, session: Session, slug: str, number: int) -> Any:
    return queries.item(session, visit.actor, slug, number).contribution


def _form(visit: Visit, session: Session, words: Any, *, sent: bool) -> RestrictionForm:
    policy = queries.policy_for(session, visit.actor, words)
    questions = [(one.id, one.title.choice(f"{one.consultation.title}: {one.number}. ")) for one in queries.questions_for(session, visit.actor, words)]
    rules = policy.rules if policy else []
    return RestrictionForm(visit.form if sent else None, state=words.state, rules=rules, questions=questions, young=words.young, tongue=words.language)


def _restriction(visit: Visit, session: Session, slug: str, words: Any, form: RestrictionForm) -> Response[bytes]:
    return page(
        visit,
        "moderation/restrict.html",
        status=422 if form.faults() else 200,
        faults=form.faults(),
        consultation=words.consultation,
        words=words,
        policy=queries.policy_for(session, visit.actor, words),
        translation=beside(session, visit.actor, words, visit.language),
        form=form,
        ready=ready.offered(words.language),
        part=str(looking.look(visit)),
        here=f"/staff/{slug}/queue/{words.id}",
    )


def _next(visit: Visit, session: Session, slug: str, words: Any, done: str, deed: Any) -> Response[bytes]:
    only = looking.look(visit)
    following = queries.next_item(session, visit.actor, words.consultation, after=words, look=only)
    facts = {"done": done, "before": deed.id if deed else "", "part": str(only)}
    return redirect(visit.url(f"/staff/{slug}/queue/{following.id}" if following else f"/staff/{slug}/queue", **facts))


@post(ITEM + "/publish", needs=Permission.DECIDE)
def publish(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Publish, and on to the next."""
    words = _words(visit, session, slug, number)
    nameless = visit.form.get("nameless") == "yes"
    if words.young and not nameless:
        return _item(visit, session, slug, number, fault=str(CONFIRM))
    deed = commands.decide_one(session, visit.actor, words, token=visit.token, action=Action.PUBLISH, version=_version(visit), nameless=nameless)
    return _next(visit, session, slug, words, "published" if words.state in PUBLIC else "accepted", deed)


@post(ITEM + "/restrict", needs=Permission.DECIDE)
def restrict(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Decide otherwise, with rule, facts and passage; and on to the next."""
    words = _words(visit, session, slug, number)
    form = _form(visit, session, words, sent=True)
    if not form.validate():
        return _restriction(visit, session, slug, words, form)
    targets = {str(one.id): one for one in queries.questions_for(session, visit.actor, words)}
    try:
        deed = commands.decide_one(
            session,
            visit.actor,
            words,
            token=visit.token,
            action=Action(form.action.data),
            version=_version(visit),
            rule=queries.rule_of(queries.policy_for(session, visit.actor, words), form.rule.data),
            facts=form.whole_facts(),
            passage=form.passage.data,
            question=targets.get(form.question.data),
            nameless=bool(form.nameless.data),
        )
    except Refused as fault:
        form.blame("passage" if form.passage.data else "facts", fault.sentence)
        return _restriction(visit, session, slug, words, form)
    return _next(visit, session, slug, words, "restricted", deed)


@post(ITEM + "/claim", needs=Permission.DECIDE)
def claim(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Take a text onto the desk, so that colleagues are given others."""
    words = _words(visit, session, slug, number)
    try:
        commands.claim(session, visit.actor, words)
    except WrongMoment:
        other = queries.next_item(session, visit.actor, words.consultation, after=words, look=looking.look(visit))
        return redirect(visit.url(f"/staff/{slug}/queue/{other.id}" if other else f"/staff/{slug}/queue", done="faster", part=str(looking.look(visit))))
    return redirect(visit.url(f"/staff/{slug}/queue/{number}", part=str(looking.look(visit))))


@post(ITEM + "/ask", needs=Permission.ASK_PARTICIPANT)
def ask(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Ask the author through the portal."""
    words = _words(visit, session, slug, number)
    form = TextForm(visit.form)
    try:
        commands.ask(session, visit.actor, words, token=visit.token, text=form.text.data, language=language())
    except Refused as fault:
        form.blame("text", fault.sentence)
        return _item(visit, session, slug, number, form=form)
    return redirect(visit.url(f"/staff/{slug}/queue/{number}", done="asked"))


def _version(visit: Visit) -> int:
    typed = visit.form.get("version", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 9):  # noqa: PLR2004 - no text has so many wordings
        raise WrongMoment(_("The author has written a newer version while you read. Please read that one."))
    return int(typed)


@get("/staff/{slug:str}/published", needs=Permission.DECIDE)
def show_published(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What is public, for decisions after publication."""
    consultation = consultations.one(session, visit.actor, slug)
    asked, before = visit.number("number", 0), visit.number("before", 0)
    found, further = queries.published(session, visit.actor, consultation, asked or None, before or None)
    later = visit.url(f"/staff/{slug}/published", before=further) if further else ""
    facts: dict[str, Any] = {"found": found, "asked": asked, "later": later, "deeds": choices_on("published")}
    accepted, in_all = queries.accepted(session, visit.actor, consultation) if not (asked or before) else ([], 0)
    by = contributions.appears_by(session, visit.actor, consultation)
    return page(visit, "moderation/published.html", consultation=consultation, accepted=accepted, accepted_in_all=in_all, by=by, **facts)
