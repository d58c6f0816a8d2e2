"""Contact lists, calls for action, what members did."""

from portal.about.inventory import words as w
from portal.about.inventory.words import Sensitivity, Table, table
from portal.base.languages import _l

PUBLIC, STAFF, PERSONAL, LINK = Sensitivity.PUBLIC, Sensitivity.STAFF, Sensitivity.PERSONAL, Sensitivity.LINK
KEYED, SEALED, BARE = Sensitivity.KEYED, Sensitivity.SEALED, Sensitivity.BARE
_REQUEST = _l("Until it is answered, for 30 days at most")
_ON_LIST = _l("Until you leave the list")
_TOLD = _l("Six months after the call was closed, and no longer than you are on a list")
_ADDRESS = (_l("A mail address"), SEALED)
_FOUND = (_l("By which an address is found again"), KEYED)
_WANTED = (_l("What somebody wants to hear of"), LINK)
_NEUTRAL = (_l("Whether letters say in their subject what they are about"), LINK)
_MEMBER = (_l("Which member it was"), LINK, _TOLD)

CALLS: dict[str, Table] = {
    "contact_lists": table(
        PUBLIC,
        w.CHANGED,
        id=w.ID,
        slug=w.ADDRESS,
        title=w.TITLE,
        purpose=w.TEXT,
        who_may=w.TEXT,
        takes_requests=w.CHOICE,
        asks_topics=w.CHOICE,
        asks_regions=w.CHOICE,
        ended_on=w.SINCE,
        reason=w.REASON,
        tells=w.CHOICE,
    ),
    "join_requests": table(
        LINK,
        _REQUEST,
        id=w.ID,
        list_id=w.BELONGS,
        sealed_address=_ADDRESS,
        address_hash=_FOUND,
        sealed_line=(w.TEXT, SEALED),
        language=w.LANGUAGE,
        topics=_WANTED,
        regions=_WANTED,
        neutral=_NEUTRAL,
        link_hash=(w.LINK, KEYED),
        token_hash=w.FORM,
        asked_on=w.DAY,
        confirmed_on=w.SINCE,
    ),
    "members": table(
        LINK,
        _ON_LIST,
        id=w.ID,
        sealed_address=_ADDRESS,
        address_hash=_FOUND,
        language=w.LANGUAGE,
        neutral=_NEUTRAL,
        code_hash=(_l("A scrambled form of your number"), KEYED),
        number_hash=(w.LINK, KEYED),
        link_hash=(w.LINK, KEYED),
    ),
    "memberships": table(LINK, _ON_LIST, id=w.ID, member_id=w.BELONGS, list_id=w.BELONGS, topics=_WANTED, regions=_WANTED),
    "action_calls": table(
        PUBLIC,
        w.RECORD,
        id=w.ID,
        number=w.NUMBER,
        token_hash=w.FORM,
        state=w.STATE,
        state_since=w.SINCE,
        public=w.CHOICE,
        topic=w.KIND,
        region=w.REGION,
        country=w.REGION,
        title=w.TITLE,
        happens=w.TEXT,
        aim=w.TEXT,
        addressees=w.TEXT,
        sources=w.TEXT,
        lead=_l("Who leads, by a name that they agreed to"),
        lead_member_id=(_l("Which member it was"), LINK, _ON_LIST),
        proposed_by=(w.WHO, STAFF),
        written_by=(w.WHO, STAFF),
        member_id=(_l("Which member it was"), LINK, _ON_LIST),
        checked_by=(w.WHO, STAFF),
        checked_on=w.CHECKED,
        harm=(w.REASON, STAFF),
        naming=(w.CHOICE, STAFF),
        sent_on=w.SINCE,
        reason=(w.REASON, STAFF),
        outcome=w.STATE,
        outcome_text=w.TEXT,
        counted=w.COUNTER,
    ),
    "call_lists": table(BARE, w.RECORD, id=w.ID, call_id=w.BELONGS, list_id=w.BELONGS),
    "call_steps": table(PUBLIC, w.RECORD, id=w.ID, call_id=w.BELONGS, number=w.PLACE, what=w.TEXT, until=w.DUE),
    "call_updates": table(PUBLIC, w.RECORD, id=w.ID, call_id=w.BELONGS, number=w.PLACE, day=w.DAY, text=w.TEXT),
    "sendings": table(BARE, w.RECORD, id=w.ID, call_id=w.BELONGS, number=w.PLACE, reached=w.COUNTER, begun_on=w.SINCE, finished_on=w.SINCE),
    "member_notes": table(
        LINK,
        w.RECORD,
        id=w.ID,
        member_id=_MEMBER,
        call_id=w.BELONGS,
        list_id=w.BELONGS,
        token_hash=w.FORM,
        kind=w.KIND,
        action=w.DEED,
        day=w.DAY,
        language=w.LANGUAGE,
        sealed_text=(w.TEXT, SEALED, _TOLD),
        sealed_name=(_l("Who leads, by a name that they agreed to"), SEALED, _TOLD),
    ),
}
