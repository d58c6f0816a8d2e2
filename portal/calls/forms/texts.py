"""Forms with texts in several languages side by side."""

from collections.abc import Sequence
from typing import Any

from portal.base.languages import Texts, _, language_name
from portal.base.settings import settings
from portal.identity.forms.organisations import Block, InLanguages, Line
from portal.web.forms import Longest

__all__ = ["Block", "InLanguages", "Line", "filled", "form_of", "tags_of"]

Part = tuple[str, str, Any, int]
"""A text: its name, its label, one line or several, the longest."""


def form_of(base: type[InLanguages], parts: Sequence[Part], tags: Sequence[str]) -> type[Any]:
    """A form class with the fields of `base`, and each text in each language."""
    made: dict[str, Any] = {}
    for part, label, kind, most in parts:
        for tag in tags:
            made[f"{part}-{tag}"] = kind(_("%(what)s (%(language)s)", what=label, language=language_name(tag)), [Longest(most)], tag=tag)
    return type(base.__name__, (base,), made)


def filled(tags: Sequence[str], **texts: Texts | None) -> dict[str, str]:
    """Texts as the data of such a form."""
    return {f"{part}-{tag}": (text or Texts()).get(tag, "") for part, text in texts.items() for tag in tags}


def tags_of(*texts: Texts | None) -> list[str]:
    """The languages of the portal, and those in which something is there."""
    return list(dict.fromkeys([*settings().languages, *(tag for text in texts if text for tag in text)]))
