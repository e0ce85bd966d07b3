"""Reads dates as reports write them: `17-18/5`, `Ngày 27 – 5`, `từ 31/5 đến 2/6`, `May 19-21, 2017`, `hôm nay`, `tuần trước`.

What is found are the parts that the words give, and where they stand; a year that they do not give is not made up here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from generator.patterns import compile_words

if TYPE_CHECKING:
    from collections.abc import Iterator

EN_MONTHS = "january february march april may june july august september october november december".split()
"""The months, in English and small letters."""
_VI_MONTHS = "giêng|một,hai,ba,tư|bốn,năm,sáu,bảy,tám,chín,mười,mười một,chạp|mười hai".split(",")
_MONTH = (
    {name: n for n, name in enumerate(EN_MONTHS, start=1)}
    | {name[:3]: n for n, name in enumerate(EN_MONTHS, start=1)}
    | {"sept": 9}
    | {name: n for n, names in enumerate(_VI_MONTHS, start=1) for name in names.split("|")}
)
_M = rf"(?:{'|'.join(EN_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
# Behind `tháng`, the longest first; the year needs a word of its own: `ngày 3 tháng năm năm 2008`.
_VI_M = (
    rf"(?:{'|'.join(sorted('|'.join(_VI_MONTHS).split('|'), key=len, reverse=True))})\b"
    # `ngày 20 tháng mười | hai bên`
    r"(?!\s(?:\d|(?:bên|nước|phía|số|vị|nhà|người|đoàn|bộ|ngoại|thủ|quốc|lãnh|tổng|chủ)\b))"
)
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_N = r"(?:0?[1-9]|1[0-2])(?!\d)"
_Y = r"(?P<y>(?:19|20)\d\d|\d\d(?!\d))"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_SEP = r"\s?[/.–-]\s?"
_FROM = r"(?:từ\s)?(?:ngày\s)?"
_TO = r"\s?(?:đến hết|đến|tới|cho đến|và|,)\s(?:hết )?(?:ngày )?"
_BETWEEN = rf"(?:,\s{_D}(?:{_SEP}{_N})?){{1,3}}\s(?:và|and)\s(?:ngày )?"
_DASH = r"\s?[–-]\s?"
_TH = r"(?:st|nd|rd|th)?"
_OF_YEAR = rf"(?:(?:\snăm\s|,\s|/|-){_YEAR})?"
_OF_VI_YEAR = rf"(?:(?:\snăm\s|,\s){_YEAR})?"
_IN_YEAR = rf"(?:(?:,\s?|\s){_YEAR})?"
# A number behind `thứ` is that of a round, or of a day of the week: `lần thứ 5, ngày 23/8`.
_NOT_AFTER = r"(?<![\d/.:-])(?<!\bthứ )"
_NOT_BEFORE = r"(?![\d/])"
_SOME_DAY = r"(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|từ|đến)(?:\s(?:hôm\s)?(?:qua|nay),?)?"

# In order: the first that fits at a place is taken.
_RANGES = (
    # ngày 30/6, 1/7 và 2/7; ngày 2, 3 và 4/7/2024
    rf"{_NOT_AFTER}(?:ngày\s)?(?P<d>{_D})(?:{_SEP}(?P<m>{_N}))?{_BETWEEN}(?P<d2>{_D}){_SEP}(?P<m2>{_N})(?:{_SEP}{_Y})?{_NOT_BEFORE}",
    # từ ngày 21 đến 23/05/2013, 31/7 và 1/8
    rf"{_NOT_AFTER}{_FROM}(?P<d>{_D})(?:{_SEP}(?P<m>{_N}))?{_TO}(?P<d2>{_D}){_SEP}(?P<m2>{_N})(?:{_SEP}{_Y})?{_NOT_BEFORE}",
    # 17-18/5, 30/5 - 1/6/2013
    rf"{_NOT_AFTER}{_FROM}(?P<d>{_D})(?:[/.](?P<m>{_N}))?{_DASH}(?P<d2>{_D})\s?[/.]\s?(?P<m2>{_N})(?:\s?[/.]\s?{_Y})?{_NOT_BEFORE}",
    # 26-30-10-2007
    rf"{_NOT_AFTER}{_FROM}(?P<d>{_D})-(?P<d2>{_D})-(?P<m2>{_N})-{_YEAR}{_NOT_BEFORE}",
    # từ ngày 9 đến 11 tháng 6 năm 2025
    rf"(?<!\d)(?:(?:từ\s)?ngày|từ)\s(?P<d>{_D})(?:\stháng\s(?P<m>{_N}))?(?:{_TO}|{_DASH})(?P<d2>{_D})\stháng\s(?P<m2>{_N}){_OF_YEAR}",
    # từ ngày 3 đến ngày 5 tháng năm năm 2008
    rf"(?<!\d)(?:(?:từ\s)?ngày|từ)\s(?P<d>{_D})(?:\stháng\s(?P<mn>{_VI_M}))?{_TO}(?P<d2>{_D})\stháng\s(?P<mn2>{_VI_M}){_OF_VI_YEAR}",
    # May 19-21, 2017; May 12 and 13
    rf"\b(?P<mn>{_M})\s(?P<d>{_D}){_TH}(?:{_DASH}|\s(?:to|and|through)\s)(?:(?P<mn2>{_M})\s)?(?P<d2>{_D}){_TH}{_IN_YEAR}(?!\d)",
    # 13 - 14 December 2005, 30 May to 1 June
    rf"(?<!\d)(?P<d>{_D}){_TH}(?:\s(?P<mn>{_M}))?(?:{_DASH}|\s(?:to|and)\s)(?P<d2>{_D}){_TH}\s(?P<mn2>{_M}){_IN_YEAR}",
)
_DAYS = (
    r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?![\d/-])",
    r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)/(?P<m>0[1-9]|1[0-2])/(?P<d>0[1-9]|[12]\d|3[01])(?![\d/-])",
    # 2018/1/3 23:18
    r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)/(?P<m>[1-9]|1[0-2])/(?P<d>[1-9]|[12]\d|3[01])(?=\s\d{1,2}:\d\d)",
    rf"(?<!\d)ngày\s(?P<d>{_D})\stháng\s(?P<mn>{_VI_M}){_OF_VI_YEAR}",
    rf"(?<!\d)(?:ngày\s)?(?P<d>{_D})\stháng\s(?P<m>{_N})(?:(?:\snăm\s|,\s|/|-|\s){_YEAR})?",
    rf"(?<![\d/.,-])(?P<d>{_D}){_SEP}(?P<m>{_N}){_SEP}{_Y}{_NOT_BEFORE}",
    rf"\b{_SOME_DAY}\s(?P<d>{_D}){_SEP}(?P<m>{_N})(?![\d/%]|{_SEP}\d|\s(?:tỷ|triệu|nghìn|%))",
    rf"(?<=\()(?P<d>{_D})[/.](?P<m>{_N})(?=\))",
    rf"(?:(?<=nay \()|(?<=qua \())(?P<d>{_D})-(?P<m>{_N})(?=\))",
    rf"\b(?P<mn>{_M}),\s(?P<d>{_D})/{_YEAR}",
    rf"\b(?P<mn>{_M})\s(?P<d>{_D}){_TH}\b(?!\s?[–-]\s?\d){_IN_YEAR}",
    rf"(?<!\d)(?P<d>{_D}){_TH}\s(?:of\s)?(?P<mn>{_M}){_IN_YEAR}",
)
_MONTHS = (
    rf"\btháng\s(?P<m>{_N})(?:\snăm\s|\s?[/-]\s?){_YEAR}",
    rf"\b(?P<mn>{_M}),?\s{_YEAR}",
)
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, patterns in (("range", _RANGES), ("day", _DAYS), ("month", _MONTHS))
    for pattern in patterns
)
_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_ANY = compile_words("|".join(f"(?:{_GROUP_NAME.sub('(?:', pattern.pattern)})" for _, pattern in _PATTERNS))
# Figures that one date might hold: every date has some, and nothing of one stands far before its first or behind its last.
_FIGURES = re.compile(r"\d(?:\D{0,60}\d)*+")
_BEFORE, _BEHIND = 20, 40
# Days from the publication; None for words that give no day.
_RELATIVE: dict[str, int | None] = {
    "hôm nay": 0, "sáng nay": 0, "trưa nay": 0, "chiều nay": 0, "tối nay": 0, "today": 0, "tonight": 0, "this morning": 0,
    "this afternoon": 0, "hôm qua": -1, "sáng qua": -1, "trưa qua": -1, "chiều qua": -1, "tối qua": -1,
    "đêm qua": -1, "yesterday": -1, "ngày mai": 1, "tomorrow": 1, "vừa qua": None,
    "mới đây": None,
    "tuần trước": -7, "tuần qua": -7, "last week": -7, "tuần này": 0, "this week": 0, "tuần tới": 7, "next week": 7,
}  # fmt: skip
# By the number of the day, Monday 0.
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday|thứ hai|thứ 2",
            "tuesday|thứ ba|thứ 3",
            "wednesday|thứ tư|thứ 4",
            "thursday|thứ năm|thứ 5",
            "friday|thứ sáu|thứ 6",
            "saturday|thứ bảy|thứ 7",
            "sunday|chủ nhật",
        )
    )
    for name in names.split("|")
}
EN_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
"""Pattern of the days of the week in English."""
WEEKDAY = "|".join(_WEEKDAYS)
"""Pattern of the days of the week, in both languages, small letters."""
# `today`; `on Tuesday`, `hôm thứ Ba`, where the date itself does not follow.
_RELATIVE_WORDS = compile_words(
    rf"\b(?:{'|'.join(_RELATIVE)})\b"
    rf"|\b(?<!next )(?:on\s)?(?P<en>{EN_WEEKDAY})\b(?!\s?,?\s?\(?(?:\d|[A-Z][a-z]{{2,8}}\.?\s\d))"
    r"|\b(?:hôm|sáng|chiều|tối|ngày)\s(?P<vi>thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b(?!\s?,?\s?\(?(?:ngày\s)?\d)",
)
_WEEKS = frozenset({"tuần trước", "tuần qua", "last week", "tuần này", "this week", "tuần tới", "next week"})


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date as the words give it."""

    start: int
    end: int
    month: int | None = None
    day: int | None = None
    year: int | None = None
    last_month: int | None = None
    last_day: int | None = None
    relative: str | None = None
    """The words, folded, where the date is relative to the publication."""


