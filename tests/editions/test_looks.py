"""The pages of the room as axe and a narrow screen see them, in two directions; and the folder too."""

import io
import zipfile

import pytest

from portal.editions.edition import open_to_all, reader
from portal.editions.files import draw
from portal.editions.folder import Copy, folder
from tests.browser import needs_chromium
from tests.editions.towns import hostile, town
from tests.looking import looker

pytestmark = [needs_chromium, pytest.mark.browser]


def test_pages_and_folder_are_without_a_fault(database, make, now, live, tmp_path):
    slugs = [town(make, tags=("en", "ar")).slug, hostile(make).slug]
    for slug in slugs:
        viewer = reader()
        one = database.read(lambda session, slug=slug, viewer=viewer: draw(session, viewer, open_to_all(session, viewer, slug), "en"))
        with zipfile.ZipFile(io.BytesIO(folder([Copy(one.slug, one.tag, one.title, one.day, one.editions, one.voices, one.slips)]))) as found:
            found.extractall(tmp_path)
    with looker(live) as look:
        for slug in slugs:
            for path in ("", "/print", "/large"):
                for tag in ("en", "ar"):
                    assert look.open(f"/{tag}/consultations/{slug}/formats{path}") == 200
                    look.look_once(f"{tag} {path}")
        for page in sorted(tmp_path.rglob("*.html")):
            look.page.goto(f"file://{page}")
            look.look_once(page.name)
    assert "\n".join(look.faults) == ""
