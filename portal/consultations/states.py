"""The moves of a consultation that people decide. Everything else follows from the time."""

from portal.base.access import Permission
from portal.base.languages import _l
from portal.consultations.models import ConsultationState
from portal.journal.lifecycle import Lifecycle, Move, Reason

S = ConsultationState
MANAGE = Permission.MANAGE_CONSULTATION

CONSULTATION = Lifecycle(
    _l("A consultation"),
    S.DRAFT,
    {
        (S.DRAFT, S.PUBLIC): Move(MANAGE, "publish"),
        (S.PUBLIC, S.SUSPENDED): Move(MANAGE, "suspend", Reason.REQUIRED),
        (S.SUSPENDED, S.PUBLIC): Move(MANAGE, "resume", Reason.REQUIRED),
        (S.PUBLIC, S.CANCELLED): Move(MANAGE, "cancel", Reason.REQUIRED),
        (S.SUSPENDED, S.CANCELLED): Move(MANAGE, "cancel", Reason.REQUIRED),
    },
    final={S.CANCELLED},
)
