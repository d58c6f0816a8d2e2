"""Pictures drawn anew: what one sees stays, upright; place, time, device, thumbnail and everything behind the picture go."""

import io
import warnings
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from portal.base.cleaning.kinds import Fault, Unclean

MOST_POINTS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
IN_DOCUMENTS = (*FORMATS, "GIF", "BMP", "TIFF")
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError, EOFError, ZeroDivisionError, IndexError, KeyError, AttributeError, OverflowError)
_KEPT_MODES = ("L", "LA", "RGB", "RGBA")
_HOW: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90, "optimize": True},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 90, "method": 3},
    "GIF": {},
    "BMP": {},
    "TIFF": {"compression": "tiff_lzw"},
}


def redrawn(data: bytes, formats: tuple[str, ...] = FORMATS) -> bytes:
    """The same picture in the same format, with nothing but its points. Of a moving one, the first picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _redrawn(data, formats)
    except Image.DecompressionBombError:
        raise Unclean(Fault.BOMB) from None
    except _BROKEN:
        raise Unclean(Fault.BROKEN) from None


def _redrawn(data: bytes, formats: tuple[str, ...]) -> bytes:
    with Image.open(io.BytesIO(data), formats=formats) as picture:
        if picture.width * picture.height > MOST_POINTS:
            raise Unclean(Fault.BOMB)
        name = "JPEG" if picture.format == "MPO" else str(picture.format)  # several photographs in one file; the first is the one that is seen
        picture.load()
        ImageOps.exif_transpose(picture, in_place=True)
        plain = _plain(picture, opaque=name in ("JPEG", "BMP"))
    del picture  # large ones are not held twice
    out = io.BytesIO()
    plain.save(out, name, **_HOW[name])
    return out.getvalue()


def _plain(picture: Image.Image, *, opaque: bool) -> Image.Image:
    """A picture of points alone, in a mode that every format of ours can hold."""
    if picture.mode.startswith("I;16"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    clear = not opaque and (picture.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in picture.info)
    if picture.mode not in _KEPT_MODES or (opaque and picture.mode.endswith("A")) or (clear and not picture.mode.endswith("A")):
        picture = picture.convert("RGBA" if clear else "L" if picture.mode == "1" else "RGB")
    new = Image.new(picture.mode, picture.size)
    new.paste(picture)
    new.info = {}
    return new
