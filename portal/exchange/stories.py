"""How a file of the demo comes in: by the same door as anybody's, and then with what no file holds.

That is a receipt behind each contribution, the sealed original of redacted words, and whose the objections are.
"""

import os
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Lazy, _l
from portal.base.secrets import seal
from portal.consultations.models import Consultation
from portal.contributions.models import Contribution
from portal.exchange import helps, town
from portal.exchange.checks import check
from portal.exchange.cleaning import clean_contribution, clean_file, texts
from portal.exchange.commands import import_consultation
from portal.exchange.package import CONSULTATION, CONTRIBUTIONS, Package
from portal.exchange.shape import Faults, complaints
from portal.exchange.town import read
from portal.moderation.models import ORIGINAL, PASSAGE, Action, Appeal, Decision, Policy, Rule, SealedOriginal
from portal.receipts import codes
from portal.receipts.models import Receipt
from portal.summaries.models import Objection

TOLD = {
    "late": _l("led to a promise that is late"),
    "check-back": _l("stands behind a point; the summary can be checked now"),
    "objection": _l("has no point of its own, and objected to that"),
    "published": _l("is published and got answers"),
    "redacted": _l("was published with a passage left out"),
    "declined": _l("was not published; an appeal waits"),
    "waiting": _l("waits for a moderator"),
}


def bring_in(session: Session, actor: Actor, file: dict[str, Any], policy: Policy) -> tuple[Consultation, list[tuple[Lazy, str]]]:
    """Import one file, then add what no file holds."""
    rules = list(session.scalars(select(Rule).where(Rule.policy_id == policy.id).order_by(Rule.number)))
    rows, extras = _rows(file.pop("contributions"), policy, rules)
    receipts_of = [objection.pop("receipt_of", "") for objection in (file.get("summary") or {"objections": []})["objections"]]
    file["organisations"] = read("organisations")
    file["policies"] = [_as_file(policy, rules)]
    consultation = import_consultation(session, actor, _package(file, rows))
    written = session.execute(select(Contribution).where(Contribution.consultation_id == consultation.id).order_by(Contribution.day, Contribution.id)).scalars()
    in_order = sorted(rows, key=lambda row: row["day"])
    found = {row["key"]: contribution for row, contribution in zip(in_order, written, strict=True)}
    numbers = {key: _give_receipt(session, contribution) for key, contribution in found.items()}
    _seal(session, found, extras)
    _objections(session, consultation, receipts_of, found)
    return consultation, [(TOLD[extra["receipt"]], numbers[key]) for key, extra in extras.items() if extra.get("receipt")]


def _rows(given: list[dict[str, Any]], policy: Policy, rules: list[Rule]) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """The lines of the file in the order of their days, numbered, with a decision behind each; and what is no part of the format."""
    rows, extras, number = [], {}, 0
    for place, line in enumerate(sorted(given, key=lambda line: line["day"])):
        row = {"key": f"p{place}", "voice": "anonymous", "language": "en", "state": "published", **line}
        extras[row["key"]] = {name: row.pop(name, "") for name in ("receipt", "original")}
        if row["state"].startswith("published"):
            number += 1
            row["number"] = number
        if row["state"] == "published":
            day = min(date.fromisoformat(row["day"]) + timedelta(days=1), clock.today())
            turn = ("demo-open-forum", "demo-free-word")[place % 2]
            row["decisions"] = [{"action": "publish", "organisation": turn, "day": day.isoformat(), "waited_days": (day - date.fromisoformat(row["day"])).days}]
        for decision in row.get("decisions", []):
            extras[row["key"]]["passage"] = decision.pop("passage", "")
            if wanted := decision.get("rule"):
                rule = next((rule for rule in rules if rule.category == wanted), rules[0])
                decision["rule"] = f"{policy.version}.{rule.number}"
                row["mark"] = rule.category if "mark" in row else ""
        rows.append(row)
    return rows, extras


def _as_file(policy: Policy, rules: list[Rule]) -> dict[str, Any]:
    found = [{"number": one.number, "category": one.category, "title": texts(one.title), "text": texts(one.text)} for one in rules]
    return {"version": policy.version, "from_day": policy.from_day.isoformat(), "intro": texts(policy.intro), "rules": found}


def _package(file: dict[str, Any], rows: list[dict[str, Any]]) -> Package:
    """The same checks as for anybody's file."""
    faults = Faults()
    complaints("file", file, CONSULTATION, faults)
    for row in rows:
        complaints("contribution", row, f"{CONTRIBUTIONS}, {row['key']}", faults)
    faults.settle()
    clean_file(file)
    package = Package(file, [clean_contribution(row) for row in rows])
    check(package)
    package.pictures = helps.ours(file, town.FOLDER)
    return package


def _give_receipt(session: Session, contribution: Contribution) -> str:
    code = codes.from_token(os.urandom(16))
    receipt = Receipt(consultation_id=contribution.consultation_id, code_hash=codes.lookup_hash(code), day=contribution.day)
    session.add(receipt)
    session.flush()
    contribution.receipt_id = receipt.id
    session.execute(update(Appeal).where(Appeal.decision_id.in_(select(Decision.id).where(Decision.contribution_id == contribution.id))).values(receipt_id=receipt.id))
    return code


def _seal(session: Session, found: dict[str, Contribution], extras: dict[str, dict[str, Any]]) -> None:
    for key, extra in extras.items():
        if extra["original"]:
            session.add(SealedOriginal(contribution_id=found[key].id, sealed=seal(ORIGINAL, extra["original"])))
        if extra.get("passage"):
            restricting = (Decision.contribution_id == found[key].id, Decision.action.in_((Action.REDACT, Action.DECLINE)))
            session.execute(update(Decision).where(*restricting).values(sealed_passage=seal(PASSAGE, extra["passage"])))


def _objections(session: Session, consultation: Consultation, receipts_of: list[str], found: dict[str, Contribution]) -> None:
    objections = session.scalars(select(Objection).where(Objection.consultation_id == consultation.id).order_by(Objection.number))
    for key, objection in zip(receipts_of, objections, strict=True):
        if key:
            objection.receipt_id = found[key].receipt_id
