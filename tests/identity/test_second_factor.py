"""The second factor as a person without JavaScript meets it: codes from an app, recovery codes, setting up, losing."""

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.errors import NotAllowed
from portal.identity import commands, queries, recovery, totp
from portal.identity.brake import CodeBrake
from portal.identity.models import RecoveryCode, Staff, StaffSession
from portal.identity.queries import second_factor as factors
from tests.factories.identity import PASSWORD
from tests.visitor import Visitor


def code(secret, steps=0):
    """What the app shows now, or some half minutes away from now."""
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()) + 30 * steps)


def wrong(secret):
    """Six digits that fit none of the steps that count."""
    return next(one for one in ("000000", "111111", "222222", "333333") if one not in {code(secret, steps) for steps in (-1, 0, 1)})


def password(visitor, person):
    """The first half."""
    visitor.get("/en/staff/sign-in")
    return visitor.press("Sign in", sign_in_name=person.sign_in_name, password=PASSWORD)


def key_on(page):
    """The key that the page shows for typing."""
    return "".join(page.main.split("The key, for typing:")[1].split("The code")[0].split()[:8])


def codes_on(page):
    return [word for word in page.main.split() if word.count("-") == 5]


def cookie(visitor):
    return visitor.client.cookies.get(queries.cookie_name())


def actor_for(database, person):
    """The person at a session that was let in just now."""
    database.write(lambda session: commands.begin_session(session, NOBODY, person, proven=True))
    session_id = database.read(lambda session: session.scalar(select(StaffSession.id).where(StaffSession.staff_id == person.id)))
    return queries.actor_for(person, roles=(), session_id=str(session_id))


def test_the_password_alone_opens_no_staff_room(visitor, make, now):
    ada = make.staff(roles=[(Role.ADMINISTRATOR, None)])
    make.totp(ada)
    assert password(visitor, ada).h1 == "Show your second factor"
    for path in ("/en/staff", "/en/staff/account", "/en/staff/admin/security"):
        assert visitor.get(path).h1 == "Sign in for staff"
    token = next(value for form in visitor.page.forms() for name, value in form.fields if name == "token")
    visitor.post("/en/staff/account/recovery", {"token": token}, status=403)
    visitor.post("/en/staff/stay", {"token": token}, status=403)


