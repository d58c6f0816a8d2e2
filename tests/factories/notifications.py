"""Wishes for letters."""

from datetime import date
from typing import Any

from portal.base import clock
from portal.base.secrets import random_id, seal
from portal.notifications import commands
from portal.notifications.models import Wish


class MakeNotifications:
    """Builders of the room `notifications`."""

    def wish(
        self: Any, receipt: Any = None, address: str = "reader@example.org", *, language: str = "en", confirmed: bool = True, news_since: date | None = None, **more: Any
    ) -> Wish:
        """A wish; its key is at `wish.key`, which the table does not have."""
        receipt = receipt or self.receipt(self.consultation())
        wish_id = random_id()
        key = commands._key(wish_id)
        facts: dict[str, Any] = {
            "id": wish_id,
            "receipt_id": receipt.id,
            "sealed_address": seal("wish address", address),
            "language": language,
            "link_hash": commands._link_hash(key),
            "confirmed_on": clock.today() if confirmed else None,
            "news_since": news_since,
        }
        wish = self.save(Wish(**{**facts, **more}))
        wish.key = key
        return wish
