"""Chromium, driven by Playwright, for what only a real browser can show. Skips with a reason where there is none."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed on this machine")


@contextlib.contextmanager
def chromium(*, script: bool = True, **more: Any) -> Iterator[Any]:
    """A page of a fresh browser; `script=False` switches JavaScript off."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"])
        context = browser.new_context(java_script_enabled=script, **more)
        context.set_default_timeout(15000)
        page = context.new_page()
        try:
            yield page
        finally:
            browser.close()
