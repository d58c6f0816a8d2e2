"""Pages on which a consultation is set up. Each is one task of the list; their order is free."""

from portal.consultations.pages.setup import basics, corrections, dates, documents, hub, mandate, new, pledge, preview, questions, risk, translations, who

__all__ = ["basics", "corrections", "dates", "documents", "hub", "mandate", "new", "pledge", "preview", "questions", "risk", "translations", "who"]
