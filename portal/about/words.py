"""Every permission in words that a participant could read: who it is for, and what it lets them do."""

from portal.base.access import Permission
from portal.base.languages import _l

WHAT = {
    Permission.ANSWER_OBJECTION: _l("Answer objections in the check-back"),
    Permission.ANSWER_POINT: _l("Answer a point of the summary"),
    Permission.ANYONE: _l("Read what is public and speak without an account"),
    Permission.APPEAL: _l("Contest a decision"),
    Permission.ASK_PARTICIPANT: _l("Ask a participant a question through the portal"),
    Permission.CARRY_OUT: _l("Carry out a decision on a contribution"),
    Permission.COMMIT: _l("Make promises and report on them"),
    Permission.CONTRIBUTE: _l("Contribute to an open question"),
    Permission.DECIDE: _l("Decide on contributions"),
    Permission.DECIDE_APPEAL: _l("Decide an appeal"),
    Permission.EXCHANGE: _l("Bring in and take out whole consultations"),
    Permission.FLAG: _l("Report a contribution"),
    Permission.FOLLOW: _l("Follow what became of your own words"),
    Permission.MANAGE_CONSULTATION: _l("Extend, suspend or cancel a consultation"),
    Permission.MANAGE_STAFF: _l("Add staff and give roles"),
    Permission.OBJECT: _l("Say what the summary misread or missed"),
    Permission.STAFF: _l("Enter the staff rooms"),
    Permission.SUMMARISE: _l("Write the summary and link it to contributions"),
    Permission.SYSTEM: _l("Do what the clock demands"),
    Permission.WISH_LETTERS: _l("Ask for letters and end them"),
}

WHO = {
    Permission.ANSWER_OBJECTION: _l("a moderator"),
    Permission.ANSWER_POINT: _l("the responsible body"),
    Permission.ANYONE: _l("anybody"),
    Permission.APPEAL: _l("somebody affected"),
    Permission.ASK_PARTICIPANT: _l("a moderator"),
    Permission.CARRY_OUT: _l("a moderator, or a reviewer after an appeal"),
    Permission.COMMIT: _l("the responsible body"),
    Permission.CONTRIBUTE: _l("anybody"),
    Permission.DECIDE: _l("a moderator"),
    Permission.DECIDE_APPEAL: _l("a reviewer who did not decide before"),
    Permission.EXCHANGE: _l("an administrator"),
    Permission.FLAG: _l("anybody"),
    Permission.FOLLOW: _l("whoever holds the number"),
    Permission.MANAGE_CONSULTATION: _l("an organiser"),
    Permission.MANAGE_STAFF: _l("an organiser or administrator"),
    Permission.OBJECT: _l("anybody"),
    Permission.STAFF: _l("staff"),
    Permission.SUMMARISE: _l("a moderator"),
    Permission.SYSTEM: _l("the portal itself"),
    Permission.WISH_LETTERS: _l("whoever holds the number"),
}
