"""Pages on which a consultation is set up. Each is one task of the list; their order is free."""

from portal.consultations.pages.setup import basics, corrections, dates, documents, easy, glossary, hub, mandate, new, pledge, preview, questions, risk, translations, who, young

__all__ = ["basics", "corrections", "dates", "documents", "easy", "glossary", "hub", "mandate", "new", "pledge", "preview", "questions", "risk", "translations", "who", "young"]
