"""The canary under a made-up name and for an organisation: passphrase, made-up name and speaking number stay nowhere."""

import re

import pytest

from portal.base.access import SYSTEM
from portal.identity import commands as identity
from portal.identity.models import Organisation
from tests.house.test_canary import canary, everything, forms_of_code, hashed_too, process  # noqa: F401 - two of them are fixtures
from tests.house.test_kill import code_in

pytestmark = pytest.mark.raw

NAME = "Wombatnightingale"
PASSPHRASE = "ocelot violet teapot harbour"
ANOTHER = "badger copper window lantern"
WRONG = "never this passphrase at all"


def under_a_name(canary, question):  # noqa: F811
    """Begin with errors, write, open anew, change the passphrase, and open wrongly; the number that was kept."""
    canary.get("/en/pseudonym")
    canary.press("Continue", name=NAME, password="short", status=422)
    canary.press("Continue", name=NAME, password=PASSPHRASE)
    canary.press("I have written it down")
    canary.press("Write here under this pseudonym", question=f"{question.consultation.slug}/{question.number}")
    canary.press("Continue", text="More benches.")
    code = code_in(canary.press("Send my answer").text)
    canary.press("Back to your made-up name")
    canary.press("Change the passphrase", password=WRONG, new_password=ANOTHER, status=422)
    canary.press("Change the passphrase", password=PASSPHRASE, new_password=ANOTHER)
    canary.get("/en/pseudonym")
    canary.press("Open", name=NAME, password=WRONG, status=422)
    canary.post("/en/pseudonym", {"name": NAME, "password": WRONG}, status=403)
    assert WRONG not in canary.page.text
    canary.get("/en/pseudonym")
    canary.press("Open", name=NAME, password=ANOTHER)
    return code


def for_an_organisation(canary, question, words, number):  # noqa: F811
    """Write and support with the number, and once without a token."""
    place = f"/en/consultations/{question.consultation.slug}"
    canary.get(f"{place}/questions/{question.number}/write")
    canary.press("Continue", text="Lifts.", voice="organisation", speaking_number=number)
    pages = [canary.page.text, canary.press("Send my answer").text]
    canary.get(f"{place}/contributions/{words.number}/support")
    pages += [canary.press("Continue", speaking_number=number).text, canary.press("Yes, support it").text]
    pages += [canary.get(f"{place}/{path}").text for path in (f"contributions/{words.number}", f"questions/{question.number}", "feed.atom", "data")]
    canary.post(f"{place}/contributions/{words.number}/support", {"speaking_number": number}, status=403)
    pages += [canary.page.text, canary.get("/en/organisations").text]
    told = [re.sub(r"[ ,]|</?span>", "", page) for page in pages]
    assert [re.search(r"<h1>.{0,80}", page).group() for page in told if number in page] == []


def test_what_proves_somebody_stays_nowhere(canary, process, make, database, folder, server):  # noqa: F811 - the fixtures
    question = make.question()
    words = make.contribution(question)
    union = make.organisation("Tenants' union")
    number = database.write(lambda session: identity.confirm_organisation(session, SYSTEM, session.get(Organisation, union.id)))
    kept = under_a_name(canary, question)
    for_an_organisation(canary, question, words, number)
    while_running = list(everything(folder, process, server))
    process.stop()
    plain = {word.encode() for one in (NAME, PASSPHRASE, ANOTHER, WRONG) for word in (one, one.replace(" ", ""), one.casefold())}
    unwanted = hashed_too(plain) | plain | forms_of_code(number) | forms_of_code(kept)
    for where, content in [*while_running, *everything(folder, process, server)]:
        assert [one for one in unwanted if one in content] == [], where
