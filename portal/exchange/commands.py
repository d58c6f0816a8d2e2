"""Taking a whole consultation in.

Rows are written straight through the tables of the other rooms, in one transaction: their commands ask "may this be done
now?", but a file restores what was done then, with its days, numbers, states and decisions. The journal gets one line.
"""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import insert, select

from portal.base.access import Actor, Permission, command
from portal.base.database import Base, Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.secrets import random_id
from portal.consultations.choices import RESERVED
from portal.consultations.models import Consultation, Correction, Document, ModeratingOrganisation, Notice, Question, Theme
from portal.contributions.models import PUBLIC, Contribution, ContributionState, CoSignature, Version
from portal.exchange import gatherings, helps, reading, rules, translated
from portal.exchange.cleaning import CONSULTATION_TEXTS, OWED
from portal.exchange.confirmed import ConfirmedNames
from portal.exchange.package import Package, Progress, silent
from portal.exchange.trees import depths_and_roots
from portal.identity.models import Organisation
from portal.journal import commands as journal
from portal.moderation.models import Action, Appeal, AppealState, Decision, Policy, Rule
from portal.responses.models import Commitment, OfficialResponse, Update
from portal.summaries.models import Campaign, CampaignLetter, NoPoint, Objection, Point, PointLink, Summary

SLUG = re.compile(r"(?=.{1,80}\Z)[a-z0-9]+(-[a-z0-9]+)*")
AT_ONCE = 1000  # rows of one statement

__all__ = ["rules"]


@command(Permission.EXCHANGE)
def import_consultation(session: Session, actor: Actor, source: Path | BinaryIO | Package, progress: Progress = silent, *, slug: str = "") -> Consultation:
    """Bring in a consultation, under its own address or another. Raises Unfit or Refused; then nothing has happened.

    A Package that was read before the transaction keeps the writers' turn short.
    """
    package = source if isinstance(source, Package) else reading.read(source, progress)
    slug = slug or package.slug
    if not SLUG.fullmatch(slug):
        raise Refused(_("An address has small letters, digits and single hyphens, at most 80 signs."))
    if slug in RESERVED:
        raise Refused(_("The address %(slug)s is taken by the portal itself. Choose another one.", slug=slug))
    if session.scalar(select(Consultation.id).where(Consultation.slug == slug)):
        raise Refused(_("There is a consultation under the address %(slug)s already. Choose another one.", slug=slug))
    consultation = _Import(session, package, slug, progress).all()
    journal.record(session, actor, consultation, "import", new=consultation.state)
    return consultation


def _in_order(count: int) -> list[int]:
    """Random ids that rise: whatever is listed by day and id keeps the order of the file, and still tells no number."""
    found: set[int] = set()
    while len(found) < count:
        found.add(random_id())
    return sorted(found)


def _day(text: str | None) -> Any:
    return None if text is None else date.fromisoformat(text)


def _moment(text: str | None) -> Any:
    return None if text is None else datetime.fromisoformat(text)


