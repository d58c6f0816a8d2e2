"""Unfinished words, sealed under a code."""

from portal.about.inventory import words as w
from portal.about.inventory.words import Sensitivity, Table, table
from portal.base.languages import _l

DRAFTS: dict[str, Table] = {
    "drafts": table(
        Sensitivity.NUMBERED,
        _l("Until it is sent or deleted, and for 14 days at most"),
        id=w.ID,
        code_hash=(_l("A scrambled number that opens unfinished words"), Sensitivity.KEYED),
        sealed=_l("Words that somebody will finish later"),
        ends_on=(w.ENDS, Sensitivity.BARE),
    )
}
