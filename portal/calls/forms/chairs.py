"""What the chair types: lists, calls, steps, checks, news and outcomes."""

from collections.abc import Sequence
from typing import Any

from portal.base.languages import _, _l
from portal.base.regions import REGIONS
from portal.calls.forms.fields import Choice, Selected
from portal.calls.forms.sources import Sources, typed
from portal.calls.forms.texts import Block, InLanguages, Line, filled, form_of, tags_of
from portal.calls.queries.kinds import Naming, Outcome, Topic
from portal.identity.forms.organisations import Day
from portal.web.forms import BooleanField, Form, Lines, Longest, Needed, Words, choices

LONGEST_TITLE, LONGEST_TEXT, LONGEST_SLUG, LONGEST_REASON = 200, 8000, 60, 2000


class ListForm(InLanguages):
    """A contact list."""

    slug = Words(_l("Address, such as early-warning"), [Longest(LONGEST_SLUG)])
    takes_requests = BooleanField(_l("People can ask to join. Then everybody can see that the list exists."))
    asks_topics = BooleanField(_l("Ask people which topics they want"))
    asks_regions = BooleanField(_l("Ask people which regions they want"))

    def whole(self) -> bool:
        """Whether it can be saved; every fault stands at its field."""
        fits = bool(self.validate())
        named = self.one_of("title", _("Write the name in one language at least."))
        return self.one_of("purpose", _("Say in one language at least what it is for.")) and named and fits

    def columns(self) -> dict[str, Any]:
        """What the commands take, but for the address."""
        texts = {part: self.texts(part) for part in ("title", "purpose", "who_may")}
        return {**texts, **{name: bool(self[name].data) for name in ("takes_requests", "asks_topics", "asks_regions")}}


def list_form(sent: Any = None, known: Any = None) -> ListForm:
    """The form, filled with what is known."""
    texts = {part: getattr(known, part, None) for part in ("title", "purpose", "who_may")}
    tags = tags_of(*texts.values())
    parts = [("title", _("Name"), Line, LONGEST_TITLE), ("purpose", _("What it is for"), Block, LONGEST_TEXT), ("who_may", _("Who may join"), Block, LONGEST_TEXT)]
    more = {name: getattr(known, name, False) for name in ("takes_requests", "asks_topics", "asks_regions")}
    form: ListForm = form_of(ListForm, parts, tags)(sent, data={**filled(tags, **texts), **more, "slug": getattr(known, "slug", "")})
    return form


class CallForm(InLanguages):
    """A call for action."""

    topic = Selected(_l("Topic"))
    region = Selected(_l("Part of the world"))
    country = Words(_l("Country or place"), [Longest(80)])
    sources = Sources(_l("Sources"))
    lead = Words(_l("Who leads, if they agreed to be named"), [Longest(LONGEST_TITLE)])
    lead_agreed = BooleanField(_l("They agreed to be named"))
    public = BooleanField(_l("Everybody may read this call. Otherwise members alone."))

    def whole(self) -> bool:
        """Whether it can be saved; every fault stands at its field."""
        fits = bool(self.validate())
        if self.lead.data and not self.lead_agreed.data:
            self.blame("lead_agreed", _("Name nobody who has not agreed."))
            fits = False
        named = self.one_of("title", _("Write the title in one language at least."))
        return self.one_of("happens", _("Say in one language at least what happens.")) and named and fits

    def columns(self) -> dict[str, Any]:
        """What the commands take."""
        texts = {part: self.texts(part) for part in ("title", "happens", "aim", "addressees")}
        return {
            **texts,
            "topic": Topic(self.topic.data),
            "region": self.region.data,
            "country": self.country.data or "",
            "sources": self.sources.found,
            "lead": self.lead.data or "",
            "public": bool(self.public.data),
        }


def call_form(sent: Any = None, known: Any = None) -> CallForm:
    """The form, filled with what is known."""
    texts = {part: getattr(known, part, None) for part in ("title", "happens", "aim", "addressees")}
    tags = tags_of(*texts.values())
    parts: Sequence[Any] = [
        ("title", _("Title"), Line, LONGEST_TITLE),
        ("happens", _("What happens"), Block, LONGEST_TEXT),
        ("aim", _("What we want"), Block, LONGEST_TEXT),
        ("addressees", _("Whom to speak to"), Block, LONGEST_TEXT),
    ]
    data: dict[str, Any] = filled(tags, **texts)
    if known is not None:
        data |= {"topic": known.topic.value, "region": known.region, "country": known.country, "lead": known.lead, "lead_agreed": bool(known.lead), "public": known.public}
        data["sources"] = typed(known.sources)
    form: CallForm = form_of(CallForm, parts, tags)(sent, data=data)
    form.topic.choices = choices(Topic)
    form.region.choices = [("", _("The whole world")), *((code, str(label)) for code, label in REGIONS.items())]
    return form


class _StepForm(InLanguages):
    until = Day(_l("By which day?"), [Needed(_l("Write the day like this: 2027-05-02."))])


def step_form(sent: Any = None) -> Any:
    """One thing that people can do."""
    return form_of(_StepForm, [("what", _("What people can do"), Line, LONGEST_TITLE)], tags_of())(sent)


class Checking(Form):
    """The second person's look."""

    sources_seen = BooleanField(_l("I opened each source. It says what the call says."))
    harm = Lines(_l("Who could be harmed by this alert, and how is that avoided?"), [Needed(_l("Say who could be harmed, and how that is avoided.")), Longest(LONGEST_TEXT)])
    naming = Choice(_l("Is naming safe?"), offers=[(one.value, one.said) for one in Naming])
    partners_agreed = BooleanField(_l("It may be public: the lead and the partners in the place agree."))


class _NewsForm(InLanguages):
    by_letter = BooleanField(_l("Send it to the members by letter, too"))


def deleting_form(sent: Any = None, known: Any = None) -> Any:
    """Why a list ends, and whether its members get a letter."""
    return form_of(_NewsForm, [("text", _("Reason"), Block, LONGEST_REASON)], tags_of(getattr(known, "title", None)))(sent)


class _OutcomeForm(_NewsForm):
    outcome = Choice(_l("What became of it?"), offers=[(one.value, one.said) for one in Outcome])


def news_form(sent: Any = None, known: Any = None, *, outcome: bool = False) -> Any:
    """News of a call, or its outcome."""
    tags = tags_of(getattr(known, "title", None))
    return form_of(_OutcomeForm if outcome else _NewsForm, [("text", _("What is new"), Block, LONGEST_TEXT)], tags)(sent)


class Ending(Form):
    """Why a call is declined or withdrawn."""

    reason = Lines(_l("Reason"), [Needed(_l("A decision needs a reason.")), Longest(LONGEST_REASON)])
