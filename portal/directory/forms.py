"""What editors type about an entry, what everybody chooses in the filters, and what somebody suggests."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from multidict import MultiDict

from portal.base.languages import Texts, _, _l, language_name
from portal.base.regions import REGIONS
from portal.directory.facts import LONGEST, LONGEST_WHAT, Facts, faults, ways_as_lines, ways_from
from portal.directory.queries import WITHIN, WORLD, Audience, Costs, HelpKind, HelpTheme, SuggestionKind, WhyOut, Wish
from portal.identity.forms.organisations import Block, Day, InLanguages
from portal.web.forms import Field, Form, Lines, Longest, Needed, RadioField, SelectField, Ticked, Words, choices, number_in, tags_in

LONGEST_WORDS = 3000
LISTS = ("kinds", "themes", "audiences", "regions")
TAGS = ("en", "ar")
SPEED_NAMES = {2: _l("Within 2 hours"), 24: _l("Within a day"), 72: _l("Within 3 days"), 168: _l("Within a week")}


def region_choices() -> list[tuple[str, str]]:
    """The whole world first, then its parts."""
    return [(WORLD, _("The whole world")), *((key, str(name)) for key, name in REGIONS.items())]


class _EntryForm(InLanguages):
    name = Words(_l("Name"), [Longest(LONGEST["name"])])
    kinds = Ticked(_l("Kind of help"), choices=lambda: choices(HelpKind))
    themes = Ticked(_l("What it is about"), choices=lambda: choices(HelpTheme))
    audiences = Ticked(_l("Whom it is for"), choices=lambda: choices(Audience))
    regions = Ticked(_l("Part of the world"), choices=region_choices)
    spoken = Words(_l("Languages in which somebody answers"))
    hours = Words(_l("Hours"))
    zone = Words(_l("Time zone"))
    answer_hours = Words(_l("Hours until the first answer"))
    ways = Lines(_l("Ways of contact"))
    costs = SelectField(_l("Costs"), choices=lambda: choices(Costs))
    website = Words(_l("Web page"))
    source = Words(_l("Where these facts come from"))
    source_address = Words(_l("Address of the source"))
    source_on = Day(_l("Day of the source"))
    review_due_on = Day(_l("To be looked at again by"))

    def faults(self) -> list[tuple[str, str]]:
        """In the order of the page: name and description stand above the rest."""
        first = ["name", *(field.id for field in self.fields_of("what"))]
        return sorted(super().faults(), key=lambda fault: first.index(fault[0]) if fault[0] in first else len(first))

    def facts(self, reviewed_on: date | None = None) -> Facts:
        """What was typed."""
        plain: dict[str, Any] = {name: self[name].data or "" for name in ("name", "hours", "website", "source", "source_address")}
        plain |= {name: list(self[name].data or []) for name in LISTS}
        return Facts(
            **plain,
            what=self.texts("what"),
            languages=tags_in(self.spoken.data or ""),
            zone=self.zone.data or "UTC",
            answer_hours=number_in(self.answer_hours.data or ""),
            ways=ways_from(self.ways.data or ""),
            costs=Costs(self.costs.data) if self.costs.data in list(Costs) else Costs.UNKNOWN,
            source_on=self.source_on.day,
            review_due_on=self.review_due_on.day,
            reviewed_on=reviewed_on,
        ).tidy()

    def whole(self) -> bool:
        """Whether it can be saved; every fault stands at its field."""
        good = bool(self.validate())
        for name, sentence in faults(self.facts()):
            field = {"what": self.fields_of("what")[0].name, "languages": "spoken"}.get(name, name)
            if not self[field].errors:
                self.blame(field, sentence)
            good = False
        return good


def entry_form(tags: Sequence[str], sent: MultiDict[str] | None = None, facts: Facts | None = None) -> Any:
    """The form of an entry, with what is known of it."""
    made: dict[str, Any] = {
        f"what-{tag}": Block(_("%(what)s (%(language)s)", what=_("What they do"), language=language_name(tag)), [Longest(LONGEST_WHAT)], tag=tag) for tag in tags
    }
    return type("EntryForm", (_EntryForm,), made)(sent, data=_data(facts, tags) if facts else {"zone": "UTC"})


def _data(facts: Facts, tags: Sequence[str]) -> dict[str, Any]:
    return {
        **{name: getattr(facts, name) for name in (*LISTS, "name", "hours", "zone", "website", "source", "source_address")},
        **{f"what-{tag}": facts.what.get(tag, "") for tag in tags},
        "spoken": ", ".join(facts.languages),
        "answer_hours": "" if facts.answer_hours is None else str(facts.answer_hours),
        "ways": ways_as_lines(facts.ways),
        "costs": facts.costs.value,
        "source_on": facts.source_on.isoformat() if facts.source_on else "",
        "review_due_on": facts.review_due_on.isoformat() if facts.review_due_on else "",
    }


class WishForm(Form):
    """The filters. They are asked for by GET, and what stands there and means nothing is passed over."""

    kind = SelectField(_l("Kind of help"))
    theme = SelectField(_l("What it is about"))
    region = SelectField(_l("Part of the world"))
    audience = SelectField(_l("Whom it is for"))
    language = SelectField(_l("Language"))
    within = SelectField(_l("Answers"))
    open = SelectField(_l("Hours"))


def wish_from(query: MultiDict[str]) -> Wish:
    """What is asked for, as far as it can be understood; a language may be any that is written like one."""
    known: dict[str, list[str]] = {
        "kind": list(HelpKind),
        "theme": list(HelpTheme),
        "region": [key for key, _name in region_choices()],
        "audience": list(Audience),
        "within": [str(hours) for hours in WITHIN],
        "open": ["now"],
    }
    chosen = {name: query.get(name, "") for name in known if query.get(name, "") in known[name]}
    tag = query.get("language", "")
    return Wish(**chosen, language=tag if tag.isascii() and len(tag) < 20 else "")  # noqa: PLR2004  as long as a tag can be


def wish_form(wish: Wish, languages: Sequence[str]) -> WishForm:
    """The filters as they are set; languages in which nobody answers are not offered."""
    form = WishForm(data=vars(wish))
    every = ("", _("All"))
    named = sorted(((tag, language_name(tag)) for tag in {*languages, *([wish.language] if wish.language else [])}), key=lambda pair: pair[1])
    offered: dict[str, list[tuple[str, Any]]] = {
        "kind": choices(HelpKind),
        "theme": choices(HelpTheme),
        "region": region_choices(),
        "audience": choices(Audience),
        "language": named,
        "within": [(str(hours), str(SPEED_NAMES[hours])) for hours in WITHIN],
        "open": [("now", _("Open now"))],
    }
    for name, some in offered.items():
        form[name].choices = [every, *some]
    return form


def in_words(wish: Wish) -> dict[str, str]:
    """Each filter that is set, in words."""
    form = wish_form(wish, [])
    return {name: f"{form[name].label.text}{_(': ')}{dict(form[name].choices).get(value, value)}" for name, value in wish.chosen().items()}


class SuggestionForm(Form):
    """What somebody tells the editors."""

    kind = RadioField(_l("What do you want to tell us?"), [Needed(_l("Choose one of the answers."))], choices=lambda: choices(SuggestionKind), validate_choice=True)
    words = Lines(_l("What should we know?"), [Needed(_l("Write something first.")), Longest(LONGEST_WORDS)])
    source = Words(_l("Where can we check it?"), [Longest(500)])

    def which(self) -> SuggestionKind:
        """What it is about."""
        return SuggestionKind(self.kind.data)


class OutForm(Form):
    """Why an entry is taken out."""

    why = RadioField(_l("Why is it taken out?"), [Needed(_l("Choose one of the answers."))], choices=lambda: choices(WhyOut))

    def which(self) -> WhyOut:
        """The reason."""
        return WhyOut(self.why.data)


class ReviewForm(Form):
    """Until when it need not be looked at again."""

    due_on = Day(_l("To be looked at again by"))


__all__ = ["Field", "OutForm", "ReviewForm", "SuggestionForm", "Texts", "entry_form", "in_words", "wish_form", "wish_from"]
