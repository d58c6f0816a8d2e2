"""Expected failures: each is a page with a status, a true sentence, and what to do next. They are not alarms."""

from typing import ClassVar


class PortalError(Exception):
    """Something that a person can understand and mend."""

    status: ClassVar[int] = 400
    template: ClassVar[str] = "errors/refused.html"

    def __init__(self, sentence: str = "", *, next_url: str = "", next_label: str = "") -> None:
        """`sentence` is already in the reader's language; `next_url` and `next_label` name the way on."""
        super().__init__(sentence)
        self.sentence = sentence
        self.next_url = next_url
        self.next_label = next_label


class NotFound(PortalError):
    """There is no such thing, or none that this reader may know of."""

    status = 404
    template = "errors/not_found.html"


class NotAllowed(PortalError):
    """The reader knows of the thing, but this is for others to do."""

    status = 403
    template = "errors/not_allowed.html"


class WrongMoment(PortalError):
    """It was possible before, or will be later, or somebody else was faster."""

    status = 409
    template = "errors/wrong_moment.html"


class Refused(PortalError):
    """What was asked cannot be done as it stands; the sentence says why."""

    status = 422
    template = "errors/refused.html"


class TooMuch(PortalError):
    """More than the portal takes at once; nothing was kept."""

    status = 413
    template = "errors/too_much.html"


class Unready(PortalError):
    """The portal itself cannot do it just now, such as with a full disk. Nothing was saved; the words are still here."""

    status = 503
    template = "errors/unready.html"
