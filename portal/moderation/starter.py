"""A policy to begin with, in plain words: for the demo, for tests, and for a portal that has none yet."""

from typing import Any

from portal.base.languages import Texts

INTRO = Texts(
    en="These rules are for everybody: people, groups and offices. Opinions are free, also hard ones. Every decision names one rule and says what it rests on.",
    ar="هذه القواعد تسري على الجميع: الأفراد والجماعات والمكاتب. الآراء حرة، حتى القاسية منها. كل قرار يذكر قاعدة واحدة ويقول على ماذا يستند.",
)


def _rule(number: int, category: str, title: tuple[str, str], text: tuple[str, str]) -> dict[str, Any]:
    return {"number": number, "category": category, "title": Texts(en=title[0], ar=title[1]), "text": Texts(en=text[0], ar=text[1])}


RULES: list[dict[str, Any]] = [
    _rule(
        1,
        "hatred",
        ("No hatred", "لا كراهية"),
        ("Do not attack people for who they are, where they come from or what they believe.", "لا تهاجم الناس بسبب هويتهم أو أصلهم أو معتقدهم."),
    ),
    _rule(2, "threat", ("No threats", "لا تهديد"), ("Do not threaten anybody. Do not call for violence.", "لا تهدد أحدا. ولا تدعُ إلى العنف.")),
    _rule(
        3,
        "personal data",
        ("No private facts about others", "لا معلومات خاصة عن الآخرين"),
        (
            "Do not write names, numbers or addresses of people who did not agree. Do not help others to find somebody at home.",
            "لا تكتب أسماء أشخاص لم يوافقوا أو أرقامهم أو عناوينهم. ولا تساعد أحدا على معرفة بيت أحد.",
        ),
    ),
    _rule(4, "insult", ("No insults", "لا إهانات"), ("Speak about the matter as hard as you like. Do not insult people.", "تكلم عن الموضوع بالشدة التي تريدها. ولا تُهن الناس.")),
    _rule(
        5, "advertising", ("No advertising", "لا إعلانات"), ("Do not sell things here. Do not send the same text many times.", "لا تبع شيئا هنا. ولا ترسل النص نفسه مرات كثيرة.")
    ),
    _rule(
        6,
        "off topic",
        ("Keep to the question", "التزم بالسؤال"),
        ("Words on another matter are moved, or you hear where they belong.", "ما يخص موضوعا آخر يُنقل إلى مكانه، أو نخبرك أين مكانه."),
    ),
    _rule(7, "impersonation", ("Speak as yourself", "تكلم باسمك أنت"), ("Do not pretend to be another person, group or office.", "لا تدّعِ أنك شخص آخر أو جماعة أو مكتب.")),
    _rule(
        8,
        "unlawful",
        ("Nothing unlawful", "لا شيء مخالف للقانون"),
        ("Do not write what the law forbids. The decision then names the law.", "لا تكتب ما يمنعه القانون. والقرار يذكر عندئذ هذا القانون."),
    ),
]
