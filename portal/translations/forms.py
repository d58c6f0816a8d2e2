"""What translators type."""

from portal.base.languages import _l
from portal.web.forms import Form, Lines, Needed


class TranslationForm(Form):
    """The words in another language."""

    text = Lines(_l("Translation"), [Needed(_l("Write the translation before you save it."))])
