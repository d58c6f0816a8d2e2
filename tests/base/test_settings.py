"""Every setting is read once and checked; a start with gaps names all of them."""

import pytest

from portal.base.settings import Settings, SettingsError

WHOLE = {"HEARBACK_SECRET": "x" * 32, "HEARBACK_ADDRESS": "https://hearback.example.org"}


def test_two_settings_are_enough():
    settings = Settings.from_environment(WHOLE)
    assert (settings.address, settings.secure, settings.languages, settings.worker) == ("https://hearback.example.org", True, ("en", "ar", "es", "fr", "ru", "zh"), True)


def test_all_gaps_are_named_together():
    environment = {
        "HEARBACK_ADDRESS": "http://hearback.example.org",
        "HEARBACK_DATABASE": "mysql://x",
        "HEARBACK_LANGUAGES": "en,xx",
        "HEARBACK_DIGEST_HOUR": "24",
        "HEARBACK_WINDOWS": "8,24",
        "HEARBACK_WINDOW_LEAST": "0",
        "HEARBACK_WORKER": "perhaps",
        "HEARBACK_READERS": "0",
        "HEARBACK_MAIL": "http://x",
    }
    with pytest.raises(SettingsError) as gaps:
        Settings.from_environment(environment)
    named = [fault.split(":")[0] for fault in gaps.value.faults]
    assert named == [
        "HEARBACK_WORKER",
        "HEARBACK_SECRET",
        "HEARBACK_ADDRESS",
        "HEARBACK_DATABASE",
        "HEARBACK_LANGUAGES",
        "HEARBACK_DIGEST_HOUR",
        "HEARBACK_WINDOWS",
        "HEARBACK_WINDOW_LEAST",
        "HEARBACK_READERS",
        "HEARBACK_MAIL",
        "HEARBACK_MAIL_FROM",
    ]
    assert str(gaps.value).count("\n") == len(named)


def test_nothing_has_a_default_secret():
    with pytest.raises(SettingsError) as gaps:
        Settings.from_environment({})
    assert [fault.split(":")[0] for fault in gaps.value.faults] == ["HEARBACK_SECRET", "HEARBACK_ADDRESS"]


def test_secrets_do_not_show_when_settings_are_printed():
    settings = Settings.from_environment(
        {**WHOLE, "HEARBACK_SECRET": "s3cret" * 8, "HEARBACK_MAIL": "smtps://me:pa55@mail.example.org", "HEARBACK_MAIL_FROM": "portal@example.org"}
    )
    assert "s3cret" not in repr(settings)
    assert "pa55" not in repr(settings)


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://localhost", "http://abcdefghij.onion"])
def test_plain_http_is_for_this_machine_and_onion_services(address):
    assert Settings.from_environment({**WHOLE, "HEARBACK_ADDRESS": address + "/"}).address == address


@pytest.mark.parametrize(("typed", "read"), [("yes", True), ("1", True), ("TRUE", True), ("no", False), ("0", False)])
def test_yes_and_no_are_read_in_their_usual_spellings(typed, read):
    assert Settings.from_environment({**WHOLE, "HEARBACK_WORKER": typed}).worker is read


@pytest.mark.parametrize("typed", ["-1", "six", "٦"])
def test_a_number_is_a_number(typed):
    with pytest.raises(SettingsError):
        Settings.from_environment({**WHOLE, "HEARBACK_DIGEST_HOUR": typed})
