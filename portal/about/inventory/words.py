"""The few phrases in which the inventory speaks: how delicate a thing is, what it is for, for how long it is kept."""

from dataclasses import dataclass

from portal.base.languages import Lazy, Named, _l

_ALL = _l("Everything.")
_NOTHING_MORE = _l("Nothing more.")
_SENSELESS = _l("Signs without sense.")
_NO_KEY = _l("Nothing closes it.")
_SECRET = _l("The portal's secret, which does not lie in the database.")


class Sensitivity(Named):
    """How delicate a column is. Each tells what a thief of the disk reads, what closes the rest, and what a server adds that is taken over while it runs."""

    PUBLIC = "public", _l("Public")
    STAFF = "staff", _l("For staff, or for you and staff")
    PERSONAL = "personal", _l("About a person")
    LINK = "link", _l("Joins what was sent under one number")
    KEYED = "keyed", _l("Keyed hash")
    SEALED = "sealed", _l("Sealed with the portal's secret")
    LOCKED = "locked", _l("Locked by a passphrase or passkey")
    NUMBERED = "numbered", _l("Sealed under a number that only its holder has")
    CASE = "case", _l("Facts of a case that are not sealed")
    VAULT = "vault", _l("Sealed for its officers and its holder")
    BARE = "bare", _l("Technical")


@dataclass(frozen=True)
class Exposure:
    """What becomes of columns of one sensitivity when the server is taken."""

    stolen: Lazy
    closed_by: Lazy
    running: Lazy


EXPOSURE: dict[Sensitivity, Exposure] = {
    Sensitivity.PUBLIC: Exposure(_l("What everybody can read anyway, and drafts of it."), _NO_KEY, _NOTHING_MORE),
    Sensitivity.STAFF: Exposure(_ALL, _NO_KEY, _l("New words as they arrive.")),
    Sensitivity.PERSONAL: Exposure(_ALL, _NO_KEY, _NOTHING_MORE),
    Sensitivity.LINK: Exposure(
        _l("Which words, reports and objections in one consultation come from one person. Not from whom, and nothing across consultations."), _NO_KEY, _NOTHING_MORE
    ),
    Sensitivity.KEYED: Exposure(
        _l("Signs that cannot be turned back."),
        _l("The portal's secret: with it, somebody who has a number or a link can find its row."),
        _l("Numbers, links and cookies while they are used."),
    ),
    Sensitivity.SEALED: Exposure(_SENSELESS, _SECRET, _ALL),
    Sensitivity.LOCKED: Exposure(
        _l("Signs without sense. A weak passphrase can be guessed, slowly."),
        _l("The passphrase or passkey of its owner."),
        _l("Passphrases as they are typed, and what is open at that moment."),
    ),
    Sensitivity.NUMBERED: Exposure(_SENSELESS, _l("The number of whoever wrote it, together with the portal's secret."), _l("New words as they arrive.")),
    Sensitivity.CASE: Exposure(
        _l("That there are cases, how many, of which day, kind, region and language, how they stand, and which officers have them."), _NO_KEY, _NOTHING_MORE
    ),
    Sensitivity.VAULT: Exposure(
        _SENSELESS,
        _l("The passphrase of an officer of that case, or the number of whoever wrote it."),
        _l("New words as they arrive, and the cases of officers who have just typed their passphrase."),
    ),
    Sensitivity.BARE: Exposure(_l("Nothing about a person."), _NO_KEY, _NOTHING_MORE),
}


@dataclass(frozen=True)
class Column:
    """One column: what it is for, how delicate it is, and how long it is kept."""

    purpose: Lazy
    sensitivity: Sensitivity
    retention: Lazy


Told = Lazy | tuple[Lazy, Sensitivity] | tuple[Lazy, Sensitivity, Lazy]
Table = dict[str, Column]


