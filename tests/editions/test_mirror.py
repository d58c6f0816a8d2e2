"""A copy of the public pages that stands without the portal."""

import hashlib
import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import html5lib
import pytest

from portal.base.access import NOBODY
from portal.consultations.models import ConsultationState
from portal.contributions.models import ContributionState
from portal.editions import mirror
from tests.editions.towns import town


@pytest.fixture
def park(make, now, portal):
    return town(make, tags=("en", "ar"))


def export(database, slug, folder):
    state = database.read(lambda session: mirror.state_of(session, NOBODY, [slug]))
    return mirror.export([slug], state, folder, lambda *_told: None)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_page_stands_at_its_own_address(database, park, folder):
    export(database, park.slug, folder / "copy")
    here = f"en/consultations/{park.slug}"
    names = set(bytes_of(folder / "copy"))
    assert {
        "index.html",
        "SHA256SUMS",
        f"{here}/index.html",
        f"ar/consultations/{park.slug}/index.html",
        f"{here}/documents/1/index.html",
        f"{here}/summary/index.html",
        f"{here}/responses/index.html",
    } <= names
    assert {f"{here}/feed.atom", f"{here}/data/contributions.csv", f"{here}/formats/en/book.epub"} <= names
    assert [name for name in names if re.search(r"/(write|report|object|support|staff)(/|$)", name)] == []


def test_two_copies_are_the_same_byte_for_byte(database, park, folder):
    export(database, park.slug, folder / "one")
    export(database, park.slug, folder / "two")
    assert bytes_of(folder / "one") == bytes_of(folder / "two")


def test_the_sums_are_those_of_the_files(database, park, folder):
    export(database, park.slug, folder / "copy")
    run = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder / "copy", capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "")
    listed = {line.split("  ", 1)[1] for line in (folder / "copy" / "SHA256SUMS").read_text().splitlines()}
    assert listed == set(bytes_of(folder / "copy")) - {"SHA256SUMS"}


def test_links_are_relative_and_lead_somewhere_or_to_the_living_portal(database, park, folder):
    export(database, park.slug, folder / "copy")
    files = bytes_of(folder / "copy")
    for name, data in files.items():
        if not name.endswith(".html"):
            continue
        page = data.decode()
        parser = html5lib.HTMLParser()
        parser.parse(page)
        assert parser.errors == [], name
        assert "<form" not in page
        assert "<script" not in page
        for link in re.findall(r'(?:href|src)="([^"]*)"', page):
            if link.startswith(("http://127.0.0.1:8000/", "https://example.org", "data:,", "#", "mailto:")):
                continue
            parts = name.split("/")[:-1]
            for step in link.partition("#")[0].split("/"):
                parts = parts[:-1] if step == ".." else [*parts, step]
            assert "/".join(parts).replace("%3D", "=") in files, (name, link)


def test_every_page_says_that_it_is_a_copy_and_where_one_can_speak(database, park, folder):
    export(database, park.slug, folder / "copy")
    page = (folder / "copy" / "en" / "consultations" / park.slug / "index.html").read_text()
    assert "This is a copy. You can speak here:" in page
    assert f'<a href="http://127.0.0.1:8000/en/consultations/{park.slug}">' in page


def test_an_export_that_was_ended_goes_on_where_it_was(database, park, folder, monkeypatch):
    export(database, park.slug, folder / "whole")
    monkeypatch.setattr(mirror, "SAVED_EVERY", 1)
    asked = []
    ask = mirror.ask

    async def breaks(address):
        asked.append(address)
        if len(asked) == 12:
            raise KeyboardInterrupt
        return await ask(address)

    monkeypatch.setattr(mirror, "ask", breaks)
    with pytest.raises(KeyboardInterrupt):
        export(database, park.slug, folder / "copy")
    assert len(json.loads((folder / "copy" / mirror.STATE).read_text())["done"]) == 11
    asked.append("")
    export(database, park.slug, folder / "copy")
    assert len(set(asked)) == len(asked) - 1
    assert bytes_of(folder / "copy") == bytes_of(folder / "whole")


def test_what_is_taken_back_is_gone_from_the_next_copy(database, park, make, folder):
    voice = make.contribution(park.question, "Words that I take back.")
    export(database, park.slug, folder / "copy")
    page = folder / "copy" / "en" / "consultations" / park.slug / "contributions" / str(voice.number) / "index.html"
    assert "Words that I take back." in page.read_text()

    def withdraw(session):
        found = session.get(type(voice), voice.id)
        found.state, found.text, found.html = ContributionState.WITHDRAWN, "", ""

    database.write(withdraw)
    (page.parent / "old.html").write_text("an older copy")
    export(database, park.slug, folder / "copy")
    assert [name for name, data in bytes_of(folder / "copy").items() if b"Words that I take back." in data] == []
    assert not (page.parent / "old.html").exists()


def test_drafts_and_private_rooms_are_not_copied(database, make, now, portal, folder):
    from portal.base.errors import NotFound

    for one in (make.consultation(state=ConsultationState.DRAFT), make.consultation(private=True)):
        with pytest.raises(NotFound):
            export(database, one.slug, folder / "copy")


def test_a_small_copy_is_a_download_and_a_large_one_is_not(visitor, park, make, monkeypatch):
    assert "All public pages as files (ZIP)" in visitor.get(f"/en/consultations/{park.slug}/formats").main
    answer = visitor.get(f"/en/consultations/{park.slug}/formats/mirror.zip")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as found:
        sums = dict(reversed(line.split("  ", 1)) for line in found.read(f"{park.slug}/SHA256SUMS").decode().splitlines())
        assert {name: hashlib.sha256(found.read(f"{park.slug}/{name}")).hexdigest() for name in sums} == sums
        assert [name for name in found.namelist() if name.endswith("mirror.zip")] == []
    make.database.write(lambda session: setattr(session.get(type(park.question), park.question.id), "published", mirror.FEW + 1))
    visitor.get(f"/en/consultations/{park.slug}/formats/mirror.zip", status=404)
    assert "too many for a download" in visitor.get(f"/en/consultations/{park.slug}/formats").main


def test_long_threads_are_copied_page_by_page(database, make, now, portal, folder):
    park = make.consultation()
    question = make.question(park, number=1)
    for number in range(60):
        make.contribution(question, f"Words {number}.")
    export(database, park.slug, folder / "copy")
    pages = [name for name in bytes_of(folder / "copy") if name.startswith(f"en/consultations/{park.slug}/questions/1/page-")]
    assert len(pages) == 2
    assert (
        sum(len(re.findall(r'<article id="c-', data.decode())) for name, data in bytes_of(folder / "copy").items() if name.startswith(f"en/consultations/{park.slug}/questions/1/"))
        == 60
    )
