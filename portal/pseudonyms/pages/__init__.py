"""Pages of pseudonyms: coming in, what is kept there, passkeys, writing."""

from portal.pseudonyms.pages import coming_in, keeping, passkeys, writing

__all__ = ["coming_in", "keeping", "passkeys", "writing"]
