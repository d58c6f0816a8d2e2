"""From the tables to a file: everything about one consultation but what never leaves (see the room's docstring)."""

import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _
from portal.base.text import one_line, tidy
from portal.consultations import corrections
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation, Question
from portal.contributions.models import Contribution, CoSignature
from portal.exchange import gatherings, helps, rules, translated
from portal.exchange.cleaning import CONSULTATION_TEXTS, MOMENTS, OWED, texts
from portal.exchange.gathering import More
from portal.exchange.package import CONSULTATION, CONTRIBUTIONS, FORMAT, MANIFEST, VERSION, Progress, silent
from portal.exchange.pieces import commitment, correction, policy, told_day, told_moment
from portal.identity.models import Organisation
from portal.meetings import queries as meetings
from portal.moderation.models import Appeal, Decision, Policy, Rule
from portal.responses.models import Commitment, OfficialResponse
from portal.summaries.models import Campaign, Objection, Point, Summary
from portal.summaries.translating import original_of
from portal.translations.models import Kind

AT_ONCE = 1000
A_QUIET_TIME = (1980, 1, 1, 0, 0, 0)  # the same content makes the same file

__all__ = ["rules"]


def export_consultation(session: Session, viewer: Actor, slug: str, target: Path | BinaryIO, progress: Progress = silent) -> dict[str, int]:
    """Write a consultation into a file and return how much was written. A target by name appears when it is whole."""
    if not can(viewer, Permission.EXCHANGE):
        raise NotFound
    export = _Export(session, viewer, consultations.one(session, viewer, slug), progress)
    if not isinstance(target, Path):
        return export.write(target)
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as stream:
            counts = export.write(stream)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return counts


def _json(value: Any, indent: int | None = None) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":")).encode()


