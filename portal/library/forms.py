"""What editors type about a resource."""

from collections.abc import Sequence
from typing import Any

from multidict import MultiDict

from portal.base.languages import _, _l, language_name
from portal.identity.forms.organisations import Block, InLanguages, Line
from portal.library.facts import LONGEST, Facts, faults
from portal.library.queries import ResourceKind, ResourceTopic
from portal.web.forms import Longest, SelectField, Ticked, Words, choices, number_in, tags_in


class _ResourceForm(InLanguages):
    kind = SelectField(_l("Kind"), choices=lambda: choices(ResourceKind))
    topics = Ticked(_l("Topics"), choices=lambda: choices(ResourceTopic))
    spoken = Words(_l("Languages"))
    edition = Words(_l("Edition"))
    year = Words(_l("Year"))
    author = Words(_l("Written by"))
    address = Words(_l("Address"))

    def faults(self) -> list[tuple[str, str]]:
        """In the order of the page: title and description stand above the rest, the text below it."""
        places = {field.id: place for place, name in enumerate(("title", "what")) for field in self.fields_of(name)}
        return sorted(super().faults(), key=lambda fault: places.get(fault[0], len(places)))

    def facts(self) -> Facts:
        """What was typed."""
        return Facts(
            **{name: self.texts(name) for name in ("title", "what", "text")},
            kind=ResourceKind(self.kind.data) if self.kind.data in list(ResourceKind) else ResourceKind.GUIDE,
            topics=list(self.topics.data or []),
            languages=tags_in(self.spoken.data or ""),
            year=number_in(self.year.data or ""),
            edition=self.edition.data or "",
            author=self.author.data or "",
            address=self.address.data or "",
        )

    def whole(self) -> bool:
        """Whether it can be saved; every fault stands at its field."""
        good = bool(self.validate())
        for name, sentence in faults(self.facts()):
            field = "spoken" if name == "languages" else self.fields_of(name)[0].name if name in LONGEST else name
            if not self[field].errors:
                self.blame(field, sentence)
            good = False
        return good


def resource_form(tags: Sequence[str], sent: MultiDict[str] | None = None, facts: Facts | None = None) -> Any:
    """The form of a resource, with what is known of it."""
    parts = (("title", _("Title"), Line), ("what", _("What it is"), Block), ("text", _("A text of your own"), Block))
    made: dict[str, Any] = {}
    for name, label, kind in parts:
        for tag in tags:
            made[f"{name}-{tag}"] = kind(_("%(what)s (%(language)s)", what=label, language=language_name(tag)), [Longest(LONGEST[name])], tag=tag)
    return type("ResourceForm", (_ResourceForm,), made)(sent, data=_data(facts, tags) if facts else {})


def _data(facts: Facts, tags: Sequence[str]) -> dict[str, Any]:
    return {
        **{f"{name}-{tag}": getattr(facts, name).get(tag, "") for name in LONGEST for tag in tags},
        **{name: getattr(facts, name) for name in ("topics", "edition", "author", "address")},
        "kind": facts.kind.value,
        "spoken": ", ".join(facts.languages),
        "year": "" if facts.year is None else str(facts.year),
    }