def table(sensitivity: Sensitivity, retention: Lazy, /, **columns: Told) -> Table:
    """A table whose columns are alike but for what is said of one: its purpose, then its own sensitivity, then its own retention."""
    filled = {}
    for name, told in columns.items():
        purpose, *own = told if isinstance(told, tuple) else (told,)
        filled[name] = Column(purpose, *own, *(sensitivity, retention)[len(own) :])
    return filled


# For how long.
ARCHIVE = _l("As long as the consultation is in the archive")
AS_WORDS = _l("As long as the text")
WORDS = _l("In the archive. Withdrawn words go at once, declined ones after seven months.")
PASSAGES = _l("Until an appeal is decided or can no longer be made")
NUMBERS = _l("As long as anything under it is open, and until the consultation has been in the archive for 30 days")
UNTIL_CLOSED = _l("Until the consultation closes")
BARRIERS = _l("For six months after the answer")
LETTERS = _l("Until you end the letters, or the consultation has been in the archive for 30 days")
SENT = _l("Until it is sent or given up, and then some days without its words")
MADE_UP = _l("Until you delete it, or until nobody has opened it for 24 months")
RECORD = _l("For good: it is the record of what was done")
CHANGED = _l("Until staff change or delete it")
ACCOUNT = _l("As long as the account")
NAMED_AFTER = _l("For good: decisions name who made them")
USED = _l("Until it is used or its time is over")
SESSION = _l("For 12 hours at most")
NINETY = _l("For 90 days")
MINUTES = _l("For some minutes")
CASE = _l("For 90 days after it ended or came to rest, and while a second look can be asked for. You are told before, and you can ask for more time.")
MARK = _l("For good, as a mark without words that counts")

# What for.
ID = (_l("A random number that tells rows apart"), Sensitivity.BARE)
BELONGS = (_l("To what it belongs"), Sensitivity.BARE)
RECEIPT = (_l("Under which number it was sent, in scrambled form"), Sensitivity.LINK)
FORM = (_l("That a form sent twice counts once"), Sensitivity.KEYED)
PLACE = (_l("Its place in an order"), Sensitivity.BARE)
COUNTER = (_l("A counter, so that pages need not count"), Sensitivity.BARE)
RANDOM = (_l("Random signs that make guessing harder"), Sensitivity.BARE)
NUMBER = _l("Its public number")
ADDRESS = _l("Its name in web addresses")
STATE = _l("Where it stands")
SINCE = _l("Since which day that holds")
DAY = _l("On which day it was written")
DUE = _l("By which day it is due")
ENDS = _l("When it ends")
MOMENT = _l("The moment of a deed of staff")
LANGUAGE = _l("In which language it is")
VERSION = _l("Which version it is")
TITLE = _l("Its title")
TEXT = _l("Its words")
SHOWN = _l("The words, ready to be shown")
REASON = _l("The reasons that were given")
ANSWER = _l("The answer to it")
KIND = _l("Of which kind it is")
CHOICE = _l("A choice of whoever set it up")
TIMELINE = _l("A day or moment of the timeline")
WHO = _l("Who of staff did it")
FOR_WHOM = _l("Which organisation or part of it")
ROLE = _l("Which role somebody has")
SEEN = _l("Whether the other side has seen it")
CALLED = _l("What staff call it among themselves")
DEED = _l("What was done")
USED_ON = _l("When it was used last")
LAST_FAULT = _l("Why it failed, as a status")
ATTEMPTS = _l("How often it was tried")
CLAIMED = _l("Who works on it at the moment")
LINK = _l("The scrambled secret of a link")
REGION = _l("For which region it is")
CHECKED = _l("When somebody last checked it")
WAYS = _l("How to reach somebody")
CLOCK = _l("How a clock stands")
KEYS = _l("A locked key")
HELPED = _l("Whether a helper saw the number, so that it must be changed")
CONSENT = _l("Whether somebody agreed, or took it back")
OPENS = _l("A public key: it closes and does not open")
