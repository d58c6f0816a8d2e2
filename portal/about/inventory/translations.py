"""Translations of what people wrote, with origin and checker; the way to a translating machine."""

from portal.about.inventory import words as w
from portal.about.inventory.words import Sensitivity, Table, table

TRANSLATIONS: dict[str, Table] = {
    "translations": table(
        Sensitivity.PUBLIC,
        w.AS_WORDS,
        id=w.ID,
        consultation_id=w.BELONGS,
        contribution_id=w.BELONGS,
        point_id=w.BELONGS,
        response_id=w.BELONGS,
        language=w.LANGUAGE,
        text=w.TEXT,
        html=w.SHOWN,
        origin=w.KIND,
        engine=w.KIND,
        by_id=(w.WHO, Sensitivity.STAFF),
        day=w.DAY,
        checked_by_id=(w.WHO, Sensitivity.STAFF),
        checked_as=w.ROLE,
        checked_on=w.CHECKED,
        fingerprint=w.VERSION,
    ),
    "translation_errands": table(
        Sensitivity.STAFF,
        w.SENT,
        id=w.ID,
        consultation_id=w.BELONGS,
        contribution_id=w.BELONGS,
        point_id=w.BELONGS,
        response_id=w.BELONGS,
        language=w.LANGUAGE,
        asked_by_id=w.WHO,
        day=w.DAY,
        due_at=w.DUE,
        attempts=w.ATTEMPTS,
        fault=w.LAST_FAULT,
        given_up=w.STATE,
    ),
}