class _Export:
    """One export. Knows the names that ids have in the file."""

    def __init__(self, session: Session, viewer: Actor, consultation: Consultation, progress: Progress) -> None:
        self.session, self.viewer, self.consultation, self.progress = session, viewer, consultation, progress
        self.questions = {one.id: one.number for one in consultation.questions}
        self.used: dict[int, Organisation] = {one.id: one for one in (consultation.host, *consultation.moderators)}
        self.used_policies: set[int] = set()
        self.organisations = {one.id: one for one in session.scalars(select(Organisation))}
        self.rules = {rule.id: rule for rule in session.scalars(select(Rule).options(joinedload(Rule.policy)))}
        here = consultation.id
        summary = select(Summary).where(Summary.consultation_id == here).options(selectinload(Summary.points), selectinload(Summary.objections))
        self.summary = session.scalar(summary)
        self.points = {one.id: one.number for one in self.summary.points} if self.summary else {}
        found = session.scalars(select(Campaign).where(Campaign.consultation_id == here).order_by(Campaign.id))
        self.campaigns = {one.id: (f"k{place}", one) for place, one in enumerate(found, 1)}
        self.kept_meetings = sorted(meetings.of(session, viewer, consultation), key=lambda one: one.number)
        self.meetings = {one.id: one.number for one in self.kept_meetings}
        self.keys = self._keys()
        self.helps, self.pictures = helps.told(session, consultation)

    def _keys(self) -> dict[int, str]:
        """Public ones are called by their number; the others by their place among the unnumbered."""
        known = self.session.execute(
            select(Contribution.id, Contribution.number).where(Contribution.consultation_id == self.consultation.id).order_by(Contribution.day, Contribution.id)
        )
        keys, unnumbered = {}, 0
        for row_id, number in known:
            unnumbered += number is None
            keys[row_id] = f"u{unnumbered}" if number is None else f"c{number}"
        return keys

    def write(self, stream: BinaryIO) -> dict[str, int]:
        """The three entries; the contributions first, since only they tell which rules and organisations are cited."""
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open(_entry(CONTRIBUTIONS), "w", force_zip64=True) as lines:
                self._contributions(lines)
            file = self._file()
            archive.writestr(_entry(CONSULTATION), _json(file, indent=1))
            for name, picture in self.pictures.items():
                archive.writestr(_entry(name), picture)
            summary = file["summary"] or {"points": []}
            counts = {
                "questions": len(self.questions),
                "contributions": len(self.keys),
                "points": len(summary["points"]),
                "commitments": sum(len(point["commitments"]) for point in summary["points"]),
            }
            archive.writestr(_entry(MANIFEST), _json({"format": FORMAT, "version": VERSION, "slug": self.consultation.slug, "counts": counts}, indent=1))
        return counts

    def _contributions(self, lines: IO[bytes]) -> None:
        done = 0
        for rows in self._batches():
            more = More(self.session, [row.id for row in rows])
            for row in rows:
                lines.write(_json(self._contribution(row, more)) + b"\n")
            done += len(rows)
            self.progress(done, len(self.keys), _("Writing"))

    def _batches(self) -> Iterator[list[Contribution]]:
        ids = list(self.keys)
        for start in range(0, len(ids), AT_ONCE):
            batch = ids[start : start + AT_ONCE]
            place = {row_id: number for number, row_id in enumerate(batch)}
            yield sorted(self.session.scalars(select(Contribution).where(Contribution.id.in_(batch))), key=lambda row: place[row.id])

    def _contribution(self, row: Contribution, more: "More") -> dict[str, Any]:
        parent = row.reply_to_id or (None if row.is_root else row.root_id)
        campaign = more.campaigns.get(row.id)
        return {
            "key": self.keys[row.id],
            "number": row.number,
            "question": self.questions[row.question_id],
            "reply_to": self.keys[parent] if parent is not None else None,
            "state": row.state.value,
            "since": told_day(row.state_since),
            "day": told_day(row.day),
            "voice": row.voice.value,
            "name": one_line(row.shown_name),
            "confirmed": self._organisation(row.confirmed_id),
            "confirmed_until": told_day(row.confirmed_until),
            "supports": [self._support(one) for one in more.supports[row.id]],
            "channel": row.channel.value,
            "no_machine": row.no_machine,
            "translations": translated.told(more.translations[row.id], row.html, old_ones=False),
            "meeting": self.meetings.get(row.meeting_id or 0),
            "language": row.language,
            "text": tidy(row.text),
            "version": row.version,
            "hasty": row.hasty,
            "mark": one_line(row.mark),
            "campaign": self.campaigns[campaign][0] if campaign is not None else None,
            "points": sorted(self.points[point] for point in more.points[row.id]),
            "no_point": texts(more.no_points.get(row.id)),
            "decisions": [self._decision(decision) for decision in more.decisions[row.id]],
        }

    def _support(self, row: CoSignature) -> dict[str, Any]:
        return {"organisation": self._organisation(row.organisation_id), "day": told_day(row.day), "confirmed_until": told_day(row.confirmed_until)}

    def _decision(self, row: Decision) -> dict[str, Any]:
        rule = self.rules.get(row.rule_id or 0)
        if rule is not None:
            self.used_policies.add(rule.policy_id)
        return {
            "version": row.version,
            "action": row.action.value,
            "rule": f"{rule.policy.version}.{rule.number}" if rule is not None else None,
            "facts": tidy(row.facts),
            "automated": row.automated,
            "organisation": self._organisation(row.organisation_id),
            "day": told_day(row.day),
            "waited_days": row.waited_days,
            "moved_from": self.questions.get(row.moved_from_question_id or 0),
            "moved_to": self.questions.get(row.moved_to_question_id or 0),
            "appeals": [self._appeal(appeal) for appeal in sorted(row.appeals, key=lambda one: (one.day, one.id))],
        }

    def _appeal(self, row: Appeal) -> dict[str, Any]:
        days = {"since": told_day(row.state_since), "day": told_day(row.day), "due_on": told_day(row.due_on)}
        return {
            "state": row.state.value,
            **days,
            "text": tidy(row.text),
            "language": row.language,
            "reason": tidy(row.reason),
            "organisation": self._organisation(row.organisation_id),
        }

    def _organisation(self, row_id: int | None) -> str | None:
        if row_id is None:
            return None
        self.used[row_id] = self.organisations[row_id]
        return self.organisations[row_id].slug

    def _file(self) -> dict[str, Any]:
        consultation = self._consultation()
        summary = self._summary() if self.summary else None
        policies = self.session.scalars(select(Policy).where(Policy.id.in_(self.used_policies)).options(selectinload(Policy.rules)).order_by(Policy.version))
        return {
            "organisations": [{"slug": one.slug, "name": texts(one.name), "contact": texts(one.contact)} for one in sorted(self.used.values(), key=lambda one: one.slug)],
            "consultation": consultation,
            "policies": [policy(one) for one in policies],
            "campaigns": [{"key": key, "title": one_line(one.title)} for key, one in self.campaigns.values()],
            "summary": summary,
        }

    def _consultation(self) -> dict[str, Any]:
        row = self.consultation
        ordered = sorted(row.themes, key=lambda one: (one.position, one.id))
        themes = {one.id: f"t{place}" for place, one in enumerate(ordered, 1)}
        return {
            "slug": row.slug,
            "state": row.state.value,
            "since": told_day(row.state_since),
            "languages": row.languages,
            **{name: texts(getattr(row, name)) for name in CONSULTATION_TEXTS},
            "influence": row.influence.value,
            "host": row.host.slug,
            "moderators": sorted(one.slug for one in row.moderators),
            "zone": row.zone,
            **{name: told_moment(getattr(row, name)) for name in MOMENTS},
            "grace_seconds": int(row.grace.total_seconds()),
            "premoderated": row.premoderated,
            "longest": row.longest,
            **{name: getattr(row, name) for name in OWED},
            "themes": [{"key": themes[one.id], "position": one.position, "title": texts(one.title)} for one in ordered],
            "questions": [self._question(one, themes) for one in row.questions],
            **self.helps,
            "documents": [{"number": one.number, "title": texts(one.title), "body": texts(one.body)} for one in sorted(row.documents, key=lambda one: one.number)],
            "meetings": [gatherings.told(one) for one in self.kept_meetings],
            "notices": [
                {"kind": one.kind.value, "day": told_day(one.day), "reason": texts(one.reason), "before": one_line(one.before), "after": one_line(one.after)} for one in row.notices
            ],
            "corrections": [correction(one) for one in reversed(corrections.of(self.session, self.viewer, row))],
        }

    def _question(self, row: Question, themes: dict[int, str]) -> dict[str, Any]:
        return {"number": row.number, "theme": themes.get(row.theme_id or 0), "title": texts(row.title), "body": texts(row.body), "young": texts(row.young)}

    def _summary(self) -> dict[str, Any]:
        row = self.summary
        assert row is not None
        responses, commitments = self._answers()
        self.of_points = translated.of(self.session, Kind.POINT, list(self.points))
        self.of_answers = translated.of(self.session, Kind.ANSWER, [one.id for answers in responses.values() for one in answers])
        return {
            "state": row.state.value,
            "since": told_day(row.state_since),
            "intro": texts(row.intro),
            "points": [self._point(point, responses[point.id], commitments[point.id]) for point in row.points],
            "objections": [self._objection(objection) for objection in row.objections],
        }

    def _answers(self) -> tuple[dict[int, list[OfficialResponse]], dict[int, list[Commitment]]]:
        here = self.consultation.id
        responses, commitments = defaultdict(list), defaultdict(list)
        for response in self.session.scalars(select(OfficialResponse).where(OfficialResponse.consultation_id == here).order_by(OfficialResponse.version)):
            responses[response.point_id].append(response)
        for promise in self.session.scalars(select(Commitment).where(Commitment.consultation_id == here).options(selectinload(Commitment.updates)).order_by(Commitment.number)):
            commitments[promise.point_id].append(promise)
        return responses, commitments

    def _point(self, row: Point, responses: Iterable[OfficialResponse], commitments: Iterable[Commitment]) -> dict[str, Any]:
        return {
            "number": row.number,
            "question": self.questions.get(row.question_id or 0),
            "title": texts(row.title),
            "body": texts(row.body),
            "version": row.version,
            "translations": translated.told(self.of_points[row.id], original_of(row.title, row.body)[1], old_ones=True),
            "responses": [self._response(one) for one in responses],
            "commitments": [commitment(one) for one in commitments],
        }

    def _response(self, row: OfficialResponse) -> dict[str, Any]:
        told = {"version": row.version, "verdict": row.verdict.value, "reason": texts(row.reason), "unit": one_line(row.unit), "day": told_day(row.day)}
        return {**told, "translations": translated.told(self.of_answers[row.id], original_of(row.reason)[1], old_ones=True)}

    def _objection(self, row: Objection) -> dict[str, Any]:
        return {
            "number": row.number,
            "point": self.points.get(row.point_id or 0),
            "kind": row.kind.value,
            "state": row.state.value,
            "since": told_day(row.state_since),
            "day": told_day(row.day),
            "text": tidy(row.text),
            "language": row.language,
            "answer": texts(row.answer),
            "shown": row.shown,
        }


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, A_QUIET_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
