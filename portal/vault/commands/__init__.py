"""Changing things in the vault: cases, messages, clocks and notices. Officers' keys stand in `officers`."""

from portal.vault.commands.cases import Received, end_visits, entrust, erase_over, erase_own, look_into, part, receive, record, rewrap_for_absent
from portal.vault.commands.clocks import drop_clock, extend_clock, meet, pause, resume, start, start_hours
from portal.vault.commands.files import delete_files, keep_files
from portal.vault.commands.holder import call_officers, renew_number, renewed_before, send
from portal.vault.commands.messages import delete_message, note_seen, say
from portal.vault.commands.notices import call, forget_calls, mark_news
from portal.vault.commands.officers import change_passphrase, forget_passphrase, keep_key, leave_who_left, lock_again, send_off, set_times, set_up_key, unlock, unlock_with
from portal.vault.commands.retention import erase_closed, forget_unlockings, keep_longer, warn

__all__ = [
    "Received",
    "call",
    "call_officers",
    "change_passphrase",
    "delete_files",
    "delete_message",
    "drop_clock",
    "end_visits",
    "entrust",
    "erase_closed",
    "erase_over",
    "erase_own",
    "extend_clock",
    "forget_calls",
    "forget_passphrase",
    "forget_unlockings",
    "keep_files",
    "keep_key",
    "keep_longer",
    "leave_who_left",
    "lock_again",
    "look_into",
    "mark_news",
    "meet",
    "note_seen",
    "part",
    "pause",
    "receive",
    "record",
    "renew_number",
    "renewed_before",
    "resume",
    "rewrap_for_absent",
    "say",
    "send",
    "send_off",
    "set_times",
    "set_up_key",
    "start",
    "start_hours",
    "unlock",
    "unlock_with",
    "warn",
]