def test_a_code_counts_for_half_a_minute_to_either_side_and_no_longer(make, database, now):
    secret = make.totp(make.staff())
    steps = [away for away in range(-4, 5) if totp.step_of(secret, code(secret, away)) is not None]
    assert steps == [-1, 0, 1]
    assert totp.step_of(secret, f"{code(secret)[:3]} {code(secret)[3:]}") == totp.step_of(secret, code(secret))
    assert totp.step_of(secret, code(secret).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == totp.step_of(secret, code(secret)), "digits of another script are the same"
    assert [totp.step_of(secret, typed) for typed in ("", "12345", "1234567", "abcdef", wrong(secret))] == [None] * 5


def test_a_code_opens_once_and_no_earlier_one_after_it(visitor, make, portal, now):
    ada = make.staff()
    secret = make.totp(ada)
    password(visitor, ada)
    assert visitor.press("Go on", code=code(secret)).h1 == "Your rooms"
    thief = Visitor(portal)
    password(thief, ada)
    for stolen in (code(secret), code(secret, -1)):
        assert thief.press("Go on", code=stolen, status=422).faults == ["This code does not fit. A code from the app works once, for about a minute."]
    assert thief.press("Go on", code=code(secret, 1)).h1 == "Your rooms"
    thief.leave()


def test_of_two_who_send_one_code_at_once_one_comes_in(make, database, now):
    ada = make.staff()
    secret = make.totp(ada)
    for _ in range(2):
        database.write(lambda session: commands.begin_session(session, NOBODY, ada))
    sessions = database.read(lambda session: session.scalars(select(StaffSession.id)).all())
    tried = [database.write(lambda session, one=one: commands.try_code(session, queries.actor_for(ada, roles=(), session_id=str(one)), code(secret))) for one in sessions]
    assert [outcome is None for outcome in tried] == [False, True]


def test_the_session_is_another_one_after_the_second_factor(visitor, make, portal, database, now):
    ada = make.staff()
    secret = make.totp(ada)
    password(visitor, ada)
    before, id_before = cookie(visitor), database.read(lambda session: session.scalar(select(StaffSession.id)))
    visitor.press("Go on", code=code(secret))
    after, id_after = cookie(visitor), database.read(lambda session: session.scalar(select(StaffSession.id)))
    assert (before != after, id_before != id_after) == (True, True)
    thief = Visitor(portal)
    thief.client.cookies.set(queries.cookie_name(), before)
    assert thief.get("/en/staff").h1 == "Sign in for staff"
    assert thief.get("/en/staff/second-factor").h1 == "Sign in for staff"
    thief.leave()


def test_a_session_that_others_fixed_in_the_browser_is_not_the_one_that_opens(visitor, make, portal, now):
    ada, eve = make.staff("Ada"), make.staff("Eve")
    secret = make.totp(ada)
    thief = Visitor(portal)
    make.sign_in(thief, eve)
    visitor.client.cookies.set(queries.cookie_name(), cookie(thief), domain="127.0.0.1")
    password(visitor, ada)
    assert "Ada" in visitor.press("Go on", code=code(secret)).main
    assert cookie(visitor) != cookie(thief)
    assert thief.get("/en/staff").h1 == "Sign in for staff", "the session that was planted has ended"
    thief.leave()


def test_a_password_waits_half_an_hour_for_its_second_factor(visitor, make, now):
    ada = make.staff()
    secret = make.totp(ada)
    password(visitor, ada)
    with clock.frozen(now + timedelta(minutes=31)):
        page = visitor.press("Go on", code=code(secret), status=403)
    assert page.h1 == "Please send this once more"


def test_whoever_has_none_yet_sets_one_up_and_gets_recovery_codes_once(visitor, make, now):
    ada = make.staff()
    assert password(visitor, ada).h1 == "Set up your second factor"
    assert visitor.page.text.count("<svg") == 1
    secret = key_on(visitor.page)
    page = visitor.press("Use these codes", code=wrong(secret), status=422)
    assert page.faults == ["This is not the code that your app shows now. Look at the app, and at the clock of your telephone."]
    assert key_on(page) == secret, "the same key is offered again"
    assert visitor.get("/en/staff").h1 == "Sign in for staff"
    visitor.get("/en/staff/second-factor/set-up")
    secret = key_on(visitor.page)
    page = visitor.press("Use these codes", code=code(secret))
    assert (page.h1, len(set(codes_on(page)))) == ("Your recovery codes", 10)
    assert page.headers["cache-control"] == "no-store"
    assert visitor.follow("I have kept them: go on").h1 == "Your rooms"
    assert codes_on(visitor.get("/en/staff/account")) == []
    assert "10 codes are left." in visitor.page.main


def test_whoever_has_only_the_password_cannot_add_a_factor_to_those_that_are_there(visitor, make, database, now):
    ada = make.staff()
    make.totp(ada)
    password(visitor, ada)
    assert visitor.get("/en/staff/second-factor/set-up").h1 == "Show your second factor"
    session_id = database.read(lambda session: session.scalar(select(StaffSession.id)))
    offered = totp.offer(str(session_id), "ada")
    token = next(value for form in visitor.page.forms() for name, value in form.fields if name == "token")
    page = visitor.post("/en/staff/second-factor/set-up", {"token": token, "sealed": offered.sealed, "code": code(offered.secret)}, status=422)
    assert "Please sign in once more before you change how you sign in." in page.main
    visitor.post("/en/staff/second-factor/set-up/ask", {"token": token}, status=422)


def test_a_key_offered_to_one_session_is_not_taken_from_another(visitor, make, now):
    password(visitor, make.staff())
    foreign = totp.offer("12345", "ada")
    page = visitor.press("Use these codes", sealed=foreign.sealed, code=code(foreign.secret), status=422)
    assert "This key was offered too long ago. Please begin anew." in page.main


def test_a_recovery_code_opens_once(visitor, make, database, now):
    ada = make.staff()
    make.totp(ada)
    me = actor_for(database, ada)
    first, second, *_more = database.write(lambda session: commands.make_recovery_codes(session, me))
    password(visitor, ada)
    assert visitor.press("Go on", code=first.upper().replace("-", " ").replace("0", "O")).h1 == "Your rooms"
    password(visitor, ada)
    assert visitor.press("Go on", code=first, status=422).faults == ["This code does not fit. A code from the app works once, for about a minute."]
    assert visitor.press("Go on", code=second).h1 == "Your rooms"
    assert "8 codes are left." in visitor.get("/en/staff/account").main


def test_recovery_codes_are_nobody_elses_and_not_kept(visitor, make, database, now):
    ada, ben = make.staff("Ada"), make.staff("Ben")
    make.totp(ben)
    me = actor_for(database, ada)
    codes = database.write(lambda session: commands.make_recovery_codes(session, me))
    kept = database.read(lambda session: session.scalars(select(RecoveryCode.code_hash)).all())
    assert [code for code in codes if any(recovery.plain(code).encode() in one for one in kept)] == []
    password(visitor, ben)
    visitor.press("Go on", code=codes[0], status=422)


def test_recovery_codes_are_random_enough_to_be_kept_as_a_keyed_hash():
    codes = recovery.make()
    assert {len(recovery.plain(code)) for code in codes} == {24}
    assert 24 * 5 >= 112, "ASVS 6.5.2"
    assert len(recovery.SIGNS) == len(set(recovery.SIGNS)) == 32


def test_new_recovery_codes_end_the_old_ones(visitor, make, database, now):
    ada = make.staff()
    make.totp(ada)
    make.sign_in(visitor, ada)
    visitor.get("/en/staff/account")
    old = codes_on(visitor.press("Make new recovery codes"))
    visitor.get("/en/staff/account")
    new = codes_on(visitor.press("Make new recovery codes"))
    assert (len(old), len(new), set(old) & set(new)) == (10, 10, set())
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(RecoveryCode))) == 10