def find_dates(text: str, start: int, end: int) -> Iterator[DateWords]:
    """Yield the dates in `text[start:end]`, in order."""
    found: list[DateWords] = []
    for figures in _FIGURES.finditer(text, start, end):
        low, high = max(start, figures.start() - _BEFORE), min(end, figures.end() + _BEHIND)
        found += [d for match in _ANY.finditer(text, low, high) if (d := _read(text, match.start(), end))]
    for match in _RELATIVE_WORDS.finditer(text, start, end):
        words = (match["en"] or match["vi"] or match[0]).casefold()
        found.append(DateWords(match.start(), match.end(), relative=words))
    yield from sorted(found, key=lambda d: d.start)


def _read(text: str, start: int, end: int) -> DateWords | None:
    for kind, pattern in _PATTERNS:
        match = pattern.match(text, start, end)
        # `4 August and 3 August` are two days, of which the first is read.
        if match and not ((made := _make(kind, match)) is None and kind == "range" and match.groupdict().get("mn")):
            return made
    return None


def _make(kind: str, match: re.Match[str]) -> DateWords | None:
    """Return the date that a match holds; None where there is no such day."""
    part = match.groupdict()
    year = _read_year(part.get("y"))
    month = _read_month(part.get("m"), part.get("mn"))
    last_month = _read_month(part.get("m2"), part.get("mn2")) or month
    day = int(part["d"]) if part.get("d") else None
    last_day = int(part["d2"]) if part.get("d2") else None
    month = month or last_month
    if kind == "month":
        return DateWords(match.start(), match.end(), month, None, year)
    if not _is_day(year, month, day) or (kind == "range" and not _is_day(year, last_month, last_day)):
        return None
    if kind == "range" and (last_month, last_day) <= (month, day) and (month or 0) - (last_month or 0) < 9:  # noqa: PLR2004 - a range over New Year
        return None
    return DateWords(match.start(), match.end(), month, day, year, last_month if last_day else None, last_day)


