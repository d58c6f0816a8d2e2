"""Finding help. Nothing of what somebody looks for is kept: no page of it, no line, no row, no cookie (R62)."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import _, ngettext
from portal.directory import hours, queries, sheets
from portal.directory.forms import in_words, region_choices, wish_form, wish_from
from portal.directory.queries import SAFETY, SEES, Audience, HelpKind, HelpTheme, Safety, WayKind
from portal.web.doors import get
from portal.web.pages import document, page
from portal.web.visitors import Visit

LONGEST_NUMBER = 9


@get("/help", needs=Permission.ANYONE)
def show_help(visit: Visit, session: Session) -> Response[bytes]:
    """The filters, and what fits."""
    return help_page(visit, session)


def help_page(visit: Visit, session: Session) -> Response[bytes]:
    """The page itself; the bench reads it without a door."""
    wish = wish_from(visit.query)
    found = queries.find(session, visit.actor, wish, visit.now, after_of(visit))
    words = in_words(wish)
    return page(
        visit,
        "directory/help.html",
        keep=False,
        found=found,
        chosen=wish.chosen(),
        words=list(words.values()),
        form=wish_form(wish, found.languages),
        looser=[(words[name], count, wish.without(name).chosen()) for name, count in found.looser],
        next=".".join(map(str, found.next)) if found.next else "",
        later=bool(after_of(visit)),
        **tools(visit),
    )


@get("/help/take-along", needs=Permission.ANYONE)
def show_paper(visit: Visit, session: Session) -> Response[bytes]:
    """The same on one page, to be printed or kept."""
    wish = wish_from(visit.query)
    found = queries.find(session, visit.actor, wish, visit.now, most=queries.MOST_ON_PAPER)
    return page(visit, "directory/take_along.html", keep=False, found=found, words=list(in_words(wish).values()), chosen=wish.chosen(), **tools(visit))


@get("/help/directory.csv", needs=Permission.ANYONE)
def give_table(visit: Visit, session: Session) -> Response[bytes]:
    """Everything that is shown, for programs and for those who look things up without a line."""
    return document(sheets.written(queries.every_shown(session, visit.actor), standing=False), "text/csv; charset=utf-8", name="help.csv")


@get("/help/{number:int}", needs=Permission.ANYONE)
def show_one(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """One entry; of one that was taken out, why."""
    entry = queries.by_number(session, visit.actor, number)
    gone = entry.why_out is not None
    return page(visit, "directory/gone.html" if gone else "directory/entry.html", status=410 if gone else 200, keep=False, entry=entry, **tools(visit))


def after_of(visit: Visit) -> queries.Place | None:
    """Where the page before ended."""
    speed, _dot, number = visit.query.get("after", "").partition(".")
    fits = speed in queries.SPEEDS and number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    return (speed, int(number)) if fits else None


def tools(visit: Visit) -> dict[str, Any]:
    """What the templates of an entry need."""
    return {
        "labels": {"kinds": _labels(HelpKind), "themes": _labels(HelpTheme), "audiences": _labels(Audience), "regions": dict(region_choices())},
        "in_words": hours.in_words,
        "is_open": lambda entry: bool(entry.hours) and hours.is_open(entry.hours, entry.zone, visit.now),
        "is_stale": lambda entry: queries.is_stale(entry, visit.now.date()),
        "answers": answers,
        "ways": told_ways,
    }


def _labels(kind: Any) -> dict[str, str]:
    return {one.value: one.label for one in kind}


def answers(hours_: int | None) -> str:
    """The first-answer time in words."""
    if hours_ is None:
        return _("Not known")
    days, rest = divmod(hours_, 24)
    if days and not rest:
        return ngettext("Within %(num)s day", "Within %(num)s days", days)
    return ngettext("Within %(num)s hour", "Within %(num)s hours", hours_)


def told_ways(entry: Any) -> list[tuple[Any, str, str, str, str]]:
    """Each way: its kind, the address, a link to it or nothing, how safe it is, what an observer sees."""
    found = []
    for name, value in entry.ways:
        kind = WayKind(name)
        link = value if kind in (WayKind.ONION, WayKind.FORM) else f"mailto:{value}" if kind in (WayKind.MAIL, WayKind.PGP) else _call(value) if kind is WayKind.PHONE else ""
        found.append((kind.label, value, link, SAFETY.get(kind, Safety.OPEN).label, str(SEES[kind])))
    return found


def _call(value: str) -> str:
    return "tel:" + "".join(sign for sign in value if sign.isdigit() or sign == "+")
