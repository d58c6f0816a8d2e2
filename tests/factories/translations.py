"""Translations, and orders for the machine."""

from typing import Any

from portal.base import clock, text
from portal.translations.models import COLUMNS, Errand, Kind, Origin, Translation
from portal.translations.originals import fingerprint


class MakeTranslations:
    """Builders of the room `translations`."""

    def translation(
        self: Any, thing: Any, words: str = "Translated words.", *, language: str = "en", kind: Kind = Kind.CONTRIBUTION, ground: str | None = None, **more: Any
    ) -> Translation:
        """A person's translation of a contribution, or with `kind` of a point or an answer; with `engine` a machine's."""
        if ground is None:
            ground = thing.html if kind is Kind.CONTRIBUTION else words_of(thing, kind)
        facts: dict[str, Any] = {
            "consultation_id": thing.consultation_id,
            COLUMNS[kind]: thing.id,
            "language": language,
            "text": words,
            "html": text.to_html(words),
            "origin": Origin.MACHINE if more.get("engine") else Origin.PERSON,
            "fingerprint": fingerprint(ground),
        }
        return self.save(Translation(**{**facts, **more}))

    def errand(self: Any, thing: Any, *, language: str = "en", kind: Kind = Kind.CONTRIBUTION, **more: Any) -> Errand:
        """Something that the machine was asked for."""
        return self.save(Errand(**{"consultation_id": thing.consultation_id, COLUMNS[kind]: thing.id, "language": language, "due_at": clock.now(), **more}))


def words_of(thing: Any, kind: Kind) -> str:
    """What the fingerprint of a point or an answer is made of."""
    from portal.summaries.translating import original_of

    return original_of(thing.title, thing.body)[1] if kind is Kind.POINT else original_of(thing.reason)[1]
