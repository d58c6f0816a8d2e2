"""Letters and made-up names: what belongs to people and is kept apart from their words."""

from portal.about.inventory import words as w
from portal.about.inventory.words import Sensitivity, Table, table
from portal.base.languages import _l

KEYED, SEALED, LOCKED, BARE = Sensitivity.KEYED, Sensitivity.SEALED, Sensitivity.LOCKED, Sensitivity.BARE
_PASSKEY = (_l("What proves a passkey; it does not open anything"), BARE)
_ADDRESS = (_l("A mail address"), SEALED)

LETTERS: dict[str, Table] = {
    "wishes": table(
        Sensitivity.LINK,
        w.LETTERS,
        id=w.ID,
        receipt_id=w.RECEIPT,
        sealed_address=_ADDRESS,
        language=w.LANGUAGE,
        link_hash=(w.LINK, KEYED),
        confirmed_on=w.SINCE,
        asked_on=w.DAY,
        news_since=_l("Whether there is news that no letter told yet"),
        last_sent_on=w.USED_ON,
    ),
    "outbox": table(
        BARE,
        w.SENT,
        id=w.ID,
        once=(_l("That a letter is not written twice"), Sensitivity.LINK),
        sealed=(_l("A letter with its address"), SEALED),
        due_at=w.DUE,
        claimed_until=w.CLAIMED,
        attempts=w.ATTEMPTS,
        sent_on=w.USED_ON,
        given_up_on=w.USED_ON,
        last_fault=w.LAST_FAULT,
    ),
}

MADE_UP_NAMES: dict[str, Table] = {
    "pseudonyms": table(
        BARE,
        w.MADE_UP,
        id=w.ID,
        name_hash=(_l("A scrambled form of a made-up name"), KEYED),
        salt=w.RANDOM,
        locked_key=(w.KEYS, LOCKED),
        wallet=(_l("The numbers that are kept under a made-up name"), LOCKED),
        used_on=(_l("In which month it was opened last"), BARE),
    ),
    "pseudonym_passkeys": table(BARE, w.MADE_UP, id=w.ID, pseudonym_id=w.BELONGS, credential_id=_PASSKEY, credential=_PASSKEY, sign_count=w.COUNTER, locked_key=(w.KEYS, LOCKED)),
}
