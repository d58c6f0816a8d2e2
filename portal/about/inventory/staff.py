"""Staff: organisations, accounts, how they sign in, and the log of that."""

from portal.about.inventory import words as w
from portal.about.inventory.words import Sensitivity, Table, table
from portal.base.languages import _l

PUBLIC, STAFF, PERSONAL, KEYED = Sensitivity.PUBLIC, Sensitivity.STAFF, Sensitivity.PERSONAL, Sensitivity.KEYED
SEALED, LOCKED, BARE = Sensitivity.SEALED, Sensitivity.LOCKED, Sensitivity.BARE
_PASSKEY = (_l("What proves a passkey; it does not open anything"), BARE)

STAFF_TABLES: dict[str, Table] = {
    "organisations": table(
        PUBLIC,
        w.CHANGED,
        id=w.ID,
        slug=w.ADDRESS,
        name=w.TITLE,
        contact=w.WAYS,
        confirmed_on=w.SINCE,
        speaking_hash=(_l("A scrambled form of the number with which an organisation speaks"), KEYED),
    ),
    "contact_points": table(
        PUBLIC,
        w.CHANGED,
        id=w.ID,
        organisation_id=w.FOR_WHOM,
        position=w.PLACE,
        title=w.TITLE,
        ways=w.WAYS,
        hours=w.WAYS,
        languages=w.LANGUAGE,
        region=w.REGION,
        checked_on=w.CHECKED,
    ),
    "staff": table(
        PERSONAL,
        w.ACCOUNT,
        id=w.ID,
        sign_in_name=_l("The name with which somebody signs in"),
        name=(_l("The name of somebody of staff"), PERSONAL, w.NAMED_AFTER),
        password_hash=(_l("A password, as a slow hash"), LOCKED),
        organisation_id=w.FOR_WHOM,
        active=w.STATE,
        since=w.SINCE,
        unit=w.FOR_WHOM,
        lent=w.CHOICE,
        sealed_totp=(_l("The key of one-time codes"), SEALED),
        totp_step=w.COUNTER,
    ),
    "roles": table(PERSONAL, w.ACCOUNT, id=w.ID, staff_id=w.BELONGS, consultation_id=w.BELONGS, role=w.ROLE, trained_until=w.ENDS, by_provider_id=w.BELONGS),
    "invitations": table(
        PERSONAL,
        w.USED,
        id=w.ID,
        link_hash=(w.LINK, KEYED),
        organisation_id=w.FOR_WHOM,
        consultation_id=w.BELONGS,
        role=w.ROLE,
        label=w.CALLED,
        unit=w.FOR_WHOM,
        expires_at=w.ENDS,
        used_on=w.USED_ON,
    ),
    "providers": table(
        STAFF,
        w.CHANGED,
        id=w.ID,
        slug=w.ADDRESS,
        name=w.TITLE,
        issuer=w.WAYS,
        client_id=w.WAYS,
        sealed_secret=(_l("The password of the portal at a sign-in service"), SEALED),
        second_factor=w.CHOICE,
        active=w.STATE,
        since=w.SINCE,
    ),
    "claim_rules": table(
        STAFF, w.CHANGED, id=w.ID, provider_id=w.BELONGS, position=w.PLACE, claim=w.CHOICE, value=w.CHOICE, organisation_id=w.FOR_WHOM, role=w.ROLE, consultation_id=w.BELONGS
    ),
    "provider_accounts": table(PERSONAL, w.ACCOUNT, id=w.ID, provider_id=w.BELONGS, subject=_l("Who somebody of staff is at a sign-in service"), staff_id=w.BELONGS),
    "provider_sign_ins": table(
        SEALED,
        w.USED,
        id=w.ID,
        state_hash=(w.LINK, KEYED),
        browser_hash=(_l("A scrambled cookie of staff"), KEYED),
        provider_id=w.BELONGS,
        sealed=_l("A sign-in that is under way"),
        expires_at=(w.ENDS, BARE),
    ),
    "logout_tokens": table(BARE, w.USED, id=w.ID, token_hash=w.FORM, expires_at=w.ENDS),
    "staff_sessions": table(
        PERSONAL,
        w.SESSION,
        id=w.ID,
        cookie_hash=(_l("A scrambled cookie of staff"), KEYED),
        staff_id=w.BELONGS,
        began_at=w.MOMENT,
        seen_at=w.MOMENT,
        second_at=w.MOMENT,
        challenge=w.RANDOM,
        provider_id=w.BELONGS,
        provider_session=_l("A sign-in that is under way"),
    ),
    "passkeys": table(
        PERSONAL, w.ACCOUNT, id=w.ID, staff_id=w.BELONGS, credential_id=_PASSKEY, credential=_PASSKEY, sign_count=w.COUNTER, name=w.CALLED, added_on=w.SINCE, used_on=w.USED_ON
    ),
    "recovery_codes": table(PERSONAL, w.ACCOUNT, id=w.ID, staff_id=w.BELONGS, code_hash=(_l("A scrambled code for a lost second factor"), KEYED), used_on=w.USED_ON),
    "security_events": table(
        PERSONAL,
        w.NINETY,
        id=w.ID,
        at=w.MOMENT,
        kind=w.KIND,
        staff_id=w.BELONGS,
        address=_l("The network address from which staff signed in"),
        detail=w.DEED,
    ),
}
