"""What a schema cannot say: references that lead somewhere, numbers that are one's own, days in their order, no circles."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from portal.base.languages import _
from portal.consultations import parts
from portal.exchange.cleaning import MOMENTS
from portal.exchange.package import CONSULTATION, CONTRIBUTIONS, Package
from portal.exchange.shape import Faults

FIRST_YEAR, LAST_YEAR = 1900, 2200  # far enough from the ends of the calendar for every zone
NUMBERED = {"published", "published redacted", "hidden"}


def check(package: Package) -> None:
    """Raise Unfit unless everything in the package hangs together."""
    faults = Faults()
    _Check(package, faults).all()
    faults.settle()


class _Check:
    """One look at one package."""

    def __init__(self, package: Package, faults: Faults) -> None:
        self.package, self.faults = package, faults
        file, consultation = package.file, package.file["consultation"]
        self.consultation = consultation
        self.organisations = {one["slug"] for one in file["organisations"]}
        self.themes = {one["key"] for one in consultation["themes"]}
        self.questions = {one["number"] for one in consultation["questions"]}
        self.points = {one["number"] for one in (file["summary"] or {"points": []})["points"]}
        self.meetings = {one["number"] for one in consultation["meetings"]}
        self.campaigns = {one["key"] for one in file["campaigns"]}
        self.rules = {f"{policy['version']}.{rule['number']}" for policy in file["policies"] for rule in policy["rules"]}

    def all(self) -> None:
        """Every check; contributions only when what they refer to is sound."""
        self._names()
        self._moments()
        self._inside()
        if self.package.file["summary"]:
            self._summary(self.package.file["summary"])
        self.faults.settle()
        self._contributions()
        self.faults.settle()
        self._circles()

    def _unique(self, place: str, names: Iterable[Any]) -> None:
        for name, times in Counter(names).items():
            if times > 1 and name is not None:
                self.faults.add(place, _("%(name)s stands %(times)s times", name=name, times=times))

    def _known(self, place: str, name: Any, known: set[Any], what: str) -> None:
        if name is not None and name not in known:
            self.faults.add(place, _("there is no %(what)s %(name)s", what=what, name=name))

    def _order(self, place: str, *steps: tuple[str, str | None]) -> None:
        """Days or moments that are given must not run backwards."""
        given = [(name, value) for name, value in steps if value is not None]
        try:
            times = [(name, _time(value)) for name, value in given]
        except (ValueError, OverflowError):
            self.faults.add(place, _("one of these is no day of the calendar: %(days)s", days=", ".join(value for _name, value in given)[:200]))
            return
        for (earlier, first), (later, second) in pairwise(times):
            if second < first:
                self.faults.add(place, _("%(later)s lies before %(earlier)s", later=later, earlier=earlier))

    def _names(self) -> None:
        file, consultation = self.package.file, self.consultation
        for what, names in {
            "organisations": [one["slug"] for one in file["organisations"]],
            "policies": [one["version"] for one in file["policies"]],
            "campaigns": [one["key"] for one in file["campaigns"]],
            "consultation.themes": [one["key"] for one in consultation["themes"]],
            "consultation.questions": [one["number"] for one in consultation["questions"]],
            "consultation.documents": [one["number"] for one in consultation["documents"]],
            "consultation.terms": [one["number"] for one in consultation["terms"]],
            "consultation.easy": [one["number"] for one in consultation["easy"]],
            "consultation.easy.picture": [one["picture"] for one in consultation["easy"]],
            "consultation.meetings": [one["number"] for one in consultation["meetings"]],
        }.items():
            self._unique(f"{CONSULTATION}, {what}", names)
        for policy in file["policies"]:
            self._unique(f"{CONSULTATION}, policies", [rule["number"] for rule in policy["rules"]])
            self._order(f"{CONSULTATION}, policies", ("from_day", policy["from_day"]))

    def _moments(self) -> None:
        place, consultation = f"{CONSULTATION}, consultation", self.consultation
        self._order(place, *((name, consultation[name]) for name in ("announced_at", "opens_at", "closes_at", "check_back_from", "check_back_until")))
        self._order(place, ("closes_at", consultation["closes_at"]), ("response_due_at", consultation["response_due_at"]), ("archived_at", consultation["archived_at"]))
        for name in (*MOMENTS, "since"):
            self._order(place, (name, consultation[name]))
        if consultation["opens_at"] == consultation["closes_at"]:
            self.faults.add(place, _("it closes at the moment it opens"))
        self._zone(place, consultation["zone"])
        for meeting in consultation["meetings"]:
            here = f"{place}, meeting {meeting['number']}"
            self._zone(here, meeting["zone"])
            self._order(here, ("starts_at", meeting["starts_at"]), ("ends_at", meeting["ends_at"]))
            self._order(here, ("day", meeting["day"]), ("since", meeting["since"]))

    def _zone(self, place: str, name: str) -> None:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.faults.add(place, _("there is no %(what)s %(name)s", what="zone", name=name))

    def _inside(self) -> None:
        place, consultation = f"{CONSULTATION}, consultation", self.consultation
        for slug in (consultation["host"], *consultation["moderators"]):
            self._known(place, slug, self.organisations, "organisation")
        for question in consultation["questions"]:
            self._known(f"{place}, question {question['number']}", question["theme"], self.themes, "theme")
        for notice in consultation["notices"]:
            self._order(f"{place}, notices", ("day", notice["day"]))
            for name in ("before", "after"):
                if "T" in notice[name]:
                    self._order(f"{place}, notices", (name, notice[name]))
        self._corrections(f"{place}, corrections", consultation)

    def _corrections(self, place: str, consultation: dict[str, Any]) -> None:
        counts = {"theme": range(1, len(consultation["themes"]) + 1), "question": self.questions, "document": {one["number"] for one in consultation["documents"]}}
        counts |= {"term": {one["number"] for one in consultation["terms"]}, "idea": {one["number"] for one in consultation["easy"]}}
        names = {f"{kind} {number} {column}" for kind, numbers in counts.items() for number in numbers for column in parts.NUMBERED[kind]} | set(parts.OWN)
        names |= {*parts.CODED, *(f"idea {number} {parts.PICTURE}" for number in counts["idea"])}
        self._unique(place, [one["number"] for one in consultation["corrections"]])
        for one in consultation["corrections"]:
            self._known(place, one["part"], names, "text")
            self._order(place, ("day", one["day"]))

    def _summary(self, summary: dict[str, Any]) -> None:
        place = f"{CONSULTATION}, summary"
        self._order(place, ("since", summary["since"]))
        self._unique(f"{place}, points", [point["number"] for point in summary["points"]])
        self._unique(f"{place}, objections", [objection["number"] for objection in summary["objections"]])
        self._unique(f"{place}, commitments", [one["number"] for point in summary["points"] for one in point["commitments"]])
        for point in summary["points"]:
            self._point(f"{place}, point {point['number']}", point)
        for objection in summary["objections"]:
            here = f"{place}, objection {objection['number']}"
            self._known(here, objection["point"], self.points, "point")
            self._order(here, ("day", objection["day"]), ("since", objection["since"]))

    def _point(self, place: str, point: dict[str, Any]) -> None:
        self._known(place, point["question"], self.questions, "question")
        self._unique(f"{place}, responses", [response["version"] for response in point["responses"]])
        for thing in (point, *point["responses"]):
            self._translations(place, thing)
        self._order(f"{place}, responses", *((f"response {one['version']}", one["day"]) for one in sorted(point["responses"], key=lambda one: one["version"])))
        for commitment in point["commitments"]:
            here = f"{place}, commitment {commitment['number']}"
            self._order(here, ("day", commitment["day"]), ("since", commitment["since"]))
            self._order(here, ("due_on", commitment["due_on"]))
            self._unique(f"{here}, updates", [update["position"] for update in commitment["updates"]])
            self._order(here, ("day", commitment["day"]), *((f"update {one['position']}", one["day"]) for one in sorted(commitment["updates"], key=lambda one: one["position"])))
            for update in commitment["updates"]:
                self._order(here, ("old_due_on", update["old_due_on"]))

    def _contributions(self) -> None:
        rows = self.package.contributions
        self._unique(CONTRIBUTIONS, [row["key"] for row in rows])
        self._unique(f"{CONTRIBUTIONS}, number", [row["number"] for row in rows])
        keys = {row["key"] for row in rows}
        for line, row in enumerate(rows, 1):
            place = _("%(file)s, line %(line)s", file=CONTRIBUTIONS, line=line)
            self._known(place, row["question"], self.questions, "question")
            self._known(place, row["reply_to"], keys, "contribution")
            self._known(place, row["campaign"], self.campaigns, "campaign")
            self._known(place, row["meeting"], self.meetings, "meeting")
            for number in row["points"]:
                self._known(place, number, self.points, "point")
            if row["number"] is None and row["state"] in NUMBERED:
                self.faults.add(place, _("what is public, or was, needs a number"))
            self._order(place, ("day", row["day"]), ("since", row["since"]))
            self._organisations_of(place, row)
            self._translations(place, row)
            for decision in row["decisions"]:
                self._decision(place, row, decision)

    def _organisations_of(self, place: str, row: dict[str, Any]) -> None:
        """Who spoke under a confirmed name, and who stands behind the words."""
        self._known(place, row["confirmed"], self.organisations, "organisation")
        self._unique(place, [one["organisation"] for one in row["supports"]])
        self._order(place, ("day", row["day"]), ("confirmed_until", row["confirmed_until"]))
        for one in row["supports"]:
            self._known(place, one["organisation"], self.organisations, "organisation")
            self._order(place, ("day", row["day"]), ("day of the support", one["day"]), ("confirmed_until", one["confirmed_until"]))

    def _translations(self, place: str, thing: dict[str, Any]) -> None:
        """One for each language; days in their order."""
        self._unique(place, [one["language"] for one in thing["translations"]])
        for one in thing["translations"]:
            self._order(place, ("day of the translation", one["day"]), ("checked_on", one["checked_on"]))

    def _decision(self, place: str, row: dict[str, Any], decision: dict[str, Any]) -> None:
        self._known(place, decision["rule"], self.rules, "rule")
        self._known(place, decision["organisation"], self.organisations, "organisation")
        self._known(place, decision["moved_from"], self.questions, "question")
        self._known(place, decision["moved_to"], self.questions, "question")
        self._order(place, ("day", row["day"]), ("day of the decision", decision["day"]))
        for appeal in decision["appeals"]:
            self._known(place, appeal["organisation"], self.organisations, "organisation")
            self._order(place, ("day of the decision", decision["day"]), ("day of the appeal", appeal["day"]), ("since", appeal["since"]))
            self._order(place, ("day of the appeal", appeal["day"]), ("due_on", appeal["due_on"]))

    def _circles(self) -> None:
        """Walk up from every reply; whoever meets their own track is in a circle."""
        parents = {row["key"]: row["reply_to"] for row in self.package.contributions}
        settled: set[str] = set()
        for line, row in enumerate(self.package.contributions, 1):
            track: dict[str, None] = {}
            key: str | None = row["key"]
            while key is not None and key not in settled:
                if key in track:
                    self.faults.add(_("%(file)s, line %(line)s", file=CONTRIBUTIONS, line=line), _("these replies go round in a circle: %(keys)s", keys=", ".join(track)[:200]))
                    break
                track[key] = None
                key = parents[key]
            settled.update(track)


def _time(value: str) -> datetime:
    """A day or a moment; both can be compared with one another. Raises ValueError."""
    moment = datetime.fromisoformat(value) if "T" in value else datetime.combine(date.fromisoformat(value), time(), UTC)
    if moment.tzinfo is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(value)
    return moment.astimezone(UTC)
