"""Known answers: our own texts in six languages, and what must be found by which words."""

TEXTS = {
    "en bus": ("en", "The buses are late every morning. Children wait in the rain, and nobody tells their mothers why."),
    "en tree": ("en", "We need more trees along the street, and somebody who waters them. Planting alone was never enough."),
    "en women": ("en", "The women’s council voted for a safer crossing near the library."),
    "fr eau": ("fr", "L’eau est trop chère. Les familles nombreuses n’arrivent plus à payer, et l’école n’a qu’une fontaine."),
    "fr élection": ("fr", "Les élections municipales étaient transparentes. Aujourd’hui, les décisions se prennent derrière des portes fermées."),
    "fr santé": ("fr", "Nos responsabilités à l’égard des malades : ouvrir l’hôpital la nuit et soigner gratuitement."),
    "es camión": ("es", "Los camiones pasan por nuestras calles a todas horas. Pedimos árboles y niños seguros."),
    "es decisión": ("es", "Las decisiones del ayuntamiento se publican tarde; exigimos participación y claridad."),
    "es mujer": ("es", "Las mujeres mayores caminan solas hasta el mercado porque cerraron los autobuses nocturnos."),
    "ru школа": ("ru", "В наших школах не хватает учителей. Дети ждут уроков музыки, а ёлки у входа засохли."),
    "ru дорога": ("ru", "Дороги размыло дождями, и автобусы больше не ходят в деревни. Жителям нужна помощь."),
    "ru выборы": ("ru", "Мы требуем честных выборов и открытых решений городского совета."),
    "ar مدرسة": ("ar", "المَدرسة بَعيدة عن القرية، والأطفال يمشون ساعتين كل يوم. نطلب حافلات للطلاب."),
    "ar ماء": ("ar", "المياه مقطوعة منذ أسبوع، والمسؤولون لا يجيبون على أسئلتنا."),
    "ar مشاركة": ("ar", "المشاركة في القرارات حقٌّ للجميع، والحكومة تتحمّل النتائج."),
    "zh 公园": ("zh", "公园里的树太少了，夏天没有树荫。我们希望政府种更多的树。"),
    "zh 民主": ("zh", "协商民主需要公开透明的决策过程，居民应当参与社区治理。"),
    "zh 学校": ("zh", "学校附近的马路很危险，孩子们上学需要红绿灯。"),
    "ja 図書館": ("ja", "図書館の開館時間を延ばしてください。働く親は夜しか行けません。"),
    "th": ("th", "เราต้องการรถเมล์ในหมู่บ้านของเรา"),
    "ko": ("ko", "도서관에서 아이들이 책을 읽을 수 있게 해 주세요."),
    "und": ("und", "Mbuzi zangu hupenda majani mabichi ya mlimani."),
    "de": ("de", "Die Straßenbeleuchtung vor der Bücherei fällt ständig aus."),
}

ANSWERS = [
    # English: plurals, tenses, case, apostrophes
    ("bus", "en bus"), ("child", "en bus"), ("MOTHER", "en bus"), ("waiting", "en bus"), ("tree", "en tree"), ("plant", "en tree"), ("watering trees", "en tree"),
    ("street", "en tree"), ("women", "en women"), ("vote", "en women"), ("libraries", "en women"), ("women's councils", "en women"),
    # French: elision, accents, plurals
    ("eau", "fr eau"), ("l'eau", "fr eau"), ("d’eau", "fr eau"), ("famille", "fr eau"), ("école", "fr eau"), ("ecole", "fr eau"), ("l’ecole", "fr eau"), ("fontaines", "fr eau"),
    ("élection", "fr élection"), ("elections", "fr élection"), ("transparente", "fr élection"), ("décision fermée", "fr élection"), ("porte", "fr élection"),
    ("responsabilité", "fr santé"), ("hopital", "fr santé"), ("malade", "fr santé"), ("gratuitement", "fr santé"),
    # Spanish: plurals, accents, eñe
    ("camión", "es camión"), ("camion calle", "es camión"), ("arbol", "es camión"), ("niño", "es camión"), ("nino", "es camión"), ("decisión ayuntamiento", "es decisión"),
    ("participacion", "es decisión"), ("mujer", "es mujer"), ("autobús", "es mujer"), ("mercados", "es mujer"),
    # Russian: cases, ё
    ("школа", "ru школа"), ("школе", "ru школа"), ("учитель", "ru школа"), ("елка", "ru школа"), ("ёлка", "ru школа"), ("урок", "ru школа"),
    ("дорога", "ru дорога"), ("деревня", "ru дорога"), ("автобус", "ru дорога"), ("житель", "ru дорога"), ("выборы", "ru выборы"), ("решение совет", "ru выборы"),
    # Arabic: vowels, hamza, ta marbuta, article, conjunction
    ("مدرسة", "ar مدرسة"), ("مدرسه", "ar مدرسة"), ("المدرسة", "ar مدرسة"), ("مَدرسةٌ", "ar مدرسة"), ("اطفال", "ar مدرسة"), ("للأطفال", "ar مدرسة"), ("قرية", "ar مدرسة"), ("طلاب", "ar مدرسة"),
    ("مياه", "ar ماء"), ("اسبوع", "ar ماء"), ("أسبوع", "ar ماء"), ("المسؤولين", "ar ماء"), ("مشاركة", "ar مشاركة"), ("والمشاركة", "ar مشاركة"), ("حكومة", "ar مشاركة"), ("قرار", "ar مشاركة"), ("حق", "ar مشاركة"),
    # Chinese: words of two signs, one sign, a sentence's middle
    ("公园", "zh 公园"), ("树荫", "zh 公园"), ("夏天", "zh 公园"), ("民主", "zh 民主"), ("透明", "zh 民主"), ("居民参与", "zh 民主"), ("马路", "zh 学校"), ("红绿灯", "zh 学校"), ("灯", "zh 学校"),
    # Others: by their words, or by pairs of signs
    ("図書館", "ja 図書館"), ("時間", "ja 図書館"), ("รถเมล์", "th"), ("도서관", "ko"), ("majani", "und"), ("MLIMANI", "und"), ("strassenbeleuchtung", "de"), ("Bücherei", "de"), ("bucherei", "de"),
]  # fmt: skip
