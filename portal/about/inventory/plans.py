"""What will be asked, before it can be asked."""

from portal.about.inventory import words as w
from portal.about.inventory.words import Sensitivity, Table, table

PLANS: dict[str, Table] = {
    "plans": table(
        Sensitivity.PUBLIC,
        w.RECORD,
        id=w.ID,
        number=w.NUMBER,
        state=w.STATE,
        state_since=w.SINCE,
        day=w.DAY,
        changed_on=w.DAY,
        version=w.VERSION,
        token_hash=w.FORM,
        host_id=w.FOR_WHOM,
        title=w.TITLE,
        note=w.TEXT,
        topic=w.KIND,
        region=w.REGION,
        starts_on=w.TIMELINE,
        months=w.TIMELINE,
        reason=w.REASON,
        consultation_id=w.BELONGS,
    )
}
