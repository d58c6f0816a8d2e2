"""Pages of moderation: the queue, appeals, reports and messages for staff; rules, log and reporting for everybody; one's own."""

from portal.moderation import readiness as _readiness  # noqa: F401  entered before anybody opens a consultation
from portal.moderation.pages import appeals, bulk, contesting, own, public, queue, reports, rules, tongues, writing_rules

__all__ = ["appeals", "bulk", "contesting", "own", "public", "queue", "reports", "rules", "tongues", "writing_rules"]
