"""What staff had typed when their session was over goes along through signing in, and can be sent then.

The fields travel sealed from page to page of the sign-in, in the browser that typed them; the portal stores nothing.
"""

import json

from portal.base.secrets import Unsealable, from_text, seal, to_text, unseal
from portal.web.visitors import Visit

PURPOSE = "kept form"
LONGEST = 500_000  # characters of the sealed text: a form of the biggest kind still fits with it
FIELD = "kept"


def is_kept(name: str) -> bool:
    """Whether a field may be given back: never a password or what else proves somebody, never an old token."""
    return name not in ("token", FIELD) and "password" not in name and "passphrase" not in name and "speaking_number" not in name


def pack(visit: Visit) -> str:
    """The form that was sent, sealed; empty when it is too long for that."""
    fields = [[name, value] for name, value in visit.form.items() if is_kept(name)]
    sealed = to_text(seal(PURPOSE, json.dumps([visit.path, fields])))
    return sealed if len(sealed) <= LONGEST else ""


def unpack(sealed: str) -> tuple[str, list[tuple[str, str]]] | None:
    """Where the form was sent to, and its fields; None for anything that `pack` did not make."""
    try:
        path, fields = json.loads(unseal(PURPOSE, from_text(sealed)))
    except (Unsealable, ValueError):
        return None
    return path, [(name, value) for name, value in fields]
