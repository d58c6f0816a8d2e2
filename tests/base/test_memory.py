import gc

import pytest

from portal.base import memory


@pytest.fixture
def thawed():
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("thawed")
def test_what_lives_as_long_as_the_server_is_not_looked_through_again():
    kept = [[one] for one in range(1000)]
    memory.begin()
    memory.settle()
    assert gc.get_freeze_count() >= len(kept)


def test_libraries_that_few_need_are_not_in_memory_from_the_start():
    import subprocess
    import sys

    late = ("psycopg", "authlib", "joserfc", "fido2", "rapidfuzz", "holidays", "jsonschema", "numpy", "typst", "ebooklib", "PIL", "snowballstemmer", "alembic")
    code = f"import sys, portal.cli, portal.app; print([name for name in {late!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
