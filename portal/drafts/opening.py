"""Whose form a draft was: a room above enters how its form is filled again."""

from collections.abc import Callable
from datetime import datetime

from litestar.response import Response

from portal.base.database import Session
from portal.drafts.commands import Opened
from portal.web import tokens
from portal.web.visitors import Visit

Open = Callable[[Visit, Session, Opened], Response[bytes]]
_kinds: dict[str, Open] = {}


def open_with(kind: str) -> Callable[[Open], Open]:
    """Enter a kind of draft: what shows its form again."""

    def enter(way: Open) -> Open:
        _kinds[kind] = way
        return way

    return enter


def show(visit: Visit, session: Session, opened: Opened) -> Response[bytes]:
    """The form of a draft, filled. What was typed is in `visit.form` as if it were sent again, so that no failure loses it."""
    visit.form.update(opened.fields)
    return _kinds[opened.kind](visit, session, opened)


def same_form(visit: Visit, opened: Opened, moment: datetime) -> str:
    """A token of the same name, so that the form makes one thing however often it is sent; it counts as opened at a moment."""
    visit.made_token = True
    return tokens.issue(visit.actor.session_id, opened=moment, name=opened.name)
