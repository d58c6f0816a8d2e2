"""Pages of the policies: reading and comparing for everybody, writing for administrators."""

from portal.policies.pages import reading, words, writing

__all__ = ["reading", "words", "writing"]
