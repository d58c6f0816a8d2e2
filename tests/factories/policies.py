"""Policies and careful words."""

from datetime import timedelta
from typing import Any

from portal.base import clock
from portal.base.languages import Texts
from portal.policies.models import CarefulWord, PolicyKind, PolicyVersion


class MakePolicies:
    """Builders of the room `policies`."""

    def policy_version(
        self: Any, kind: PolicyKind = PolicyKind.PARTICIPATION, version: int = 1, *, days: int = -10, text: str = "Everybody can take part.", **more: Any
    ) -> PolicyVersion:
        """A version in force from so many days from today on."""
        facts: dict[str, Any] = {
            "text": Texts(en=text, ar="الجميع يشارك."),
            "change": Texts(en=f"Change {version}.", ar="تغيير."),
            "from_day": clock.today() + timedelta(days=days),
            "written_on": clock.today() + timedelta(days=min(days, 0)),
        }
        return self.save(PolicyVersion(kind=kind, version=version, **{**facts, **more}))

    def careful_word(self: Any, word: str = "the disabled", advice: str = "Say: people with disabilities.", *, language: str = "en") -> CarefulWord:
        """A word to think twice about."""
        return self.save(CarefulWord(language=language, word=word, advice=advice))
