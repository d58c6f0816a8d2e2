"""Passwords."""

from portal.identity import passwords


def test_a_password_fits_its_own_hash_alone():
    made = passwords.hash_of("four words of a password")
    assert made.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert passwords.fits("four words of a password", made)
    assert not passwords.fits("four words of a passworD", made)
    assert not passwords.fits("four words of a password ", made)
    assert not passwords.fits("anything", None)
    assert not passwords.fits("anything", "no hash at all")


def test_the_same_signs_from_another_keyboard_are_the_same_password():
    assert passwords.fits("mot de passe e\u0301le\u0301gant", passwords.hash_of("mot de passe \u00e9l\u00e9gant"))
