"""Background documents as text, in the small markup."""

from portal.base.languages import _l
from portal.consultations import commands, parts
from portal.consultations.pages.setup.shelves import Shelf, hang

DOCUMENTS = Shelf(
    kind="document",
    path="documents",
    heading=_l("Documents"),
    explained=_l("Background that people should know, as text. Text can be read on every phone, aloud and without a file."),
    new=_l("Add a document"),
    one=_l("Document %(number)s"),
    up=_l("Move document %(number)s up"),
    down=_l("Move document %(number)s down"),
    delete=_l("Delete document %(number)s"),
    deleted=_l("Its words are lost. The documents behind it get new numbers."),
    labels={"title": _l("Title"), "body": _l("Text")},
    sorts=parts.DOCUMENT,
    things=lambda consultation: consultation.documents,
    add=commands.add_document,
    previewed=True,
)

hang(DOCUMENTS)
