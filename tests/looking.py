"""One browser that looks at pages as axe does: in light, dark and forced colours, and on a narrow screen."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser import chromium

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]  # WCAG 2.0 to 2.2, A and AA
COLOURS = {"light": ("light", "none"), "dark": ("dark", "none"), "forced colours": ("light", "active")}
ALL = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
COLOUR_RULES = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}
RUNS = {
    "light": ALL,
    "dark": COLOUR_RULES,  # structure does not change with it
    "forced colours": ALL | {"rules": {"color-contrast": {"enabled": False}}},  # the reader's own colours are not ours to judge
}
RUN = "run => axe.run(document, run).then(done => done.violations.map(one => `${one.id} ${one.nodes.map(node => node.target.join(' ')).slice(0, 3)}`))"
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

WATCH = """most => {
  document.activeElement.blur();
  getSelection().removeAllRanges();
  const stops = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
    .filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true}));
  const groups = new Set();
  window.stops = stops.filter(one => {
    if (one.type !== 'radio') return true;
    const group = (one.form ? [...document.forms].indexOf(one.form) : '') + one.name;
    return groups.has(group) ? false : groups.add(group);
  }).slice(0, most);
  window.reached = [];
  document.addEventListener('focusin', event => {
    const one = event.target, style = getComputedStyle(one);
    reached.push({one, seen: parseFloat(style.outlineWidth) >= 3 && style.outlineStyle !== 'none'});
  });
  return window.stops.length;
}"""
WALKED = """() => {
  const called = one => `${one.tagName.toLowerCase()} ${one.name || one.getAttribute('href') || one.id || one.textContent.trim()}`;
  const same = (a, b) => a === b || (a.type === 'radio' && b.type === 'radio' && a.name === b.name && a.form === b.form);
  const faults = reached.filter(stop => !stop.seen).map(stop => `no mark of focus on ${called(stop.one)}`);
  const order = [];  // what scrolls by itself is a stop of the browser's own, and no fault
  for (const {one} of reached) {
    const place = stops.findIndex(stop => same(stop, one));
    if (place >= 0 && !order.includes(place)) order.push(place);
  }
  stops.forEach((stop, place) => { if (!order.includes(place)) faults.push(`Tab does not reach ${called(stop)}`); });
  order.forEach((place, number) => { if (number && place < order[number - 1]) faults.push(`out of order: ${called(stops[place])}`); });
  return faults.slice(0, 3);
}"""
"""What Tab must reach, in the order of the page, and what it reached."""


class Looker:
    """Goes to pages, sends forms by the place they are sent to, and notes every fault with where it was."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        self.seen = 0

    def open(self, path: str) -> int:
        """Go there; the status."""
        answer = self.page.goto(self.address + path)
        return int(answer.status)

    def look(self, where: str) -> None:
        """Every check in every colour, then narrow."""
        self.page.evaluate(AXE_SCRIPT)
        for name, (scheme, forced) in COLOURS.items():
            self.page.emulate_media(color_scheme=scheme, forced_colors=forced)
            self.faults += [f"{where} [{name}] {fault}" for fault in self.page.evaluate(RUN, RUNS[name])]
        self.page.emulate_media(color_scheme="light", forced_colors="none")
        self._narrow(where)
        self.seen += 1

    def look_once(self, where: str) -> None:
        """Everything but the other colours: axe in light, then narrow."""
        self.page.evaluate(AXE_SCRIPT)
        self.faults += [f"{where} {fault}" for fault in self.page.evaluate(RUN, ALL)]
        self._narrow(where)
        self.seen += 1

    def _narrow(self, where: str) -> None:
        self.page.set_viewport_size({"width": 320, "height": 640})
        if (over := self.page.evaluate(SIDEWAYS)) > 0:
            self.faults.append(f"{where} [320 px] sticks out by {over} px")
        self.page.set_viewport_size({"width": 1000, "height": 800})

    def walk(self, where: str, most: int = 60) -> None:
        """Press Tab through the page: every control is reached in the order of the page, and shows that it has the focus."""
        wanted = self.page.evaluate(WATCH, most)
        for _step in range(wanted + 4):
            self.page.keyboard.press("Tab")
        self.faults += [f"{where} [keyboard] {fault}" for fault in self.page.evaluate(WALKED)]

    def send(self, to: str, button: int = 0, **typed: str) -> None:
        """Fill the form that is sent to an address ending like this, and press its n-th button."""
        form = self.page.locator("main form").filter(has=self.page.locator("button")).and_(self.page.locator(f'form[action$="{to}"]')).first
        for closed in (form.locator("xpath=ancestor::details[not(@open)]/summary"), form.locator("details:not([open]) > summary")):
            while closed.count():  # each one that opens is no longer among them
                closed.first.click()
        for name, value in typed.items():
            fill(form, name, value)
        with self.page.expect_navigation():
            form.locator("button").nth(button).click()

    def forms(self) -> list[tuple[str, bool]]:
        """Where the forms of the page are sent, and whether anything can be typed into them."""
        found = self.page.eval_on_selector_all(
            "main form[method=post]", "all => all.map(f => [f.getAttribute('action'), !!f.querySelector('textarea, select, input:not([type=hidden])')])"
        )
        return [(re.sub(r"^/[a-z]+/", "/", action), typed) for action, typed in found]


def fill(form: Any, name: str, value: str) -> None:
    """Type, choose or tick."""
    field = form.locator(f'[name="{name}"]')
    kind = field.first.evaluate("field => field.tagName + ' ' + field.type")
    if kind in ("INPUT radio", "INPUT checkbox"):
        form.locator(f'[name="{name}"][value="{value}"]').check()
    elif kind.startswith("SELECT"):
        field.select_option(value)
    else:
        field.fill(value)


@contextlib.contextmanager
def looker(address: str) -> Iterator[Looker]:
    """A looker with a profile of its own."""
    with chromium(viewport={"width": 1000, "height": 800}) as page:
        yield Looker(page, address)
