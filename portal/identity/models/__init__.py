"""The tables of staff and organisations."""

from portal.identity.models.people import ContactPoint, HeldRole, Invitation, Organisation, Staff
from portal.identity.models.providers import ClaimRule, LogoutToken, Provider, ProviderAccount, ProviderSignIn
from portal.identity.models.sessions import IDLE, LONGEST_SESSION, Passkey, RecoveryCode, SecurityEvent, SecurityEventKind, StaffSession

__all__ = [
    "IDLE",
    "LONGEST_SESSION",
    "ClaimRule",
    "ContactPoint",
    "HeldRole",
    "Invitation",
    "LogoutToken",
    "Organisation",
    "Passkey",
    "Provider",
    "ProviderAccount",
    "ProviderSignIn",
    "RecoveryCode",
    "SecurityEvent",
    "SecurityEventKind",
    "Staff",
    "StaffSession",
]
