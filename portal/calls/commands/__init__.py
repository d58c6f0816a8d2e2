"""What is done to lists, members and calls."""

from portal.calls import rules as _rules  # noqa: F401  entered before anybody asks
from portal.calls.commands.calling import change_call, draft, name_lead, put_step, take_step
from portal.calls.commands.clearing import erase_old_requests, erase_old_words
from portal.calls.commands.ending import delete_list, let_members_go
from portal.calls.commands.joining import admit, ask, confirm, decline, leave_by_link, open_with, take_number
from portal.calls.commands.lists import change_list, create_list, take_requests
from portal.calls.commands.membership import leave_all, leave_list, propose, tell, wish
from portal.calls.commands.moving import check, close, decline_call, record_outcome, send, update, withdraw_call
from portal.calls.commands.sending import lay_letters

__all__ = [
    "admit",
    "ask",
    "change_call",
    "change_list",
    "check",
    "close",
    "confirm",
    "create_list",
    "decline",
    "decline_call",
    "delete_list",
    "draft",
    "erase_old_requests",
    "erase_old_words",
    "lay_letters",
    "leave_all",
    "leave_by_link",
    "leave_list",
    "let_members_go",
    "name_lead",
    "open_with",
    "propose",
    "put_step",
    "record_outcome",
    "send",
    "take_number",
    "take_requests",
    "take_step",
    "tell",
    "update",
    "wish",
    "withdraw_call",
]
