"""The words of the letters of this room, and which moves of a call are news."""

from functools import lru_cache
from typing import Any

from jinja2 import Environment

from portal.base.languages import Texts, language_name, speaking
from portal.base.settings import public_address
from portal.calls.models import Call, CallState, ContactList, Member
from portal.calls.sealing import leaving_key
from portal.web.pages import environment
from portal.web.visitors import link

S = CallState
LETTERS: dict[tuple[CallState, CallState], bool] = {
    (S.PROPOSED, S.CHECKED): False,
    (S.CHECKED, S.PROPOSED): False,
    (S.CHECKED, S.SENT): True,
    (S.SENT, S.OUTCOME): True,
    (S.OUTCOME, S.CLOSED): False,
    (S.PROPOSED, S.DECLINED): False,
    (S.PROPOSED, S.WITHDRAWN): False,
    (S.CHECKED, S.WITHDRAWN): False,
    (S.SENT, S.WITHDRAWN): False,
}


@lru_cache(maxsize=1)
def _plain() -> Environment:
    return environment().overlay(autoescape=False)  # plain text: an ampersand is an ampersand


def write(name: str, language: str, **facts: object) -> tuple[str, str]:
    """Subject and text of a letter in the language of whoever gets it."""
    with speaking(language):
        subject = _plain().get_template(f"calls/mail/{name}.subject.txt").render(facts)
        text = _plain().get_template(f"calls/mail/{name}.txt").render(facts)
    return " ".join(subject.split()), text.strip() + "\n"


def address(language: str, path: str, **query: object) -> str:
    """A whole address, as letters hold it."""
    return public_address() + link(language, path, **query)


def ending(language: str, key: str) -> str:
    """Where letters are ended: a page for people, and RFC 8058 for their mail programs."""
    return address(language, "/lists/leave", key=key)


def confirmation(language: str, title: Texts, key: str) -> tuple[str, str]:
    """The letter that asks whether it was really them."""
    return write("confirm", language, title=title, confirm=address(language, "/lists/confirm", key=key), end=ending(language, key))


def admitted(member: Member, title: Texts, number_key: str) -> tuple[str, str]:
    """The letter that says somebody is on a list now; with the link that gives a number, unless they have one."""
    facts = {"title": title, "number": number_key and address(member.language, "/lists/number", key=number_key)}
    return write("admitted", member.language, **facts, page=address(member.language, "/lists/member"), end=ending(member.language, leaving_key(member.id)))


def declined(language: str, title: Texts, reason: str) -> tuple[str, str]:
    """The letter that says no, and why."""
    return write("declined", language, title=title, reason=reason)


def ended(member: Member, contact_list: ContactList, *, last: bool) -> tuple[str, str]:
    """The letter that says a list has ended, and why; its subject says nothing."""
    end = "" if last else ending(member.language, leaving_key(member.id))
    return write("ended", member.language, title=contact_list.title, reason=contact_list.reason, last=last, end=end)


def again(member: Member, number_key: str) -> tuple[str, str]:
    """The letter to somebody who asked and is on the list: they may have lost their number."""
    return write("again", member.language, number=address(member.language, "/lists/number", key=number_key), end=ending(member.language, leaving_key(member.id)))


def of_call(member: Member, call: Call, lists: list[ContactList], news: Texts | None = None) -> tuple[str, str]:
    """The letter with a call, or with news of it; steps are loaded. Whoever wishes gets a subject that says nothing."""
    facts: dict[str, Any] = {"call": call, "news": news, "neutral": member.neutral, "lists": [one.title for one in lists], "language_name": language_name}
    with speaking(member.language):
        facts["foreign"] = (news or call.happens).for_reader()
    facts["public"] = address(member.language, f"/calls/{call.number}") if call.public else ""
    return write("call", member.language, **facts, page=address(member.language, "/lists/member"), end=ending(member.language, leaving_key(member.id)))
