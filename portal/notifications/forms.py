"""What a person types to get letters: an address, and nothing else."""

from portal.base.languages import _l
from portal.web.addresses import LONGEST_ADDRESS, Address
from portal.web.forms import Form, Longest, Needed, Words


class Wishing(Form):
    """The form on the participant's page."""

    address = Words(_l("Your e-mail address"), [Needed(_l("Type your e-mail address.")), Longest(LONGEST_ADDRESS), Address()])
