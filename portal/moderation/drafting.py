"""The form of a new version of the rules: all rules on one page, all languages side by side, without JavaScript."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from multidict import MultiDict

from portal.base.categories import Category
from portal.base.languages import Texts, _, _l, language_name
from portal.policies.forms import LONGEST_CHANGE, Day, InLanguages, in_languages, known
from portal.web.forms import BooleanField, IntegerField, Lines, Needed, SelectField, ValidationError, Words, choices

MOST_RULES = 40
LONGEST_TITLE = 200
LONGEST_RULE = 4000


@dataclass(frozen=True)
class Drafted:
    """A rule as it was typed; it looks like a row of the table."""

    number: int
    category: str
    title: Texts
    text: Texts
    was: int = field(default=0, compare=False)


class _Head(InLanguages):
    from_day = Day(_l("In force from which day"), [Needed(_l("Name the day from which it holds."))])


class _RuleForm(InLanguages):
    number = IntegerField(_l("Number of the rule"))
    category = SelectField(_l("Category, the only word that the public mark tells"), validate_choice=False)
    out = BooleanField(_l("Leave this rule out of the new version"), false_values=("", "no"))

    def validate_number(self, of: IntegerField) -> None:
        """A small whole number."""
        if of.data is None or not 1 <= of.data <= 999:  # noqa: PLR2004  three digits are enough for rules that are cited by number
            of.errors = []
            raise ValidationError(_("Give the rule a number from 1 to 999."))

    def validate_category(self, of: SelectField) -> None:
        """One of the known list, or what stood there before."""
        if of.data not in [value for value, _label in of.choices]:
            raise ValidationError(_("Choose a category."))


class RulesForm:
    """The whole form: words about the version, and one small form for each rule."""

    def __init__(self, languages: Sequence[str], head: Any, rules: list[Any]) -> None:
        self.languages, self.head, self.rules = tuple(languages), head, rules

    @property
    def left(self) -> list[Any]:
        """The rules that are not left out."""
        return [rule for rule in self.rules if not rule.out.data]

    def drafted(self) -> list[Drafted]:
        """The rules as they were typed, by their numbers."""
        made = [Drafted(rule.number.data or 0, rule.category.data or "", rule.texts("title"), rule.texts("text")) for rule in self.left]
        return sorted(made, key=lambda rule: rule.number)

    def faults(self) -> list[tuple[str, str]]:
        """Every fault of the page with the field that it belongs to."""
        return [fault for form in (self.head, *self.rules) for fault in form.faults()]

    def validate(self) -> bool:
        """Whether all is there, in every language, and each number once."""
        whole = [self.head.validate(), *(rule.validate() for rule in self.left)]
        whole.append(self.head.needed_everywhere({"intro": _("The text before the rules"), "change": _("What is new")}))
        for rule in self.left:
            number = rule.number.data or "?"
            whole.append(rule.needed_everywhere({"title": _("The title of rule %(number)s", number=number), "text": _("The text of rule %(number)s", number=number)}))
        return all(whole) & self._each_number_once()

    def _each_number_once(self) -> bool:
        seen: set[int] = set()
        for rule in self.left:
            if rule.number.data in seen:
                rule.blame("number", _("The number %(number)s is given twice.", number=rule.number.data))
            seen.add(rule.number.data)
        if not self.left:
            self.head.blame("from_day", _("A version needs at least one rule."))
        return not self.faults()


def rules_form(languages: Sequence[str], policy: Any, sent: MultiDict[str] | None = None, *, announced: bool = False) -> RulesForm:
    """The form: as it was sent, or filled with the version that it starts from."""
    head_kind = in_languages(_Head, languages, {"intro": (Lines, _l("Before the rules"), LONGEST_RULE), "change": (Lines, _l("What is new"), LONGEST_CHANGE)})
    if sent is not None:
        count = _count(sent)
        return RulesForm(languages, head_kind(sent), [_rule_form(languages, place, sent=sent) for place in range(count)])
    intro, change = (policy.intro if policy else None), (policy.change if announced else None)
    head = head_kind(data={**known(languages, intro=intro, change=change), "from_day": policy.from_day.isoformat() if announced else ""})
    return RulesForm(languages, head, [_rule_form(languages, place, rule=rule) for place, rule in enumerate(policy.rules if policy else [])])


def with_one_more(form: RulesForm) -> RulesForm:
    """The same with an empty rule at the end; its number was not used in this form."""
    highest = max((rule.number.data or 0 for rule in form.rules), default=0)
    more = [] if len(form.rules) >= MOST_RULES else [_rule_form(form.languages, len(form.rules), rule=Drafted(highest + 1, "", Texts(), Texts()))]
    return RulesForm(form.languages, form.head, [*form.rules, *more])


def _count(sent: MultiDict[str]) -> int:
    typed = sent.get("rules", "")
    return min(int(typed), MOST_RULES) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0  # noqa: PLR2004  more is no count


def _rule_form(languages: Sequence[str], place: int, *, sent: MultiDict[str] | None = None, rule: Any = None) -> Any:
    kind = in_languages(_RuleForm, languages, {"title": (Words, _l("Title"), LONGEST_TITLE), "text": (Lines, _l("What it says"), LONGEST_RULE)})
    data = {"number": rule.number, "category": rule.category, **known(languages, title=rule.title, text=rule.text)} if rule is not None else {}
    form = kind(sent, prefix=f"rule-{place}-", data=data)
    offered = choices(Category)
    if rule is not None and rule.category and rule.category not in list(Category):
        offered = [*offered, (rule.category, rule.category)]
    form.category.choices = [("", _("Choose a category")), *offered]
    for tag in languages:  # several rules on one page: each field says which rule it belongs to
        for name in ("title", "text"):
            form[f"{name}_{tag}"].label.text = _(
                "%(field)s (rule %(number)s, %(language)s)", field=_title_or_text(name), number=form.number.data or "?", language=language_name(tag)
            )
    form.number.label.text = _("Number of the rule (now %(number)s)", number=form.number.data or "?")
    form.out.label.text = _("Leave rule %(number)s out of the new version", number=form.number.data or "?")
    form.category.label.text = _("Category of rule %(number)s", number=form.number.data or "?")
    return form


def _title_or_text(name: str) -> str:
    return _("Title") if name == "title" else _("What it says")
