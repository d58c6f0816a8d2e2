"""What staff type about themselves and each other."""

from typing import Any

from wtforms.form import Form as WtForm

from portal.base.languages import _, _l
from portal.identity.passwords import LONGEST, SHORTEST
from portal.web.forms import Field, Form, Longest, Needed, SelectField, ValidationError, Words


class Password(Words):
    """A password: taken as it was typed, and never written back into the page."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep every blank."""
        self.data = valuelist[0] if valuelist else ""

    def _value(self) -> str:
        return ""


class GoodPassword:
    """Long enough, and nothing else: rules of composition make passwords worse (NIST SP 800-63B)."""

    def __call__(self, form: WtForm, field: Field) -> None:
        """Say how long it is and how long it must be."""
        if len(field.data or "") < SHORTEST:
            raise ValidationError(_("The password needs at least %(least)s characters. Three or four words are good.", least=SHORTEST))
        if len(field.data) > LONGEST:
            raise ValidationError(_("The password can have %(most)s characters at most.", most=LONGEST))


class SignInForm(Form):
    """Sign in."""

    sign_in_name = Words(_l("Sign-in name"), [Needed(_l("Type your sign-in name.")), Longest(120)])
    password = Password(_l("Password"), [Needed(_l("Type your password."))])


class InvitationForm(Form):
    """Make the account that one was invited to."""

    name = Words(_l("Your name, as colleagues see it"), [Needed(_l("Type your name.")), Longest(120)])
    sign_in_name = Words(_l("Sign-in name"), [Needed(_l("Choose a sign-in name.")), Longest(120)])
    new_password = Password(_l("Password"), [GoodPassword()])


class PasswordForm(Form):
    """Change one's own password."""

    old_password = Password(_l("Your password until now"), [Needed(_l("Type your password until now."))])
    new_password = Password(_l("Your new password"), [GoodPassword()])


class NewPasswordForm(Form):
    """Set a new password when the old one is lost."""

    new_password = Password(_l("Your new password"), [GoodPassword()])


class TeamForm(Form):
    """Invite somebody to a role in a consultation."""

    role = SelectField(_l("Role"))
    organisation = SelectField(_l("Organisation"))
    new_organisation = Words(_l("Or the name of an organisation that is not in the list"), [Longest(200)])
    unit = Words(_l("Unit, if the organisation has several"), [Longest(120)])
    label = Words(_l("Whom it is for"), [Longest(120)])

    def __init__(self, sent: Any = None, *, roles: list[tuple[str, str]], organisations: list[tuple[str, str]]) -> None:
        super().__init__(sent)
        self.role.choices = roles
        self.organisation.choices = organisations
