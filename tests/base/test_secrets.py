"""Keyed hashes and sealing."""

import pytest

from portal.base import secrets


def test_what_is_sealed_opens_for_its_purpose_alone(settings):
    sealed = secrets.seal("mail", "somebody@example.org")
    assert b"somebody" not in sealed
    assert secrets.unseal("mail", sealed) == "somebody@example.org"
    with pytest.raises(secrets.Unsealable):
        secrets.unseal("original", sealed)


def test_an_altered_seal_does_not_open(settings):
    sealed = bytearray(secrets.seal("mail", "x"))
    sealed[-1] ^= 1
    with pytest.raises(secrets.Unsealable):
        secrets.unseal("mail", bytes(sealed))


def test_every_purpose_has_its_own_hash(settings):
    assert secrets.keyed_hash("a", "x") != secrets.keyed_hash("b", "x")
    assert len(secrets.keyed_hash("a", "x")) == 32


def test_text_of_bytes_goes_both_ways():
    assert secrets.from_text(secrets.to_text(b"\x00\xff\x10")) == b"\x00\xff\x10"
    with pytest.raises(ValueError):
        secrets.from_text("é")
