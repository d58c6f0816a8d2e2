"""Reports of barriers."""

from typing import Any

from portal.barriers.commands import DUE
from portal.barriers.models import BarrierReport, BarrierState
from portal.barriers.numbers import lookup_hash
from portal.base import clock
from portal.base.languages import Texts
from portal.receipts import codes


class MakeBarriers:
    """Builders of the room `barriers`."""

    def barrier(self: Any, text: str = "The button cannot be reached by keyboard.", *, state: BarrierState = BarrierState.REPORTED, **more: Any) -> BarrierReport:
        """A report; `report.code` is its number for the holder. Answered ones have public words."""
        turn = self.next()
        code = codes.from_token(f"barrier {turn}".encode())
        day = more.pop("day", clock.today())
        answered = state is not BarrierState.REPORTED
        facts: dict[str, Any] = {
            "text": text,
            "language": "en",
            "code_hash": lookup_hash(code),
            "day": day,
            "due_on": clock.add_working_days(day, DUE),
            "number": turn if answered else None,
            "barrier": Texts(en="A button had no name.", ar="زر بلا اسم.") if answered else Texts(),
            "adaptation": Texts(en="The button has a name now.", ar="للزر اسم الآن.") if answered else Texts(),
        }
        report = self.save(BarrierReport(state=state, **{**facts, **more}))
        report.__dict__["code"] = code
        return report
