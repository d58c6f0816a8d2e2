"""What is typed about second factors."""

from portal.base.languages import _l
from portal.web.forms import Form, Longest, Needed, Words


class CodeForm(Form):
    """Show the second factor."""

    code = Words(_l("Code"), [Needed(_l("Type the code.")), Longest(60)])


class NewCodesForm(Form):
    """Set up codes from an app."""

    code = Words(_l("The code that your app shows now"), [Needed(_l("Type the code that your app shows.")), Longest(20)])