class _Import:
    """One import. Holds the ids that the names of the file have become."""

    def __init__(self, session: Session, package: Package, slug: str, progress: Progress) -> None:
        self.session, self.package, self.slug, self.progress = session, package, slug, progress
        self.file = package.file
        self.consultation = random_id()
        self.readable = Counter(row["question"] for row in package.contributions if row["state"] in PUBLIC)
        self.organisations: dict[str, int] = {}
        self.rules: dict[str, int] = {}
        self.has_rules = session.scalar(select(Policy.id).limit(1)) is not None
        self.questions: dict[int, int] = {}
        self.points: dict[int, int] = {}
        self.campaigns: dict[str, int] = {}

    def all(self) -> Consultation:
        """Everything, what is referred to first."""
        self._organisations()
        self._policies()
        consultation = self._consultation()
        self._summary()
        self._campaigns()
        ids = self._contributions()
        self._decisions(ids)
        self._links(ids)
        self._write(CoSignature, self.names.supports(self.package.contributions, ids))
        self._write(*translated.rows(self.session, self.package, self.consultation, ids, self.points))
        return consultation

    def _write(self, table: type[Base], rows: list[dict[str, Any]], what: str = "") -> None:
        for start in range(0, len(rows), AT_ONCE):
            self.session.execute(insert(table), rows[start : start + AT_ONCE])
            if what:
                self.progress(min(start + AT_ONCE, len(rows)), len(rows), what)

    def _organisations(self) -> None:
        slugs = [one["slug"] for one in self.file["organisations"]]
        known = {one.slug: one for one in self.session.scalars(select(Organisation).where(Organisation.slug.in_(slugs)))}
        for one in self.file["organisations"]:
            there = known.get(one["slug"])
            if there is None:
                there = Organisation(slug=one["slug"], name=one["name"], contact=one["contact"])
                self.session.add(there)
                self.session.flush()
            elif dict(there.name) != dict(one["name"]):
                raise Refused(_("This portal knows another organisation by the name %(slug)s. Rename it in the file, in every place.", slug=one["slug"]))
            self.organisations[one["slug"]] = there.id
        self.names = ConfirmedNames(self.organisations, {one.slug for one in known.values() if one.confirmed_on is not None})

    def _policies(self) -> None:
        """Cited rules are found word for word here, or come along into a portal that has none. A file never changes the rules of a portal."""
        cited = {decision["rule"] for row in self.package.contributions for decision in row["decisions"]} - {None}
        for policy in self.file["policies"]:
            names = {f"{policy['version']}.{rule['number']}" for rule in policy["rules"]}
            if names & cited:
                self._known_rules(policy) if self.has_rules else self._new_rules(policy)

    def _known_rules(self, policy: dict[str, Any]) -> None:
        there = self.session.execute(select(Rule).join(Policy, Policy.id == Rule.policy_id).where(Policy.version == policy["version"])).scalars()
        known = {rule.number: rule for rule in there}
        for rule in policy["rules"]:
            same = known.get(rule["number"])
            if same is None or (same.category, dict(same.title), dict(same.text)) != (rule["category"], dict(rule["title"]), dict(rule["text"])):
                raise Refused(
                    _(
                        "Decisions in this file cite version %(version)s of other rules of moderation than this portal has. It can be brought into a portal without rules of its own.",
                        version=policy["version"],
                    )
                )
            self.rules[f"{policy['version']}.{rule['number']}"] = same.id

    def _new_rules(self, policy: dict[str, Any]) -> None:
        row = Policy(version=policy["version"], from_day=_day(policy["from_day"]), intro=policy["intro"])
        self.session.add(row)
        self.session.flush()
        for rule in policy["rules"]:
            new = Rule(policy_id=row.id, number=rule["number"], category=rule["category"], title=rule["title"], text=rule["text"])
            self.session.add(new)
            self.session.flush()
            self.rules[f"{policy['version']}.{rule['number']}"] = new.id

    def _consultation(self) -> Consultation:
        given = self.file["consultation"]
        moments = {
            name: _moment(given[name])
            for name in ("announced_at", "opens_at", "closes_at", "check_back_from", "check_back_until", "response_due_at", "responded_at", "archived_at")
        }
        same = {name: given[name] for name in (*CONSULTATION_TEXTS, *OWED, "state", "languages", "influence", "zone", "premoderated", "longest")}
        consultation = Consultation(
            id=self.consultation,
            slug=self.slug,
            state_since=_day(given["since"]),
            host_id=self.organisations[given["host"]],
            grace=timedelta(seconds=given["grace_seconds"]),
            **same,
            **moments,
        )
        self.session.add(consultation)
        self.session.flush()
        self.session.refresh(consultation)  # the words of the file become the members of their enumerations
        self._parts(given)
        return consultation

    def _parts(self, given: dict[str, Any]) -> None:
        where = {"consultation_id": self.consultation}
        self._write(ModeratingOrganisation, [{**where, "organisation_id": self.organisations[slug]} for slug in given["moderators"]])
        themes = dict(zip([one["key"] for one in given["themes"]], _in_order(len(given["themes"])), strict=True))
        self._write(Theme, [{**where, "id": themes[one["key"]], "position": one["position"], "title": one["title"]} for one in given["themes"]])
        self.questions = {one["number"]: random_id() for one in given["questions"]}
        same = ("number", "title", "body", "young")
        rows = [
            {**where, **{name: one[name] for name in same}, "id": self.questions[one["number"]], "theme_id": themes.get(one["theme"]), "published": self.readable[one["number"]]}
            for one in given["questions"]
        ]
        self._write(Question, rows)
        for table, rows in helps.rows(self.file, self.package.pictures, where):
            self._write(table, rows)
        self._write(Document, [{**where, "number": one["number"], "title": one["title"], "body": one["body"]} for one in given["documents"]])
        self.meetings = gatherings.bring_in(self.session, given["meetings"], self.consultation)
        self._write(Notice, [{**where, "number": place, **one, "day": _day(one["day"])} for place, one in enumerate(given["notices"], 1)])
        self._write(Correction, [{**where, **one, "day": _day(one["day"])} for one in given["corrections"]])

    def _summary(self) -> None:
        given = self.file["summary"]
        if not given:
            return
        where = {"consultation_id": self.consultation, "summary_id": random_id()}
        self._write(
            Summary, [{"id": where["summary_id"], "consultation_id": self.consultation, "state": given["state"], "state_since": _day(given["since"]), "intro": given["intro"]}]
        )
        self.points = {one["number"]: random_id() for one in given["points"]}
        same = ("number", "title", "body", "version")
        self._write(
            Point,
            [{**where, "id": self.points[one["number"]], "question_id": self.questions.get(one["question"]), **{name: one[name] for name in same}} for one in given["points"]],
        )
        for one in given["points"]:
            self._answers(one)
        words = ("number", "kind", "state", "text", "html", "language", "answer", "shown")
        rows = [
            {**where, "point_id": self.points.get(one["point"]), "state_since": _day(one["since"]), "day": _day(one["day"]), **{name: one[name] for name in words}}
            for one in given["objections"]
        ]
        self._write(Objection, rows)

    def _answers(self, point: dict[str, Any]) -> None:
        where = {"consultation_id": self.consultation, "point_id": self.points[point["number"]]}
        self._write(OfficialResponse, [{**where, **translated.without(one), "day": _day(one["day"])} for one in point["responses"]])
        for one in point["commitments"]:
            commitment = random_id()
            same = {name: one[name] for name in ("number", "what", "owner", "measure", "state")}
            self._write(Commitment, [{**where, "id": commitment, **same, "due_on": _day(one["due_on"]), "state_since": _day(one["since"]), "day": _day(one["day"])}])
            self._write(Update, [{"commitment_id": commitment, **news, "day": _day(news["day"]), "old_due_on": _day(news["old_due_on"])} for news in one["updates"]])

    def _campaigns(self) -> None:
        ids = _in_order(len(self.file["campaigns"]))
        self.campaigns = {one["key"]: row_id for one, row_id in zip(self.file["campaigns"], ids, strict=True)}
        self._write(Campaign, [{"id": self.campaigns[one["key"]], "consultation_id": self.consultation, "title": one["title"]} for one in self.file["campaigns"]])

    def _contributions(self) -> dict[str, int]:
        rows = self.package.contributions
        ids = dict(zip([row["key"] for row in rows], _in_order(len(rows)), strict=True))
        depths, roots = depths_and_roots(rows)
        ordered = sorted(rows, key=lambda row: depths[row["key"]])  # a reply can only be written when its parent is there
        replies = Counter(roots[row["key"]] for row in rows if row["reply_to"] is not None and row["state"] in PUBLIC)
        self._write(Contribution, [{**self._row(row, ids, roots[row["key"]]), "replies": replies[row["key"]]} for row in ordered], _("Writing"))
        self._write(Version, [{"contribution_id": ids[row["key"]], "number": row["version"], "day": _day(row["day"]), "text": row["text"]} for row in rows])
        return ids

    def _row(self, row: dict[str, Any], ids: dict[str, int], root: str) -> dict[str, Any]:
        same = {name: row[name] for name in ("number", "state", "voice", "language", "text", "html", "version", "hasty", "mark", "channel", "no_machine")}
        top = row["reply_to"] is None
        return {
            "id": ids[row["key"]],
            "consultation_id": self.consultation,
            "question_id": self.questions[row["question"]],
            "is_root": top,
            "root_id": None if top else ids[root],
            "reply_to_id": None if top else ids[row["reply_to"]],
            "state_since": _day(row["since"]),
            "day": _day(row["day"]),
            "shown_name": row["name"],
            **self.names.of_words(row),
            "left_out": self._left_out(row),
            "meeting_id": self.meetings.get(row["meeting"] or 0),
            **same,
        }

    def _left_out(self, row: dict[str, Any]) -> str:
        """By which category a passage is left out; of hidden words a redaction that stands tells it."""
        if row["state"] in (ContributionState.REDACTED, ContributionState.ACCEPTED):
            return str(row["mark"])
        standing = [one for one in row["decisions"] if one["action"] == Action.REDACT and not any(appeal["state"] == AppealState.OVERTURNED for appeal in one["appeals"])]
        if row["state"] != ContributionState.HIDDEN or not standing:
            return ""
        named = {f"{policy['version']}.{rule['number']}": rule["category"] for policy in self.file["policies"] for rule in policy["rules"]}
        return str(named.get(standing[-1]["rule"], row["mark"]))

    def _decisions(self, ids: dict[str, int]) -> None:
        made = [(ids[row["key"]], decision) for row in self.package.contributions for decision in row["decisions"]]
        rows, appeals = [], []
        for (contribution, one), row_id in zip(made, _in_order(len(made)), strict=True):
            same = {name: one[name] for name in ("version", "action", "facts", "automated", "waited_days")}
            moved = {"moved_from_question_id": self.questions.get(one["moved_from"]), "moved_to_question_id": self.questions.get(one["moved_to"])}
            found = {"rule_id": self.rules.get(one["rule"]), "organisation_id": self.organisations.get(one["organisation"]), **moved}
            rows.append({"id": row_id, "consultation_id": self.consultation, "contribution_id": contribution, "day": _day(one["day"]), **same, **found})
            appeals += [(row_id, appeal) for appeal in one["appeals"]]
        self._write(Decision, rows)
        self._write(Appeal, [self._appeal(decision, one, row_id) for (decision, one), row_id in zip(appeals, _in_order(len(appeals)), strict=True)])

    def _appeal(self, decision: int, one: dict[str, Any], row_id: int) -> dict[str, Any]:
        days = {"state_since": _day(one["since"]), "day": _day(one["day"]), "due_on": _day(one["due_on"])}
        same = {name: one[name] for name in ("state", "text", "language", "reason")}
        return {"id": row_id, "consultation_id": self.consultation, "decision_id": decision, **days, **same, "organisation_id": self.organisations.get(one["organisation"])}

    def _links(self, ids: dict[str, int]) -> None:
        rows = self.package.contributions
        self._write(PointLink, [{"point_id": self.points[number], "contribution_id": ids[row["key"]]} for row in rows for number in row["points"]])
        self._write(NoPoint, [{"contribution_id": ids[row["key"]], "reason": row["no_point"]} for row in rows if row["no_point"]])
        self._write(CampaignLetter, [{"campaign_id": self.campaigns[row["campaign"]], "contribution_id": ids[row["key"]]} for row in rows if row["campaign"]])
