"""Themes, questions and documents are set up in one way: a list in order, and a page for each with all languages side by side.

A draft is free; afterwards the list is only read, and the way leads to corrections.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from litestar.response import Response

from portal.base.access import Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound, Refused, WrongMoment
from portal.base.languages import Lazy, Texts, _, _l, format_number
from portal.base.text import to_html
from portal.consultations import commands, queries
from portal.consultations.forms.contents import Asked, TextsForm, Themes, texts_form
from portal.consultations.parts import Sort
from portal.consultations.plain import advice
from portal.web.doors import get, post
from portal.web.editing import FIELD, changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

DONE = {"add": _l("It is added."), "save": _l("It is saved."), "move": _l("It is moved."), "delete": _l("It is deleted."), "same": _l("Nothing was changed.")}


@dataclass(frozen=True)
class Shelf:
    """One kind of things that a consultation holds in order, and the words for it. `%(number)s` is a thing's place."""

    kind: str
    path: str
    heading: Lazy
    explained: Lazy
    new: Lazy
    one: Lazy
    up: Lazy
    down: Lazy
    delete: Lazy
    deleted: Lazy
    labels: dict[str, Lazy]
    sorts: dict[str, Sort]
    things: Callable[[Any], Sequence[Any]]
    add: Callable[..., Any]
    themed: bool = False
    previewed: bool = False
    needed: Sequence[str] = ("title",)
    grows: bool = False  # also while the consultation is public
    pictured: bool = False  # with a picture; the page then adds new ones itself
    others: list[tuple[str, Lazy]] = field(default_factory=list)

    def named(self, words: Lazy, number: int) -> str:
        """Words with the place of a thing in them."""
        return _(words.message, number=format_number(number))


def hang(shelf: Shelf) -> None:
    """The doors of one shelf."""
    base = f"/staff/{{slug:str}}/setup/{shelf.path}"
    _hang_whole(shelf, base)
    _hang_one(shelf, f"{base}/{{thing:int}}")
    _hang_changes(shelf, f"{base}/{{thing:int}}")


def _hang_whole(shelf: Shelf, base: str) -> None:
    needs = Permission.MANAGE_CONSULTATION

    @get(base, needs=needs)
    def show_all(visit: Visit, session: Session, slug: str) -> Response[bytes]:
        """All of them in their order."""
        return _list(visit, shelf, managed(visit, session, slug), done=str(DONE.get(visit.query.get("done", ""), "")))

    @get(f"{base}/new", needs=needs)
    def show_new(visit: Visit, session: Session, slug: str) -> Response[bytes]:
        """The empty page for one more."""
        consultation = open_shelf(visit, shelf, managed(visit, session, slug))
        return show_thing(visit, shelf, consultation, thing_form(shelf, consultation))

    if shelf.pictured:
        return

    @post(f"{base}/new", needs=needs)
    def add(visit: Visit, session: Session, slug: str) -> Response[bytes]:
        """Add one more at the end."""
        return _add(visit, session, shelf, open_shelf(visit, shelf, managed(visit, session, slug)))


def _hang_one(shelf: Shelf, base: str) -> None:
    needs = Permission.MANAGE_CONSULTATION

    @get(base, needs=needs)
    def show_one(visit: Visit, session: Session, slug: str, thing: int) -> Response[bytes]:
        """One of them in all languages."""
        consultation = a_draft(visit, managed(visit, session, slug))
        found = _find(shelf, consultation, thing)
        return show_thing(visit, shelf, consultation, thing_form(shelf, consultation, found), found)

    @post(base, needs=needs)
    def save(visit: Visit, session: Session, slug: str, thing: int) -> Response[bytes]:
        """Put the words in place, unless somebody else has changed them meanwhile."""
        return _save(visit, session, shelf, a_draft(visit, managed(visit, session, slug)), thing)