def _read_month(number: str | None, name: str | None) -> int | None:
    if number:
        return int(number)
    return _MONTH[name.rstrip(".").casefold()] if name else None


def _read_year(words: str | None) -> int | None:
    """Return the year; of two digits, the one between 1950 and 2049."""
    if not words:
        return None
    year = int(words)
    return year if year > 99 else 2000 + year if year < 50 else 1900 + year  # noqa: PLR2004


def _is_day(year: int | None, month: int | None, day: int | None) -> bool:
    try:
        date(year or 2000, month or 0, day or 0)
    except ValueError:
        return False
    return True


def number_weekday(words: str) -> int:
    """Return the number of a day of the week, Monday 0."""
    return _WEEKDAYS[words.casefold()]


def is_weekday(words: DateWords | None) -> bool:
    """Tell whether a date is no more than a day of the week."""
    return words is not None and words.relative in _WEEKDAYS


def place_relative(words: str, published: date, *, upcoming: bool = False) -> str | None:
    """Return what relative words mean on a day: an ISO date, of a week the month it lies in; None for `vừa qua`.

    A weekday is the last one up to the publication, or with `upcoming` the next one after it.
    """
    if words in _WEEKDAYS:
        back = (published.weekday() - _WEEKDAYS[words]) % 7
        return (published + timedelta(days=7 - back if upcoming else -back)).isoformat()
    days = _RELATIVE[words]
    if days is None:
        return None
    if words not in _WEEKS:
        return (published + timedelta(days=days)).isoformat()
    monday = published - timedelta(days=published.weekday()) + timedelta(days=days)
    sunday = monday + timedelta(days=6)
    return f"{monday:%Y-%m}" if monday.month == sunday.month else None
