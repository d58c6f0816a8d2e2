"""Words explained and the easy-read version are parts of their own, on paper too."""

import time

from portal.base.access import NOBODY
from portal.consultations import queries
from portal.editions import drawing as _drawing  # enters the parts
from portal.editions import edition
from portal.editions.files import draw, offers
from portal.editions.printing import printed


def test_words_and_ideas_are_printed_and_only_words_stand_in_the_whole(database, make):
    one = make.consultation()
    make.term(one)
    make.idea(one)
    found = {part.name: part for part in database.read(lambda session: edition.whole(session, NOBODY, queries.one(session, NOBODY, one.slug), "en"))}
    assert {"glossary", "easy"} <= set(found)
    assert [_drawing.parts.in_whole(name) for name in ("glossary", "easy")] == [True, False]
    assert [pdf[:4] for pdf in printed([(found["glossary"], False), (found["easy"], False)])] == [b"%PDF"] * 2


def test_pictures_make_no_page_slow(database, make, now):
    park = make.consultation()
    for number in range(1, 11):  # as many as may weigh so much together
        make.idea(park, number=number, picture=b"x" * 290_000, media_type="image/png")
    drawn = database.read(lambda session: draw(session, NOBODY, queries.one(session, NOBODY, park.slug), "en"))
    begun = time.process_time()
    assert len(list(offers(drawn, []))) > 0
    assert time.process_time() - begun < 2  # a twentieth of it; ten seconds, where every byte is a number of the tree
