"""Rules, decisions, appeals, reports and messages."""

from portal.moderation import rules as _rules  # noqa: F401  entered before anybody asks
from portal.moderation.commands.appealing import appeal, overturn, uphold, withdraw_appeal
from portal.moderation.commands.bulk import decide_together, take_back_together
from portal.moderation.commands.deciding import claim, decide, release
from portal.moderation.commands.flagging import Flagged, answer_flag, flag
from portal.moderation.commands.forgetting import clear_claims, erase_declined, forget_talk, forget_what_is_settled
from portal.moderation.commands.independence import drop_moderator, set_independent
from portal.moderation.commands.one import decide_one
from portal.moderation.commands.policy import adopt_policy, adopt_rules, adopt_starter, change_announced_rules, withdraw_rules
from portal.moderation.commands.talking import answer_message, ask, note_read, note_seen

__all__ = [
    "Flagged",
    "adopt_policy",
    "adopt_rules",
    "adopt_starter",
    "answer_flag",
    "answer_message",
    "appeal",
    "ask",
    "change_announced_rules",
    "claim",
    "clear_claims",
    "decide",
    "decide_one",
    "decide_together",
    "drop_moderator",
    "erase_declined",
    "flag",
    "forget_talk",
    "forget_what_is_settled",
    "note_read",
    "note_seen",
    "overturn",
    "release",
    "set_independent",
    "take_back_together",
    "uphold",
    "withdraw_appeal",
    "withdraw_rules",
]