def test_the_last_second_factor_stays(visitor, make, database, now):
    ada = make.staff()
    make.totp(ada)
    make.sign_in(visitor, ada)
    page = visitor.get("/en/staff/account")
    assert [label for form in page.forms() for label, *_ in form.buttons if label.startswith("Remove")] == []
    token = next(value for form in page.forms() for name, value in form.fields if name == "token")
    page = visitor.post("/en/staff/account/factors/remove", {"token": token}, status=422)
    assert "This is your only second factor. Add another one first." in page.main


def test_how_one_signs_in_is_changed_only_shortly_after_signing_in(visitor, make, now):
    ada = make.staff()
    make.totp(ada)
    make.sign_in(visitor, ada)
    token = next(value for form in visitor.get("/en/staff/account").forms() for name, value in form.fields if name == "token")
    with clock.frozen(now + timedelta(minutes=11)):
        page = visitor.get("/en/staff/account")
        assert "You signed in a while ago. To change anything below, sign in once more." in page.main
        assert {label for form in page.forms() for label, *_ in form.buttons} == {"Sign out", "Stay signed in (opens another page)", "Change my password"}
        for path, more in (("recovery", {}), ("factors/remove", {}), ("sessions", {"session": "others"})):
            page = visitor.post(f"/en/staff/account/{path}", {"token": token, **more}, status=422)
            assert ("Sign in once more", "/en/staff/sign-in?next=%2Fstaff%2Faccount") in page.links
        assert visitor.get("/en/staff/second-factor/set-up").h1 == "Sign in for staff"


def test_the_app_can_be_replaced_by_another_one(visitor, make, now):
    ada = make.staff()
    old = make.totp(ada)
    make.sign_in(visitor, ada)
    visitor.get("/en/staff/account")
    visitor.press("Make new recovery codes")
    visitor.get("/en/staff/account")
    new = key_on(visitor.follow("Add a second factor"))
    assert visitor.press("Use these codes", code=code(new)).h1 == "Your account"
    visitor.press("Sign out")
    password(visitor, ada)
    visitor.press("Go on", code=code(old, 1), status=422)
    assert visitor.press("Go on", code=code(new, 1)).h1 == "Your rooms"


