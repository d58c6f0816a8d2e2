"""Which moves of a consultation are news for those who spoke in it. The letter itself is the same for all news."""

from portal.consultations.models import ConsultationState

S = ConsultationState

LETTERS: dict[tuple[ConsultationState, ConsultationState], bool] = {
    (S.DRAFT, S.PUBLIC): False,  # nobody has spoken yet
    (S.PUBLIC, S.SUSPENDED): True,
    (S.SUSPENDED, S.PUBLIC): True,
    (S.PUBLIC, S.CANCELLED): True,
    (S.SUSPENDED, S.CANCELLED): True,
}
