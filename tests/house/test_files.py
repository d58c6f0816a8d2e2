"""The log inventory: while people take part in every way, the portal writes the files that its inventory names, and no other."""

import io
import os
import sys
import sysconfig
import time
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import text

from portal.about.inventory.files import FILES, is_known
from portal.base.database import Database
from portal.base.settings import ROOT
from portal.receipts import codes
from tests.complaints.filing import complain
from tests.house.test_canary import ADDRESSES, canary, everything, forms_of_address, tables_with, walk  # noqa: F401 - one of them is a fixture
from tests.house.test_seized import rows, tables
from tests.process import Process

pytestmark = pytest.mark.raw

WATCH = """
import os, sys
out = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)) and isinstance(arguments[2], int) and arguments[2] & WRITING:
        os.write(out, os.fsencode(arguments[0]) + b"\\n")
    elif event in ("os.rename", "os.link", "os.symlink", "sqlite3.connect", "tempfile.mkstemp", "tempfile.mkdtemp", "shelve.open", "dbm.open"):
        os.write(out, os.fsencode(arguments[1] if event in ("os.rename", "os.link", "os.symlink") else arguments[0]) + b"\\n")

sys.addaudithook(note)
"""
"""Laid into the server's Python before anything else: it notes every path that is opened to be written."""


@pytest.fixture
def watched(folder, tmp_path):
    """A folder with the watch, and the file into which it notes."""
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    return {"PYTHONPATH": str(tmp_path), "WATCHED": str(tmp_path / "noted")}


@pytest.fixture
def process(settings, database, folder, watched):
    process = Process(settings, folder, HEARBACK_PROXIES="127.0.0.1", **watched)
    yield process.start()
    process.kill()
    print(process.log.decode())  # shown when the test fails


def unknown(noted, folder):
    """What was opened to be written and is in no inventory; Python's own compiled program and the system's devices are no files of people."""
    program = (str(ROOT), sysconfig.get_paths()["purelib"], sysconfig.get_paths()["stdlib"], sys.prefix, sys.base_prefix)
    found = set()
    for line in sorted(set(noted.read_text().splitlines())):
        path = line.removeprefix("file:").split("?")[0]
        if path.startswith("/dev/") and not path.startswith("/dev/shm/"):
            continue
        if "__pycache__" in path and path.startswith(program):
            continue
        if not (path.startswith(f"{folder}/") and is_known(path.removeprefix(f"{folder}/"))):
            found.add(path)
    return found


def picture():
    """A photograph as cameras make it."""
    made = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(made, "JPEG")
    return made.getvalue()


