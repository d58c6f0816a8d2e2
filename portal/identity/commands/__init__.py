"""Staff come, get roles, sign in and out, and leave."""

from portal.base.access import IN_ONE_CONSULTATION
from portal.identity import rules as _rules  # noqa: F401  entered before anybody asks
from portal.identity.commands.accounts import add_staff, change_password, remove_staff, replace_password
from portal.identity.commands.invitations import INVITATION_LIFETIME, accept, invite, invite_to
from portal.identity.commands.organisations import found_organisation
from portal.identity.commands.roles import end_role, give_role, take_role
from portal.identity.commands.sessions import begin_session, clear_ended_sessions, end_one_session, end_other_sessions, end_session

__all__ = [
    "INVITATION_LIFETIME",
    "IN_ONE_CONSULTATION",
    "accept",
    "add_staff",
    "begin_session",
    "change_password",
    "clear_ended_sessions",
    "end_one_session",
    "end_other_sessions",
    "end_role",
    "end_session",
    "found_organisation",
    "give_role",
    "invite",
    "invite_to",
    "remove_staff",
    "replace_password",
    "take_role",
]
