"""Complaints and reports of pressure, beside their sealed cases in the vault. Told by names alone; nothing here imports them."""

from portal.about.inventory import words as w
from portal.about.inventory.words import Sensitivity, Table, table
from portal.base.languages import _l

PUBLIC, STAFF, CASE, VAULT = Sensitivity.PUBLIC, Sensitivity.STAFF, Sensitivity.CASE, Sensitivity.VAULT
_WORDS = (_l("What was written in a case"), VAULT)

COMPLAINTS: dict[str, Table] = {
    "complaints": table(
        CASE,
        w.CASE,
        id=w.ID,
        case_id=w.BELONGS,
        category=(w.KIND, CASE, w.MARK),
        place=(w.BELONGS[0], CASE),
        region=w.REGION,
        country=w.CHOICE,
        state=(w.STATE, CASE, w.MARK),
        state_since=w.SINCE,
        owner_id=w.WHO,
        stage=w.STATE,
        decided_by=w.WHO,
        decided_unit=w.FOR_WHOM,
        decided_on=w.CLOCK,
        finding=(w.ANSWER, CASE, w.MARK),
        first_finding=w.ANSWER,
        remedy=(w.ANSWER, CASE, w.MARK),
        referral_allowed=w.CONSENT,
        referral_arrived_on=w.CLOCK,
        may_publish=w.CONSENT,
        published_on=w.CLOCK,
        rated=w.STATE,
        distrusted=_l("Which officers somebody does not trust"),
    ),
    "complaint_ratings": table(CASE, w.ARCHIVE, id=w.ID, year=w.DAY, place=(w.BELONGS[0], CASE), stars=w.ANSWER),
    "routes": table(STAFF, w.CHANGED, id=w.ID, category=w.KIND, region=w.REGION, officer_id=w.WHO),
    "avenues": table(PUBLIC, w.CHANGED, id=w.ID, position=w.PLACE, name=w.TITLE, ways=w.WAYS, categories=w.KIND),
    "publishable_decisions": table(
        CASE,
        w.CASE,
        id=w.ID,
        case_id=w.BELONGS,
        language=w.LANGUAGE,
        text=_l("A decision without names, written for the public"),
        written_on=w.DAY,
        agreed_on=w.CONSENT,
        carried_on=w.CLOCK,
    ),
}

REPRISALS: dict[str, Table] = {
    "reprisals": table(
        CASE,
        w.CASE,
        id=w.ID,
        case_id=w.BELONGS,
        state=(w.STATE, CASE, w.MARK),
        state_since=w.SINCE,
        urgent=w.KIND,
        danger=w.KIND,
        owner_id=w.WHO,
        for_another=w.KIND,
        moved_in=w.KIND,
        incident=(w.KIND, CASE, w.MARK),
        actor_type=(w.KIND, CASE, w.MARK),
        region=(w.REGION, CASE, w.MARK),
        last_sign=w.USED_ON,
    ),
    "consents": table(CASE, w.CASE, id=w.ID, case_id=w.BELONGS, number=w.PLACE, action=w.KIND, given=w.CONSENT, day=w.DAY, sealed=_WORDS),
    "plan_steps": table(CASE, w.CASE, id=w.ID, case_id=w.BELONGS, number=w.PLACE, action=w.KIND, owner_id=w.WHO, state=w.STATE, state_since=w.SINCE, due_on=w.DUE, sealed=_WORDS),
    "follow_ups": table(CASE, w.CASE, id=w.ID, case_id=w.BELONGS, after_days=w.KIND, due_on=w.DUE, done_on=w.CLOCK, moved=w.COUNTER, sealed=_WORDS),
    "duties": table(STAFF, w.CHANGED, id=w.ID, officer_id=w.WHO, weekday=w.WAYS, from_hour=w.WAYS, to_hour=w.WAYS),
    "break_glass": table(
        CASE,
        w.CASE,
        id=w.ID,
        case_id=w.BELONGS,
        for_officer_id=w.WHO,
        asked_by=w.WHO,
        agreed_by=w.WHO,
        overseen_by=w.WHO,
        asked_on=w.DAY,
        agreed_on=w.CONSENT,
        refused_on=w.CONSENT,
        sealed=_WORDS,
    ),
}
