"""A consultation with words in three languages, and a machine."""

from dataclasses import replace

import pytest

from portal.base.settings import settings as present
from portal.base.settings import use
from portal.contributions import translating as _contributions  # noqa: F401  enters what can be translated
from portal.responses import translating as _responses  # noqa: F401
from portal.summaries import translating as _summaries  # noqa: F401
from tests.translations import machine as machines

SPANISH = "Necesitamos más *sombra* en el parque."
ARABIC = "نحتاج إلى مزيد من الأشجار."


@pytest.fixture
def question(make):
    return make.question(make.consultation())


@pytest.fixture
def spanish(make, question):
    return make.contribution(question, SPANISH, language="es")


@pytest.fixture
def arabic(make, question):
    return make.contribution(question, ARABIC, language="ar")


@pytest.fixture
def machine(settings):
    """A machine that works, and a portal that was told of it."""
    with machines.running() as found:
        use(replace(present(), translator=found.address))
        yield found
    use(settings)
