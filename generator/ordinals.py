"""Reads the ordinals of meetings: `lần thứ 26`, `lần ba`, `thứ XX`, `the 26th`, `inaugural`, AMM-50, ACMECS 7.

Each function looks in one place around a name and returns the number with its offsets; what the name is, others say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.datewords import EN_MONTHS
from generator.patterns import compile_words

if TYPE_CHECKING:
    from collections.abc import Iterator

Found = tuple[int, int, int]
"""An ordinal's value, and where it stands."""

_DIGITS_VI = {word: n for n, word in enumerate("một hai ba bốn năm sáu bảy tám chín".split(), start=1)} | {"tư": 4}
_AFTER_TEN_VI = {word: n for word, n in _DIGITS_VI.items() if n not in (1, 5)} | {"lăm": 5}
_NUMBERS_VI = {
    **_DIGITS_VI,
    "nhất": 1,
    "nhì": 2,
    "đầu tiên": 1,
    "mười": 10,
    **{f"mười {unit}": 10 + n for unit, n in (_AFTER_TEN_VI | {"một": 1}).items()},
    **{f"{tens} mươi": 10 * t for tens, t in _DIGITS_VI.items() if t > 1},
    **{
        f"{tens} mươi {unit}": 10 * t + n
        for tens, t in _DIGITS_VI.items()
        if t > 1
        for unit, n in (_AFTER_TEN_VI | {"mốt": 1}).items()
    },
}
_NUMBERS_EN = {
    name: value
    for value, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"inaugural": 1}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_NUMBER_VI = rf"\d{{1,3}}|[IVXL]{{1,7}}\b|{'|'.join(sorted(_NUMBERS_VI, key=len, reverse=True))}"
