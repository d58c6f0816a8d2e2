"""What people type to open, begin and change a pseudonym."""

from portal.base.languages import _, _l
from portal.identity.forms.accounts import Password
from portal.identity.passwords import LONGEST, SHORTEST
from portal.pseudonyms import wallets
from portal.web.forms import Field, Form, Longest, Needed, SelectField, StringField, ValidationError, Words

LONGEST_NAME = 80
LONGEST_LABEL = 60


def long_enough(form: Form, field: Field) -> None:
    """As long as the passwords of staff, and not longer than can be checked."""
    count = len(wallets.spoken(field.data or ""))
    if count < SHORTEST:
        raise ValidationError(_("Use at least %(count)s characters. Blanks do not count.", count=SHORTEST))
    if count > LONGEST:
        raise ValidationError(_("Use at most %(count)s characters.", count=LONGEST))


class OpenForm(Form):
    """The way in."""

    name = Words(_l("Your made-up name"), [Needed(_l("Type your made-up name."))], id="open-name")
    password = Password(_l("Your passphrase"), [Needed(_l("Type your passphrase."))], id="open-password")


class BeginForm(Form):
    """A new pseudonym; whoever leaves the passphrase empty gets one proposed."""

    name = Words(_l("A made-up name"), [Needed(_l("Type a made-up name.")), Longest(LONGEST_NAME)], id="begin-name")
    password = Password(_l("A passphrase"), id="begin-password")

    def validate_password(self, field: Field) -> None:
        """Empty, or long enough."""
        if wallets.spoken(field.data or ""):
            long_enough(self, field)


class NumberForm(Form):
    """A number to keep."""

    code = StringField(_l("The number"), id="keep-code")
    label = Words(_l("What you call it, if you like"), [Longest(LONGEST_LABEL)], id="keep-label")


class PassphraseForm(Form):
    """Another passphrase."""

    password = Password(_l("Your present passphrase"), [Needed(_l("Type your present passphrase."))], id="present-password")
    new_password = Password(_l("The new passphrase"), [Needed(_l("Type the new passphrase.")), long_enough], id="new-password")


class WriteForm(Form):
    """Where to write, and under which name it is shown."""

    question = SelectField(_l("On which question?"), validate_choice=False)
    shown = SelectField(_l("Which name is shown there?"), validate_choice=False)
