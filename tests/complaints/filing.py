"""Going through the form of a complaint, as tests of several files do."""

import re

TEXT = "They closed the hall before we could speak. مرحبا 你好 🕊"


def number_on(page):
    """The number as a page shows it."""
    code = re.sub(r"\D", "", next(" ".join(one.itertext()) for one in page.tree.iter() if one.get("class") == "code"))
    assert len(code) == 20
    return code


def complain(visitor, text=TEXT, attached=None, last=None, **more):
    """Go through the form; the number."""
    visitor.get("/en/write/1")
    visitor.press("Continue", **{"category": "process", "text": text, **more})
    return number_on(visitor.press("Send it", attached=attached, **{"officer": "", **(last or {})}))


def opened(visitor, code):
    """The page behind a number."""
    visitor.get("/en/page")
    return visitor.press("Open your page", code=code)