def _hang_changes(shelf: Shelf, base: str) -> None:
    needs = Permission.MANAGE_CONSULTATION

    @post(f"{base}/move", needs=needs)
    def move(visit: Visit, session: Session, slug: str, thing: int) -> Response[bytes]:
        """One place up or down; a second click finds that the order has changed."""
        consultation = a_draft(visit, managed(visit, session, slug))
        found = _find(shelf, consultation, thing)
        if changed_meanwhile(visit, *_order(shelf, consultation)):
            return _list(visit, shelf, consultation, status=409)
        (commands.move_up if visit.form.get("to") == "up" else commands.move_down)(session, visit.actor, found)
        return redirect(visit.url(f"/staff/{slug}/setup/{shelf.path}", done="move"))

    @get(f"{base}/delete", needs=needs)
    def ask(visit: Visit, session: Session, slug: str, thing: int) -> Response[bytes]:
        """Ask once more before words are lost."""
        consultation = a_draft(visit, managed(visit, session, slug))
        found = _find(shelf, consultation, thing)
        return page(visit, "consultations/setup/delete.html", consultation=consultation, shelf=shelf, thing=found, number=_place(shelf, consultation, found))

    @post(f"{base}/delete", needs=needs)
    def delete(visit: Visit, session: Session, slug: str, thing: int) -> Response[bytes]:
        """Delete it; those behind it close the gap."""
        consultation = a_draft(visit, managed(visit, session, slug))
        commands.remove(session, visit.actor, _find(shelf, consultation, thing))
        return redirect(visit.url(f"/staff/{slug}/setup/{shelf.path}", done="delete"))


def managed(visit: Visit, session: Session, slug: str) -> Any:
    """The consultation, for those who manage it; for others there is none."""
    consultation = queries.one(session, visit.actor, slug)
    if not can(visit.actor, Permission.MANAGE_CONSULTATION, consultation):
        raise NotFound
    return queries.with_helps(session, visit.actor, consultation)


def open_shelf(visit: Visit, shelf: Shelf, consultation: Any) -> Any:
    """The consultation, as long as there can be more of these."""
    return consultation if shelf.grows else a_draft(visit, consultation)


def a_draft(visit: Visit, consultation: Any) -> Any:
    """The consultation as long as it is a draft; later its texts are corrected in the open."""
    if consultation.state != "draft":
        way = visit.url(f"/staff/{consultation.slug}/corrections")
        raise WrongMoment(_("This consultation is public. Its texts can be corrected, with a public note."), next_url=way, next_label=_("Correct a text"))
    return consultation


def _find(shelf: Shelf, consultation: Any, thing: int) -> Any:
    found = next((one for one in shelf.things(consultation) if one.id == thing), None)
    if found is None:
        raise NotFound
    return found


def _place(shelf: Shelf, consultation: Any, thing: Any) -> int:
    return 1 + list(shelf.things(consultation)).index(thing)


def _order(shelf: Shelf, consultation: Any) -> list[int]:
    return [one.id for one in shelf.things(consultation)]


def texts_of(shelf: Shelf, thing: Any) -> dict[str, Texts]:
    """What stands there, by column."""
    return {column: getattr(thing, column) for column in shelf.sorts}


def _ground(shelf: Shelf, thing: Any) -> list[object]:
    return [*texts_of(shelf, thing).values(), thing.theme_id if shelf.themed else None]


def thing_form(shelf: Shelf, consultation: Any, thing: Any = None, sent: Any = None) -> TextsForm:
    """The form of one thing, new or there already."""
    original = consultation.languages[0]
    asked = [Asked(column, str(shelf.labels[column]), sort, [original] if column in shelf.needed or shelf.previewed else []) for column, sort in shelf.sorts.items()]
    themes = None
    if shelf.themed and consultation.themes:
        themes = Themes([(str(theme.id), str(theme.title)) for theme in consultation.themes], str(thing.theme_id or "") if thing else "")
    return texts_form(asked, consultation.languages, sent, texts=texts_of(shelf, thing) if thing else None, themes=themes)


def _theme(consultation: Any, form: TextsForm) -> Any:
    chosen = form["theme"].data if "theme" in form else ""
    return next((theme for theme in consultation.themes if str(theme.id) == chosen), None)


