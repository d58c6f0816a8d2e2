"""The wire to a translating machine that speaks LibreTranslate's interface: POST /translate and GET /languages.

Its POST /detect is not used: in which language words are is asked of the local model (portal.translations.detecting), before
they are sent and so before they are public, and nothing that is not public leaves the portal.

The operator runs it and names it (HEARBACK_TRANSLATOR); without that nothing here opens a connection. Short patience,
small answers, no redirects, no proxy of the environment. What it gives is a text that somebody else wrote: it is tidied
and escaped like everything that is typed. Every failure is a Trouble; the machine's own sentences end here, because they
may repeat the words that were sent.
"""

import asyncio
import json
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Self

import httpx2

from portal.base.languages import Named, _l
from portal.base.settings import settings
from portal.base.wire import Narrow, TooLarge
from portal.translations import detecting

ENGINE = "LibreTranslate"
CONNECT_SECONDS = 3.0
WHOLE_SECONDS = 60.0
MOST_BYTES = 1024 * 1024
LONGEST_TEXT = 20_000
"""Characters that are sent at once; a longer text is left to people."""
LONGEST_PAUSE = timedelta(hours=1)
OTHER_NAMES = {"zh": ("zh", "zh-Hans", "zh-CN"), "nb": ("nb", "no"), "fil": ("fil", "tl"), "pt": ("pt", "pt-PT", "pt-BR")}
"""What machines call a language, where they do not agree."""


class Trouble(Named):
    """Why the machine gave nothing."""

    UNREACHABLE = "unreachable", _l("The machine does not answer.")
    SLOW = "slow", _l("The machine takes too long.")
    BUSY = "busy", _l("The machine has too much to do.")
    REFUSED = "refused", _l("The machine refuses this portal: look at its key.")
    BROKEN = "broken", _l("The machine gives answers that cannot be read.")
    TOO_LARGE = "too large", _l("The answer of the machine is too large.")
    NOT_TAKEN = "not taken", _l("The machine does not take this text. It may be too long.")
    OTHER = "other language", _l("The machine answered in another language.")
    NO_PAIR = "no pair", _l("The machine does not know one of the languages.")

    @property
    def of_the_text(self) -> bool:
        """Whether another try with the same text is senseless."""
        return self in (Trouble.NOT_TAKEN, Trouble.NO_PAIR, Trouble.TOO_LARGE, Trouble.OTHER)


class Failed(Exception):
    """The machine gave nothing; `wait` is how long it asked us to wait."""

    def __init__(self, trouble: Trouble, wait: timedelta | None = None) -> None:
        self.trouble, self.wait = trouble, wait
        super().__init__(trouble.value)


class Machine:
    """One conversation with the machine: `async with Machine() as machine`."""

    def __init__(self) -> None:
        self.address, self.key = settings().translator, settings().translator_key
        self.pairs: dict[str, set[str]] | None = None
        self.wire: httpx2.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        self.wire = httpx2.AsyncClient(
            transport=Narrow(MOST_BYTES),
            timeout=httpx2.Timeout(WHOLE_SECONDS, connect=CONNECT_SECONDS),
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": "Hearback", "Accept": "application/json", "Accept-Encoding": "identity"},
        )
        return self

    async def __aexit__(self, *_gone: object) -> None:
        if self.wire is not None:
            await self.wire.aclose()

    async def languages(self) -> dict[str, set[str]]:
        """From which language into which ones it translates; asked once in a conversation."""
        if self.pairs is None:
            found = await self._ask("GET", "/languages")
            if not isinstance(found, list):
                raise Failed(Trouble.BROKEN)
            self.pairs = {}
            for one in found:
                if isinstance(one, dict) and isinstance(one.get("code"), str):
                    targets = one.get("targets")
                    self.pairs[one["code"]] = {name for name in targets if isinstance(name, str)} if isinstance(targets, list) else set()
            everything = set(self.pairs)
            self.pairs = {code: targets or everything for code, targets in self.pairs.items()}  # early versions told no targets
        return self.pairs

    async def translate(self, text: str, source: str, target: str) -> str:
        """The text in another language. Raises Failed."""
        if len(text) > LONGEST_TEXT:
            raise Failed(Trouble.NOT_TAKEN)
        pairs = await self.languages()
        there = called(source, pairs)
        if source == "und":
            there, targets = "auto", set().union(*pairs.values())
        else:
            targets = pairs.get(there, set())
        into = called(target, targets)
        if not there or not into:
            raise Failed(Trouble.NO_PAIR)
        sent = {"q": text, "source": there, "target": into, "format": "text", **({"api_key": self.key} if self.key else {})}
        found = await self._ask("POST", "/translate", json=sent)
        said = found.get("translatedText") if isinstance(found, dict) else None
        if not isinstance(said, str) or not said.strip():
            raise Failed(Trouble.BROKEN)
        known = {code.split("-", maxsplit=1)[0] for code in (*pairs, source)}
        if detecting.other_than(target, said, known):  # some give the words back as they came
            raise Failed(Trouble.OTHER)
        return said

    async def _ask(self, method: str, path: str, **more: Any) -> Any:
        assert self.wire is not None
        try:
            async with asyncio.timeout(WHOLE_SECONDS):
                answer = await self.wire.request(method, self.address + path, **more)
        except (TimeoutError, httpx2.TimeoutException):
            raise Failed(Trouble.SLOW) from None
        except TooLarge:
            raise Failed(Trouble.TOO_LARGE) from None
        except httpx2.TransportError:
            raise Failed(Trouble.UNREACHABLE) from None
        except (httpx2.HTTPError, httpx2.InvalidURL):
            raise Failed(Trouble.BROKEN) from None
        return _read(answer)


def _read(answer: httpx2.Response) -> Any:
    if answer.status_code in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        raise Failed(Trouble.BUSY, _pause(answer.headers.get("retry-after", "")))
    if answer.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise Failed(Trouble.REFUSED)
    if answer.status_code in (HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
        # A missing key is a bad request there, too; the sentence is looked at and not kept.
        raise Failed(Trouble.REFUSED if b"api key" in answer.content.lower() else Trouble.NOT_TAKEN)
    if answer.status_code != HTTPStatus.OK:
        raise Failed(Trouble.BROKEN)
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError):
        raise Failed(Trouble.BROKEN) from None


def _pause(told: str) -> timedelta | None:
    if not (told.isascii() and told.isdigit() and len(told) < 7):  # noqa: PLR2004 - more seconds than anybody waits
        return None
    return min(timedelta(seconds=int(told)), LONGEST_PAUSE)


def called(tag: str, known: Any) -> str:
    """What the machine calls a language; empty when it does not know it."""
    base = tag.split("-", maxsplit=1)[0]
    names = (tag, *OTHER_NAMES.get(tag, ()), base, *OTHER_NAMES.get(base, ()))
    return next((name for name in names if name in known), "")
