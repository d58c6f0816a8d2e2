"""The shared probes on the demo as an operator starts it, with the paths and fields of tests/probes/targets.json."""

import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from portal.base.settings import ROOT
from tests.browser import CHROMIUM
from tests.conftest import SHARED

PROBES = SHARED / "probes"
TARGETS = Path(__file__).parent.parent / "probes" / "targets.json"
MODULES = Path(os.environ.get("PROBE_NODE_MODULES") or ROOT / ".node" / "node_modules")
BUDGETS = {
    "c_keyboard": ["--target", "24"],
    "f_weight": ["--first", "10", "--total", "10", "--requests", "2"],
    "g_2g": ["--read", "3", "--post", "8"],
}
TRIES = {"g_2g": 3}  # it waits on a real clock, and a busy machine must not count as a heavy page
SLOW = ("a_axe", "c_keyboard", "d_transcript", "e_textbrowser", "f_weight", "g_2g", "i_contrast", "n_noscript")
"""These look at every eighth page and at all journeys: tests/house/test_axe.py looks at every page with the same axe, and walks through it by keyboard."""
NAMES = "a_axe b_html c_keyboard d_transcript e_textbrowser f_weight g_2g i_contrast j_rtl k_outline l_print n_noscript".split()


def _missing() -> str:
    """What this machine lacks for the probes."""
    lacks = {
        "the shared folder with the probes": PROBES.is_dir(),
        "Chromium": CHROMIUM,
        "the checkers in .node (tests/machine.sh installs them)": (MODULES / "axe-core").is_dir() and (MODULES / "vnu-jar").is_dir() and (MODULES / "html-validate").is_dir(),
        "Java": shutil.which("java"),
        "lynx": shutil.which("lynx"),
        "w3m": shutil.which("w3m"),
    }
    return ", ".join(name for name, there in lacks.items() if not there)


pytestmark = [pytest.mark.shared, pytest.mark.browser, pytest.mark.once]


@pytest.fixture(scope="module", autouse=True)
def tools():
    """Everything a probe needs; on the build machine a missing probe is a fault, elsewhere a reason to skip."""
    if os.environ.get("CI") == "true":
        assert PROBES.is_dir(), f"the probes are missing: {PROBES}"
    if missing := _missing():
        pytest.skip(f"Not on this machine: {missing}")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo, served from a folder of its own; its address."""
    folder = tmp_path_factory.mktemp("demo")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEARBACK_")} | {
        "HEARBACK_SECRET": "a secret of the tests, at least 32 characters",
        "HEARBACK_ADDRESS": address,
        "HEARBACK_DATABASE": f"sqlite:///{folder}/portal.db",
        "HEARBACK_VAULT": f"sqlite:///{folder}/vault.db",
        "HEARBACK_MAIL_FOLDER": str(folder / "letters"),
        "TMPDIR": str(folder),
    }
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-m", "portal", "demo", "--port", address.rpartition(":")[2]]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(process, address, folder)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _wait(process, address, folder):
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(f"{address}/ready", timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    pytest.fail(f"The demo does not answer: {(folder / 'log').read_text()[-2000:]}")


@pytest.fixture
def targets(name, tmp_path):
    """What a probe goes to: all pages of the list, or for a slow one every eighth, with all journeys."""
    if name not in SLOW:
        return TARGETS
    wanted = json.loads(TARGETS.read_text())
    wanted["routes"] = wanted["routes"][::8]
    fewer = tmp_path / "targets.json"
    fewer.write_text(json.dumps(wanted))
    return fewer


def probe(name, address, targets=TARGETS):
    """Run one probe; what it found is the message of the failure."""
    environment = os.environ | {"CHROMIUM": str(CHROMIUM), "PROBE_NODE_MODULES": str(MODULES), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(PROBES / f"{name}.py"), "--base", address, "--targets", str(targets), *BUDGETS.get(name, [])]
    for _attempt in range(TRIES.get(name, 1)):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=1200)
        print(done.stdout)
        if done.returncode == 0:
            return
    assert done.returncode == 0, done.stdout + done.stderr[-6000:]


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.alone) if name == "g_2g" else name for name in NAMES])  # a slow line is measured in seconds
def test_the_demo_satisfies(name, demo, targets):
    probe(name, demo, targets)


def test_no_probe_is_left_out():
    """Whoever adds a probe to the shared folder adds it here."""
    assert sorted(path.stem for path in PROBES.glob("?_*.py")) == NAMES


def test_every_path_of_the_targets_is_a_page(demo):
    """A probe is content with an error page; so look before."""
    targets = json.loads(TARGETS.read_text())
    wrong = []
    for language in targets["langs"]:
        for path in targets["routes"]:
            answer = httpx.get(demo + path.replace("{lang}", language))
            if answer.status_code != 200 or f'lang="{language}"' not in answer.text:
                wrong.append((path, language, answer.status_code))
    assert wrong == []


@pytest.fixture
def long_thread(make, live, tmp_path):
    """A thread with 25 contributions of 60 words drawn by lot, which no packer likes; its address and the targets that name it."""
    question = make.question(make.consultation(slug="long"), number=1)
    known = sorted(set(re.findall(r"[a-z]+", " ".join(path.read_text() for path in sorted((ROOT / "portal" / "handbook" / "en").glob("*.md"))))))
    for number in range(25):
        make.contribution(question, " ".join(random.Random(number).choices(known, k=60)), shown_name=f"Reader {number}")
    targets = {"langs": ["en", "ar"], "routes": ["/{lang}/consultations/long/questions/1"], "journeys": {}}
    path = tmp_path / "targets.json"
    path.write_text(json.dumps(targets))
    return live, path


@pytest.mark.alone
@pytest.mark.parametrize("name", ["f_weight", "g_2g"])
def test_a_thread_of_25_contributions_of_60_words_fits_the_budget(long_thread, name):
    address, targets = long_thread
    page = httpx.get(f"{address}/en/consultations/long/questions/1").text
    assert len(re.findall(r"<article", page)) == 25
    probe(name, address, targets)