_ORDINAL_VI = re.compile(
    rf"\blần (?:thứ )?(?P<number>{_NUMBER_VI})\b(?! (?:này|nữa|gần|cuối|trước))|\bthứ (?P<roman>[IVXL]{{1,7}})\b"
    rf"|(?:(?<=\bkhóa họp )|(?<=\bkhoá họp )|(?<=\bkỳ họp )|(?<=\bvòng họp )|(?<=\bđàm phán ))thứ (?P<session>\d{{1,3}})\b"
    rf"|(?<=\bvòng )(?P<round>\d{{1,2}}|[IVX]{{1,6}})\b(?!\s?(?:tháng|năm|ngày|giờ|%))",
    re.IGNORECASE,
)
_WORDS_EN = "|".join(_NUMBERS_EN)
_ORDINAL_EN = compile_words(
    rf"\b(?P<number>\d{{1,3}}\s?(?:st|nd|rd|th)|{_WORDS_EN}|(?:twenty|thirty|forty|fifty)-(?:{_WORDS_EN}))\b"
    rf"(?!\s(?:anniversary|year|time|of\s|{'|'.join(EN_MONTHS)})\b)",
)
# Words of an English name after its ordinal: any five, or more with capitals: `Foreign and Defence Ministers 2+2`.
_FEW = 5
_OF_NAME = re.compile(r"[^\sa-z]\S*(?:\s[^\sa-z]\S*){0,6}(?:\sand(?:\s[^\sa-z]\S*){1,4})?")
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
# The number of a meeting behind its acronym: AMM-50, ACMECS 7, COP2; not a date, a share, a count.
_NUMBERED = re.compile(
    r"(?:[-–\s]?(\d{1,2})|-(\d{3}))\b(?![/.,%+-]?\d|[^\S\n](?:tháng|nước|năm|quốc|thành|members?|countries|nations|leaders|jan|feb|mar|"
    r"apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
_IN_LETTERS = re.compile(r"\b[A-Z]{3,6}(\d{2})\Z")
_ENDS_IN_ACRONYM = re.compile(r"\b[A-Z]{2,7}\Z")
# A part of a name between its series and its ordinal: a bracket or a word, but no word that tells of its being held.
_NAME_PART = re.compile(
    r"[^\S\n]?(?:\([^()\n]{2,40}\)|(?!(?:tại|được|đã|đang|sẽ|vào|diễn|dự|do|từ|nhằm|để|khi|theo|là|ngày|cùng|với|hôm|sáng|"
    r"chiều|trù bị|chuẩn bị|nhân dịp|bên lề|trước thềm|trong khuôn khổ|đồng chủ trì)\b)[^\s,.;:()]{1,20})"
)
_FARTHEST_ORDINAL = 130
# What a name says the meeting is on may list several things: `về cứu trợ, cứu nạn và phục hồi lần thứ 7`; no other meeting.
_SUBJECT = re.compile(r"[^\S\n]về\b", re.IGNORECASE)
_ANOTHER_MEETING = re.compile(
    r"[^\S\n](?P<and>(?:và|cùng)\s)?"
    r"(?:hội nghị|cuộc họp|phiên họp|kỳ họp|khóa họp|khoá họp|diễn đàn|đối thoại|tham vấn|vòng)\b"
    r"(?!\s(?:cấp cao\s)?liên quan)",
    re.IGNORECASE,
)
_COMMA = re.compile(r",(?=[^\S\n][^\W\d_A-ZĐ])")
_HEAD_WITH_ORDINAL = re.compile(
    rf"\b(?:hội nghị|kỳ họp|phiên họp|cuộc họp|khóa họp|khoá họp|vòng|phiên|đối thoại|"
    rf"diễn đàn)(?:\s[^\s,.;:()]{{1,12}}){{0,4}}?\slần (?:thứ )?(?P<number>{_NUMBER_VI})\s(?:của\s)?\Z",
    re.IGNORECASE,
)


# `the 21st edition of the dialogue`; `Đây là lần thứ 12, Hội nghị Bộ trưởng Y tế ASEAN được tổ chức.`, and not where
_EDITIONS = (
    re.compile(
        rf"\b(?P<number>\d{{1,3}}(?:st|nd|rd|th)|{_WORDS_EN}) edition of (?:the|this)(?: annual)? (?P<noun>[a-z]+)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?-i:\bĐây) là lần (?:thứ )?(?P<number>{_NUMBER_VI}),? (?P<noun>[^\n.,;:]{{5,80}}?) được tổ chức\s?\.", re.IGNORECASE
    ),
)


def find_ordinal_after(text: str, position: int, end: int) -> Found | None:
    """Return the ordinal that follows a Vietnamese name, and its offsets: `… lần thứ 26`."""
    at, is_subject = position, False
    while at < min(end, position + _FARTHEST_ORDINAL):
        found = _ORDINAL_VI.match(text, at + 1, end) if text[at].isspace() else None
        if found:
            return _read_number(found[found.lastgroup or 0]), found.start(), found.end()
        is_subject = is_subject or _SUBJECT.match(text, at, end) is not None
        if (other := _ANOTHER_MEETING.match(text, at, end)) and (is_subject or other["and"]):
            return None
        comma = _COMMA.match(text, at, end) if is_subject else None
        part = comma if comma and text[comma.end() + 1].islower() else _NAME_PART.match(text, at, end)
        if part is None:
            return None
        at = part.end()
    return None


def find_ordinal_before(text: str, start: int, position: int) -> Found | None:
    """Return the ordinal that precedes an English name with nothing but words of it between: `the 26th ASEAN-China …`."""
    low = max(start, position - 80)
    found = next(reversed(list(_ORDINAL_EN.finditer(text, low, position))), None)
    between = text[found.end() : position].strip() if found else ""
    if found is None or re.search(r"[,.;:]", between) or not (len(between.split()) <= _FEW or _OF_NAME.fullmatch(between)):
        return None
    return _read_number(found["number"]), found.start(), found.end()


def find_ordinal_attached(text: str, position: int, end: int) -> Found | None:
    """Return the number behind an acronym: AMM-50, ACMECS 7."""
    found = _NUMBERED.match(text, position, end)
    if not found or not _ENDS_IN_ACRONYM.search(text[max(0, position - 9) : position]):
        return None
    which = found.lastindex or 0
    return int(found[which]), *found.span(which)


def find_ordinal_in_letters(text: str, start: int, end: int) -> Found | None:
    """Return the number that the letters of a name end with: `COP25`."""
    found = _IN_LETTERS.search(text, max(start, end - 9), end)
    return (int(found[1]), *found.span(1)) if found else None


def find_ordinal_within(text: str, start: int, end: int) -> Found | None:
    """Return the ordinal inside a name: `Hội nghị cấp cao lần thứ 12 …`."""
    found = _ORDINAL_VI.search(text, start, end)
    return (_read_number(found[found.lastgroup or 0]), found.start(), found.end()) if found else None


def _read_number(words: str) -> int:
    """Return the value of an ordinal in digits, words or Roman numerals."""
    folded = " ".join(words.casefold().split())
    if digits := re.match(r"\d+", folded):
        return int(digits[0])
    if folded in _NUMBERS_VI or folded in _NUMBERS_EN:
        return _NUMBERS_VI.get(folded) or _NUMBERS_EN[folded]
    if "-" in folded:
        ten, unit = folded.split("-", 1)
        return _TENS[ten] + _NUMBERS_EN[unit]
    values = [_ROMAN[c] for c in words.upper()]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def find_editions(text: str, start: int, end: int) -> Iterator[tuple[Found, str]]:
    """Yield the ordinals of editions (`the 21st edition of the dialogue`), each with the noun for the meeting, or its name."""
    for pattern in _EDITIONS:
        for found in pattern.finditer(text, start, end):
            yield (_read_number(found["number"]), *found.span("number")), found["noun"]


def find_ordinal_headed(text: str, start: int, end: int) -> tuple[Found, int] | None:
    """Return the ordinal between a noun and the name it belongs to (`Kỳ họp lần thứ 5 Ủy ban …`), and where the noun begins."""
    found = _HEAD_WITH_ORDINAL.search(text, max(start, end - 80), end)
    return ((_read_number(found["number"]), found.start("number"), found.end("number")), found.start()) if found else None
