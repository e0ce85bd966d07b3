"""Reads the dateline a report opens with: `HÀ NỘI, 12/5 (TTXVN) -`, `SEOUL, Sept. 9 (Yonhap) --`, `VTV.vn -`.

It says where the report was written, for whom and often when, and belongs to no sentence. What follows from that, others say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.datewords import DateWords, find_dates

if TYPE_CHECKING:
    from generator.models import Block, Seed

# What stands before the dash: a place, a date, an agency, each of them or not.
_HEAD = re.compile(
    r"(?P<place>[^\W\d_][^\d(),|\n–—]{1,30}?(?:, [^\W\d_][^\d(),|\n–—]{1,30}?)??)?"
    r"(?:(?:, ?|\s(?=\d)|(?<=\A))(?P<date>[^(),\n–—]{0,12}\d[^()\n–—]{0,12}?))?"
    r"(?:\s?\((?P<agency>[\w./+&, -]{2,30})\)|,?\s(?P<wire>(?!CITY\b)[A-Z]{4,10}|Kyodo|Xinhua|Reuters|Bernama|Yonhap|Antara))?"
    r"(?P<dash>\s?(?:--|[–—-])\s|(?<=\))--|—(?=[A-Z])|(?<=[^\W\d_a-z]|\)):\s|(?=\n))"
)
_FIGURES = re.compile(r"(?P<d>[12]?\d|3[01]|0\d)[/.-](?P<m>1[0-2]|0?[1-9])")
_DASH = re.compile(r"\s(?:--|[–—-])\s(?=\S)|\s?—(?=[A-Z])")
# What stands before a date and is no place.
_NO_PLACE = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day)?|(?:ngày|sáng|trưa|chiều|tối|hôm|thứ|chủ nhật)\b.*", re.IGNORECASE
)
_WEEKDAY_LAST = re.compile(r",\s(?:mon|tues?|wed|thurs?|fri|sat|sun)(?:[a-z]*day)?\.?\Z", re.IGNORECASE)
_LONGEST = 90
# How many blocks below the title may open with a dateline, and how many with one that is whole: place, date, agency or year.
_FIRST, _DEEPEST = 3, 12
_NAME = 2
"""How many words the name of a place has on a line of its own: with more, and a date, it may be what was signed then."""
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset("of de the and và".split())


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence; offsets count in the text."""

    start: int
    end: int
    place: tuple[int, int] | None
    agency: tuple[int, int] | None
    date: DateWords | None
    """The day of the report, with the year or without."""


def find_dateline(seed: Seed) -> Dateline | None:
    """Return the dateline of a report, at the head of one of its first blocks below the title; None where there is none."""
    mere: Dateline | None = None
    body = next((b for b in seed.blocks if b.kind == "paragraph" and b.end - b.start > _LONGEST), None)
    blocks = [b for b in seed.blocks if b.kind in ("title", "paragraph", "heading", "boilerplate")][: _DEEPEST + 1]
    for number, block in enumerate(blocks):
        found = _HEAD.match(seed.text, block.start, min(block.end + 1, block.start + _LONGEST))
        line = _read(seed.text, found) if found and found.end() > block.start else _read_mere_day(seed.text, block)
        # `Jakarta, 7 May 2011` above a report that has no title
        is_whole = (
            line and line.place and line.date and line.date.year and line.end == block.end
            and len(seed.text[slice(*line.place)].split()) <= _NAME
        )  # fmt: skip
        # The first paragraph of a report that has no title: `BANGKOK — The foreign ministers … in November.`
        is_first = (
            line and not line.agency
            and (seed.text[slice(*line.place)].isupper() if line.place else line.date and line.date.year)
            and block.end - line.end > _LONGEST and seed.text[block.end - 1] == "."
        )  # fmt: skip
        if line and (
            (is_whole or is_first)
            if block.kind == "title"
            # A line that is nothing but a date may stand above the dateline itself, and does not count.
            else number - (mere is not None) <= _FIRST
            or is_whole
            or (line.place and line.date and (line.agency or line.date.year))
            or (line.place and block == body)
        ):
            if line.place or line.agency or line.end < block.end:
                return line
            mere = mere or line
    return mere


def _read(text: str, found: re.Match[str]) -> Dateline | None:
    """Return the dateline that a match holds; None where a part of it is not what it should be."""
    date = next(find_dates(text, *found.span("date")), None) or _read_day(text, found) if found["date"] else None
    if found["date"] and (date is None or date.day is None):
        return None
    agency = next((found.span(name) for name in ("agency", "wire") if found[name]), None)
    bracketed = next(find_dates(text, *agency), None) if agency and not date else None
    if bracketed and agency == (bracketed.start, bracketed.end):
        date, agency = bracketed, None
    place = found.span("place") if found["place"] else None
    if place and (day := _WEEKDAY_LAST.search(text, *place)):
        place = (place[0], day.start())
    if place and _NO_PLACE.fullmatch(text, *place):
        return None
    # `MANILA 9 January 2024 —`; but `Tuesday 28 May 2013` is a line of the page.
    if place and date and text[place[1]] != "," and not (found["dash"] and text[slice(*place)].isupper()):
        return None
    # `MANILA—Beijing tensions` is a sentence; a province is named where it is none.
    if place and found["dash"] == "—" and not (date or agency or "," in text[slice(*place)]):
        return None
    if place and not (date or found["agency"] or text[slice(*place)].partition(",")[0].isupper()):
        # A name alone before a dash is an outlet's (`VTV.vn - …`), or nothing.
        place, agency = None, place
    if place and not all(word[0].isupper() or word in _SMALL for word in _WORD.findall(text, *place)):
        return None
    # A line of its own is a dateline only with a date.
    return Dateline(*found.span(), place, agency, date) if found["dash"] or date else None


def _read_mere_day(text: str, block: Block) -> Dateline | None:
    """Return a dateline that is a whole day and a dash, where what follows names that day, or soon one of its own.

    `18 May 2018 – … on 18 May`; `30 March 2015 — … the Forum held from March 25 to 26`.
    """
    if not _DASH.search(text, block.start, min(block.end, block.start + _LONGEST)):
        return None  # before all days of the block are looked for
    days = list(find_dates(text, block.start, block.end))
    day = days[0] if days and days[0].start == block.start and days[0].year and days[0].day else None
    dash = _DASH.match(text, day.end, block.end) if day else None
    soon = [d for d in days[1:] if d.day and d.start < block.start + 3 * _LONGEST and d.year in (None, day.year)] if day else []
    if day is None or dash is None:
        return None
    is_told = bool(soon) or any((d.month, d.day) == (day.month, day.day) for d in days[1:])
    return Dateline(block.start, dash.end(), None, None, day) if is_told else None


def _read_day(text: str, found: re.Match[str]) -> DateWords | None:
    """Return a day and month that stand there as mere figures, which elsewhere could be anything."""
    day = _FIGURES.fullmatch(text, *found.span("date"))
    return DateWords(*found.span("date"), month=int(day["m"]), day=int(day["d"])) if day else None
