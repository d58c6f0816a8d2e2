"""Reading moderation: rules, decisions, the queue, appeals, reports, messages, and the public log."""

from portal.contributions.models import PUBLIC, WAITING
from portal.moderation.models import RESTRICTIONS, Action, AppealState, FlagState
from portal.moderation.queries.deciding import (
    CONTESTABLE_FOR,
    Item,
    appeal_until,
    can_be_contested,
    decisions_on,
    for_appeal,
    messages_on,
    newest_policy,
    policies,
    policy,
    policy_for,
    policy_on,
    questions_for,
    rule_of,
    visible_to,
)
from portal.moderation.queries.desk import PAGE, Counts, Waiting, appeal, appeal_place, appeals, counts, flags_of, flags_on, item, next_item, original_of, published, queue
from portal.moderation.queries.looking import EVERYTHING, Look
from portal.moderation.queries.progress import Progress, progress
from portal.moderation.queries.public import log
from portal.moderation.queries.reports import flag_groups, place_from, place_text, threads
from portal.moderation.queries.standing import others_decided

__all__ = [
    "CONTESTABLE_FOR",
    "EVERYTHING",
    "PAGE",
    "PUBLIC",
    "RESTRICTIONS",
    "WAITING",
    "Action",
    "AppealState",
    "Counts",
    "FlagState",
    "Item",
    "Look",
    "Progress",
    "Waiting",
    "appeal",
    "appeal_place",
    "appeal_until",
    "appeals",
    "can_be_contested",
    "counts",
    "decisions_on",
    "flag_groups",
    "flags_of",
    "flags_on",
    "for_appeal",
    "item",
    "log",
    "messages_on",
    "newest_policy",
    "next_item",
    "original_of",
    "others_decided",
    "place_from",
    "place_text",
    "policies",
    "policy",
    "policy_for",
    "policy_on",
    "progress",
    "published",
    "questions_for",
    "queue",
    "rule_of",
    "threads",
    "visible_to",
]
