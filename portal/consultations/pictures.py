"""Pictures that an organiser shows: clean, no wider than a screen, and light enough for a slow line."""

import io
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from portal.base.cleaning import Cleaned, Kind
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.consultations.models import Consultation, EasyIdea

if TYPE_CHECKING:
    from PIL import Image

BIGGEST = 300_000
BIGGEST_TOGETHER = 3_000_000
WIDEST = 800
KINDS = (Kind.PNG, Kind.JPEG, Kind.WEBP)


def prepared(cleaned: Cleaned) -> dict[str, Any]:
    """A clean picture as it is kept: the columns of its row. Raises Refused."""
    if cleaned.kind not in KINDS:
        raise Refused(_("This is no picture. Please choose a JPEG, PNG or WebP file."))
    from PIL import Image  # takes some memory, and few processes ever need it

    data = cleaned.data
    with Image.open(io.BytesIO(data)) as picture:
        if max(picture.size) > WIDEST:
            picture.thumbnail((WIDEST, WIDEST))
            data = _written(picture, cleaned.kind)
        width, height = picture.size
    if len(data) > BIGGEST:
        raise Refused(_("A picture may weigh %(most)s KB. Please choose a smaller one.", most=BIGGEST // 1000))
    return kept(data, cleaned.media_type, width, height)


def fitting(session: Session, consultation: Consultation, picture: Cleaned, instead_of: EasyIdea | None = None) -> dict[str, Any]:
    """The columns of one more picture, or of one in the place of another, unless all together become too heavy."""
    facts = prepared(picture)
    weight = session.scalar(select(func.sum(EasyIdea.size)).where(EasyIdea.consultation_id == consultation.id)) or 0
    if weight - (instead_of.size if instead_of else 0) + facts["size"] > BIGGEST_TOGETHER:
        raise Refused(_("All pictures together may weigh %(most)s MB. Please choose smaller ones.", most=BIGGEST_TOGETHER // 1_000_000))
    return facts


def kept(data: bytes, media_type: str, width: int, height: int) -> dict[str, Any]:
    """The columns of a picture."""
    return {"picture": data, "media_type": media_type, "digest": blake2b(data, digest_size=16).hexdigest(), "width": width, "height": height, "size": len(data)}


def _written(picture: "Image.Image", kind: Kind) -> bytes:
    out = io.BytesIO()
    how: dict[str, Any] = {"optimize": True} if kind is Kind.PNG else {"quality": 80}
    picture.save(out, kind.value.upper(), **how)
    return out.getvalue()
