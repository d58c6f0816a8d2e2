"""Two versions of the rules beside each other, rule by rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from portal.base.differences import Part, differences
from portal.base.languages import language

Kind = Literal["same", "changed", "renumbered", "new", "gone"]


@dataclass(frozen=True)
class Change:
    """One rule in two versions. `was` is its earlier number."""

    kind: Kind
    number: int
    was: int
    title: list[Part]
    text: list[Part]


def language_of(before: Any, after: Any) -> str:
    """The reader's language, or another in which both were written; nothing when there is none."""
    return next((tag for tag in (language(), *after) if before.get(tag) and after.get(tag)), "")


def changes(before: Sequence[Any], after: Sequence[Any], tag: str) -> list[Change]:
    """The rules of the later version in their order, and then those that are gone.

    A rule that has the same words under another number was renumbered; other rules are known by their numbers.
    """
    left = {rule.number: rule for rule in before}
    moved = {rule.number: old.number for rule in after for old in before if _words(old) == _words(rule) and rule.number != old.number and not _same(left.get(rule.number), rule)}
    taken = set(moved.values())
    found: list[Change] = []
    for rule in after:
        was = moved.get(rule.number) or (rule.number if rule.number in left and rule.number not in taken else None)
        found.append(_change(left[was] if was else None, rule, tag))
    kept = {one.was for one in found if one.kind != "new"}
    return found + [Change("gone", rule.number, rule.number, [("gone", rule.title.get(tag, ""))], [("gone", rule.text.get(tag, ""))]) for rule in before if rule.number not in kept]


def _change(old: Any, rule: Any, tag: str) -> Change:
    title, text = rule.title.get(tag, ""), rule.text.get(tag, "")
    if old is None:
        return Change("new", rule.number, 0, [("new", title)], [("new", text)])
    kind: Kind = "renumbered" if old.number != rule.number else "same" if _words(old) == _words(rule) else "changed"
    return Change(kind, rule.number, old.number, differences(old.title.get(tag, ""), title), differences(old.text.get(tag, ""), text))


def _words(rule: Any) -> tuple[str, dict[str, str], dict[str, str]]:
    return rule.category, dict(rule.title), dict(rule.text)


def _same(old: Any, rule: Any) -> bool:
    return old is not None and _words(old) == _words(rule)
