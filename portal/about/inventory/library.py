"""Guides by topic and language; the self-check of risk, of which nothing is kept."""

from portal.about.inventory import words as w
from portal.about.inventory.words import Sensitivity, Table, table

LIBRARY: dict[str, Table] = {
    "resources": table(
        Sensitivity.PUBLIC,
        w.CHANGED,
        id=w.ID,
        number=w.NUMBER,
        key=w.CALLED,
        shown=w.STATE,
        title=w.TITLE,
        what=w.TEXT,
        kind=w.KIND,
        topics=w.KIND,
        languages=w.LANGUAGE,
        edition=w.VERSION,
        year=w.VERSION,
        author=w.FOR_WHOM,
        address=w.WAYS,
        text=w.TEXT,
        reviewed_on=w.CHECKED,
    ),
    "library_bits": table(Sensitivity.BARE, w.CHANGED, facet=w.KIND, value=w.KIND, bits=w.COUNTER),
}
