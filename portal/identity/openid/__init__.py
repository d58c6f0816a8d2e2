"""OpenID Connect, the part that talks to the provider: no database, no page.

Authlib builds the addresses, exchanges the code and checks most claims. What stands here is what it leaves out:
limits on time and size, no redirects, an issuer that is compared letter by letter, keys that are looked up anew when the
provider has changed them, algorithms that we choose and not the provider, `iss` in the answer (RFC 9207), tokens of
another kind refused by their `typ`, and back-channel logout. Every failure is a Trouble, in words for the person who waits.

All of it is asynchronous and is called outside any transaction: a provider that answers slowly holds up nobody else.
The libraries come into memory with the first sign-in of this kind, since many portals have no provider.
"""

from portal.identity.openid.flow import Begun, Person, address_of_logout, begin, check_answer, redeem
from portal.identity.openid.knowledge import Finding, forget, look, provider
from portal.identity.openid.logout import LogoutOrder, read_logout
from portal.identity.openid.service import Service
from portal.identity.openid.trouble import Failed, Trouble

__all__ = [
    "Begun",
    "Failed",
    "Finding",
    "LogoutOrder",
    "Person",
    "Service",
    "Trouble",
    "address_of_logout",
    "begin",
    "check_answer",
    "forget",
    "look",
    "provider",
    "read_logout",
    "redeem",
]
