"""Meetings of a consultation, their notes and what was said there."""

from portal.about.inventory import words as w
from portal.about.inventory.words import Sensitivity, Table, table

MEETINGS: dict[str, Table] = {
    "meetings": table(
        Sensitivity.PUBLIC,
        w.ARCHIVE,
        id=w.ID,
        consultation_id=w.BELONGS,
        number=w.NUMBER,
        state=w.STATE,
        state_since=w.SINCE,
        day=w.DAY,
        version=w.VERSION,
        title=w.TITLE,
        starts_at=w.TIMELINE,
        ends_at=w.ENDS,
        zone=w.TIMELINE,
        place=w.TEXT,
        link=w.WAYS,
        access=w.TEXT,
        languages=w.LANGUAGE,
        coming=w.WAYS,
        recording=w.WAYS,
        captions=w.WAYS,
        notes=w.TEXT,
        transcript=w.TEXT,
        reason=w.REASON,
    )
}
