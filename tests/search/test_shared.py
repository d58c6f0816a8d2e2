"""Words of real sentences in many languages lead back to them."""

import gzip
import json
import random
from collections import defaultdict

import pytest

from portal.base import text
from portal.base.access import NOBODY
from portal.contributions.models import Contribution, ContributionState, Voice
from portal.search import queries, terms
from tests.conftest import SHARED

SENTENCES = SHARED / "data" / "sib200-aligned-sentences" / "sentences.jsonl.gz"
ARTICLES = SHARED / "data" / "udhr-languages" / "articles.jsonl.gz"
OURS = {"eng_Latn": "en", "fra_Latn": "fr", "spa_Latn": "es", "rus_Cyrl": "ru", "arb_Arab": "ar", "zho_Hans": "zh"}
WORDS = 3
AT_TEN = 10
ASKED = 150  # questions for each language

pytestmark = pytest.mark.shared


def lines(path):
    if not path.exists():
        pytest.skip(f"{path.name} is not there")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def take(database, make, texts):
    """All texts as contributions to one question: (language, text) of each id."""
    question = make.question()
    rows = [
        Contribution(
            consultation_id=question.consultation_id, question_id=question.id, number=number, state=ContributionState.PUBLISHED, voice=Voice.ANONYMOUS, language=tag, text=said, html=text.to_html(said)
        )
        for number, (tag, said) in enumerate(texts, 1)
    ]  # fmt: skip
    for start in range(0, len(rows), 500):
        database.write(lambda session, start=start: session.add_all(rows[start : start + 500]))
    return {row.id: (row.language, row.text) for row in rows}


def exact_words(dice, said):
    """Some words of a text as they stand there; four neighbouring signs where no blanks part words."""
    found = list(terms.tokens(said))
    runs = [one.text for one in found if one.unspaced and len(one.text) >= 4]
    if len(runs) * 4 > len(found):
        run = dice.choice(runs)
        at = dice.randrange(len(run) - 3)
        return run[at : at + 4]
    longer = [one.text for one in found if len(one.text) >= 4] or [one.text for one in found]
    return " ".join(dice.sample(longer, min(WORDS, len(longer))))


def recall(database, known, most=ASKED):
    """By language: how many of the questions find the very text among the first ten."""
    dice = random.Random(5)
    by_language = defaultdict(list)
    for own, (tag, said) in known.items():
        by_language[tag].append((own, said))
    told = {}
    for tag, texts in by_language.items():
        asked = dice.sample(texts, min(most, len(texts)))
        hits = 0
        for own, said in asked:
            wish = queries.Wish(terms.question(exact_words(dice, said)), kind="contribution")
            found = database.read(lambda session, wish=wish: queries.find(session, NOBODY, wish))
            hits += own in [hit.thing_id for hit in found.hits[:AT_TEN]]
        told[tag] = hits / len(asked)
    return told


def test_aligned_sentences_are_found_by_their_words(database, make):
    known = take(database, make, [(OURS[one["lang"]], one["text"]) for one in lines(SENTENCES) if one["lang"] in OURS])
    told = recall(database, known)
    print("recall at 10, sentences:", told)
    assert set(told) == set(OURS.values())
    assert {tag: share for tag, share in told.items() if share < 0.9} == {}


def test_declarations_in_every_language_are_found_by_their_words(database, make):
    known = take(database, make, [(one["bcp47"], one["text"]) for one in lines(ARTICLES)])
    told = recall(database, known, most=12)
    few = {tag: round(share, 2) for tag, share in told.items() if share < 0.9}
    print(f"recall at 10, declarations: {sum(told.values()) / len(told):.3f} over {len(told)} languages; below 0.9:", few)
    assert {tag: share for tag, share in few.items() if tag in OURS.values()} == {}
    assert sum(told.values()) / len(told) >= 0.95
