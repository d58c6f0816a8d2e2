"""Words from a file pass the same cleaning as words from a form; and a default stands wherever the file said nothing.

Export cleans in the same way, so that a file that was taken in comes out as it would have gone in.
"""

from typing import Any

from portal.base.languages import Texts
from portal.base.text import one_line, tidy, to_html
from portal.exchange import translated

CONSULTATION_TEXTS = ("title", "plain", "summary", "young", "mandate", "influence_text", "decider", "alternative", "notice_reason", "duration_reason", "pledge", "risk_public")
MEETING_TEXTS = ("title", "place", "access", "coming", "notes", "transcript", "reason")
OWED = {"voices": [], "private": False, "for_young": False, "moderated_independently": False, "country": "", "check_back_days": 14, "topics": [], "region": ""}
"""What version 2 added, with what holds when a file says nothing."""
MOMENTS = ("announced_at", "opens_at", "closes_at", "check_back_from", "check_back_until", "response_due_at", "responded_at", "archived_at")


def texts(given: dict[str, str] | None) -> Texts:
    """A text in several languages, each tidied, in the order of the file."""
    return Texts({tag: tidy(words) for tag, words in (given or {}).items()})


def line(given: str, most: int) -> str:
    """A name or title on one line. Putting signs together can make a text longer than it came, so it is cut to its column."""
    return one_line(given)[:most].rstrip()


def clean_contribution(row: dict[str, Any]) -> dict[str, Any]:
    """A line of the file with every field present and clean."""
    text = tidy(row["text"])
    return {
        "key": row["key"],
        "number": row.get("number"),
        "question": row["question"],
        "reply_to": row.get("reply_to"),
        "state": row["state"],
        "since": row.get("since") or row["day"],
        "day": row["day"],
        "voice": row["voice"],
        "name": line(row.get("name", ""), 120),
        "confirmed": row.get("confirmed"),
        "confirmed_until": row.get("confirmed_until"),
        "supports": [{"organisation": one["organisation"], "day": one["day"], "confirmed_until": one.get("confirmed_until")} for one in row.get("supports", [])],
        "channel": row.get("channel", "online"),
        "no_machine": row.get("no_machine", False),
        "translations": translated.clean(row.get("translations")),
        "meeting": row.get("meeting"),
        "language": row["language"],
        "text": text,
        "version": row.get("version", 1),
        "hasty": row.get("hasty", False),
        "mark": line(row.get("mark", ""), 40),
        "campaign": row.get("campaign"),
        "points": sorted(row.get("points", [])),
        "no_point": texts(row.get("no_point")),
        "decisions": [_decision(decision) for decision in row.get("decisions", [])],
        "html": to_html(text),
    }


def _decision(given: dict[str, Any]) -> dict[str, Any]:
    found = {"version": 1, "rule": None, "automated": False, "organisation": None, "waited_days": 0, "moved_from": None, "moved_to": None, **given}
    return {**found, "facts": tidy(given.get("facts", "")), "appeals": [_appeal(appeal) for appeal in given.get("appeals", [])]}


def _appeal(given: dict[str, Any]) -> dict[str, Any]:
    return {"since": given["day"], "organisation": None, **given, "text": tidy(given["text"]), "reason": tidy(given.get("reason", ""))}


def clean_file(file: dict[str, Any]) -> None:
    """Fill and clean `consultation.json` in place."""
    for organisation in file["organisations"]:
        organisation.update(name=texts(organisation["name"]), contact=texts(organisation.get("contact")))
    _clean_consultation(file["consultation"])
    for policy in file.setdefault("policies", []):
        policy["intro"] = texts(policy.get("intro"))
        for rule in policy["rules"]:
            rule.update(category=line(rule["category"], 40), title=texts(rule["title"]), text=texts(rule["text"]))
    for campaign in file.setdefault("campaigns", []):
        campaign["title"] = line(campaign["title"], 200)
    if file.setdefault("summary", None):
        _clean_summary(file["summary"], file["consultation"])


def _clean_consultation(consultation: dict[str, Any]) -> None:
    for name in CONSULTATION_TEXTS:
        consultation[name] = texts(consultation.get(name))
    for name in MOMENTS:
        consultation.setdefault(name, None)
    plain = {"since": consultation["announced_at"][:10], "moderators": [], "zone": "UTC", "grace_seconds": 86400, "premoderated": True, "longest": 5000}
    for name, value in {**plain, **OWED, "themes": [], "terms": [], "easy": [], "documents": [], "meetings": [], "notices": [], "corrections": []}.items():
        consultation.setdefault(name, value if not isinstance(value, list) else list(value))
    for position, theme in enumerate(consultation["themes"], 1):
        theme.update(position=theme.get("position", position), title=texts(theme["title"]))
    for question in consultation["questions"]:
        question.update(theme=question.get("theme"), title=texts(question["title"]), body=texts(question.get("body")), young=texts(question.get("young")))
    for document in consultation["documents"]:
        document.update(title=texts(document["title"]), body=texts(document["body"]))
    for meeting in consultation["meetings"]:
        _clean_meeting(meeting, consultation)
    _clean_helps(consultation)
    for notice in consultation["notices"]:
        notice.update(reason=texts(notice["reason"]), before=line(notice.get("before", ""), 60), after=line(notice.get("after", ""), 60))
    for correction in consultation["corrections"]:
        correction.update({name: texts(correction[name]) for name in ("before", "after", "note")})


def _clean_meeting(meeting: dict[str, Any], consultation: dict[str, Any]) -> None:
    announced = consultation["announced_at"][:10]
    plain = {"state": "planned", "since": meeting.get("day", announced), "day": announced, "version": 1, "zone": consultation["zone"], "languages": []}
    plain |= {"link": "", "recording": "", "captions": ""}
    meeting.update({**plain, **meeting, **{name: texts(meeting.get(name)) for name in MEETING_TEXTS}})


def _clean_helps(consultation: dict[str, Any]) -> None:
    for term in consultation["terms"]:
        term.update(term=texts(term["term"]), meaning=texts(term["meaning"]))
    for idea in consultation["easy"]:
        idea.update(words=texts(idea["words"]), alt=texts(idea["alt"]))


def _clean_summary(summary: dict[str, Any], consultation: dict[str, Any]) -> None:
    summary.update(since=summary.get("since") or consultation["closes_at"][:10], intro=texts(summary.get("intro")))
    for point in summary["points"]:
        point.update(question=point.get("question"), title=texts(point["title"]), body=texts(point.get("body")), version=point.get("version", 1))
        point["translations"] = translated.clean(point.get("translations"))
        for response in point.setdefault("responses", []):
            response.update(reason=texts(response["reason"]), unit=line(response["unit"], 200), translations=translated.clean(response.get("translations")))
        for commitment in point.setdefault("commitments", []):
            _clean_commitment(commitment)
    for objection in summary.setdefault("objections", []):
        text = tidy(objection["text"])
        plain = {"point": None, "since": objection["day"], "shown": False}
        objection.update({**plain, **objection, "text": text, "html": to_html(text), "answer": texts(objection.get("answer"))})


def _clean_commitment(commitment: dict[str, Any]) -> None:
    commitment.update(
        what=texts(commitment["what"]), owner=line(commitment["owner"], 200), measure=texts(commitment["measure"]), since=commitment.get("since") or commitment["day"]
    )
    for update in commitment.setdefault("updates", []):
        update.update(text=texts(update["text"]), old_due_on=update.get("old_due_on"))
