"""One place for several consultations, as a person without JavaScript uses it."""

PASSPHRASE = "seven herons cross the yellow bridge"


def begin(visitor, name="Winter owl", passphrase=PASSPHRASE):
    visitor.get("/en/pseudonym")
    visitor.press("Continue", name=name, password=passphrase)
    return visitor.press("I have written it down")


def test_a_name_is_begun_and_opened_again(visitor, now):
    assert begin(visitor).h1 == "Your consultations"
    visitor.get("/en/pseudonym")
    visitor.press("Open", name="winter  OWL", password=PASSPHRASE)
    assert visitor.page.h1 == "Your consultations"
