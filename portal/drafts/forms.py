"""The form with the number of a draft."""

from portal.base.languages import _l
from portal.web.forms import Form, Words


class DraftForm(Form):
    """A number, and nothing else."""

    code = Words(_l("Your number"))
