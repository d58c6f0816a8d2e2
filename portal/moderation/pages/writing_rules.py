"""Writing a new version of the rules from the one in force."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _, _l, language
from portal.base.settings import settings
from portal.moderation import commands, queries
from portal.moderation.comparing import changes
from portal.moderation.drafting import RulesForm, rules_form, with_one_more
from portal.policies.hints import hint
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

NEEDS = Permission.EDIT_POLICIES
HERE = "/staff/admin/rules"
DONE = {
    "adopted": _l("The new version is public. It holds from the day that you chose."),
    "changed": _l("The announced version was changed."),
    "withdrawn": _l("The announced version was withdrawn."),
}


@get("/staff/admin/rules", needs=NEEDS)
def show_form(visit: Visit, session: Session) -> Response[bytes]:
    """The form, filled with the newest version."""
    last = queries.newest_policy(session, visit.actor)
    form = rules_form(settings().languages, last, announced=_is_announced(visit, last))
    return _page(visit, last, form, done=str(DONE.get(visit.query.get("done", ""), "")))


@post("/staff/admin/rules", needs=NEEDS)
def save(visit: Visit, session: Session) -> Response[bytes]:
    """Add an empty rule, show a preview, or publish the version."""
    last = queries.newest_policy(session, visit.actor)
    form = rules_form(settings().languages, last, visit.form)
    if "do-add" in visit.form:
        return _page(visit, last, with_one_more(form))
    if "do-preview" in visit.form:
        return _page(visit, last, form, preview=True)
    if changed_meanwhile(visit, *_ground(last)):
        if last is not None and _written(form) == _stands(last):  # the same form came twice
            return redirect(visit.url(HERE, done="adopted"))
        return _page(visit, last, form, meanwhile=True)
    done, found = _try(visit, session, last, form)
    return redirect(visit.url(HERE, done=done)) if done else _page(visit, last, form, found=found)


@post("/staff/admin/rules/withdraw", needs=NEEDS)
def withdraw(visit: Visit, session: Session) -> Response[bytes]:
    """Take the announced version back."""
    last = queries.newest_policy(session, visit.actor)
    if last is None or str(last.version) != visit.form.get("version", ""):
        raise WrongMoment(_("Somebody was faster than you. Please look at the present state."))
    commands.withdraw_rules(session, visit.actor, last)
    return redirect(visit.url(HERE, done="withdrawn"))


def _try(visit: Visit, session: Session, last: Any, form: RulesForm) -> tuple[str, Any]:
    """What was done, or the careful words to be shown first; faults are put to their fields."""
    if not form.validate():
        return "", ()
    texts, drafted = (form.head.texts("intro"), form.head.texts("change")), form.drafted()
    if found := hint(visit, session, *texts, *(said for rule in drafted for said in (rule.title, rule.text))):
        return "", found
    rules = [{"number": rule.number, "category": rule.category, "title": rule.title, "text": rule.text} for rule in drafted]
    try:
        if _is_announced(visit, last):
            commands.change_announced_rules(session, visit.actor, last, intro=texts[0], change=texts[1], from_day=form.head.from_day.day, rules=rules)
            return "changed", ()
        commands.adopt_rules(session, visit.actor, intro=texts[0], change=texts[1], from_day=form.head.from_day.day, rules=rules)
    except (Refused, WrongMoment) as fault:
        form.head.blame("from_day", fault.sentence)
        return "", ()
    return "adopted", ()


def _is_announced(visit: Visit, last: Any) -> bool:
    return last is not None and last.from_day > visit.now.date()


def _ground(last: Any) -> tuple[Any, ...]:
    return (last.version, last.from_day, *_stands(last)) if last is not None else (0,)


def _stands(policy: Any) -> list[Any]:
    return [policy.intro, policy.change, *((rule.number, rule.category, sorted(rule.title.items()), sorted(rule.text.items())) for rule in policy.rules)]


def _written(form: RulesForm) -> list[Any]:
    rules = [(rule.number, rule.category, sorted(rule.title.items()), sorted(rule.text.items())) for rule in form.drafted()]
    return [form.head.texts("intro"), form.head.texts("change"), *rules]


def _page(visit: Visit, last: Any, form: RulesForm, *, preview: bool = False, meanwhile: bool = False, found: Any = (), done: str = "") -> Response[bytes]:
    faults = form.faults()
    tag = language() if language() in form.languages else form.languages[0]
    return page(
        visit,
        "moderation/write_rules.html",
        status=409 if meanwhile else 422 if faults or found else 200,
        last=last,
        announced=_is_announced(visit, last),
        form=form,
        faults=faults,
        found=found,
        changes=changes(last.rules if last else [], form.drafted(), tag) if preview else [],
        preview=preview,
        tag=tag,
        ground=fingerprint(*_ground(last)),
        meanwhile=[(f"{rule.number}. {rule.title}", str(rule.text)) for rule in last.rules] if meanwhile else [],
        today=visit.now.date(),
        done=done,
    )
