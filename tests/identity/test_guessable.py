"""Which passwords are refused, and that nothing else is asked of them."""

import hashlib

import pytest

from portal.base import guessable
from portal.base import settings as base
from portal.base.access import SYSTEM, Role
from portal.identity import commands, passwords
from tests.conftest import settings_for
from tests.factories.identity import PASSWORD

COMMON = "This password is easy to guess: many people use it or something like it. Three or four words that do not belong together are better."
NAMES = "This password is made of names or words that others know here. Please choose other words."
STOLEN = "This password was stolen from another site once, so it is on the lists that thieves try. Please choose another one."


@pytest.mark.parametrize(
    "typed", ["123456789012", "passw0rd1234", "qwertyuiop12", "iloveyou1234", "aaaaaaaaaaaa", "football2024", "charlie12345", "monkeymonkey", "1qaz2wsx3edc", "abcdefghijkl"]
)
def test_common_passwords_are_refused(settings, typed):
    assert guessable.fault_of(typed) == COMMON


def test_every_long_password_of_the_common_list_is_refused(settings):
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    long = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= passwords.SHORTEST]
    assert len(long) > 200
    assert [word for word in long if not guessable.fault_of(word)] == []


def test_the_three_thousand_commonest_are_refused_also_where_something_is_put_behind_them_to_make_them_long_enough(settings):
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    first = list(FREQUENCY_LISTS["passwords"])[:3000:20]
    longer = [(word + "123456789012")[: max(len(word), passwords.SHORTEST)] for word in first]
    assert [word for word in longer if not guessable.fault_of(word)] == []


@pytest.mark.parametrize("typed", ["hearback hearback", "Hearback2027!", "ada-lovelace-1", "CityOffice 99", "administrator 1", "moderator-ada"])
def test_passwords_made_of_words_that_others_know_are_refused(settings, typed):
    assert guessable.fault_of(typed, ["ada.lovelace@example.org", "Ada Lovelace", "city-office", "City Office"]) == NAMES


@pytest.mark.parametrize(
    "typed",
    [
        PASSWORD,
        "three words and more",
        "only small letters here",
        "ONLY LARGE LETTERS HERE",
        "2718281828 3141592653",
        "ثلاث كلمات لا علاقة بينها",
        "      trailing pigeons      ",
        "🦉🐢🪁🧵🫖🪐🧭🪵🥨🪗🧶🪃",
        "hearback pigeons knit quietly",
        "x" + "vulcan tambourine " * 6,
    ],
)
def test_of_what_signs_a_password_is_made_is_nobodys_business(settings, typed):
    assert guessable.fault_of(typed, ["Ada"]) == ""


def test_stolen_passwords_are_found_in_a_big_file_without_reading_it_whole(address, folder):
    words = [f"stolen words number {number}" for number in range(2000)]
    file = folder / "breached.txt"
    file.write_text("\r\n".join(sorted(f"{hashlib.sha1(word.encode()).hexdigest().upper()}:{len(word)}" for word in words)))
    assert [word for word in words if not guessable.breached(word, file)] == []
    assert [word for word in (f"others {number}" for number in range(500)) if guessable.breached(word, file)] == []
    base.use(settings_for(address, folder, breached_passwords=str(file)))
    assert guessable.fault_of(words[7]) == STOLEN
    assert guessable.fault_of("pigeons knit quietly at noon") == ""
    for odd in ("", "\n", hashlib.sha1(b"alone").hexdigest()):
        (folder / "odd.txt").write_text(odd)
        assert guessable.breached("alone", folder / "odd.txt") == (len(odd) == 40)


def test_an_invitation_says_beside_the_field_why_a_password_is_refused(visitor, make, database):
    office = make.organisation("Harbour office")
    key = database.write(lambda session: commands.invite(session, SYSTEM, session.merge(office), Role.MODERATOR, None))
    visitor.get(f"/en/staff/invitation?key={key}")
    for typed, sentence in (("charlie12345", COMMON), ("harbour office 1", NAMES), ("zoe.example 42", NAMES), ("x" * 201, "The password can have 200 characters at most.")):
        page = visitor.press("Make my account", name="Zoe", sign_in_name="zoe.example", new_password=typed, status=422)
        assert page.faults == [sentence]
        assert typed not in page.text
    assert visitor.press("Make my account", new_password="pigeons knit " * 10).h1 == "Set up your second factor"


def test_changing_to_a_common_password_is_refused_and_the_old_one_stays(visitor, make):
    ada = make.staff()
    make.sign_in(visitor, ada)
    visitor.get("/en/staff/account")
    assert visitor.press("Change my password", old_password=PASSWORD, new_password="charlie12345", status=422).faults == [COMMON]
    assert visitor.press("Change my password", old_password=PASSWORD, new_password="pigeons knit quietly").faults == []


def test_password_fields_can_be_pasted_into_and_filled_by_helpers(visitor, make):
    fields = [one for one in visitor.get("/en/staff/sign-in").tree.iter() if one.get("name") == "password"]
    make.sign_in(visitor, make.staff())
    fields += [one for one in visitor.get("/en/staff/account").tree.iter() if one.get("name") in ("old_password", "new_password")]
    assert [(one.get("type"), one.get("autocomplete"), one.get("maxlength"), one.get("onpaste")) for one in fields] == [
        ("password", "current-password", None, None),
        ("password", "current-password", None, None),
        ("password", "new-password", None, None),
    ]


def test_what_is_longer_than_any_password_fits_none():
    longest = "pigeons " * 25
    made = passwords.hash_of(longest)
    assert (passwords.fits(longest, made), passwords.fits(longest + "x", made)) == (True, False)
