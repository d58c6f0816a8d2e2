"""What somebody may see of lists, calls and members."""

from portal.calls.queries.calls import call_for_staff, calls_for_staff, found, missing_languages, public_call, sendings_of
from portal.calls.queries.lists import has_ended, joinable, list_for_staff, lists_for_staff, open_list, request_of, requests_of
from portal.calls.queries.members import call_of_member, calls_of_member, member, notes_for_staff, notes_of_list, own_notes, own_proposals, told_by_members

__all__ = [
    "call_for_staff",
    "call_of_member",
    "calls_for_staff",
    "calls_of_member",
    "found",
    "has_ended",
    "joinable",
    "list_for_staff",
    "lists_for_staff",
    "member",
    "missing_languages",
    "notes_for_staff",
    "notes_of_list",
    "open_list",
    "own_notes",
    "own_proposals",
    "public_call",
    "request_of",
    "requests_of",
    "sendings_of",
    "told_by_members",
]
