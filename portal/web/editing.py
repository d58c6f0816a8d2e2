"""Two people edit one text: the second is told, sees both versions, and chooses.

A form of staff carries the fingerprint of the text on which it was built. If the text has changed since, nothing is
saved; the page comes again with the words just typed, the other version beside them, and the new fingerprint. Sending
it once more is then a choice and no accident.
"""

from hashlib import sha256

from portal.web.visitors import Visit

FIELD = "ground"
"""The hidden field: `ui.ground(fingerprint)`."""


def fingerprint(*texts: object) -> str:
    """A short sign of what a form was built on; the same words give the same sign."""
    return sha256("\x1f".join(_plain(text) for text in texts).encode()).hexdigest()[:16]


def _plain(text: object) -> str:
    return repr(sorted(text.items())) if isinstance(text, dict) else str(text)


def changed_meanwhile(visit: Visit, *texts: object) -> bool:
    """Whether somebody else has changed these texts since the form was opened."""
    return visit.form.get(FIELD, "") != fingerprint(*texts)
