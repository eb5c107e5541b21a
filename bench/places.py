"""Places that few articles have, and how each language asks of what is there."""

PLACED = {
    "en": (
        "{question} in {place}?",
        ("Quito", "Nairobi", "Tromsø", "Brisbane", "Jakarta", "Bolivia", "Zambia"),
    ),
    "de": (
        "{question} in {place}?",
        ("Quito", "Nairobi", "Tromsø", "Brisbane", "Jakarta", "Bolivien", "Sambia"),
    ),
    "es": (
        "¿{question} en {place}?",
        ("Quito", "Nairobi", "Tromsø", "Brisbane", "Yakarta", "Bolivia", "Zambia"),
    ),
    "pt": (
        "{question} em {place}?",
        ("Quito", "Nairóbi", "Tromsø", "Brisbane", "Jacarta", "Bolívia", "Zâmbia"),
    ),
    "ru": (
        "{question} в {place}?",
        ("Кито", "Найроби", "Тромсё", "Брисбене", "Джакарте", "Боливии", "Замбии"),
    ),
    "ar": (
        "{question} في {place}؟",
        ("كيتو", "نيروبي", "ترومسو", "بريزبن", "جاكرتا", "بوليفيا", "زامبيا"),
    ),
    "zh": (
        "在{place}，{question}？",
        ("基多", "内罗毕", "特罗姆瑟", "布里斯班", "雅加达", "玻利维亚", "赞比亚"),
    ),
    "ja": (
        "{place}では、{question}？",
        (
            "キト",
            "ナイロビ",
            "トロムソ",
            "ブリスベン",
            "ジャカルタ",
            "ボリビア",
            "ザンビア",
        ),
    ),
}
"""For each language, ISO 639-1, what becomes of a question, and the places."""
