"""Languages, formats and texts in several of them."""

from datetime import UTC, date, datetime

from portal.base.languages import Texts, direction, format_day, format_moment, format_number, language_name, speaking


def test_texts_tell_which_language_they_are_in():
    texts = Texts(en="Park", ar="")
    with speaking("ar"):
        reading = texts.for_reader()
    assert (reading.text, reading.language, reading.direction, reading.translated) == ("Park", "en", "ltr", False)


def test_a_closing_moment_is_told_with_weekday_and_zone():
    with speaking("en"):
        assert format_moment(datetime(2020, 1, 24, 17, 0, tzinfo=UTC), "Europe/Paris") == "Friday, January 24, 2020, 18:00 (Europe/Paris)"


def test_directions():
    assert [direction(tag) for tag in ("en", "ar", "fa-AF", "zh", "und")] == ["ltr", "rtl", "rtl", "ltr", "ltr"]


def test_languages_name_themselves():
    with speaking("en"):
        assert (language_name("ar"), language_name("ar", own=True), language_name("qqq-nonsense")) == ("Arabic", "العربية", "qqq-nonsense")


def test_numbers_and_days_by_locale():
    with speaking("ar"):
        assert format_number(1234)
        assert format_day(date(2027, 5, 2))


def test_a_language_is_named_that_nobody_wrote_a_calendar_for():
    with speaking("ar"):
        assert [language_name(tag) for tag in ("ay", "xx-nonsense")] == ["الأيمارا", "xx-nonsense"]


def test_a_choice_knows_its_language_with_what_stands_around_it():
    with speaking("en"):
        said, numbered = str(Texts(ar="الحديقة")), Texts(ar="الحديقة").choice("3. ", " (x)")
        assert (said, said.language, said.direction, str(Texts(en="Park", ar="")).language) == ("الحديقة", "ar", "rtl", "en")
        assert (numbered, numbered.language) == ("3. الحديقة (x)", "ar")
