"""The record's short words in words for people: what was done, to what, from which state to which."""

from typing import Any

from portal.barriers.models import BarrierState
from portal.base.access import Kind, Role
from portal.base.languages import Lazy, Named, _, _l
from portal.calls.models import CallState
from portal.consultations.models import ConsultationState
from portal.contributions.models import ContributionState
from portal.directory.models import EntryState
from portal.identity.models import SecurityEventKind
from portal.meetings.models import MeetingState
from portal.moderation.models import AppealState, FlagState
from portal.moderation.queries.bulk import Together
from portal.plans.models import PlanState
from portal.policies.models import PolicyKind
from portal.responses.models import CommitmentState, Verdict
from portal.summaries.models import ObjectionState, SummaryState

DEEDS: dict[str, Lazy] = {
    "accept": _l("accepted it"),
    "act on report": _l("acted on the report"),
    "adapt": _l("changed what kept somebody out"),
    "add": _l("added it"),
    "add careful word": _l("added a careful word"),
    "add language": _l("added a language"),
    "add rule": _l("added a rule"),
    "admit to list": _l("let somebody join a list"),
    "adopt policy": _l("put a policy into force"),
    "announce plan": _l("announced a plan"),
    "answer": _l("answered"),
    "appear": _l("let it appear"),
    "ask": _l("asked the author a question"),
    "ask machine": _l("asked the machine for a translation"),
    "ask machine for all": _l("asked the machine for all translations that were missing"),
    "begin": _l("began it"),
    "begin check-back": _l("opened the check-back"),
    "cancel": _l("cancelled it"),
    "change": _l("changed it"),
    "change announced policy": _l("changed a policy that was announced"),
    "change careful word": _l("changed a careful word"),
    "change moderation": _l("changed the way of moderation"),
    "check call": _l("checked sources and safety of a call"),
    "check translation": _l("checked a translation"),
    "close call": _l("closed a call"),
    "change plan": _l("changed a plan"),
    "change password": _l("changed the own password"),
    "confirm": _l("confirmed it"),
    "contest": _l("contested a decision"),
    "copy": _l("copied it from an earlier one"),
    "correct": _l("corrected a text"),
    "correct language": _l("corrected the language of a text"),
    "correct translation": _l("corrected a translation"),
    "create": _l("made it"),
    "decide together": _l("decided on several at once"),
    "decline": _l("did not publish it"),
    "decline call": _l("declined a call"),
    "decline request to join": _l("did not let somebody join a list"),
    "decline adaptation": _l("could not change it"),
    "delete": _l("deleted it"),
    "do not accept": _l("did not accept it"),
    "drop": _l("dropped it"),
    "drop plan": _l("dropped a plan"),
    "drop language": _l("took a language away"),
    "drop moderator": _l("named a moderating organisation no more"),
    "edit": _l("changed the wording"),
    "end confirmation": _l("ended its confirmation"),
    "end link": _l("ended a link"),
    "erase": _l("erased the words"),
    "extend": _l("gave more time"),
    "finish": _l("finished it"),
    "found": _l("entered it"),
    "give news": _l("gave news"),
    "give role": _l("gave a role"),
    "give role by provider": _l("a sign-in service gave a role"),
    "group": _l("grouped letters as a campaign"),
    "hide": _l("took it out of sight"),
    "hold": _l("put it aside"),
    "import": _l("brought it in"),
    "introduce": _l("wrote the introduction"),
    "invite": _l("made an invitation"),
    "keep as it is": _l("left the words as they are"),
    "lend": _l("lent it to others as a reviewer"),
    "lend no longer": _l("lends it no longer"),
    "link": _l("put contributions behind it"),
    "make link": _l("made a link"),
    "mend answer to barrier": _l("changed the answer to a report of a barrier"),
    "moderate independently": _l("gave moderation to others"),
    "moderate with the host": _l("let the host moderate, too"),
    "move": _l("moved it"),
    "move by provider": _l("a sign-in service named another organisation"),
    "move due day": _l("moved the due day"),
    "move rule": _l("moved a rule"),
    "name lead": _l("named the lead of a call"),
    "name moderator": _l("named a moderating organisation"),
    "name moderator no more": _l("named a moderating organisation no more"),
    "no separate point": _l("gave it no point of its own"),
    "note answered": _l("noted that all was answered"),
    "note held": _l("noted that it took place"),
    "note training": _l("noted a training"),
    "object": _l("objected to the summary"),
    "overturn": _l("overturned the decision"),
    "plan adaptation": _l("promised to change it"),
    "propose call": _l("proposed a call"),
    "promise": _l("made a promise"),
    "publish": _l("published it"),
    "publish redacted": _l("published it with a passage left out"),
    "put back": _l("put it back into the queue"),
    "put to check-back": _l("put it to check-back"),
    "record outcome": _l("recorded the outcome of a call"),
    "remove": _l("closed the account"),
    "remove careful word": _l("removed a careful word"),
    "remove rule": _l("removed a rule"),
    "remove translation": _l("took a translation away"),
    "rename": _l("gave it another name"),
    "renew": _l("made it anew"),
    "reopen": _l("opened it again"),
    "replace number": _l("gave a new number to speak with"),
    "offer way back": _l("made a link for a new password"),
    "replace password": _l("set a new password"),
    "report": _l("reported words"),
    "report barrier": _l("reported a barrier"),
    "reset second factor": _l("took the second factor away"),
    "restore": _l("showed it again"),
    "resume": _l("let it go on"),
    "send call": _l("sent a call"),
    "set up plan": _l("began what was planned"),
    "start": _l("started it"),
    "submit": _l("sent it in"),
    "support": _l("supported a contribution"),
    "suspend": _l("suspended it"),
    "switch off": _l("switched it off"),
    "switch on": _l("switched it on"),
    "take back together": _l("took several decisions back at once"),
    "take no requests": _l("closed a list to requests"),
    "take requests": _l("opened a list to requests"),
    "take role": _l("ended a role"),
    "take role by provider": _l("a sign-in service ended a role"),
    "take support back": _l("took the support back"),
    "take up again": _l("took it up again"),
    "tell of meeting": _l("wrote what came of a meeting"),
    "tie": _l("tied a sign-in service to the own account"),
    "translate": _l("translated it"),
    "ungroup": _l("undid a campaign"),
    "unlink": _l("took contributions from behind it"),
    "untie": _l("untied a sign-in service from the own account"),
    "uphold": _l("let the decision stand"),
    "want machine": _l("let machines translate it again"),
    "want no machine": _l("let no machine translate it"),
    "withdraw": _l("withdrew it"),
    "withdraw policy": _l("withdrew a policy before it was in force"),
    "withdraw report": _l("withdrew the report"),
    "withdraw words of report": _l("took back the words of the report"),
    "write": _l("wrote it"),
}