def _add(visit: Visit, session: Session, shelf: Shelf, consultation: Any) -> Response[bytes]:
    form = thing_form(shelf, consultation, sent=visit.form)
    good = form.validate()
    if not good or visit.form.get("step") == "preview":
        return show_thing(visit, shelf, consultation, form, status=200 if good else 422, preview=good)
    texts = {column: without_empty(form.texts(column)) for column in shelf.sorts}
    last = shelf.things(consultation)[-1:]
    if not last or texts_of(shelf, last[0]) != texts:  # the same once more is a second click
        try:
            shelf.add(session, visit.actor, consultation, **texts, **({"theme": _theme(consultation, form)} if shelf.themed else {}))
        except Refused as fault:
            form.blame(form.asked[0].name + f"-{consultation.languages[0]}", fault.sentence)
            return show_thing(visit, shelf, consultation, form, status=422)
    return redirect(visit.url(f"/staff/{consultation.slug}/setup/{shelf.path}", done="add"))


def _save(visit: Visit, session: Session, shelf: Shelf, consultation: Any, thing: int) -> Response[bytes]:
    found = _find(shelf, consultation, thing)
    form = thing_form(shelf, consultation, found, visit.form)
    good = form.validate()
    preview = visit.form.get("step") == "preview"
    if not good or preview:
        return show_thing(visit, shelf, consultation, form, found, status=200 if good else 422, preview=good, ground=visit.form.get(FIELD, ""))
    if changed_meanwhile(visit, *_ground(shelf, found)):
        return show_thing(visit, shelf, consultation, form, found, status=409)
    number = _place(shelf, consultation, found)
    changed = commands.write_texts(session, visit.actor, consultation, {f"{shelf.kind} {number} {column}": form.texts(column) for column in shelf.sorts})
    if "theme" in form:
        commands.put_under(session, visit.actor, found, _theme(consultation, form))
    return redirect(visit.url(f"/staff/{consultation.slug}/setup/{shelf.path}", done="save" if changed or "theme" in form else "same"))


def without_empty(texts: Texts) -> Texts:
    """Only the languages in which something was written."""
    return Texts({tag: words for tag, words in texts.items() if words})


def _list(visit: Visit, shelf: Shelf, consultation: Any, *, done: str = "", status: int = 200) -> Response[bytes]:
    things = [
        (
            number,
            thing,
            [tag for tag in consultation.languages if any(not text.get(tag) for text in texts_of(shelf, thing).values() if any(text.values()))],
            advice(*texts_of(shelf, thing).values()),
        )
        for number, thing in enumerate(shelf.things(consultation), 1)
    ]
    return page(
        visit,
        "consultations/setup/shelf.html",
        status=status,
        consultation=consultation,
        shelf=shelf,
        things=things,
        ground=fingerprint(*_order(shelf, consultation)),
        weight=round(sum(one.size for one in consultation.ideas) / 1000) if shelf.pictured else 0,
        done=done,
        draft=consultation.state == "draft",
    )


def show_thing(visit: Visit, shelf: Shelf, consultation: Any, form: TextsForm, thing: Any = None, *, status: int = 200, preview: bool = False, ground: str = "") -> Response[bytes]:
    """The page of one thing. With 409 somebody was faster: their words stand above, and the form is built on them now."""
    there = texts_of(shelf, thing) if thing is not None else {}
    meanwhile = [(f"{shelf.labels[column]} ({tag})", words) for column, text in there.items() for tag, words in text.items()] if status == 409 else []  # noqa: PLR2004
    return page(
        visit,
        "consultations/setup/thing.html",
        status=status,
        consultation=consultation,
        shelf=shelf,
        thing=thing,
        heading=shelf.named(shelf.one, _place(shelf, consultation, thing)) if thing is not None else str(shelf.new),
        form=form,
        faults=form.faults(),
        meanwhile=meanwhile,
        ground=ground or (fingerprint(*_ground(shelf, thing)) if thing is not None else ""),
        previews=[(tag, to_html(words)) for tag, words in form.texts("body").items() if words] if preview else [],
        advice=advice(*(form.texts(column) for column in shelf.sorts)) if status != 422 else [],  # noqa: PLR2004
    )
