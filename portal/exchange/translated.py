"""Translations in a file: with whoever translated and the role of whoever checked, never with a name."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.base.database import Base, Session
from portal.base.text import one_line, tidy, to_html
from portal.responses.models import OfficialResponse
from portal.summaries.translating import original_of
from portal.translations.models import COLUMNS, Kind, Origin, Translation
from portal.translations.originals import fingerprint

Found = dict[int, list[Translation]]


def of(session: Session, kind: Kind, ids: Sequence[int]) -> Found:
    """The translations of some things, by the things' ids."""
    own = getattr(Translation, COLUMNS[kind])
    found: Found = defaultdict(list)
    for one in session.scalars(select(Translation).where(own.in_(ids)).order_by(Translation.language)):
        found[one.thing_id].append(one)
    return found


def told(rows: Sequence[Translation], ground: str, *, old_ones: bool) -> list[dict[str, Any]]:
    """As the file writes them. Of people's words only those of the present wording leave; of staff's texts also `old_ones`, which say so."""
    sign = fingerprint(ground)
    return [
        {
            "language": one.language,
            "text": tidy(one.text),
            "origin": one.origin.value,
            "engine": one_line(one.engine),
            "day": one.day.isoformat(),
            "checked_as": one.checked_as,
            "checked_on": one.checked_on.isoformat() if one.checked_on else None,
            "outdated": one.fingerprint != sign,
        }
        for one in rows
        if old_ones or one.fingerprint == sign
    ]


def clean(given: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """Every field present and clean."""
    plain = {"engine": "", "checked_as": None, "checked_on": None, "outdated": False}
    return [{**plain, **one, "text": tidy(one["text"]), "engine": one_line(one.get("engine", ""))[:80]} for one in given or []]


def without(one: dict[str, Any]) -> dict[str, Any]:
    """The columns of an answer alone."""
    return {name: value for name, value in one.items() if name != "translations"}


def rows(session: Session, package: Any, consultation: int, contributions: dict[str, int], points: dict[int, int]) -> tuple[type[Base], list[dict[str, Any]]]:
    """The rows of every translation in a file, when the things that they tell have been written."""
    made = [_row(consultation, Kind.CONTRIBUTION, contributions[row["key"]], row["html"], one) for row in package.contributions for one in row["translations"]]
    answers = {(point, version): own for own, point, version in session.execute(_ANSWERS.where(OfficialResponse.consultation_id == consultation))}
    for point in (package.file["summary"] or {"points": []})["points"]:
        own = points[point["number"]]
        made += [_row(consultation, Kind.POINT, own, original_of(point["title"], point["body"])[1], one) for one in point["translations"]]
        for answer in point["responses"]:
            made += [_row(consultation, Kind.ANSWER, answers[own, answer["version"]], original_of(answer["reason"])[1], one) for one in answer["translations"]]
    return Translation, made


_ANSWERS = select(OfficialResponse.id, OfficialResponse.point_id, OfficialResponse.version)


def _row(consultation: int, kind: Kind, thing_id: int, ground: str, one: dict[str, Any]) -> dict[str, Any]:
    things = {column: thing_id if kind is of_kind else None for of_kind, column in COLUMNS.items()}
    same = {name: one[name] for name in ("language", "text", "engine", "checked_as")}
    days = {"day": date.fromisoformat(one["day"]), "checked_on": date.fromisoformat(one["checked_on"]) if one["checked_on"] else None}
    sign = "" if one["outdated"] else fingerprint(ground)
    return {"consultation_id": consultation, **things, **same, **days, "origin": Origin(one["origin"]), "html": to_html(one["text"]), "fingerprint": sign}
