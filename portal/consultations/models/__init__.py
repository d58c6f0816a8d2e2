"""The tables of consultations."""

from portal.consultations.models.decided import Correction, Notice, NoticeKind
from portal.consultations.models.helps import EasyIdea, Term
from portal.consultations.models.paper import Consultation, ConsultationState, Document, Influence, ModeratingOrganisation, Question, Theme
from portal.consultations.models.unseen import EntryLink, Pulse, RiskAssessment, SelfDescription, SelfDescriptionCount

__all__ = [
    "Consultation",
    "ConsultationState",
    "Correction",
    "Document",
    "EasyIdea",
    "EntryLink",
    "Influence",
    "ModeratingOrganisation",
    "Notice",
    "NoticeKind",
    "Pulse",
    "Question",
    "RiskAssessment",
    "SelfDescription",
    "SelfDescriptionCount",
    "Term",
    "Theme",
]
