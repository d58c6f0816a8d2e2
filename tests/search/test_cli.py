"""`portal search rebuild`, and what `portal check` and `portal migrate` say and do about the index."""

import pytest

from tests.test_cli import environment, portal_command  # noqa: F401 - fixtures

pytestmark = pytest.mark.once


def test_check_says_what_is_wrong_and_rebuilding_mends_it_once(portal_command, make, database):  # noqa: F811
    from sqlalchemy import delete

    from portal.search.models import SearchEntry, SearchWord

    make.contribution(make.question(), "A stork on the roof.")
    portal_command("migrate")
    assert "The search knows all that is public" in portal_command("check")
    assert "; 0 were not right" in portal_command("search", "rebuild")
    database.write(lambda session: (session.execute(delete(SearchEntry)), session.execute(delete(SearchWord))) and None)
    assert "Run `portal search rebuild`" in portal_command("check", status=1)
    assert "; 0 were not right" not in portal_command("search", "rebuild")
    assert "The search knows all that is public" in portal_command("check")


def test_another_secret_needs_a_new_index(portal_command, make):  # noqa: F811
    make.contribution(make.question(), "A stork on the roof.")
    portal_command("migrate")
    other = {"HEARBACK_SECRET": "another secret of the tests, 32 characters long"}
    assert "differ" in portal_command("check", status=1, **other)
    portal_command("search", "rebuild", **other)
    portal_command("check", **other)
