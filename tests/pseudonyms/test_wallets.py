"""The wallet itself: same length for any content, opened by its key alone, and nothing of it in the raw bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal.base.secrets import Unsealable
from portal.pseudonyms import wallets
from portal.pseudonyms.wallets import Kept

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("settings")]
MANY = [Kept(str(place).zfill(20), "نادي", "Heron 12", "0a1b2c3d") for place in range(60)]


@pytest.mark.parametrize("kept", [[], MANY[:1], MANY])
def test_every_wallet_has_the_same_length_and_comes_back_whole(kept):
    key = wallets.new_key()
    sealed = wallets.pack(kept, key)
    assert len(sealed) == len(wallets.pack([], wallets.new_key()))
    assert wallets.unpack(sealed, key) == kept
    assert wallets.unpack(wallets.again(sealed), key) == kept
    assert wallets.again(sealed)[12:] != sealed[12:]


def test_another_key_opens_nothing():
    sealed = wallets.pack(MANY[:2], wallets.new_key())
    with pytest.raises(Unsealable):
        wallets.unpack(sealed, wallets.new_key())
    assert MANY[0].code.encode() not in sealed


def test_a_wallet_that_is_full_says_so():
    with pytest.raises(wallets.Full):
        wallets.pack(MANY * 10, wallets.new_key())


def test_a_key_is_unlocked_by_its_secret_alone():
    key = wallets.new_key()
    locked = wallets.lock(key, b"one secret")
    assert (wallets.unlock(locked, b"one secret"), wallets.unlock(locked, b"another")) == (key, None)
    assert len(locked) == len(wallets.lock(key, b"a longer secret than the other one"))


def test_a_passphrase_is_the_same_from_every_keyboard():
    assert wallets.spoken(" ٤٨٢ １９３\u00a05 52 ") == "482193552"
    assert wallets.spoken("Cafe\u0301 bar") == wallets.spoken("Café bar")


def test_a_name_is_the_same_in_small_and_capital_letters():
    assert wallets.name_hash(" Winter   OWL ") == wallets.name_hash("winter owl")
    assert wallets.name_hash("winter owl") != wallets.name_hash("winter owls")


@given(some.integers())
def test_proposed_passphrases_are_eighteen_digits_in_threes(_any):
    words = wallets.proposed().split()
    assert [len(word) for word in words] == [3] * 6
    assert "".join(words).isdigit()
