"""Directory of help: filters, suggestions, review dates."""

from portal.about.inventory import words as w
from portal.about.inventory.words import Sensitivity, Table, table

_CHOICES = ("kinds", "themes", "audiences", "costs")
_SOURCE = dict.fromkeys(("source", "source_address", "source_on"), w.REASON)

DIRECTORY: dict[str, Table] = {
    "directory_entries": table(
        Sensitivity.PUBLIC,
        w.CHANGED,
        id=w.ID,
        number=w.NUMBER,
        key=w.CALLED,
        state=w.STATE,
        state_since=w.SINCE,
        why_out=w.REASON,
        name=w.TITLE,
        what=w.TEXT,
        regions=w.REGION,
        languages=w.LANGUAGE,
        hours=w.WAYS,
        zone=w.WAYS,
        answer_hours=w.WAYS,
        ways=w.WAYS,
        website=w.WAYS,
        reviewed_on=w.CHECKED,
        review_due_on=w.DUE,
        **dict.fromkeys(_CHOICES, w.KIND),
        **_SOURCE,
    ),
    "directory_bits": table(Sensitivity.BARE, w.CHANGED, facet=w.KIND, value=w.KIND, bits=w.COUNTER),
    "directory_suggestions": table(
        Sensitivity.STAFF,
        w.CHANGED,
        id=w.ID,
        entry_id=w.BELONGS,
        kind=w.KIND,
        text=w.TEXT,
        source=w.REASON,
        language=w.LANGUAGE,
        day=w.DAY,
        token_hash=w.FORM,
    ),
}
