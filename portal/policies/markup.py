"""A policy's text as HTML: the small markup of all official texts, with headings."""

from portal.base.markup import to_html

__all__ = ["to_html"]
