"""The fonts of this machine: which languages can be printed here, and which package is missing for the others."""

import struct
from functools import lru_cache
from pathlib import Path

FOLDERS = (Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/opentype/noto"), Path("/usr/share/fonts/noto"), Path("/usr/share/fonts/noto-cjk"))
"""Where Debian and others lay the Noto fonts."""
LATIN, ARABIC = "NotoSans", "NotoNaskhArabic"
CHINESE = "NotoSansCJK"
CORE_PACKAGE, CJK_PACKAGE = "fonts-noto-core", "fonts-noto-cjk"
EAST = {"zh": "Noto Sans CJK SC", "zh-hant": "Noto Sans CJK TC", "zh-tw": "Noto Sans CJK TC", "zh-hk": "Noto Sans CJK HK", "ja": "Noto Sans CJK JP", "ko": "Noto Sans CJK KR"}
SCRIPTS = {
    "am": "Ethiopic",
    "bn": "Bengali",
    "el": "",
    "gu": "Gujarati",
    "he": "Hebrew",
    "hi": "Devanagari",
    "hy": "Armenian",
    "ka": "Georgian",
    "km": "Khmer",
    "kn": "Kannada",
    "lo": "Lao",
    "ml": "Malayalam",
    "mr": "Devanagari",
    "my": "Myanmar",
    "ne": "Devanagari",
    "pa": "Gurmukhi",
    "si": "Sinhala",
    "ta": "Tamil",
    "te": "Telugu",
    "th": "Thai",
    "ti": "Ethiopic",
}
ARABIC_SCRIPT = frozenset({"ar", "ckb", "fa", "ks", "ps", "sd", "ug", "ur"})


@lru_cache(maxsize=1)
def files() -> dict[str, Path]:
    """The regular fonts that are there, by the name of their file without weight."""
    found = (path for folder in FOLDERS if folder.is_dir() for path in sorted(folder.iterdir()) if path.stem.endswith("-Regular") and path.suffix in (".ttf", ".otf", ".ttc"))
    return {path.stem.removesuffix("-Regular"): path for path in found}


def folders() -> list[str]:
    """The folders that are there."""
    return [str(folder) for folder in FOLDERS if folder.is_dir()]


def needed(tag: str) -> tuple[str, ...]:
    """The files that a language needs."""
    bare = tag.lower().split("-")[0]
    if bare in EAST:
        return LATIN, CHINESE
    if bare in ARABIC_SCRIPT:
        return LATIN, ARABIC
    return (LATIN, f"NotoSans{SCRIPTS[bare]}") if SCRIPTS.get(bare) else (LATIN,)


def printable(tag: str) -> bool:
    """Whether a language can be set in type on this machine."""
    return all(name in files() for name in needed(tag))


def missing_package(tag: str) -> str:
    """The Debian package that a language lacks here; empty when it lacks none."""
    lacking = [name for name in needed(tag) if name not in files()]
    return "" if not lacking else CJK_PACKAGE if lacking == [CHINESE] else CORE_PACKAGE


def faces(tag: str) -> list[str | list[str]]:
    """The families in which a language is set, best first; a pair is a family, and for which of its characters."""
    lowered = tag.lower()
    east = next((EAST[name] for name in (lowered, "-".join(lowered.split("-")[:2]), lowered.split("-")[0]) if name in EAST), "")
    others: list[str | list[str]] = [family for family in ("Noto Naskh Arabic", EAST["zh"]) if family != east]
    own = SCRIPTS.get(lowered.split("-")[0], "")
    if east:
        return [["Noto Sans", "latin-in-cjk"], east, *others]
    return ["Noto Sans", *([f"Noto Sans {own}"] if own else []), *others]


@lru_cache(maxsize=512)
def covered(path: Path) -> frozenset[int]:
    """The code points that a font has a shape for, read from its own table (OpenType, cmap, formats 4 and 12)."""
    data = path.read_bytes()
    start = struct.unpack(">I", data[12:16])[0] if data[:4] == b"ttcf" else 0
    for number in range(struct.unpack(">H", data[start + 4 : start + 6])[0]):
        tag, _sum, offset, _length = struct.unpack(">4sIII", data[start + 12 + 16 * number : start + 28 + 16 * number])
        if tag == b"cmap":
            return frozenset(_characters(data, offset))
    return frozenset()


def _characters(data: bytes, table: int) -> set[int]:
    found: set[int] = set()
    for number in range(struct.unpack(">H", data[table + 2 : table + 4])[0]):
        offset = table + struct.unpack(">I", data[table + 8 + 8 * number : table + 12 + 8 * number])[0]
        kind = struct.unpack(">H", data[offset : offset + 2])[0]
        if kind == 4:  # noqa: PLR2004 - segments of the first plane
            count = struct.unpack(">H", data[offset + 6 : offset + 8])[0] // 2
            ends = struct.unpack(f">{count}H", data[offset + 14 : offset + 14 + 2 * count])
            starts = struct.unpack(f">{count}H", data[offset + 16 + 2 * count : offset + 16 + 4 * count])
            found.update(point for first, last in zip(starts, ends, strict=True) for point in range(first, last + 1) if point != 0xFFFF)  # noqa: PLR2004
        elif kind == 12:  # noqa: PLR2004 - groups of all planes
            for group in range(struct.unpack(">I", data[offset + 12 : offset + 16])[0]):
                first, last, _glyph = struct.unpack(">III", data[offset + 16 + 12 * group : offset + 28 + 12 * group])
                found.update(range(first, last + 1))
    return found


def for_character(character: str) -> str:
    """The file of a font that has a shape for this character, of those that no language asked for; empty when there is none."""
    for name, path in files().items():
        if name.startswith("NotoSans") and "CJK" not in name and ord(character) in covered(path):
            return name
    return ""
