"""Pages with translations keep nobody out, as far as axe can tell."""

import pytest

from portal.base.access import Role
from portal.identity.queries import cookie_name
from tests.browser import chromium, needs_chromium
from tests.translations.conftest import ARABIC

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once]


def test_a_mixed_thread_and_the_desk(live, make, question, spanish, arabic, visitor):
    from axe_playwright_python.sync_playwright import Axe

    make.translation(spanish, "We need more shade.", engine="LibreTranslate")
    make.translation(spanish, ARABIC, language="ar")
    make.sign_in(visitor, make.staff("Tara", roles=[(Role.TRANSLATOR, question.consultation)]))
    slug = question.consultation.slug
    paths = [
        f"/consultations/{slug}/questions/{question.number}?translated=yes",
        f"/consultations/{slug}/contributions/{spanish.number}?translated=yes",
        f"/staff/{slug}/translations",
        f"/staff/{slug}/translations/contribution/{spanish.id}",
    ]
    with chromium(script=True, viewport={"width": 320, "height": 800}) as page:
        page.context.add_cookies([{"name": cookie_name(), "value": visitor.client.cookies.get(cookie_name()), "url": live}])
        for language in ("en", "ar"):
            for path in paths:
                page.goto(f"{live}/{language}{path}")
                found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).response["violations"]
                assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], f"{language}{path}"
                assert page.evaluate("document.documentElement.scrollWidth") <= 320, f"{language}{path}"
