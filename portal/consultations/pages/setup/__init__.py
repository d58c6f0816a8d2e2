"""Pages on which a consultation is set up. Each is one task of the list; their order is free."""

from portal.consultations.pages.setup import documents, questions

__all__ = ["documents", "questions"]
