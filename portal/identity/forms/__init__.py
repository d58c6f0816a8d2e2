"""What staff and administrators type."""

from portal.identity.forms.accounts import GoodPassword, InvitationForm, NewPasswordForm, Password, PasswordForm, SignInForm, TeamForm
from portal.identity.forms.providers import ProviderForm, RuleForm

__all__ = [
    "GoodPassword",
    "InvitationForm",
    "NewPasswordForm",
    "Password",
    "PasswordForm",
    "ProviderForm",
    "RuleForm",
    "SignInForm",
    "TeamForm",
]
