"""Staff come, get roles, sign in and out, and leave."""

from portal.base.access import IN_ONE_CONSULTATION
from portal.identity import rules as _rules  # noqa: F401  entered before anybody asks
from portal.identity.commands.accounts import add_staff, change_password, remove_staff, replace_password
from portal.identity.commands.invitations import INVITATION_LIFETIME, accept, invite, invite_to
from portal.identity.commands.organisations import found_organisation
from portal.identity.commands.roles import end_role, give_role, take_role
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
    "accept",
    "add_staff",
    "begin_session",
    "change_password",
    "clear_ended_sessions",
    "clear_old_events",
    "end_all_sessions",
    "end_one_session",
    "end_other_sessions",
    "end_role",
    "end_session",
    "end_sessions_of",
    "forget_session",
    "found_organisation",
    "give_role",
    "invite",
    "invite_to",
    "let_in",
    "note",
    "remove_staff",
    "replace_password",
    "stay",
    "take_role",
]