def test_wrong_codes_are_slowed_and_nobody_is_locked_out(visitor, make, database, now):
    ada, ben = make.staff("Ada"), make.staff("Ben")
    secret, secret_of_ben = make.totp(ada), make.totp(ben)
    me = actor_for(database, ada)
    spare = database.write(lambda session: commands.make_recovery_codes(session, me))[0]
    password(visitor, ada)
    for _ in range(5):
        visitor.press("Go on", code=wrong(secret), status=422)
    (sentence,) = visitor.press("Go on", code=code(secret), status=422).faults
    assert sentence.startswith("Several wrong codes were typed for this account. The next code from the app is looked at in 31 seconds.")
    assert visitor.press("Go on", code=spare).h1 == "Your rooms", "a recovery code works at once"
    password(visitor, ben)
    assert visitor.press("Go on", code=code(secret_of_ben)).h1 == "Your rooms", "nobody else is slowed"
    with clock.frozen(now + timedelta(seconds=40)):
        password(visitor, ada)
        assert visitor.press("Go on", code=code(secret)).h1 == "Your rooms"


def test_guessing_codes_without_end_stays_slow_and_right_ones_take_nothing_back():
    brake = CodeBrake()
    looked_at = 0
    with clock.frozen(clock.now()):
        begin = clock.now()
    for second in range(0, 24 * 3600, 10):
        with clock.frozen(begin + timedelta(seconds=second)):
            looked_at += brake.take(1) == 0
    assert looked_at < 300, "of a million codes, three of which fit at any moment"
    with clock.frozen(begin + timedelta(days=2)):
        assert [brake.take(1) == 0 for _ in range(6)] == [True] * 5 + [False]
        brake.fits(1)
        assert brake.take(1) == 0
        assert brake.take(1) > 0


def test_a_lost_second_factor_is_reset_by_an_administrator_and_every_session_ends(visitor, make, database, now):
    ada, organiser = make.staff(), make.actor(Role.ORGANISER, make.consultation())
    make.totp(ada)
    make.sign_in(visitor, ada)
    with pytest.raises(NotAllowed):
        database.write(lambda session: commands.reset_second_factor(session, organiser, session.get(Staff, ada.id)))
    database.write(lambda session: commands.reset_second_factor(session, SYSTEM, session.get(Staff, ada.id)))
    assert visitor.get("/en/staff").h1 == "Sign in for staff"
    assert password(visitor, ada).h1 == "Set up your second factor"


def test_administrators_end_the_sessions_of_one_and_the_portal_those_of_all(visitor, make, database, portal):
    ada, ben = make.staff("Ada"), make.staff("Ben")
    administrator = make.actor(Role.ADMINISTRATOR)
    other = Visitor(portal)
    make.sign_in(visitor, ada)
    make.sign_in(other, ben)
    database.write(lambda session: commands.end_sessions_of(session, administrator, session.get(Staff, ada.id)))
    assert (visitor.get("/en/staff").h1, other.get("/en/staff").h1) == ("Sign in for staff", "Your rooms")
    database.write(lambda session: commands.end_all_sessions(session, SYSTEM))
    assert other.get("/en/staff").h1 == "Sign in for staff"
    other.leave()


def test_a_person_has_ten_sessions_at_most_and_the_longest_unseen_makes_room(make, database, now):
    ada = make.staff()
    for minute in range(12):
        with clock.frozen(now + timedelta(minutes=minute)):
            database.write(lambda session: commands.begin_session(session, NOBODY, ada, proven=True))
    began = database.read(lambda session: session.scalars(select(StaffSession.began_at).order_by(StaffSession.began_at)).all())
    assert began == [now + timedelta(minutes=minute) for minute in range(2, 12)]


def test_only_ones_own_factors_are_read(make, database, now):
    ada, ben = make.staff("Ada"), make.staff("Ben")
    make.totp(ben)
    assert database.read(lambda session: factors.factors_of(session, queries.actor_for(ada, roles=()))).number == 0
    assert database.read(lambda session: factors.factors_of(session, queries.actor_for(ben, roles=()))).number == 1
