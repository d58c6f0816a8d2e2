"""Further hints for young people (R07): schools, streets, ages, birthdays, accounts and first names, in six languages.

These are recognised by the words around them, so some are missed and some harmless ones are told; the page says so, and
a moderator reads the words in any case. Nothing is changed by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from portal.base.languages import Named, _l
from portal.contributions import hints

MOST = 20
LONGEST = 60  # characters of a passage that a page repeats


class Detail(Named):
    """What a passage seems to tell."""

    SCHOOL = "school", _l("a school")
    STREET = "street", _l("a street or an address")
    AGE = "age", _l("an age")
    BIRTHDAY = "birthday", _l("a birthday")
    ACCOUNT = "account", _l("an account on another site")
    NAME = "name", _l("a name")


@dataclass(frozen=True)
class Hint:
    """A passage and what it seems to tell; as portal.contributions.hints tells the rest."""

    kind: Named
    passage: str


_CAP = r"[A-ZÀ-ÖØ-ÞŒ](?:[\w'’-]|\.(?=\w))*"
_CYR = r"[А-ЯЁ][а-яёА-ЯЁ-]+"
_HAN = r"[\u4e00-\u9fff]"
_SHORT = r"\d{1,2}"  # \d knows the digits of every script
_OF = r"(?:d['’]|l['’]|(?:de|du|des|del|la|las|le|les|los|el)\s+)*"
_CLASS_CHOICES = r"\d{1,2}\s?[a-zA-Z](?!\w)"

_FORMS: dict[Detail, tuple[str, ...]] = {
    Detail.SCHOOL: (
        rf"\b(?:{_CAP}\s+){{1,4}}(?:School|Academy|College|High|Elementary|Primary|Kindergarten|Gymnasium|Lyceum)\b(?:\s+School\b)?",
        rf"\b(?i:go to|study at|pupil at|student at|my school is(?: called)?)\s+(?:the\s+)?{_CAP}(?:\s+{_CAP})*",
        rf"\b(?i:class|grade|year|form)\s+{_CLASS_CHOICES}",
        rf"\b(?i:école|collège|lycée)\s+(?:(?i:primaire|maternelle|élémentaire|privée?|public|publique)\s+)?{_OF}{_CAP}(?:[\s-]+{_CAP})*",
        r"\b(?:\d{1,2}\s?(?:e|ème|ère)\s+[A-H]\b)",
        rf"\b(?i:colegio|escuela|instituto|liceo|CEIP|IES)\s+(?:(?i:público|secundaria|primaria|nacional)\s+)?{_OF}{_CAP}(?:\s+{_OF}{_CAP})*",
        r"\b(?i:школ\w*|гимнази\w*|лице\w*|интернат\w*)\s+(?:№|номер|имени|им\.)\s*\S+",
        rf"\b(?i:школ\w*|гимнази\w*|лице\w*)\s+(?:\d+|[«\"]?{_CYR})",
        r"\b\d{1,2}\s?[«\"]?[А-Г][»\"]?\s+класс\w*",
        r"(?:مدرسة|ثانوية|إعدادية|ابتدائية|متوسطة|بمدرسة)\s+(?!(?:قريبة|بعيدة|جديدة|كبيرة|صغيرة|أخرى|واحدة|جيدة|في|من|على|إلى|مع|لكل|لا|كل|آمنة|عامة|خاصة|أفضل)(?!\w))[\u0600-\u06ff]+(?:\s+[\u0600-\u06ff]+)?",
        rf"(?!(?:我们|你们|他们|这所|那所|每所|一所|很多|所有|我的|在|上|去|和|从|到)(?:小学|中学|学校))(?:{_HAN}{{2,8}}?|第[一二三四五六七八九十\d]+)(?:实验|附属)?(?:小学|中学|高中|初中|幼儿园)",
        r"[一二三四五六七八九\d]{1,2}年级?[（(]?[一二三四五六七八九十\d]{1,2}[)）]?班",
    ),
    Detail.STREET: (
        rf"\b\d{{1,5}}[a-zA-Z]?,?\s+(?:{_CAP}\s+){{1,4}}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Square|Boulevard|Blvd|Close|Court|Ct|Way|Place|Pl)\b",
        rf"\b(?:{_CAP}\s+){{1,3}}(?:Street|Road|Avenue|Lane|Boulevard)\b",
        r"\b\d{1,5}\s+[^\W\d_][^\n,]{2,30}\s+(?:Apt|Apartment|Suite|Unit|Flat)\b\.?\s*\d+",
        r"\b(?i:lives? at|my address is|address is|address:)\s+[^.\n]{3,50}",
        rf"\b\d{{1,5}}\s+(?:{_CAP}\s+){{1,3}}\d{{1,4}}\b",
        r"\b(?:Suite|Apt\.?|Apartment|Flat|Unit)\s+\d+",
        rf"\b(?:[A-ZÀ-Þ][^\W\d_]*(?:straße|strasse|gatan|katu|gata|vej|weg|gasse)\b|(?:Rua|Via|Viale|Ulica|ul\.)\s+(?:d[aeio]s?\s+)?{_CAP}(?:\s+{_CAP})*)(?:\s+\d+)?",
        rf"\b(?i:rue|avenue|boulevard|allée|chemin|impasse|quai)\s+{_OF}{_CAP}(?:[\s-]+{_CAP})*",
        rf"\b(?i:calle|avenida|avda\.?|plaza|paseo|carretera|c/)\s*{_OF}{_CAP}(?:\s+{_OF}{_CAP})*(?:,?\s*\d+)?",
        rf"\b(?i:ул\.|улиц\w*|проспект\w*|пр-т|переул\w*|пер\.|площад\w*|бульвар\w*|шоссе|набережн\w*)\s*{_CYR}(?:\s+{_CYR})*(?:,?\s*(?:д\.|дом)?\s*\d+)?",
        rf"\b{_CYR}(?:ая|ий|ый|ой|ую)\s+(?:улиц\w*|переул\w*|площад\w*|проспект\w*)",
        r"(?<!\w)(?:ب|ل|و)?(?:شارع|حي|زقاق|زنقة|جادة)\s+(?!(?:كبير|صغير|واحد|جديد|آخر|قريب|من|في|على|كل|آمن)(?!\w))[\u0600-\u06ff]+(?:\s+[\u0600-\u06ff\d]+)?",
        rf"{_HAN}{{1,8}}(?:路|街|大道|胡同|巷|弄)\s?[\d一二三四五六七八九十百]+\s?(?:号|弄|栋)",
        rf"(?:住在|家在|家住)\s?{_HAN}{{2,12}}",
    ),
    Detail.AGE: (
        rf"\b(?i:i am|i['’]m|im)\s+(?i:only\s+)?{_SHORT}\b(?!\s*(?i:minutes?|km|miles?|percent|%|hours?|days?|weeks?|metres?|meters?))",
        rf"\b(?i:turn(?:ed|ing)?)\s+{_SHORT}\b",
        rf"\b{_SHORT}[\s-]+(?i:years?[\s-]old|yo|y/o)\b",
        r"\b(?i:i am|i['’]m)\s+(?i:seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)\b",
        rf"\b(?i:j['’]ai)\s+{_SHORT}\s+(?i:ans)\b",
        rf"\b(?i:tengo)\s+{_SHORT}\s+(?i:años)\b",
        rf"\b(?i:мне)\s+(?i:уже\s+|всего\s+)?{_SHORT}\b",
        rf"(?:عمري|أبلغ من العمر|سني)\s+(?:{_SHORT}|[\u0600-\u06ff]+)(?:\s+(?:سنة|سنوات|عاما|عامًا|أعوام))?",
        rf"(?:我|今年|才)\s?(?:今年)?\s?(?:{_SHORT}|[一二三四五六七八九十]{{1,3}})\s?岁",
    ),
    Detail.BIRTHDAY: (
        r"\b(?i:my birthday|i was born|date of birth)\b[^.\n]{0,40}",
        r"\b(?i:je suis née? le|mon anniversaire)\b[^.\n]{0,40}",
        r"\b(?i:nací el|mi cumpleaños|fecha de nacimiento)\b[^.\n]{0,40}",
        r"\b(?i:я родил(?:ся|ась)|мой день рождения|дата рождения)\b[^.\n]{0,40}",
        r"(?:ولدت|عيد ميلادي|تاريخ ميلادي)[^.\n]{0,40}",
        r"(?:我(?:是|的)?(?:生日|出生)|生日是|出生于)[^。\n]{0,20}",
        r"(?<![\d./-])\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}(?![\d./-])",
        r"(?<!\d)(?:19|20)\d{2}年\d{1,2}月\d{1,2}日",
    ),
    Detail.ACCOUNT: (
        r"(?<![\w@./])@[A-Za-z_][\w.]{2,30}",
        r"\b(?:instagram|tiktok|facebook|vk|t|x|twitter|snapchat|youtube)\.(?:com|me)/[\w.@/-]+",
        r"(?i:\b(?:instagram|insta|ig|tiktok|snapchat|snap|telegram|discord|whatsapp|roblox|fortnite)\b|телеграм\w*|инст[ае]грам\w*|вконтакте|انستغرام|إنستغرام|تيك توك|سناب شات|تلغرام|微信号?|抖音号?|QQ号?|小红书号?|快手号?)\s{0,3}(?i:is|name|es|c['’]est|это)?\s{0,3}[:：=是]?\s{0,3}[A-Za-z0-9_][\w.-]{3,30}",
    ),
    Detail.NAME: (
        rf"\b(?i:call me|this is my name|i['’]m called|my name['’]s)[:,]?\s+{_CAP}(?:\s+{_CAP})?",
        rf"\b(?i:je suis|moi c['’]est|yo soy|soy|me llaman)\s+{_CAP}(?:\s+{_CAP})?",
        rf"\b(?i:моё имя|мое имя|я)\s*[—–-]?\s+{_CYR}(?:\s+{_CYR})?(?=[,.!\n]|$)",
        rf"(?:我名叫|我的名字叫)\s?{_HAN}{{2,4}}",
    ),
}
_FOUND = {kind: tuple(re.compile(form) for form in forms) for kind, forms in _FORMS.items()}


def found(text: str) -> list[Hint]:
    """All hints for a young person's text, in the order of its words, each passage once."""
    seen: dict[str, Hint] = {}
    for hint in islice(_all(text), 10 * MOST):
        if hint.passage:
            seen.setdefault(hint.passage, hint)
    whole = [hint for hint in seen.values() if not any(hint.passage in other and hint.passage != other for other in seen)]
    return sorted(whole, key=lambda hint: text.find(hint.passage))[:MOST]


def _all(text: str) -> Iterator[Hint]:
    yield from (Hint(hint.kind, hint.passage) for hint in hints.found(text))
    for kind, forms in _FOUND.items():
        for line in text.splitlines():
            for form in forms:
                yield from (Hint(kind, match[0].strip(" .,'’-")[:LONGEST]) for match in form.finditer(line))
