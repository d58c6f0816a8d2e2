"""Consultations in six languages for the tests of editions, some with words that want to be more than words."""

from datetime import date, timedelta

from portal.base.languages import Texts
from portal.summaries.models import SummaryState

SAID = {
    "en": ("The park by the river", "What is missing in the park?", "It has **ten** trees.\n\n- one\n- two\n\n[A map](https://example.org/map)"),
    "ar": ("الحديقة عند النهر", "ما الذي ينقص الحديقة في عام 2027؟", "فيها **10** أشجار (عشر).\n\n- واحد\n- اثنان"),
    "zh": ("河边的公园", "公园里缺少什么？", "公园里有**十**棵树。\n\n- 一\n- 二"),
    "ru": ("Парк у реки", "Чего не хватает в парке?", "В нём **десять** деревьев.\n\n- один\n- два"),
    "fr": ("Le parc au bord de l’eau", "Que manque-t-il au parc ?", "Il y a **dix** arbres.\n\n- un\n- deux"),
    "es": ("El parque del río", "¿Qué falta en el parque?", "Tiene **diez** árboles.\n\n- uno\n- dos"),
}
HOSTILE = (
    '#panic("now") #read("/etc/passwd") #import "@preview/x:1.0.0" $x^2$ `raw` <label> @ref = heading',
    "]#[ }#{ \\ // /* */ \u0022\u0027 ~ -- --- ...",
    "A" * 5000,
    "\u202eabc\u202c \u2066x\u2069 \ufeff\u200b\u200d",
    "😀 \ue000 नमस्ते สวัสดี ก็ \u0301\u0301\u0301",
    "<script>alert(1)</script> &amp; ]]> {{ 7*7 }} {% raw %}",
)


def texts(place: int, tags=tuple(SAID)) -> Texts:
    return Texts({tag: SAID[tag][place] for tag in tags})


def change(make, row, **columns):
    def job(session):
        found = session.get(type(row), row.id)
        for name, value in columns.items():
            setattr(found, name, value)

    make.database.write(job)


def town(make, tags=tuple(SAID), **more):
    """A finished consultation in these languages, with documents, points, answers and promises."""
    park = make.answerable(languages=list(tags), summary=texts(2, tags), mandate=texts(2, tags), **more)
    theme = make.theme(park)
    make.question(park, title=texts(1, tags), body=texts(0, tags), theme_id=theme.id)
    document = make.document(park)
    change(make, document, body=texts(2, tags))
    change(make, park, title=texts(0, tags))
    point = park.points[0]
    make.answer(point)
    make.news(make.commitment(point, what=texts(0, tags)), old_due_on=date(2027, 4, 1))
    voice = make.contribution(park.question, "More *trees*, please.", shown_name="Amal")
    make.contribution(park.question, "مزيد من الأشجار", language="ar", reply_to=voice)
    make.behind(point, voice)
    return park


def hostile(make):
    """A consultation whose every text wants to be code."""
    park = make.consultation(
        HOSTILE[0], languages=["en"], **{name: Texts(en=HOSTILE[place]) for place, name in enumerate(("summary", "mandate", "influence_text", "decider", "alternative", "pledge"))}
    )
    for place, words in enumerate(HOSTILE, 1):
        make.question(park, words[:200], number=place, body=Texts(en=words))
        make.document(park, words[:200], number=place, body=words)
    summary = make.summary(park, state=SummaryState.CHECK_BACK, intro=Texts(en=HOSTILE[2]))
    for words in HOSTILE:
        make.point(summary, words, body=Texts(en=words))
    return park


HALF_A_YEAR = timedelta(days=180)
