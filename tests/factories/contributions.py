"""Contributions, with their receipt and its code."""

import os
from typing import Any

from portal.base import text
from portal.contributions.models import Contribution, ContributionState, Version, Voice
from portal.receipts import codes
from portal.receipts.models import Receipt

PUBLIC = (ContributionState.PUBLISHED, ContributionState.REDACTED, ContributionState.HIDDEN)


class MakeContributions:
    """Builders of the rooms `contributions` and `receipts`."""

    def receipt(self: Any, consultation: Any) -> Receipt:
        """A receipt; its number is at `receipt.code`, which the table does not have."""
        code = codes.from_token(os.urandom(16))
        receipt = self.save(Receipt(consultation_id=consultation.id, code_hash=codes.lookup_hash(code)))
        receipt.code = code
        return receipt

    def contribution(
        self: Any,
        question: Any = None,
        words: str = "More trees, please.",
        *,
        state: ContributionState = ContributionState.PUBLISHED,
        receipt: Any = None,
        reply_to: Any = None,
        **more: Any,
    ) -> Contribution:
        """A contribution with a receipt of its own; public ones have a number."""
        question = question or self.question()
        consultation = question.__dict__.get("consultation")
        receipt = receipt or (self.receipt(consultation) if consultation is not None else None)
        facts: dict[str, Any] = {
            "consultation_id": question.consultation_id,
            "question_id": question.id,
            "number": self.next() if state in PUBLIC else None,
            "receipt_id": receipt.id if receipt is not None else None,
            "state": state,
            "voice": Voice.ANONYMOUS,
            "language": "en",
            "text": words,
            "html": text.to_html(words),
            "is_root": reply_to is None,
            "root_id": (reply_to.root_id or reply_to.id) if reply_to is not None else None,
            "reply_to_id": reply_to.id if reply_to is not None else None,
        }
        contribution = self.save(Contribution(**{**facts, **more}))
        self.save(Version(contribution_id=contribution.id, number=1, text=words))
        contribution.__dict__["question"] = question
        contribution.__dict__["consultation"] = consultation
        contribution.receipt = receipt
        return contribution
