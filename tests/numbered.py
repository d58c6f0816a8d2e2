"""Which tests keep which line of the protection list, or which promise of the register: by the numbers in their names."""

import re
from functools import lru_cache

from portal.base.settings import ROOT

FIRST_OF_THE_REGISTER = 201
"""From here on the numbers are those of portal.about.promises; below they are those of the project's list of protection tests."""


@lru_cache(maxsize=1)
def numbered() -> dict[int, list[str]]:
    """number -> names of tests; `test_p01_p02_…` keeps two lines."""
    found: dict[int, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for name, numbers in re.findall(r"^(?:async )?def (test_((?:p\d{2,3}_)+)\w+)\(", path.read_text(), re.MULTILINE):
            for number in re.findall(r"\d+", numbers):
                found.setdefault(int(number), []).append(f"{path.relative_to(ROOT / 'tests')}::{name}")
    return found
