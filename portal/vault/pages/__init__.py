"""The vault's own pages: the desk and keys of officers, and the page behind a number."""

from portal.vault.pages import desk, holder, keys, overseeing, own, proof

__all__ = ["desk", "holder", "keys", "overseeing", "own", "proof"]