def lying_in(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def held_open(process):
    """Regular files that the server has open, also those that have lost their name."""
    targets = [os.readlink(path) for path in Path(f"/proc/{process.pid}/fd").iterdir()]
    return [target for target in targets if target.startswith("/") and not target.startswith("/dev/")]


def test_p102_no_file_is_written_but_those_of_the_inventory(canary, process, make, database, folder, watched):  # noqa: F811 - the fixture
    before = set(held_open(process))
    walk(canary, make, process, database)
    make.officer()
    assert complain(canary, attached=[("files", "photo.jpg", picture()), ("files", "note.txt", b"A note.")])
    end = time.monotonic() + 20
    while time.monotonic() < end and not list((folder / "letters").glob("*.eml")):
        time.sleep(0.1)
    opened = set(held_open(process))
    process.stop()
    assert unknown(Path(watched["WATCHED"]), folder) == set()
    assert [path for path in lying_in(folder) if not is_known(path)] == []
    assert [path for path in lying_in(folder) if path.startswith("letters/")] != []
    assert [
        path
        for path in opened - before
        if not is_known(path.removeprefix(f"{folder}/")) and path != watched["WATCHED"] and not path.startswith((str(ROOT), sys.prefix, sys.base_prefix))
    ] == []


def test_p102_the_watch_would_find_a_file(folder, tmp_path, watched):
    """What watches is watched: a file beside the inventory is noted."""
    import subprocess

    planted = folder / "notes.txt"
    code = f"import pathlib, tempfile; pathlib.Path({str(planted)!r}).write_text('x'); tempfile.TemporaryFile(dir={str(folder)!r}).close()"
    subprocess.run([sys.executable, "-c", code], env={**os.environ, **watched}, check=True)
    found = unknown(Path(watched["WATCHED"]), folder)
    assert str(planted) in found
    assert len(found) >= 2


def test_p102_the_demo_writes_the_same_files_and_its_secret(folder, watched):
    import subprocess

    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARBACK_")}
    run = subprocess.run(
        [sys.executable, "-m", "portal", "demo", "--no-serve"],
        cwd=folder,
        env={**kept, "PYTHONPATH": f"{watched['PYTHONPATH']}:{ROOT}", "WATCHED": watched["WATCHED"]},
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()[-2000:]
    assert {path.parts[0] for path in map(Path, lying_in(folder))} == {".hearback"}
    assert [path for path in lying_in(folder) if not is_known(path.removeprefix(".hearback/"))] == []
    assert (folder / ".hearback" / "secret").stat().st_mode & 0o077 == 0


def test_p102_the_database_sorts_in_memory(database, engine):
    """SQLite would put what it sorts and what it may undo into temporary files without a name."""
    if engine != "sqlite":
        pytest.skip("PostgreSQL keeps its files in its own folder")
    assert database.read(lambda session: session.execute(text("PRAGMA temp_store")).scalar_one()) == 2
    assert database.write(lambda session: session.execute(text("PRAGMA temp_store")).scalar_one()) == 2


def test_p102_every_setting_that_names_a_place_is_in_the_inventory():
    from dataclasses import fields

    from portal.base.settings import Settings

    places = {one.metadata["variable"] for one in fields(Settings)} & {"HEARBACK_DATABASE", "HEARBACK_VAULT", "HEARBACK_MAIL_FOLDER"}
    assert places <= {file.place for file in FILES}


BY_THE_CLOCK = {"pulse", "published_figures", "edition"}
"""What the portal's own clock writes meanwhile: its sign of life, and figures on their day."""


def test_p05_a_machine_that_tries_numbers_is_slowed_and_leaves_nothing(canary, process, make, database, folder, server):  # noqa: F811 - the fixture
    """Neither its address nor a hash of it is kept, no row is written, and with the process the memory of it ends."""
    make.contribution()
    kept = [name for name in tables(database) if name not in BY_THE_CLOCK]
    before = {name: rows(database, name) for name in kept}
    canary.get("/en/track")
    token = canary.fields()
    began = time.monotonic()
    for number in range(46):
        canary.post("/en/track", {**token, "code": codes.from_token(number.to_bytes(16, "big"))}, status=422)
    assert time.monotonic() - began > 1.0  # forty are free, then two a second
    assert {name: rows(database, name) for name in kept} == before
    contents = list(everything(folder, process, server))
    process.stop()
    unwanted = set().union(*(forms_of_address(address) for address in ADDRESSES))
    for where, content in [*contents, *everything(folder, process, server)]:
        assert [form for form in unwanted if form in content] == [], where
    assert [tables_with(database, address) for address in ADDRESSES] == [set(), set()]


def test_p05_after_a_restart_the_counters_are_gone(settings):
    """The bucket is a thing in memory that knows nobody, and a new process has a new one."""
    from portal.base.brake import Brake

    full = Brake()
    for _try in range(60):
        full.wait()
    assert full.wait() > 5
    assert vars(full).keys() == {"lock", "left", "last"}
    assert Brake().wait() == 0


def test_a_new_database_is_the_same_kind(folder, engine):
    """The pragma is set for every connection, also of a database that is opened later."""
    if engine != "sqlite":
        pytest.skip("SQLite alone has pragmas")
    later = Database(f"sqlite:///{folder}/later.db")
    assert later.read(lambda session: session.execute(text("PRAGMA temp_store")).scalar_one()) == 2
    later.close()
