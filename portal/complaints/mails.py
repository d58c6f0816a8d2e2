"""Which moves of a complaint are news for the complainant: all that officers and the clock make, and none of their own."""

from portal.complaints.models import ComplaintState as S

_WORK = (
    (S.SUBMITTED, S.ACKNOWLEDGED),
    (S.ACKNOWLEDGED, S.ACCEPTED),
    (S.ACKNOWLEDGED, S.REFERRED),
    (S.ACKNOWLEDGED, S.DECLINED),
    (S.ACCEPTED, S.REFERRED),
    (S.ACCEPTED, S.PROPOSED),
    (S.PROPOSED, S.ACCEPTED),
    (S.PROPOSED, S.DECIDED),
    (S.DECIDED, S.REMEDY),
    (S.DECIDED, S.CLOSED),
    (S.REMEDY, S.CLOSED),
    (S.REFERRED, S.CLOSED),
    (S.DECLINED, S.CLOSED),
    (S.EXTERNAL, S.CLOSED),
    (S.CLOSED, S.ACCEPTED),
    (S.ACKNOWLEDGED, S.CLOSED),
    (S.CLOSED, S.ACKNOWLEDGED),
    (S.SECOND_STAGE, S.DECIDED),
)
_BACK = (S.SUBMITTED, S.ACKNOWLEDGED, S.ACCEPTED, S.REFERRED, S.DECLINED, S.PROPOSED, S.DECIDED, S.REMEDY, S.SECOND_STAGE, S.EXTERNAL, S.CLOSED)
_OWN = (
    (S.DECLINED, S.SECOND_STAGE),
    (S.REFERRED, S.SECOND_STAGE),
    (S.DECIDED, S.SECOND_STAGE),
    (S.REMEDY, S.SECOND_STAGE),
    (S.EXTERNAL, S.SECOND_STAGE),
    (S.CLOSED, S.SECOND_STAGE),
    (S.DECIDED, S.EXTERNAL),
    *((state, S.WITHDRAWN) for state in _BACK),
)
_GONE = ((S.CLOSED, S.ERASED),)  # told 14 days before

LETTERS: dict[tuple[S, S], bool] = {**dict.fromkeys(_WORK, True), **dict.fromkeys((*_OWN, *_GONE), False)}
