"""The tables of staff and organisations."""

from portal.identity.models.people import ContactPoint, HeldRole, Invitation, Organisation, Staff
from portal.identity.models.providers import ClaimRule, LogoutToken, Provider, ProviderAccount, ProviderSignIn
from portal.identity.models.sessions import FRESH, IDLE, LONGEST_SESSION, UNFINISHED, Passkey, RecoveryCode, SecurityEvent, SecurityEventKind, StaffSession

__all__ = [
    "FRESH",
    "IDLE",
    "LONGEST_SESSION",
    "UNFINISHED",
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
