"""What administrators type about the services through which staff sign in."""

from typing import Any
from urllib.parse import urlsplit

from wtforms.form import Form as WtForm

from portal.base.access import EVERYWHERE, IN_ONE_CONSULTATION
from portal.base.languages import _, _l
from portal.identity.forms.accounts import Password
from portal.identity.openid.service import acceptable
from portal.web.forms import BooleanField, Field, Form, Longest, Needed, SelectField, ValidationError, Words


class Issuer:
    """An address that can be asked safely, as the service itself writes it."""

    def __call__(self, form: WtForm, field: Field) -> None:
        """Say what is wrong with it."""
        if field.data.endswith("/.well-known/openid-configuration"):
            raise ValidationError(_("Leave out the end, from /.well-known on."))
        if not acceptable(field.data, issuer=field.data) or urlsplit(field.data).query:
            raise ValidationError(_("Type an address that begins with https://"))


class ProviderForm(Form):
    """A sign-in service."""

    name = Words(_l("Name, as staff know it"), [Needed(_l("Type a name.")), Longest(120)])
    issuer = Words(_l("Address of the service (issuer)"), [Needed(_l("Type the address.")), Longest(500), Issuer()])
    client_id = Words(_l("Name of this portal at the service (client ID)"), [Needed(_l("Type the client ID.")), Longest(255)])
    secret = Password(_l("Secret of this portal at the service (client secret)"), [Longest(500)])
    no_secret = BooleanField(_l("The service gave no secret (public client)"))
    second_factor = BooleanField(_l("The service asks for a second factor, and this portal trusts it"))


class RuleForm(Form):
    """One sentence about what a claim means here."""

    claim = Words(_l("If the claim"), [Needed(_l("Type the name of a claim.")), Longest(120)])
    value = Words(_l("has the value"), [Needed(_l("Type a value.")), Longest(255)])
    organisation = SelectField(_l("the person belongs to"))
    role = SelectField(_l("and has the role"))
    consultation = SelectField(_l("in"))

    def __init__(self, sent: Any = None, *, organisations: list[tuple[str, str]], places: list[tuple[str, str]]) -> None:
        super().__init__(sent)
        self.organisation.choices = organisations
        self.role.choices = [("", _("no role"))] + [(role.value, role.label) for role in dict.fromkeys((*EVERYWHERE, *IN_ONE_CONSULTATION))]
        self.consultation.choices = [("", _("the whole portal")), *places]
