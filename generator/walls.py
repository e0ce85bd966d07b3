"""Tells an article from what stands in its place: a consent wall, a paywall, a page that says there is no such page.

Such a page is answered like any other, so it is told by how little text it has, and by the words it is made of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.text import fold_word

if TYPE_CHECKING:
    from generator.webpage import Article

FEWEST_WORDS = 60
"""Of an article. A report of fewer has hardly a fact, and a page of fewer is most often something else."""
_FEW_WORDS = 250
"""Up to so many, one phrase of a wall is enough: a longer text that has one only speaks of such things."""
_DENSE = 40
"""A word of consent in each so many words, and consent is what the text is about."""
_SHOWN = 120
_ABSENT = re.compile(
    r"\b(?:404|(?:page|article|story|content)s? (?:you \w+ )?(?:(?:is|was|could|can) ?)?(?:no longer|not|n[o’']t) (?:be )?"
    r"(?:found|available)|không tìm thấy|không tồn tại|đã bị (?:xóa|gỡ))\b"
)
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|legitimate interests?|our (?:\d+ )?partners|privacy (?:policy|settings)|personal data|vendors?|"
    r"quyền riêng tư|dữ liệu cá nhân)\b"
)
_PAID = re.compile(
    r"\b(?:subscribe to (?:continue|read|unlock)|subscribers only|(?:sign|log) in to (?:continue|read)|already a subscriber|"
    r"(?:đăng nhập|đăng ký|mua gói) để (?:đọc|xem)|dành (?:riêng )?cho (?:độc giả|thành viên|hội viên))\b"
)
_ROBOT = re.compile(
    r"\b(?:verify (?:that )?you are (?:a )?human|checking your browser|are you a robot|captcha|"
    r"enable javascript|bật javascript)\b"
)
_NAMES = {
    _ABSENT: "a page that says there is no such page",
    _CONSENT: "a page that asks for consent",
    _PAID: "an article that ends at a paywall",
    _ROBOT: "a page that asks whether one is human",
}


def find_wall(article: Article) -> str | None:
    """Return in words what stands where an article should, with the beginning of its text; None where an article does."""
    wall = _find_wall(article)
    text = " ".join(article.paragraphs) or article.all_text or "nothing"
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()} …"
    return wall and f"{wall}: {article.words} words of text, {article.title!r}, “{shown}”"


def _find_wall(article: Article) -> str | None:
    title, text = _fold(article.title), _fold(" ".join(article.paragraphs))
    if lost := f"{title}{text}".count("\ufffd"):
        return f"{lost} characters that cannot be read"
    if article.words < FEWEST_WORDS:
        everything = f"{title} {_fold(article.all_text)}"
        return next((name for pattern, name in _NAMES.items() if pattern.search(everything)), "too little text")
    if len(_CONSENT.findall(text)) * _DENSE >= article.words:
        return _NAMES[_CONSENT]
    if article.words < _FEW_WORDS:
        if _ABSENT.search(title):
            return _NAMES[_ABSENT]
        return next((_NAMES[pattern] for pattern in (_PAID, _ROBOT) if pattern.search(text)), None)
    return None if article.title else "no title"


def _fold(words: str) -> str:
    return " ".join(map(fold_word, words.split()))
