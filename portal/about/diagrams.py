"""The state diagrams of "How it works", drawn from the very tables that the commands obey."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from markupsafe import Markup, escape

from portal.about.words import WHO
from portal.base.languages import direction, language
from portal.journal.lifecycle import Lifecycle, Reason

ROOMS = ("consultations", "contributions", "moderation", "summaries", "responses", "barriers", "meetings", "plans", "calls", "directory")
ROW = 46
BOX = 300
ARC = 14


@dataclass(frozen=True)
class Step:
    """One arrow in words."""

    origin: str
    to: str
    needs: str
    reason: bool


@dataclass(frozen=True)
class Diagram:
    """One kind of thing: its name, its picture and the same as a table."""

    name: str
    anchor: str
    picture: Markup
    steps: list[Step]
    final: list[str]


def diagrams() -> list[Diagram]:
    """All state tables of the portal, in the language spoken now."""
    return [_diagram(table, f"states-{number}") for number, table in enumerate(tables(), 1)]


def tables() -> list[Lifecycle[Any]]:
    """Every Lifecycle that a room's `states.py` holds."""
    found = []
    for room in ROOMS:
        module = import_module(f"portal.{room}.states")
        found += [value for value in vars(module).values() if isinstance(value, Lifecycle)]
    return found


def label_of(state: Any) -> str:
    """A state in words."""
    return str(state.label)


def _diagram(table: Lifecycle[Any], anchor: str) -> Diagram:
    steps = [Step(label_of(origin), label_of(to), str(WHO[move.needs]), move.reason is Reason.REQUIRED) for (origin, to), move in table.moves.items()]
    return Diagram(str(table.name), anchor, _picture(table), steps, [label_of(state) for state in table.states if state in table.final])


def _picture(table: Lifecycle[Any]) -> Markup:
    """States below each other in plain HTML, and arcs behind them: onwards on the right, back on the left. Where pictures are blocked, the states stay."""
    states = list(table.states.__members__.values())
    height = ROW * len(states)
    place = {state: ROW * number + ROW // 2 for number, state in enumerate(states)}
    deepest = max(abs(states.index(to) - states.index(origin)) for origin, to in table.moves)
    side = ARC * deepest + 24
    width = BOX + 2 * side
    arcs = "".join(_arc(place[origin], place[to], side, width) for origin, to in table.moves)
    final = {True: ' class="final"', False: ""}
    boxes = "".join(f'<li dir="{direction(language())}"{final[state in table.final]}>{escape(label_of(state))}</li>' for state in states)
    drawing = f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" focusable="false">{arcs}</svg>'
    return Markup(f'<div class="diagram" dir="ltr" aria-hidden="true">{drawing}<ol>{boxes}</ol></div>')  # noqa: S704 - numbers and escaped labels


def _arc(start: int, end: int, side: int, width: int) -> str:
    down = end > start
    x, out = (width - side, 1) if down else (side, -1)
    bow = x + out * (ARC * abs(end - start) // ROW + 8)
    y1, y2 = start + (5 if down else -5), end - (5 if down else -5)
    tip = f"{x},{y2} {x + out * 9},{y2 - 4} {x + out * 9},{y2 + 4}"
    return f'<path d="M{x} {y1} C{bow} {y1} {bow} {y2} {x + out * 6} {y2}" fill="none" stroke="currentColor"/><polygon points="{tip}" fill="currentColor"/>'
