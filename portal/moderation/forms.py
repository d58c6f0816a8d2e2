"""What moderators, reviewers, authors and readers may type here."""

from typing import Any

from portal.base.languages import _, _l
from portal.moderation import ready
from portal.moderation.queries import PUBLIC, Action
from portal.moderation.queries.bulk import NEEDS_RULE, Together
from portal.web.forms import BooleanField, Form, Lines, Needed, RadioField, SelectField, StringField, ValidationError, Words

NAMELESS = _l("Nothing in it tells who wrote it")
CONFIRM = _l("Confirm that nothing in it tells who wrote it. Or leave something out.")


class RestrictionForm(Form):
    """Anything but publishing: what, by which rule, on which facts, about which words."""

    action = RadioField(_l("What do you decide?"), validate_choice=False)
    rule = SelectField(_l("Which rule?"), validate_choice=False)
    ready = SelectField(_l("A ready sentence"), validate_choice=False)
    facts = Lines(_l("What in the text goes against the rule?"))
    passage = Lines(_l("Which words?"))
    question = SelectField(_l("Where does it belong?"), validate_choice=False)
    nameless = BooleanField(NAMELESS)

    def __init__(self, *args: Any, state: object, rules: list[Any], questions: list[tuple[int, str]], young: bool = False, tongue: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.young, self.tongue = young and state not in PUBLIC, tongue
        self.ready.choices = [("", _("None: I write it myself")), *((name, mine) for name, mine, _theirs in ready.offered(tongue))]
        self.action.choices = [(action.value, label) for action, label in _actions(state)]
        self.rule.choices = [("", _("Choose a rule")), *((str(rule.number), rule.title.choice(f"{rule.number}. ")) for rule in rules)]
        self.question.choices = [("", _("It stays here")), *((str(identifier), label) for identifier, label in questions)]

    def validate_action(self, field: RadioField) -> None:
        """One of the offered."""
        if field.data not in [value for value, _label in self.action.choices]:
            raise ValidationError(_("Choose what you decide."))

    def whole_facts(self) -> str:
        """The ready sentence in the author's language, and what was typed."""
        return " ".join(part for part in (ready.sentence(self.ready.data or "", self.tongue), self.facts.data or "") if part)

    def validate_facts(self, field: Lines) -> None:
        """A ready sentence is enough, and so are words of one's own."""
        if not field.data and not self.whole_facts():
            raise ValidationError(_("Say in plain words what in the text goes against the rule. The author reads it."))

    def validate_rule(self, field: SelectField) -> None:
        """A restriction without a rule does not exist."""
        if not field.data or field.data not in [value for value, _label in self.rule.choices]:
            raise ValidationError(_("Choose the rule that you apply."))

    def validate_question(self, field: SelectField) -> None:
        """Moving needs a place."""
        if self.action.data == Action.MOVE.value and field.data not in [value for value, _label in self.question.choices if value]:
            raise ValidationError(_("Choose the question where it belongs."))

    def validate_passage(self, field: Lines) -> None:
        """Leaving out needs the words."""
        if self.action.data == Action.REDACT.value and not field.data:
            raise ValidationError(_("Copy the passage that is left out."))

    def validate_nameless(self, field: BooleanField) -> None:
        """What young people wrote is looked at twice before it is public."""
        if self.young and self.action.data == Action.REDACT.value and not field.data:
            raise ValidationError(str(CONFIRM))


def _actions(state: object) -> list[tuple[Action, str]]:
    redact = (Action.REDACT, _("Publish it, and leave a passage out"))
    move = (Action.MOVE, _("Move it to where it belongs"))
    if state in PUBLIC:
        return [(Action.HIDE, _("Take it out of sight")), (Action.REDACT, _("Leave a passage out")), move]
    return [redact, (Action.DECLINE, _("Do not publish it")), move, (Action.HOLD, _("Put it aside for the moment"))]


class ReasonForm(Form):
    """A reviewer's decision."""

    outcome = RadioField(_l("What do you decide?"), validate_choice=False)
    reason = Lines(_l("The reason, in plain words"), [Needed(_l("A decision needs a reason."))])
    rule = SelectField(_l("Which rule?"), validate_choice=False)
    nameless = BooleanField(NAMELESS)

    def __init__(self, *args: Any, rules: list[Any], young: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.young = young
        self.rule.choices = [("", _("Choose a rule")), *((str(rule.number), rule.title.choice(f"{rule.number}. ")) for rule in rules)]
        self.outcome.choices = [("overturn", _("The decision falls. What it did is undone at once.")), ("uphold", _("The decision stands."))]

    def validate_outcome(self, field: RadioField) -> None:
        """One of the two."""
        if field.data not in ("overturn", "uphold"):
            raise ValidationError(_("Choose what you decide."))

    def validate_nameless(self, field: BooleanField) -> None:
        """What young people wrote is looked at twice before it is public again."""
        if self.young and self.outcome.data == "overturn" and not field.data:
            raise ValidationError(str(CONFIRM))


class TextForm(Form):
    """A text and nothing else: an appeal, a message, an answer."""

    text = Lines()


class LaterForm(TextForm):
    """Words that were kept, and the number of the page to which they belong."""

    code = Words(_l("Your number"))


class ReportForm(Form):
    """A reader's report: which rule, and a few words if they like."""

    category = RadioField(_l("Which rule do the words go against?"), validate_choice=False)
    text = Lines(_l("Do you want to say more?"))
    code = StringField(_l("Your number, if you have one from this consultation"))

    def __init__(self, *args: Any, rules: list[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.category.choices = [(rule.category, str(rule.title)) for rule in rules]

    def validate_category(self, field: RadioField) -> None:
        """One of the rules."""
        if field.data not in [value for value, _label in self.category.choices]:
            raise ValidationError(_("Choose the rule."))


class TogetherForm(Form):
    """What a deed on several needs: nothing to publish, an answer to reports, a rule and facts for anything else."""

    rule = SelectField(_l("Which rule?"), validate_choice=False)
    facts = Lines()

    def __init__(self, *args: Any, rules: list[Any], deed: Together, **more: Any) -> None:
        super().__init__(*args, **more)
        self.deed = deed
        self.rule.choices = [("", _("Choose a rule")), *((str(rule.number), rule.title.choice(f"{rule.number}. ")) for rule in rules)]
        keep = deed is Together.KEEP
        self.facts.label.text = _("Answer to the readers who reported them") if keep else _("What in each of these texts goes against the rule?")

    def validate_rule(self, field: SelectField) -> None:
        """A restriction without a rule does not exist."""
        if self.deed in NEEDS_RULE and (not field.data or field.data not in [value for value, _label in self.rule.choices]):
            raise ValidationError(_("Choose the rule that you apply."))

    def validate_facts(self, field: Lines) -> None:
        """Each of them gets its own decision with these words."""
        if self.deed is not Together.PUBLISH and not field.data:
            raise ValidationError(_("Say it in plain words. Everybody concerned reads it."))
