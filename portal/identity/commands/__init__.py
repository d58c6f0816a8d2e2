"""Staff come, get roles, sign in and out, and leave."""

from portal.base.access import IN_ONE_CONSULTATION
from portal.identity import rules as _rules  # noqa: F401  entered before anybody asks
from portal.identity.commands.accounts import add_staff, change_password, change_person, remove_staff, replace_password
from portal.identity.commands.contacts import add_contact_point, change_contact_point, remove_contact_point
from portal.identity.commands.invitations import INVITATION_LIFETIME, accept, invite, invite_to, renew_invitation, withdraw_invitation
from portal.identity.commands.organisations import confirm_organisation, end_confirmation, found_organisation, free_slug, rename_organisation
from portal.identity.commands.passkeys import add_passkey, ask_new_passkey, ask_passkey, name_passkey, remove_passkey, try_passkey
from portal.identity.commands.roles import borrow, end_role, give_back, give_role, give_role_in, lend, note_training, take_role
from portal.identity.commands.second_factor import SignInOnceMore, add_totp, make_recovery_codes, remove_totp, require_fresh, reset_second_factor, try_code
from portal.identity.commands.security import clear_old_events, note
from portal.identity.commands.sessions import (
    begin_session,
    clear_ended_sessions,
    end_all_sessions,
    end_one_session,
    end_other_sessions,
    end_session,
    end_sessions_of,
    forget_session,
    let_in,
    stay,
)

__all__ = [
    "INVITATION_LIFETIME",
    "IN_ONE_CONSULTATION",
    "SignInOnceMore",
    "accept",
    "add_contact_point",
    "add_passkey",
    "add_staff",
    "add_totp",
    "ask_new_passkey",
    "ask_passkey",
    "begin_session",
    "borrow",
    "change_contact_point",
    "change_password",
    "change_person",
    "clear_ended_sessions",
    "clear_old_events",
    "confirm_organisation",
    "end_all_sessions",
    "end_confirmation",
    "end_one_session",
    "end_other_sessions",
    "end_role",
    "end_session",
    "end_sessions_of",
    "forget_session",
    "found_organisation",
    "free_slug",
    "give_back",
    "give_role",
    "give_role_in",
    "invite",
    "invite_to",
    "lend",
    "let_in",
    "make_recovery_codes",
    "name_passkey",
    "note",
    "note_training",
    "remove_contact_point",
    "remove_passkey",
    "remove_staff",
    "remove_totp",
    "rename_organisation",
    "renew_invitation",
    "replace_password",
    "require_fresh",
    "reset_second_factor",
    "stay",
    "take_role",
    "try_code",
    "try_passkey",
    "withdraw_invitation",
]
