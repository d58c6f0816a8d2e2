"""The vault: a database of its own. Told by names alone; nothing here imports it."""

from portal.about.inventory import words as w
from portal.about.inventory.words import Sensitivity, Table, table
from portal.base.languages import _l

PUBLIC, STAFF, CASE, KEYED, SEALED, LOCKED, BARE, VAULT = (
    Sensitivity.PUBLIC,
    Sensitivity.STAFF,
    Sensitivity.CASE,
    Sensitivity.KEYED,
    Sensitivity.SEALED,
    Sensitivity.LOCKED,
    Sensitivity.BARE,
    Sensitivity.VAULT,
)
_FILE = (_l("A file, its name and kind"), VAULT)
_WORDS = (_l("What was written in a case"), VAULT)

VAULT_TABLES: dict[str, Table] = {
    "cases": table(
        CASE,
        w.CASE,
        id=w.ID,
        kind=w.KIND,
        day=w.DAY,
        language=w.LANGUAGE,
        lookup_hash=(_l("A scrambled form of your number"), KEYED),
        token_hash=w.FORM,
        salt=w.RANDOM,
        holder_key=(w.OPENS, BARE),
        visits=w.COUNTER,
        by_helper=_l("Whether a helper saw the number, so that it must be changed"),
        sealed=_WORDS,
        closed_on=(w.CLOCK, CASE, w.MARK),
        erase_on=w.ENDS,
        warned_on=w.CLOCK,
        erased_on=(w.CLOCK, CASE, w.MARK),
        next_message=w.COUNTER,
    ),
    "officers": table(
        STAFF,
        w.ACCOUNT,
        id=w.ID,
        staff_id=w.BELONGS,
        public_key=(w.OPENS, BARE),
        salt=w.RANDOM,
        locked_key=(w.KEYS, LOCKED),
        key_since=w.SINCE,
        away_until=w.STATE,
        gone_on=w.STATE,
        regions=w.REGION,
        languages=w.LANGUAGE,
    ),
    "unlockings": table(
        BARE,
        w.SESSION,
        id=w.ID,
        officer_id=w.BELONGS,
        session_hash=(_l("A scrambled cookie of staff"), KEYED),
        locked_key=(_l("A key, locked by a cookie that no table holds"), LOCKED),
        until=w.ENDS,
    ),
    "wrapped_keys": table(
        CASE,
        w.CASE,
        id=w.ID,
        case_id=w.BELONGS,
        officer_id=w.WHO,
        standing=w.ROLE,
        wrapped=(_l("The key of a case, wrapped for one officer or for its holder"), VAULT),
        since=w.SINCE,
    ),
    "case_messages": table(CASE, w.CASE, id=w.ID, case_id=w.BELONGS, number=w.PLACE, kind=w.KIND, officer_id=w.WHO, day=w.DAY, token_hash=w.FORM, sealed=_WORDS, seen=w.SEEN),
    "case_files": table(CASE, w.CASE, id=w.ID, case_id=w.BELONGS, number=w.PLACE, from_holder=w.WHO, day=w.DAY, about=_FILE, original=_FILE, cleaned=_FILE),
    "accesses": table(CASE, w.CASE, id=w.ID, case_id=w.BELONGS, officer_id=w.WHO, standing=w.ROLE, day=w.DAY, times=_l("How often somebody opened a case")),
    "clocks": table(
        CASE,
        w.CASE,
        id=w.ID,
        case_id=w.BELONGS,
        name=w.KIND,
        started_on=w.CLOCK,
        due_on=w.DUE,
        due_at=w.DUE,
        met_on=w.CLOCK,
        paused_on=w.CLOCK,
        pause=w.REASON,
        paused_days=w.CLOCK,
        alerted_on=w.CLOCK,
    ),
    "notices": table(STAFF, w.SENT, id=w.ID, once=_l("That a letter is not written twice"), staff_id=w.BELONGS, day=w.DAY, urgent=w.KIND, carried_on=w.USED_ON),
    "case_wishes": table(
        CASE,
        w.CASE,
        id=w.ID,
        case_id=w.BELONGS,
        sealed_address=(_l("A mail address"), SEALED),
        link_hash=(w.LINK, KEYED),
        language=w.LANGUAGE,
        confirmed_on=w.SINCE,
        asked_on=w.DAY,
        news_on=w.DAY,
    ),
    "helplines": table(
        PUBLIC, w.CHANGED, id=w.ID, position=w.PLACE, name=w.TITLE, ways=w.WAYS, what=w.TEXT, region=w.REGION, languages=w.LANGUAGE, day_and_night=w.WAYS, checked_on=w.CHECKED
    ),
    "vault_journal": table(CASE, w.RECORD, id=w.ID, day=w.DAY, at=w.MOMENT, by=w.WHO, staff_id=w.WHO, case_id=w.BELONGS, deed=w.DEED, old_state=w.STATE, new_state=w.STATE),
}
