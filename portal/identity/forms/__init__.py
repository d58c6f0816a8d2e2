"""What staff and administrators type."""

from portal.identity.forms.accounts import GoodPassword, InvitationForm, Password, PasswordForm, SignInForm, TeamForm

__all__ = ["GoodPassword", "InvitationForm", "Password", "PasswordForm", "SignInForm", "TeamForm"]
