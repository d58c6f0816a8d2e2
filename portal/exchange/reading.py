"""From a zip that nobody vouches for to a sound package: nothing is unpacked to the disk, nothing is read unmeasured."""

import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, NoReturn

from portal.base.languages import _
from portal.exchange import helps
from portal.exchange.checks import check
from portal.exchange.cleaning import clean_contribution, clean_file
from portal.exchange.package import CONSULTATION, CONTRIBUTIONS, FORMAT, MANIFEST, PARTS, READ, Package, Progress, silent
from portal.exchange.shape import Faults, Unfit, complaints

MOST_BYTES = 500_000_000  # unpacked, all entries together
MOST_OF_ONE_OBJECT = 100_000_000  # hearback.json or consultation.json
MOST_OF_ONE_LINE = 4_000_000
MOST_LINES = 1_000_000
MOST_PACKED = 200  # times smaller than unpacked; honest text stays far below
SMALL = 20_000_000  # below this the rate of packing does not matter


def read(source: Path | BinaryIO, progress: Progress = silent) -> Package:
    """Read a file whole and check it. Raises Unfit with place and reason; leaves nothing behind."""
    with _opened(source) as archive:
        _check_entries(archive)
        manifest = _object(archive, MANIFEST)
        _check_manifest(manifest)
        package = Package(_object(archive, CONSULTATION))
        faults = Faults()
        complaints("file", package.file, CONSULTATION, faults)
        faults.settle()
        clean_file(package.file)
        package.pictures = helps.cleaned(package.file, _pictures(archive))
        _read_lines(archive, package, faults, manifest["counts"]["contributions"], progress)
    faults.settle()
    _check_counts(manifest, package)
    check(package)
    return package


@contextmanager
def _opened(source: Path | BinaryIO) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, struct.error, ValueError, OverflowError) as broken:
        raise Unfit([_("This is not a whole zip file. It may have been cut short or changed on its way.")]) from broken
    except FileNotFoundError as missing:
        raise Unfit([_("There is no such file.")]) from missing
    except OSError as broken:
        raise Unfit([_("The file cannot be read.")]) from broken


def _check_entries(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if strange := sorted(name for name in set(names) - set(PARTS) if not helps.PICTURE.fullmatch(name)):
        raise Unfit([_("%(place)s: this entry does not belong into the file", place=strange[0][:120])])
    if len(names) != len(set(names)):
        raise Unfit([_("The zip holds an entry twice.")])
    if missing := [name for name in PARTS if name not in names]:
        raise Unfit([_("%(place)s: this entry is missing", place=missing[0])])
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unfit([_("The zip is locked with a password.")])
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Unfit([_("The zip is packed in an unusual way. Use plain deflate.")])
    whole = sum(entry.file_size for entry in entries)
    if whole > MOST_BYTES:
        raise Unfit([_("Unpacked this is more than %(most)s million bytes.", most=MOST_BYTES // 1_000_000)])
    if whole > SMALL and whole > MOST_PACKED * max(1, sum(entry.compress_size for entry in entries)):
        raise Unfit([_("The zip is packed too tightly to be honest text.")])


def _object(archive: zipfile.ZipFile, name: str) -> Any:
    with archive.open(name) as stream:
        raw = stream.read(MOST_OF_ONE_OBJECT + 1)
    if len(raw) > MOST_OF_ONE_OBJECT:
        raise Unfit([_("%(place)s: this entry is too large", place=name)])
    return _parsed(raw, name)


def _pictures(archive: zipfile.ZipFile) -> dict[str, bytes]:
    found = {}
    for name in (one for one in archive.namelist() if one not in PARTS):
        with archive.open(name) as stream:
            found[name] = stream.read(helps.MOST_AS_SENT + 1)
        if len(found[name]) > helps.MOST_AS_SENT:
            raise Unfit([_("%(place)s: this entry is too large", place=name)])
    return found


def _parsed(raw: bytes, place: str, line: int | None = None) -> Any:
    """JSON without a key that stands twice, fractions, NaN or endless depth; a fault names its line."""
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_no_key_twice, parse_constant=_no_constant, parse_float=_no_constant)
    except UnicodeDecodeError as fault:
        number = line or raw[: fault.start].count(b"\n") + 1
        _not_json(place, number, _("this is not UTF-8"), fault)
    except json.JSONDecodeError as fault:
        _not_json(place, line or fault.lineno, _("this is not JSON (sign %(column)s)", column=fault.colno), fault)
    except RecursionError as fault:
        _not_json(place, line or 1, _("this is nested too deeply"), fault)
    except ValueError as fault:
        _not_json(place, line or 1, str(fault)[:200], fault)


def _not_json(place: str, line: int, reason: str, fault: Exception) -> NoReturn:
    raise Unfit([_("%(file)s, line %(line)s: %(reason)s", file=place, line=line, reason=reason)]) from fault


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        raise ValueError(_("%(name)s stands twice", name=next(name for name in names if names.count(name) > 1)[:60]))
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(_("%(name)s is not a whole number", name=name[:40]))


def _check_manifest(manifest: Any) -> None:
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Unfit([_("%(place)s: this file was not made by this kind of portal", place=MANIFEST)])
    if manifest.get("version") not in READ:
        raise Unfit(
            [
                _(
                    "%(place)s: this portal reads version %(known)s of the format; the file has version %(found)s",
                    place=MANIFEST,
                    known=f"{READ[0]}–{READ[-1]}",
                    found=str(manifest.get("version"))[:20],
                )
            ]
        )
    faults = Faults()
    complaints("manifest", manifest, MANIFEST, faults)
    faults.settle()


def _read_lines(archive: zipfile.ZipFile, package: Package, faults: Faults, expected: int, progress: Progress) -> None:
    with archive.open(CONTRIBUTIONS) as stream:
        for number, raw in enumerate(_lines(stream), 1):
            place = _place(number)
            row = _parsed(raw, CONTRIBUTIONS, number)
            before = len(faults.found)
            complaints("contribution", row, place, faults)
            if len(faults.found) == before:
                package.contributions.append(clean_contribution(row))
            if number % 500 == 0:
                progress(number, max(expected, number), _("Reading"))
    progress(len(package.contributions), len(package.contributions), _("Reading"))


def _place(line: int) -> str:
    return _("%(file)s, line %(line)s", file=CONTRIBUTIONS, line=line)


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    number = 0
    while raw := stream.readline(MOST_OF_ONE_LINE + 1):
        number += 1
        if len(raw) > MOST_OF_ONE_LINE or number > MOST_LINES:
            raise Unfit([_("%(place)s: this line is too long, or there are too many", place=_place(number))])
        yield raw


def _check_counts(manifest: dict[str, Any], package: Package) -> None:
    found = len(package.contributions)
    if manifest["counts"]["contributions"] != found:
        raise Unfit(
            [
                _(
                    "%(place)s: %(told)s contributions were told, %(found)s are in the file; it may have been cut short",
                    place=MANIFEST,
                    told=manifest["counts"]["contributions"],
                    found=found,
                )
            ]
        )
