"""Names to show: a new one for every consultation, so that nobody can join what one person says in two of them."""

import secrets
from collections.abc import Collection

from portal.base.languages import _l

WORDS = (
    _l("Heron"), _l("Olive tree"), _l("Lantern"), _l("River stone"), _l("Swallow"), _l("Almond"), _l("Lighthouse"), _l("Fig tree"), _l("Sparrow"), _l("Thyme"), _l("Bridge"), _l("Cedar"),
)  # fmt: skip


def fresh(taken: Collection[str]) -> str:
    """A name that the wallet has not shown anywhere yet."""
    while True:
        name = f"{secrets.choice(WORDS)} {10 + secrets.randbelow(990)}"
        if name not in taken:
            return name
