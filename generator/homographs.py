"""Tells a country from a name that is spelt the same: Mỹ, Anh, Nga, Đức, Pháp are also parts of people's and places' names.

Vietnamese writes both with a capital, so the words around decide. What cannot be told apart is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.matcher import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.matcher import Token

# Before these words and a name, a capital syllable is somebody's name: ông Đức, bà Nga, bác sĩ Anh.
_BEFORE_NAMES = frozenset("ông bà anh chị cô chú bác em cụ sĩ sư phường xã quận huyện phố đường thôn ấp tỉnh".split())
# At the head of a sentence these are common words as well: Anh là …, Ý kiến …, Áo …, Nhật báo …
_COMMON = frozenset({"anh", "ý", "áo"})
# After these, with whatever capitals, a country follows: Quốc hội Mỹ, Bộ Ngoại Giao Mỹ, Chính Phủ Anh.
_BODIES = frozenset(
    "nước bộ phía giao phòng hội phủ viện đoàn quân đảng quốc tướng thống trưởng sứ mỏ lượng mại nghiệp "
    "thương chính tế hóa nghệ dục sản pháp vụ vận lịch thao tư".split()
)
# Short names of countries, two of which make a pair.
_SHORT = {
    "Việt": "VN", "Trung": "CN", "Lào": "LA", "Miên": "KH", "Thái": "TH", "Nhật": "JP", "Hàn": "KR", "Ấn": "IN", "Mỹ": "US",
    "Nga": "RU", "Pháp": "FR", "Đức": "DE", "Anh": "GB", "Úc": "AU", "Triều": "KP",
}  # fmt: skip
_NAMES = "|".join(_SHORT)
# Not the Indo-Pacific, nor what goes on as another name.
_PAIR = re.compile(
    rf"(?<![\w-])(?P<one>{_NAMES})\s?[-–]\s?(?P<other>{_NAMES})\b(?!\s?[-–]|\s(?:Bình Dương|Quốc|Bản|Độ|Lan|Tiên))"
)
# Before a pair that is spoken about.
_SPOKEN_OF = re.compile(r"\b(?:về|xung đột|căng thẳng|chiến tranh|cạnh tranh)\s(?:[^\s,.;]+\s){0,2}\Z", re.IGNORECASE)
_BACK = 40


def drop_homographs(matches: Iterable[Match], tokens: Sequence[Token], *, text: str) -> Iterator[Match]:
    """Yield the matches that are not part of a longer name; only those of one syllable are in doubt."""
    position = 0
    for match in matches:
        while position < len(tokens) and tokens[position].start < match.start:
            position += 1
        if tokens[position].end < match.end or not _is_doubtful(tokens[position]) or not _is_in_name(tokens, position, text):
            yield match


def find_paired(text: str) -> Iterator[Match]:
    """Yield the countries of which two short names make a pair: `Việt - Trung`; by itself neither is a country's name."""
    for found in _PAIR.finditer(text):
        if _SPOKEN_OF.search(text, max(0, found.start() - _BACK), found.start()):
            continue
        for name in ("one", "other"):
            yield Match(*found.span(name), _SHORT[found[name]])


def _is_doubtful(token: Token) -> bool:
    return len(token.text) <= 4 and not token.text.isupper()  # noqa: PLR2004 - the longest such names: Nhật, Pháp


def _is_in_name(tokens: Sequence[Token], position: int, text: str) -> bool:
    """Tell whether the syllable at `position` belongs to a name of several, or is a common word at the head of a sentence."""
    token = tokens[position]
    before = tokens[position - 1] if position and text[tokens[position - 1].end : token.start] == " " else None
    after = tokens[position + 1] if position + 1 < len(tokens) and text[token.end : tokens[position + 1].start] == " " else None
    if before is None:
        return after is not None and _opens_sentence(text, token.start) and (after.text[:1].isupper() or token.fold in _COMMON)
    if before.fold in _BEFORE_NAMES:
        return True
    return before.text[:1].isupper() and not before.text.isupper() and before.fold not in _BODIES


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(" “\"'")
    return not before or before[-1] in ".!?:\n"
