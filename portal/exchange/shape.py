"""The published schema, and its complaints in plain words."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.text import one_line

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

SCHEMA = Path(__file__).parent / "schema" / "hearback-2.json"
MOST_FAULTS = 10
SHOWN = 60  # characters of a wrong value that a sentence repeats


class Unfit(Refused):
    """The file cannot be taken in. `faults` holds one sentence per place, the first ones of many."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = [one_line(fault) for fault in faults]  # a sentence may repeat what the file says
        super().__init__("\n".join(self.faults))


class Faults:
    """Collects what is wrong, and gives up when there is enough to mend."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, place: str, reason: str) -> None:
        """Note a fault with its place; too many of them end the reading."""
        sentence = _("%(place)s: %(reason)s", place=place, reason=reason)
        if sentence not in self.found:
            self.found.append(sentence)
        if len(self.found) >= MOST_FAULTS:
            raise Unfit([*self.found, _("There may be more faults. These are the first.")])

    def settle(self) -> None:
        """Go on only when nothing was found."""
        if self.found:
            raise Unfit(self.found)


def schema_text() -> str:
    """The schema as it is published."""
    return SCHEMA.read_text()


@lru_cache(maxsize=4)
def _validator(part: str) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator  # late: only who takes a file in needs it in memory

    schema = json.loads(schema_text())
    return Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]})


def complaints(part: str, value: Any, place: str, faults: Faults) -> None:
    """Hold a value against one part of the schema."""
    for error in _validator(part).iter_errors(value):
        where = _path(error)
        faults.add(f"{place}, {where}" if where else place, _reason(error))


def _path(error: "ValidationError") -> str:
    """Such as `summary.points[2].title`, with entries counted from 1."""
    text = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
    return text.lstrip(".")


def _reason(error: "ValidationError") -> str:
    value, rule = error.instance, error.validator_value
    if error.validator == "required":
        return _("%(names)s is missing", names=", ".join(name for name in rule if isinstance(value, dict) and name not in value))
    if error.validator == "additionalProperties":
        return _("the format does not know %(names)s", names=", ".join(_unknown(error))[: SHOWN * 2])
    if str(error.validator).startswith("max"):
        return _("too long or too large; the most is %(most)s", most=rule)
    if str(error.validator).startswith("min"):
        return _("too short or too small; the least is %(least)s", least=rule)
    return _wrong_value(error, _short(value), [rule] if isinstance(rule, str) else rule)


def _wrong_value(error: "ValidationError", value: str, rule: Any) -> str:
    if error.validator == "enum":
        return _("%(value)s is none of: %(words)s", value=value, words=", ".join(map(str, rule)))
    if error.validator == "type":
        return _("%(value)s should be of the kind %(kind)s", value=value, kind=" / ".join(rule))
    return _("%(value)s is not written as the format wants it", value=value)


def _unknown(error: "ValidationError") -> Iterator[str]:
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    return (name for name in error.instance if name not in known)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= SHOWN else text[:SHOWN] + " …"
