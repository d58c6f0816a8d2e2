"""Near-identical letters and similar words; on real letters of Barcelona where they are at hand."""

import csv
import gzip
import re
import time

import pytest

from portal.summaries import alike
from tests.conftest import SHARED

LETTER = "Dear council, the oak at the gate must stay because it gives shade to all of us in the long summer. Yours, {}"
BARCELONA = SHARED / "data" / "decidim-barcelona-pam"


def test_search_folds_letters_and_blanks():
    assert alike.holds("STRAẞE  am\nPark", "park strasse")
    assert not alike.holds("Straße", "allee")
    assert alike.holds("ﬁne", "FINE")


def test_letters_with_other_names_are_one_group_in_the_order_given():
    texts = {
        7: LETTER.format("Ada"),
        3: "Something else entirely, about bicycles and the paths that they need along the river bank.",
        5: LETTER.format("Li"),
        1: LETTER.format("ada").upper(),
    }
    assert alike.near_identical(texts) == [[7, 5, 1]]


def test_the_largest_group_comes_first_and_short_words_make_none():
    other = "We, the undersigned, want the swimming pool to open earlier in the morning, at six if possible. Signed: {}"
    texts = {1: "I agree.", 2: "I agree.", **{10 + place: other.format(place) for place in range(2)}, **{20 + place: LETTER.format(place) for place in range(3)}}
    assert alike.near_identical(texts) == [[20, 21, 22], [10, 11]]


def test_letters_without_blanks_between_words_are_compared_too():
    words = "公園の門のそばにある大きな樫の木は、夏の暑い日に私たちみんなに涼しい木陰を与えてくれます。どうか切らないでください。子どもたちのためにも、これからもずっと残してほしいと心から願っています。よろしくお願いします。"
    assert alike.near_identical({1: words + "一", 2: words + "二"}) == [[1, 2]]


def test_the_most_alike_come_first():
    others = {1: "bicycles everywhere", 2: "please keep the oak at the gate", 3: "keep that old oak"}
    found = alike.most_alike("Keep the oak at the gate, please!", others)
    assert found[0][0] == 2
    assert 1 not in dict(found)


def test_many_numbers_are_cut():
    assert alike.numbers([3, 1, None]) == "1, 3"
    assert alike.numbers(range(1, 30), most=2) == "1, 2 …"


@pytest.mark.shared
@pytest.mark.skipif(not BARCELONA.exists(), reason="the Barcelona data set is not on this machine")
def test_copied_letters_of_barcelona_are_found(capsys):
    def rows(name):
        with gzip.open(BARCELONA / name, "rt", newline="") as source:
            yield from csv.DictReader(source)

    bare = {f"c{row['id']}": re.sub(r"<[^>]*>", " ", row["body_html"]) for row in rows("comments.csv.gz")}
    bare |= {f"p{row['id']}": re.sub(r"<[^>]*>", " ", row["body_html"]) for row in rows("proposals.csv.gz")}
    names = list(bare)
    began = time.perf_counter()
    groups = alike.near_identical(dict(enumerate(bare.values())))
    took = time.perf_counter() - began
    group_of = {names[one]: place for place, group in enumerate(groups) for one in group}
    pairs = [(row["id_a"], row["id_b"], float(row["jaccard"])) for row in rows("near_duplicate_pairs.csv.gz") if row["id_a"] in bare and row["id_b"] in bare]
    known = {frozenset(pair[:2]) for pair in pairs}

    def recall(least):
        wanted = [pair for pair in pairs if pair[2] >= least]
        return sum(one in group_of and group_of[one] == group_of.get(other) for one, other, _ in wanted) / len(wanted)

    found = {frozenset((names[one], names[other])) for group in groups for place, one in enumerate(group) for other in group[place + 1 :]}
    precision = len(found & known) / len(found)
    with capsys.disabled():
        print(f"\nBarcelona, {len(bare)} texts in {took:.1f} s: {len(groups)} groups, {len(found)} pairs; ", end="")
        print(", ".join(f"recall of pairs with Jaccard of {least} or more {recall(least):.3f}" for least in (1.0, 0.9, 0.8, 0.5)), f"precision {precision:.3f}")
    # Of the pairs of 1.0, the rest are all an address with fewer than 80 signs of words around it.
    assert min(recall(1.0), recall(0.9), recall(0.8)) > 0.95
    assert precision > 0.9
