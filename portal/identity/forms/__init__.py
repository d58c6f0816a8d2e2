"""What staff and administrators type."""

from portal.identity.forms.accounts import GoodPassword, InvitationForm, Password, PasswordForm, SignInForm, TeamForm
from portal.identity.forms.providers import ProviderForm, RuleForm

__all__ = [
    "GoodPassword",
    "InvitationForm",
    "Password",
    "PasswordForm",
    "ProviderForm",
    "RuleForm",
    "SignInForm",
    "TeamForm",
]
