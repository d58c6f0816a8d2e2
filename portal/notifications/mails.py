"""The words of the letters. The daily one is the same for every event, so that it tells a mail provider nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from jinja2 import Environment

from portal.base.languages import speaking
from portal.base.settings import public_address, settings
from portal.web.pages import environment
from portal.web.visitors import link


@dataclass(frozen=True)
class Post:
    """An opened letter on its way."""

    id: int
    once: str
    to: str
    subject: str
    text: str
    end: str
    dated: datetime
    attempts: int


def hour_of_letters(moment: datetime) -> datetime:
    """The last time that the hour of the letters struck."""
    struck = moment.astimezone(UTC).replace(hour=settings().digest_hour, minute=0, second=0, microsecond=0)
    return struck if struck <= moment else struck - timedelta(days=1)


@lru_cache(maxsize=1)
def _plain() -> Environment:
    return environment().overlay(autoescape=False)  # plain text: an ampersand is an ampersand


def write(name: str, language: str, **facts: object) -> tuple[str, str]:
    """Subject and text of a letter in the language of whoever gets it."""
    with speaking(language):
        subject = _plain().get_template(f"notifications/mail/{name}.subject.txt").render(facts)
        text = _plain().get_template(f"notifications/mail/{name}.txt").render(facts)
    return " ".join(subject.split()), text.strip() + "\n"


def confirming_address(language: str, key: str) -> str:
    """Where a wish is confirmed."""
    return public_address() + link(language, "/letters", key=key)


def ending_address(language: str, key: str) -> str:
    """Where letters are ended: a page for people, and RFC 8058 for their mail programs."""
    return public_address() + link(language, "/letters/end", key=key)


def confirmation(language: str, key: str) -> tuple[str, str]:
    """The letter that asks whether it was really you."""
    return write("confirmation", language, confirm=confirming_address(language, key), end=ending_address(language, key))


def digest(language: str, key: str) -> tuple[str, str]:
    """The one daily letter."""
    return write("digest", language, portal=public_address() + link(language, "/track"), end=ending_address(language, key))


def desk_call() -> tuple[str, str]:
    """The letter that calls staff to their desk; the same for every reason."""
    return write("desk", settings().languages[0], portal=public_address() + link(settings().languages[0], "/staff"))
