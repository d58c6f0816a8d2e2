"""`python -m tests.exchange.converters NAME FOLDER FILE`."""

import importlib
import sys
from pathlib import Path

name, folder, target = sys.argv[1:]
found = importlib.import_module(f"tests.exchange.converters.{name}").convert(Path(folder))
for place, one in enumerate(found):
    path = Path(target) if len(found) == 1 else Path(target).with_stem(f"{Path(target).stem}-{place + 1}")
    print(one.write(path), *one.notes, sep="\n  ")
