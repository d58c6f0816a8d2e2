"""The small markup of all official texts as HTML, with headings, which a long text needs to be found one's way in."""

import re

from markupsafe import Markup, escape

from portal.base import text as words

_HEADING = re.compile(r"^##[ \t]+(.+)$", re.MULTILINE)


def to_html(text: str, level: int = 2) -> Markup:
    """Clean HTML. A line that begins with `##` is a heading of this level."""
    pieces = _HEADING.split(text)
    html = [words.to_html(pieces[0])]
    for heading, below in zip(pieces[1::2], pieces[2::2], strict=True):
        html += [f"<h{level}>{escape(heading.strip())}</h{level}>", words.to_html(below.strip())]
    return Markup("\n".join(one for one in html if one))  # noqa: S704 - cleaned and escaped above
