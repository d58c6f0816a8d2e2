"""Details that tell who a young person is: found in six languages, and plain words left alone; on others' texts with a told share of mistakes."""

import csv
import gzip
import json
import time

import pytest

from portal.contributions.details import Detail, found
from portal.contributions.hints import Kind
from tests.conftest import SHARED

TEXTS = SHARED / "data" / "pii-texts-synthetic" / "texts.jsonl.gz"
SENTENCES = SHARED / "data" / "sib200-aligned-sentences" / "sentences.jsonl.gz"
PHONES = SHARED / "data" / "pii-phone-examples" / "phones.csv"

TOLD = {
    Detail.SCHOOL: [
        "I go to Hill Road School.",
        "Je suis au collège Jean Moulin.",
        "Estudio en el colegio San José.",
        "Я учусь в школе № 12.",
        "أدرس في مدرسة الأمل الابتدائية.",
        "我在北京第三小学上学。",
        "I am in class 7b.",
    ],
    Detail.STREET: [
        "Our house is at 12 Mill Road.",
        "J'habite rue de la Paix.",
        "Vivo en la calle de la Luna 5.",
        "Я живу на улице Ленина, дом 5.",
        "أسكن في شارع النصر.",
        "我家在中山路12号。",
    ],
    Detail.AGE: ["I'm 13.", "I am eleven.", "a 12-year-old girl", "J'ai 12 ans.", "Tengo 11 años.", "Мне 10 лет.", "عمري ١٢ سنة.", "我今年十二岁。"],
    Detail.BIRTHDAY: ["My birthday is in May.", "Je suis née le 3 mai.", "Nací el 4 de junio.", "Я родился в мае.", "ولدت في مايو.", "我的生日是五月三日。", "03/05/2014"],
    Detail.ACCOUNT: ["Find me: @swing_girl", "insta: swing_girl12", "мой телеграм: swing12", "انستغرام: swing12", "我的微信号：swing12", "tiktok.com/@swing"],
    Detail.NAME: ["Call me Ana Silva.", "Yo soy Ana Silva.", "Je suis Marie Dupont.", "我名叫王小明。"],
    Kind.NAME: ["My name is Ana.", "Je m'appelle Marie.", "Me llamo Ana.", "Меня зовут Оля.", "اسمي ليلى", "我叫王小明"],
    Kind.PHONE: ["Call +33 6 12 34 56 78.", "Позвони: +7 916 123-45-67"],
    Kind.MAIL: ["ana@example.org", "اكتب إلى ana@example.org"],
}
CALM = [
    "More swings and more shade, please.",
    "The park is 10 minutes from the bus. It opened in 2019.",
    "I am happy that there are 12 trees.",
    "Nous voulons plus de bancs et un terrain de foot dans la rue.",
    "Queremos más árboles en la calle y en el colegio.",
    "В парке мало деревьев. Мы хотим качели и фонтан.",
    "نريد أراجيح أكثر وأشجارا في الحديقة. لا توجد مدرسة قريبة.",
    "我们想要更多的树和秋千。放学以后我们去公园。",
    "Our school needs a garden. The street is dark.",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in TOLD.items() for text in texts])
def test_a_detail_is_named(kind, text):
    assert kind in [hint.kind for hint in found(text)]


@pytest.mark.parametrize("text", CALM)
def test_plain_words_are_left_alone(text):
    assert found(text) == []


def test_a_very_long_text_is_looked_through_in_time():
    for text in ("Hill " * 1000, "A " * 2500, "улица " * 800, "中" * 5000, "شارع " * 1000, "12 Mill " * 600, "my birthday " * 400, "@" * 5000, "rue de " * 700):
        began = time.monotonic()
        found(text)
        assert time.monotonic() - began < 3, text[:10]


@pytest.mark.shared
@pytest.mark.skipif(not TEXTS.exists(), reason="the real data sets are not here")
@pytest.mark.parametrize(("kind", "least"), [("STREET_ADDRESS", 0.7), ("AGE", 0.9), ("EMAIL_ADDRESS", 0.95), ("PHONE_NUMBER", 0.6)])
def test_details_are_found_in_texts_that_others_wrote(kind, least):
    with gzip.open(TEXTS, "rt") as file:
        rows = [json.loads(line) for line in file]
    spans = [(row["text"], span["value"]) for row in rows for span in row["spans"] if span["type"] == kind]
    hit = [any(hint.passage in value or value in hint.passage for hint in found(text)) for text, value in spans]
    assert sum(hit) / len(hit) >= least
    assert [row["text"] for row in rows if not row["spans"] and found(row["text"])] == []


@pytest.mark.shared
@pytest.mark.skipif(not PHONES.exists(), reason="the real data sets are not here")
def test_phone_numbers_of_all_countries_are_found():
    with PHONES.open() as file:
        rows = [row for row in csv.DictReader(file) if row["type"] == "mobile"]
    assert sum(any(hint.kind is Kind.PHONE for hint in found(f"You can reach me at {row['international']}.")) for row in rows) / len(rows) >= 0.97


@pytest.mark.shared
@pytest.mark.skipif(not SENTENCES.exists(), reason="the real data sets are not here")
@pytest.mark.parametrize("language", ["arb_Arab", "eng_Latn", "fra_Latn", "rus_Cyrl", "spa_Latn", "zho_Hans"])
def test_sentences_that_tell_nothing_are_left_alone(language):
    """News and travel: two sentences of a hundred at most are told without need."""
    with gzip.open(SENTENCES, "rt") as file:
        texts = [row["text"] for row in map(json.loads, file) if row["lang"] == language]
    assert sum(bool(found(text)) for text in texts) / len(texts) <= 0.02
