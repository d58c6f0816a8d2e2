"""What somebody types who asks to join a list, and what the chair answers."""

from typing import Any

from portal.base.languages import _l, language_name
from portal.base.regions import REGIONS
from portal.base.settings import settings
from portal.calls.forms.fields import Choice, Selected
from portal.calls.queries.kinds import Topic
from portal.web.addresses import LONGEST_ADDRESS, Address
from portal.web.forms import BooleanField, Form, Lines, Longest, Needed, Words, choices

LONGEST_LINE, LONGEST_REASON = 300, 2000


class Joining(Form):
    """The form behind "Ask to join"."""

    address = Words(_l("Your e-mail address"), [Needed(_l("Type your e-mail address.")), Longest(LONGEST_ADDRESS), Address()])
    language = Selected(_l("Language of the letters"))
    neutral = BooleanField(_l("The subject of letters should not say what they are about"))
    line = Words(_l("One line to the chair: why you want to join (if you like)"), [Longest(LONGEST_LINE)])


def joining_form(sent: Any = None, language: str = "") -> Joining:
    """The form; letters come in the language of the page unless somebody chooses another."""
    form = Joining(sent, data={"language": language})
    form.language.choices = spoken()
    return form


def spoken() -> list[tuple[str, str]]:
    """The languages in which letters can come."""
    return [(tag, language_name(tag, own=True)) for tag in settings().languages]


class Wishing(Form):
    """A member's wishes."""

    language = Selected(_l("Language of the letters"))
    neutral = BooleanField(_l("The subject of letters should not say what they are about"))


def wishing_form(sent: Any = None, language: str = "", *, neutral: bool = False) -> Wishing:
    """The form, filled with what is wished now."""
    form = Wishing(sent, data={"language": language, "neutral": neutral})
    form.language.choices = spoken()
    return form


def topics() -> list[tuple[str, str]]:
    """What one can want to hear of."""
    return choices(Topic)


def regions() -> list[tuple[str, str]]:
    """Parts of the world."""
    return [(code, str(label)) for code, label in REGIONS.items()]


class Answering(Form):
    """The chair's answer to a request."""

    answer = Choice(_l("Your answer"), offers=[("admit", _l("Let them join")), ("decline", _l("Do not let them join"))])
    reason = Lines(_l("The reason, if you do not let them join"), [Longest(LONGEST_REASON)])
