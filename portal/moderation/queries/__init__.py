"""Reading moderation: rules, decisions, the queue, appeals, reports, messages, and the public log."""

from portal.contributions.models import PUBLIC, WAITING
from portal.moderation.models import RESTRICTIONS, Action, AppealState, FlagState
from portal.moderation.queries.deciding import Item, decisions_on, for_appeal, messages_on, policies, policy, policy_for, policy_on, questions_for, rule_of, visible_to
from portal.moderation.queries.desk import Waiting, appeal, appeals, flag_groups, flags_of, flags_on, item, next_item, original_of, published, queue, threads
from portal.moderation.queries.public import Figures, figures, log

__all__ = [
    "PUBLIC",
    "RESTRICTIONS",
    "WAITING",
    "Action",
    "AppealState",
    "Figures",
    "FlagState",
    "Item",
    "Waiting",
    "appeal",
    "appeals",
    "decisions_on",
    "figures",
    "flag_groups",
    "flags_of",
    "flags_on",
    "for_appeal",
    "item",
    "log",
    "messages_on",
    "next_item",
    "original_of",
    "policies",
    "policy",
    "policy_for",
    "policy_on",
    "published",
    "questions_for",
    "queue",
    "rule_of",
    "threads",
    "visible_to",
]
