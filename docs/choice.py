"""Draw docs/choice.svg and docs/choice.zh.svg: one past, three stories of what would have been without the group.

Run as `.venv/bin/python docs/choice.py`. The numbers are made up for the picture; the stories are those of
`likewise.answers.effect.choice`.
"""

from pathlib import Path

import numpy as np

WIDTH, HEIGHT, LEFT, TOP = 760, 360, 60, 30
JOIN = 10
WORDS = {
    "choice.svg": {
        "title": "Likes a post from real readers",
        "seen": "members, as seen",
        "parallel": "at no particular moment: goes on level",
        "growth": "growing anyway: goes on growing",
        "passing": "in a passing high: falls back",
        "join": "first traded like",
        "effect": "the effect is the distance, and differs by story",
    },
    "choice.zh.svg": {
        "title": "每帖来自真实读者的赞",
        "seen": "成员的实际数",
        "parallel": "时机与走势无关：本会持平",
        "growth": "本来就在增长：本会继续增长",
        "passing": "正处一时高点：本会回落",
        "join": "第一次换来的赞",
        "effect": "效果就是两线之差，故事不同，差也不同",
    },
}
COLOURS = {"seen": "#1d2b2a", "parallel": "#6b7d7b", "growth": "#b8482a", "passing": "#1f6c94"}


def lines() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Each line's days and likes."""
    before, after = np.arange(0, JOIN + 1), np.arange(JOIN, 21)
    past = 20 + 0.25 * before + 1.6 * np.exp(-((before - JOIN) ** 2) / 6)
    past += np.array([0.3, -0.5, 0.4, -0.2, 0.5, -0.4, 0.1, -0.3, 0.2, 0.1, 0])
    seen = np.concatenate([past, 27.0 + 0.2 * (after[1:] - JOIN) + 0.4 * np.sin(after[1:] * 1.7)])
    gone = after - JOIN
    return {
        "seen": (np.arange(0, 21), seen),
        "growth": (after, past[-1] + 0.33 * gone),
        "parallel": (after, past[-1] - 1.2 * (1 - np.exp(-gone / 1.2))),
        "passing": (after, past[-1] - 3.1 * (1 - np.exp(-gone / 2.2))),
    }


def place(day: float, likes: float) -> tuple[float, float]:
    """Where a point lies in the picture."""
    return LEFT + day * (WIDTH - LEFT - 300) / 20, TOP + (30 - likes) * (HEIGHT - TOP - 50) / 14


def drawn(words: dict[str, str]) -> str:
    """The picture as SVG."""
    font = "font-family='Noto Sans, Noto Sans CJK SC, sans-serif' font-size='13'"
    x, _ = place(JOIN, 0)
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' {font}>",
        f"<rect width='{WIDTH}' height='{HEIGHT}' fill='#faf8f4'/>",
        f"<text x='{LEFT}' y='20' font-weight='bold'>{words['title']}</text>",
        f"<line x1='{x}' x2='{x}' y1='{TOP}' y2='{HEIGHT - 40}' stroke='#555' stroke-dasharray='3 3'/>",
        f"<text x='{x}' y='{HEIGHT - 26}' text-anchor='middle' fill='#555'>{words['join']}</text>",
        f"<text x='{LEFT}' y='{HEIGHT - 6}' fill='#555'>{words['effect']}</text>",
    ]
    for name, (days, likes) in lines().items():
        points = " ".join("{:.1f},{:.1f}".format(*place(day, like)) for day, like in zip(days, likes, strict=True))
        dash = "" if name == "seen" else " stroke-dasharray='6 4'"
        parts.append(f"<polyline points='{points}' fill='none' stroke='{COLOURS[name]}' stroke-width='2.2'{dash}/>")
        end_x, end_y = place(float(days[-1]), float(likes[-1]))
        parts.append(f"<text x='{end_x + 8:.1f}' y='{end_y + 4:.1f}' fill='{COLOURS[name]}'>{words[name]}</text>")
    return "\n".join([*parts, "</svg>\n"])


if __name__ == "__main__":
    for file, words in WORDS.items():
        (Path(__file__).parent / file).write_text(drawn(words), encoding="utf-8")
