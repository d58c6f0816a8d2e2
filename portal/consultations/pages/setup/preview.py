"""A consultation as people will see it when it is open: the public templates themselves, marked, with links that stay in the preview.

The room above adds the pages of a question in the same way: `as_preview`.
"""

from collections.abc import Callable
from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.settings import settings
from portal.consultations import timeline
from portal.consultations.pages.reading import helps, overview_facts, prose
from portal.consultations.pages.setup.shelves import managed
from portal.consultations.phases import Phase
from portal.web.doors import get
from portal.web.pages import page
from portal.web.visitors import Visit, address

NARROW = "narrow"
SHOWN = ("questions", "documents")


@get("/staff/{slug:str}/preview", needs=Permission.MANAGE_CONSULTATION)
def show_preview(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The page of the consultation."""
    consultation = managed(visit, session, slug)
    facts = overview_facts(consultation, Phase.OPEN, str(timeline.COMING[Phase.OPEN]))
    return as_preview(visit, consultation, "consultations/overview.html", **facts, **helps(visit, session, consultation), ways=[], may_manage=False)


@get("/staff/{slug:str}/preview/documents/{number:int}", needs=Permission.MANAGE_CONSULTATION)
def show_document(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The page of a document."""
    consultation = managed(visit, session, slug)
    document = next((one for one in consultation.documents if one.number == number), None)
    if document is None:
        raise NotFound
    return as_preview(visit, consultation, "consultations/document.html", document=document, prose=prose)


def as_preview(visit: Visit, consultation: Any, template: str, /, **facts: Any) -> Response[bytes]:
    """A public page inside the preview; `width=narrow` shows it as on a small phone."""
    facts["consultation"] = consultation
    narrow = visit.query.get("width") == NARROW
    spoken = [tag for tag in settings().languages if tag in consultation.languages]
    return page(visit, "consultations/setup/preview.html", shown=template, narrow=narrow, spoken=spoken, url=_inside(visit, consultation.slug, narrow=narrow), **facts)


def _inside(visit: Visit, slug: str, *, narrow: bool) -> Callable[..., str]:
    """Addresses of this consultation become addresses of its preview, as far as there is one."""
    public, preview = f"/consultations/{slug}", f"/staff/{slug}/preview"

    def url(path: str, /, **query: object) -> str:
        rest = path.removeprefix(public).partition("#")
        if path.startswith(public) and (not rest[0] or rest[0].strip("/").split("/")[0] in SHOWN):
            return address(visit.language, preview + rest[0], **query, width=NARROW if narrow else "") + rest[1] + rest[2]
        return address(visit.language, path, **query)

    return url
