"""Zip packages, as DOCX and ODT are: unpacked with limits, and packed anew without a time, a remark or a maker."""

import io
import zipfile
import zlib
from collections.abc import Iterable

from portal.base.cleaning.kinds import Fault, Unclean

MOST_ENTRIES = 3000
MOST_UNPACKED = 100_000_000
BIGGEST_PART = 40_000_000
NO_TIME = (1980, 1, 1, 0, 0, 0)
_LOCKED = 0x1


def unpack(data: bytes) -> dict[str, bytes]:
    """Every part by its name. Raises Unclean for bombs, locks, and whatever else than the package is in the file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            _check(package, entries, data)
            return _parts(package, entries)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, zlib.error):
        raise Unclean(Fault.BROKEN) from None
    except RuntimeError:  # what zipfile says of a lock
        raise Unclean(Fault.LOCKED) from None


def _check(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], data: bytes) -> None:
    if any(entry.flag_bits & _LOCKED for entry in entries):
        raise Unclean(Fault.LOCKED)
    if len(entries) > MOST_ENTRIES:
        raise Unclean(Fault.BOMB)
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        raise Unclean(Fault.BROKEN)
    _alone(package, entries, data)


def _alone(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], data: bytes) -> None:
    """Nothing before the package, nothing behind it, and no gaps in which another file could lie."""
    end = data.rfind(b"PK\x05\x06")
    if min(entry.header_offset for entry in entries) != 0 or end + 22 + len(package.comment) != len(data):
        raise Unclean(Fault.DOUBLE)
    taken = sum(entry.compress_size for entry in entries)
    heads = sum(300 + 2 * len(entry.filename.encode()) + 2 * len(entry.extra) + len(entry.comment) for entry in package.infolist())
    if len(data) > taken + heads + len(package.comment) + 1000:
        raise Unclean(Fault.DOUBLE)


def _parts(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    parts, left = {}, MOST_UNPACKED
    for entry in entries:
        with package.open(entry) as stream:
            part = stream.read(min(BIGGEST_PART, left) + 1)  # what the package says of its size may be untrue
        left -= len(part)
        if len(part) > BIGGEST_PART or left < 0:
            raise Unclean(Fault.BOMB)
        parts[entry.filename] = part
    return parts


def pack(parts: Iterable[tuple[str, bytes]], *, plain: tuple[str, ...] = ()) -> bytes:
    """A package of these parts in this order; those named `plain` are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, body in parts:
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.compress_type = zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 0, 0
            package.writestr(entry, body)
    return out.getvalue()
