"""Invented words for invented people: handles, shown names, titles, comments, categories, in six languages."""

from collections.abc import Mapping, Sequence
from random import Random

LANGUAGES = ("en", "zh", "es", "de", "pt", "ja")

SITE: Mapping[str, str] = {
    "en": "social.example",
    "zh": "www.shequ.example",
    "es": "red.example",
    "de": "netz.example",
    "pt": "rede.example",
    "ja": "sns.example",
}

SLUGS = tuple(
    [
        "soup",
        "bread",
        "river",
        "night",
        "light",
        "music",
        "maker",
        "green",
        "hill",
        "coast",
        "story",
        "film",
        "craft",
        "lake",
        "cloud",
        "north",
    ]
)

_FIRST = (
    "ana ben cleo dora emil fay gus hana ivan jun kira leo mina noor otto pia quin rosa sam tara uma vik wen yara zoe"
)
_LAST = "makes reads cooks runs daily film notes world studio tea garden bikes lab codes draws"

_NAMES: Mapping[str, Sequence[str]] = {
    "en": [
        "Ana M.",
        "Ben Cook",
        "Cleo",
        "Dora Lane",
        "Emil",
        "Fay W.",
        "Gus",
        "Hana",
        "Ivan P.",
        "June",
        "Kira",
        "Leo",
        "Mina",
        "Noor",
    ],
    "zh": [
        "小雨",
        "阿明",
        "云朵",
        "晚风",
        "南瓜",
        "北北",
        "橘子汽水",
        "山海",
        "木子",
        "星野",
        "半夏",
        "青柠",
        "大白",
        "一只鹿",
    ],
    "es": [
        "Ana María",
        "Beto",
        "Clara",
        "Diego",
        "Elena",
        "Fran",
        "Gael",
        "Inés",
        "José",
        "Lucía",
        "Marta",
        "Nuria",
        "Óscar",
        "Pilar",
    ],
    "de": [
        "Anke",
        "Björn",
        "Clara",
        "Dieter",
        "Elke",
        "Franz",
        "Greta",
        "Hanna",
        "Jörg",
        "Katrin",
        "Lars",
        "Mia",
        "Ole",
        "Petra",
    ],
    "pt": [
        "Ana",
        "Bruno",
        "Carla",
        "Davi",
        "Elisa",
        "Fábio",
        "Gabi",
        "Helena",
        "Ivo",
        "João",
        "Lara",
        "Mateus",
        "Nina",
        "Otávio",
    ],
    "ja": [
        "あおい",
        "はると",
        "さくら",
        "ゆうと",
        "ひなた",
        "そら",
        "りん",
        "かえで",
        "みなと",
        "つむぎ",
        "れん",
        "めい",
        "こはる",
        "いつき",
    ],
}
_TITLES: Mapping[str, Sequence[str]] = {
    "en": [
        "A day at the lake",
        "Bread in one hour",
        "Ten small habits",
        "Why I moved",
        "Night ride",
        "Soup for the week",
        "The quiet north",
    ],
    "zh": ["周末去湖边", "一小时做面包", "十个小习惯", "我为什么搬家", "夜骑记录", "一周的汤", "安静的北方"],
    "es": [
        "Un día en el lago",
        "Pan en una hora",
        "Diez hábitos",
        "Por qué me mudé",
        "Paseo nocturno",
        "Sopa para la semana",
    ],
    "de": [
        "Ein Tag am See",
        "Brot in einer Stunde",
        "Zehn Gewohnheiten",
        "Warum ich umzog",
        "Nachtfahrt",
        "Suppe für die Woche",
    ],
    "pt": ["Um dia no lago", "Pão em uma hora", "Dez hábitos", "Por que me mudei", "Passeio noturno", "Sopa da semana"],
    "ja": ["湖での一日", "一時間でパン", "十の習慣", "引っ越した理由", "夜のサイクリング", "一週間のスープ"],
}
_ENDS: Mapping[str, Sequence[str]] = {
    "en": ("and what came of it", "with friends, at last", "in plain words", "for people who have little time"),
    "zh": ("慢慢来，比较快", "和朋友们一起", "说点大实话", "给没时间的人"),
    "es": ("y lo que pasó después", "con amigos", "en pocas palabras", "para gente sin tiempo"),
    "de": ("und was daraus wurde", "mit Freunden", "in einfachen Worten", "für Leute ohne Zeit"),
    "pt": ("e o que aconteceu", "com amigos", "em poucas palavras", "para quem não tem tempo"),
    "ja": ("その後のこと", "友だちと一緒に", "簡単な言葉で", "時間がない人へ"),
}
_COMMENTS: Mapping[str, Sequence[str]] = {
    "en": [
        "So good",
        "Where is this?",
        "I tried it and it works",
        "Nice one!",
        "Not sure about the second part",
        "Thanks for sharing",
    ],
    "zh": ["太好看了", "这是哪里呀", "我试了真的可以", "支持一下", "第二部分没看懂", "感谢分享"],
    "es": [
        "Qué bueno",
        "¿Dónde es esto?",
        "Lo probé y funciona",
        "Muy bonito",
        "No entiendo la segunda parte",
        "Gracias",
    ],
    "de": [
        "Sehr gut",
        "Wo ist das?",
        "Habe es probiert und es geht",
        "Schön!",
        "Den zweiten Teil verstehe ich nicht",
        "Danke",
    ],
    "pt": ["Muito bom", "Onde é isso?", "Testei e funciona", "Lindo!", "Não entendi a segunda parte", "Obrigado"],
    "ja": ["すごくいい", "ここはどこですか", "試したらできました", "素敵です", "後半がわかりません", "ありがとう"],
}
_CATEGORIES: Mapping[str, Sequence[str]] = {
    "en": ("food", "travel", "beauty", "tech"),
    "zh": ("美食", "旅行", "美妆", "科技"),
    "es": ("comida", "viajes", "belleza"),
    "de": ("Essen", "Reisen", "Technik"),
    "pt": ("comida", "viagens", "beleza"),
    "ja": ("料理", "旅行", "美容"),
}


def handles(rng: Random, count: int) -> list[str]:
    """Return that many distinct handles."""
    made: dict[str, None] = {}
    while len(made) < count:
        tail = rng.choice(("", "", str(rng.randrange(10, 100)), str(rng.randrange(1980, 2010))))
        made[rng.choice(_FIRST.split()) + rng.choice(("_", ".", "")) + rng.choice(_LAST.split()) + tail] = None
    return list(made)


def shown_names(rng: Random, language: str, count: int) -> list[str]:
    """Return that many shown names; in a larger table some people share one."""
    return [rng.choice(_NAMES[language]) for _ in range(count)]


def title(rng: Random, language: str) -> str:
    """Return a title; two posts may share one."""
    return f"{rng.choice(_TITLES[language])} {rng.randrange(1, 40)}"


def body(rng: Random, language: str) -> str:
    """Return the words of a post."""
    comma = "，" if language in {"zh", "ja"} else ", "
    return f"{rng.choice(_TITLES[language])}{comma}{rng.choice(_ENDS[language])} #{rng.choice(SLUGS)}"


def comment(rng: Random, language: str) -> str:
    """Return the words of a comment."""
    return rng.choice(_COMMENTS[language]) + rng.choice(("", "", " 😊", "!!", " 👍", "…"))


def category(rng: Random, language: str) -> str:
    """Return a field of interest."""
    return rng.choice(_CATEGORIES[language])
