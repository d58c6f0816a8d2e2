"""What can go wrong with a sign-in service, as sentences: what happened, and what to do."""

from http import HTTPStatus

from portal.base.languages import Lazy, Named, _l


class Trouble(Named):
    """Why a sign-in through a service did not work. The value stands in the security log; the label is for the person."""

    UNREACHABLE = "not reachable", _l("The service cannot be reached just now.")
    SLOW = "too slow", _l("The service takes too long to answer.")
    BROKEN = "answer unreadable", _l("The service gave an answer that this portal cannot read.")
    TOO_LARGE = "answer too large", _l("The service gave an answer that is far too large.")
    INSECURE = "insecure address", _l("The service uses an address without https.")
    WRONG_ISSUER = "wrong issuer", _l("The answer came from another service than the one that was asked.")
    CODE_REFUSED = "code refused", _l("The service did not accept the answer that you brought back. It may be too old, or used already.")
    CLIENT_REFUSED = "client refused", _l("The service does not know this portal, or its secret is wrong.")
    UNKNOWN_KEY = "unknown key", _l("The answer is signed with a key that the service does not name.")
    BAD_SIGNATURE = "bad signature", _l("The signature of the answer is wrong.")
    ALGORITHM = "algorithm not allowed", _l("The answer is signed in a way that is not safe.")
    WRONG_AUDIENCE = "wrong audience", _l("The answer was made for somebody else, not for this portal.")
    EXPIRED = "expired token", _l("The answer of the service is too old.")
    FUTURE = "token from the future", _l("The clock of the service and the clock of this portal do not agree.")
    WRONG_NONCE = "wrong nonce", _l("The answer belongs to another sign-in.")
    WRONG_CLAIMS = "wrong claims", _l("The answer of the service lacks something, or is not well made.")
    DENIED = "denied by the service", _l("The service did not let you sign in.")
    CANCELLED = "cancelled", _l("You stopped at the service, so nothing happened.")
    OVER = "used or too old", _l("This sign-in is used already, is too old, or was begun in another browser.")
    NO_RULE = "no rule fits", _l("The service knows you. This portal does not know yet what your work here is.")
    CLOSED = "account closed", _l("Your account in this portal is closed.")
    TAKEN = "already tied", _l("This person at the service belongs to another account of this portal already.")
    SIGNED_OUT = "session ended", _l("Your session here ended meanwhile. The service was not tied to your account.")

    @property
    def advice(self) -> Lazy:
        """What to do now."""
        return ADVICE.get(self, WAIT if self in TEMPORARY else TELL)

    @property
    def status(self) -> int:
        """The status of the page that says so."""
        if self in TEMPORARY:
            return HTTPStatus.SERVICE_UNAVAILABLE
        return STATUS.get(self, HTTPStatus.FORBIDDEN)


TEMPORARY = frozenset({Trouble.UNREACHABLE, Trouble.SLOW})
WAIT = _l("Wait a few minutes and try again. If you have a password here, you can sign in with it now.")
TELL = _l("Try once more. If it happens again, tell an administrator of this portal the words below.")
ADVICE = {
    Trouble.CANCELLED: _l("Begin again whenever you like."),
    Trouble.OVER: _l("Begin again in this browser. Do not reload or reuse an old page."),
    Trouble.CODE_REFUSED: _l("Begin again."),
    Trouble.DENIED: _l("Ask the people who run the service whether you may use it for this portal."),
    Trouble.CLOSED: _l("Ask an administrator of this portal."),
    Trouble.TAKEN: _l("Sign in with that account, or ask an administrator of this portal."),
    Trouble.SIGNED_OUT: _l("Sign in and begin again on the page of your account."),
    Trouble.FUTURE: _l("Tell an administrator of this portal. One of the two clocks must be set right."),
}
STATUS = {
    Trouble.CANCELLED: HTTPStatus.OK,
    Trouble.OVER: HTTPStatus.GONE,
    Trouble.CODE_REFUSED: HTTPStatus.GONE,
    Trouble.TAKEN: HTTPStatus.CONFLICT,
    Trouble.BROKEN: HTTPStatus.BAD_GATEWAY,
    Trouble.TOO_LARGE: HTTPStatus.BAD_GATEWAY,
}


class Failed(Exception):
    """A sign-in through a service did not work. `detail` never holds anything of a code, token or claim."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.detail = detail
