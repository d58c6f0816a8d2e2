"""Three questions, none of which must be answered."""

from multidict import MultiDict

from portal.base.languages import _
from portal.ratings.queries import QUESTIONS, SCALE
from portal.web.forms import Form, RadioField


class RatingForm(Form):
    """From "not at all" to "very much"."""

    heard = RadioField(str(QUESTIONS["heard"]))
    safe = RadioField(str(QUESTIONS["safe"]))
    easy = RadioField(str(QUESTIONS["easy"]))

    def __init__(self, sent: MultiDict[str] | None = None) -> None:
        super().__init__(sent)
        for name, label in QUESTIONS.items():
            self[name].label.text = str(label)
            self[name].choices = [("", _("I do not want to say")), *((number, str(words)) for number, words in SCALE.items())]
