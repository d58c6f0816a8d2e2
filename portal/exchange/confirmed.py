"""Confirmed names in a file: it says who spoke under one and who stands behind words. It confirms nobody."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any


class ConfirmedNames:
    """The organisations of a file as rows of this portal, and which of them are confirmed here."""

    def __init__(self, rows: Mapping[str, int], confirmed: Collection[str]) -> None:
        self.rows, self.confirmed = rows, confirmed

    def of_words(self, row: dict[str, Any]) -> dict[str, Any]:
        """What a contribution keeps of the confirmed name that it stands under, and of its support."""
        slug = row["confirmed"]
        return {
            "confirmed_id": self.rows.get(slug),
            "confirmed_until": self._until(slug, row["confirmed_until"], row["day"]) if slug else None,
            "supports": len(row["supports"]),
        }

    def supports(self, rows: Sequence[dict[str, Any]], ids: Mapping[str, int]) -> list[dict[str, Any]]:
        """The rows of all support in the file."""
        return [self._support(ids[row["key"]], one) for row in rows for one in row["supports"]]

    def _support(self, contribution: int, one: dict[str, Any]) -> dict[str, Any]:
        slug = one["organisation"]
        until = self._until(slug, one["confirmed_until"], one["day"])
        return {"contribution_id": contribution, "organisation_id": self.rows[slug], "day": date.fromisoformat(one["day"]), "confirmed_until": until}

    def _until(self, slug: str, until: str | None, day: str) -> date | None:
        """Who is not confirmed here was it on the day of the words: that is all that the file can tell this portal."""
        last = until or (None if slug in self.confirmed else day)
        return date.fromisoformat(last) if last else None
