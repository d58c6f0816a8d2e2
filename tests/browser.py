"""Chromium, driven by Playwright, for what only a real browser can show. Skips with a reason where there is none.

Tests that follow each other share one Chromium: each gets a profile of its own (cookies, storage, cache), which is all that
a fresh browser has over it, and starting takes longer than looking.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed on this machine")
PATIENCE = 20_000
"""Milliseconds until a page is given up."""

_running: list[Any] = []  # Playwright and its browser


def _browser() -> Any:
    if _running and not _running[1].is_connected():
        end_browser()
    if not _running:
        from playwright.sync_api import sync_playwright

        playwright = sync_playwright().start()
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
        _running[:] = [playwright, playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)]
    return _running[1]


def end_browser() -> None:
    """End the browser: a test without one may want an event loop of its own, where Playwright's would be in the way."""
    if _running:
        playwright, browser = _running
        _running.clear()
        browser.close()
        playwright.stop()


@contextlib.contextmanager
def chromium(*, script: bool = True, patience: int = PATIENCE, **more: Any) -> Iterator[Any]:
    """A page in a profile of its own; `script=False` switches JavaScript off."""
    context = _browser().new_context(java_script_enabled=script, **more)
    context.set_default_timeout(patience)
    try:
        yield context.new_page()
    finally:
        context.close()
