"""`portal mirror` as an operator runs it, and what `portal check` says of fonts."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.settings import ROOT
from portal.editions import fonts
from tests.editions.towns import town


@pytest.fixture
def command(folder, settings, vault_address):
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "COLUMNS": "200",
        "HEARBACK_SECRET": settings.secret,
        "HEARBACK_ADDRESS": settings.address,
        "HEARBACK_DATABASE": settings.database,
        "HEARBACK_VAULT": vault_address,
        "HEARBACK_MAIL_FOLDER": settings.mail_folder,
        "HEARBACK_LANGUAGES": "en,ar",
    }

    def run(*arguments, status=0):
        done = subprocess.run([sys.executable, "-m", "portal", *arguments], env=environment, cwd=folder, capture_output=True, text=True, timeout=300)
        assert done.returncode == status, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    return run


def test_one_consultation_is_copied_into_a_folder(command, make, folder):
    park = make.question(number=1).consultation
    said = command("mirror", park.slug, "copy")
    assert "Their sums stand in SHA256SUMS." in said
    assert (folder / "copy" / "ar" / "consultations" / park.slug / "index.html").is_file()
    before = {path: path.stat().st_mtime_ns for path in (folder / "copy").rglob("*.html")}
    command("mirror", park.slug, "copy")
    changed = [path for path, then in before.items() if path.stat().st_mtime_ns != then]
    assert [(path.name, path.read_text()) for path in changed] == []


def test_all_archived_ones_are_copied_side_by_side(command, make, folder):
    old = town(make, tags=("en",), opens=timedelta(days=-700), closes=timedelta(days=-600), archived_at=(clock.now() - timedelta(days=2)).replace(second=0, microsecond=0))
    new = make.consultation()
    command("mirror", "--archived", "copy")
    page = (folder / "copy" / "index.html").read_text()
    assert (old.slug in page, new.slug in page) == (True, False)


def test_what_cannot_be_copied_is_said(command, make):
    assert "There is no public consultation nowhere." in command("mirror", "nowhere", "copy", status=1)
    assert "Name a consultation and a folder; with --archived, only a folder." in command("mirror", "copy", status=1)


def test_check_names_the_package_that_a_language_lacks(monkeypatch, settings):
    from portal.cli import looking

    monkeypatch.setattr(fonts, "files", lambda: {"NotoSans": None})
    assert "There will be no PDF in zh until the package fonts-noto-cjk is installed." in {
        sentence for _good, sentence in looking._fonts(replace(settings, languages=("en", "zh")))
    }