THINGS: dict[str, Lazy] = {
    "appeals": _l("Appeal"),
    "barrier_reports": _l("Barrier report"),
    "bulk_deeds": _l("Several decisions"),
    "action_calls": _l("Call for action"),
    "campaigns": _l("Campaign"),
    "careful_words": _l("Careful word"),
    "claim_rules": _l("Rule of a sign-in service"),
    "co_signatures": _l("Support by an organisation"),
    "commitments": _l("Promise"),
    "consultations": _l("Consultation"),
    "contact_lists": _l("Contact list"),
    "contact_points": _l("Contact point"),
    "contributions": _l("Contribution"),
    "corrections": _l("Correction"),
    "directory_entries": _l("Entry of the directory of help"),
    "directory_suggestions": _l("Suggestion"),
    "documents": _l("Document"),
    "easy_ideas": _l("Line of the easy-read version"),
    "entry_links": _l("Entry link"),
    "flags": _l("Report"),
    "invitations": _l("Invitation"),
    "meetings": _l("Meeting"),
    "objections": _l("Objection"),
    "official_responses": _l("Answer"),
    "organisations": _l("Organisation"),
    "passkeys": _l("Passkey"),
    "plans": _l("Plan"),
    "points": _l("Point"),
    "policies": _l("Moderation policy"),
    "policy_versions": _l("Policy"),
    "provider_accounts": _l("Tie to a sign-in service"),
    "providers": _l("Sign-in service"),
    "pseudonyms": _l("Pseudonym"),
    "questions": _l("Question"),
    "resources": _l("Entry of the library"),
    "risk_assessments": _l("Risk assessment"),
    "roles": _l("Role"),
    "rules": _l("Rule"),
    "staff": _l("Account"),
    "summaries": _l("Summary"),
    "terms": _l("Word that is explained"),
    "themes": _l("Theme"),
    "translation_errands": _l("Order for the machine"),
    "translations": _l("Translation"),
}

VALUES: dict[str, type[Named]] = {
    "appeals": AppealState,
    "barrier_reports": BarrierState,
    "bulk_deeds": Together,
    "action_calls": CallState,
    "commitments": CommitmentState,
    "consultations": ConsultationState,
    "contributions": ContributionState,
    "directory_entries": EntryState,
    "flags": FlagState,
    "meetings": MeetingState,
    "invitations": Role,
    "objections": ObjectionState,
    "official_responses": Verdict,
    "plans": PlanState,
    "policy_versions": PolicyKind,
    "roles": Role,
    "summaries": SummaryState,
}
"""What the old and the new value of a line are taken from."""

KINDS = {str(kind): kind for kind in SecurityEventKind}
"""Deeds that the security log knows by the same words."""

WHO: dict[str, Lazy] = {
    Kind.NOBODY: _l("Somebody without an account"),
    Kind.RECEIPT: _l("A participant"),
    Kind.STAFF: _l("A member of staff"),
    Kind.SYSTEM: _l("The portal itself"),
}
"""Who it was, where no name is kept."""


def deed(word: str) -> str:
    """What was done; a word that is not in the list stands as it is."""
    first, _blank, part = word.partition(" ")
    if first == "settle":
        return _("settled a part of the setting up: %(part)s", part=part)
    if word in KINDS:
        return KINDS[word].label
    return str(DEEDS.get(word, word))


def thing(table: str) -> str:
    """To what it was done."""
    return str(THINGS.get(table, table.replace("_", " ")))


def value(table: str, kept: str | None) -> str:
    """A state as people read it; a moment, a number or a name as it was kept."""
    if not kept:
        return ""
    known: Any = VALUES.get(table)
    return known(kept).label if known is not None and kept in [str(one) for one in known] else kept
