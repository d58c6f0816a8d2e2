"""What the holder of a case types."""

from portal.base.languages import _l
from portal.web.forms import Form, Words


class NumberForm(Form):
    """The number, however it is written; what is wrong with it is told by whoever opens it."""

    code = Words(_l("Your number"))
