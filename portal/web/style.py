"""The one stylesheet, in the head of every page with its hash in the content security policy; other files by hashed name."""

import base64
import re
from functools import lru_cache
from hashlib import sha256

from markupsafe import Markup

from portal.base.settings import ROOT

STATIC = ROOT / "static"


@lru_cache(maxsize=1)
def sheet() -> Markup:
    """The stylesheet without comments and needless blanks."""
    text = (STATIC / "portal.css").read_text()
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,>])\s*", r"\1", text)
    return Markup(text.replace(";}", "}").strip())  # noqa: S704 - our own file


@lru_cache(maxsize=1)
def sheet_hash() -> str:
    """The hash that lets exactly this stylesheet in (CSP 3)."""
    return "sha256-" + base64.b64encode(sha256(sheet().encode()).digest()).decode()


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a static file; it changes with the content, so browsers may keep it for ever."""
    return f"/static/{sha256((STATIC / name).read_bytes()).hexdigest()[:10]}/{name}"
