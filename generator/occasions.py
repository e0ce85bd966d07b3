"""Finds where a text speaks of meetings: names of series, with the ordinal and all that belongs to the name, and bare nouns.

`Hội nghị Tham vấn … (ACSOC) lần thứ 26` is one occasion, from its noun to its ordinal; `cuộc điện đàm với Thủ tướng …` another,
of no series. Which of them the report is about is not decided here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.ordinals import (
    find_ordinal_after,
    find_ordinal_attached,
    find_ordinal_before,
    find_ordinal_headed,
    find_ordinal_within,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.matcher import Match
    from generator.models import Evidence

_ACRONYM = re.compile(r"[^\S\n]?\([^()\n]{2,48}\)")
# Between two meetings of one list: a comma or a conjunction, and the beginning of the second's name.
_LISTED = re.compile(
    r"\)?(?:\slần thứ \w{1,8})?\s?(?:,\s?và|,\sand|,|và|and|cùng)\s(?:(?:the|hội nghị|diễn đàn|cuộc họp|"
    r"phiên họp)\b[^.;:,]{0,60})?",
    re.IGNORECASE,
)
# Before a meeting that another is held beside, or for.
_BESIDE = re.compile(
    r"(?:trong khuôn khổ|bên lề|nhân dịp|chuẩn bị cho|trước thềm|on the (?:sidelines|margins) of|ahead of|"
    r"in preparation for)\s[^,.;]{0,24}\Z",
    re.IGNORECASE,
)
_HEAD_BEFORE = {
    "vi": re.compile(
        r"(?:(?:hội nghị|cuộc họp|phiên họp|kỳ họp|phiên|vòng|cuộc|buổi|lễ)(?: (?:đặc biệt|hẹp|thường niên|trù bị|toàn thể|"
        r"cấp cao))?\s)\Z",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:(?:annual|special|inaugural|informal|virtual|historic|retreat of the)\s|\d{1,3}(?:st|nd|rd|th)\s|(?:first|"
        r"second|third)\s)+\Z",
        re.IGNORECASE,
    ),
}
_NOUNS = {
    "vi": re.compile(
        r"\b(?:hội nghị(?: thượng đỉnh| cấp cao)?|cuộc họp|phiên họp|kỳ họp|diễn đàn|đối thoại|cuộc đối thoại|tham vấn|"
        r"cuộc gặp|buổi gặp|buổi tiếp|"
        r"cuộc tiếp|hội đàm|cuộc hội đàm|hội kiến|điện đàm|cuộc điện đàm|phiên đàm phán|vòng đàm phán|đàm phán|chuyến thăm|"
        r"thăm chính thức|"
        r"thăm cấp nhà nước|buổi làm việc|cuộc làm việc|lễ ký(?: kết)?|khóa họp|khoá họp|tọa đàm)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:summit|meeting|conference|dialogue|forum|consultations?|talks|negotiations|discussions|call|retreat|visit|"
        r"launch|spoke|met(?= today| with| in)|meets)\b",
        re.IGNORECASE,
    ),
}
_TAIL = {
    "vi": re.compile(
        r"(?:[^\S\n](?!(?:tại|ở|được|đã|đang|sẽ|vào|diễn|dự|do|từ|nhằm|để|khi|là|ngày|hôm|sáng|chiều|tối|này|nói|trong|"
        r"trên|vừa|dưới|cùng|nhân|"
        r"kéo|có|khẳng|nhất|thông qua|cho|lần thứ|tới|sau)\b)[^\s,.;:()]{1,24}){0,16}"
    ),
    "en": re.compile(
        r"(?:[^\S\n](?:with|of|between|on|in|for|from|and|the|among|held|[A-Z][\w.’'-]*|\d{1,2}(?= [A-Z]))){0,12}"
    ),
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting spoken of."""

    start: int
    end: int
    """The name with all that belongs to it, ordinal and acronym included."""
    series: str | None
    found: tuple[int, int]
    """Offsets of the series' term, or of the noun."""
    ordinal: int | None = None
    ordinal_at: tuple[int, int] | None = None


def find_occasions(text: str, spans: Iterable[Evidence], series: Sequence[Match], *, lang: str) -> tuple[Occasion, ...]:
    """Return the occasions in the sentences `spans` of a text, in order; `series` are the matches of the series' terms."""
    found: list[Occasion] = []
    starts = [match.start for match in series]
    for span in spans:
        inside = series[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        named = [_name_occasion(text, m, span, lang) for m in inside if m.end <= span.end]
        merged = list(_merge(named))
        found.extend(merged)
        found.extend(_find_bare(text, span, merged, lang))
    return tuple(sorted(found, key=lambda o: o.start))


def find_standing_with(occasions: Sequence[Occasion], start: int, end: int, text: str) -> tuple[Occasion, ...]:
    """Return the occasion of a sentence that words at [start, end) stand with, and those named in one list with it."""
    main = [o for o in occasions if not _BESIDE.search(text, max(0, o.start - 60), o.start)]
    occasions = main or list(occasions)
    if not occasions:
        return ()
    index = min(range(len(occasions)), key=lambda i: _distance(occasions[i], start, end))
    found = [occasions[index]]
    while index and _LISTED.fullmatch(text, occasions[index - 1].end, found[-1].start):
        index -= 1
        found.append(occasions[index])
    return tuple(found)


def _distance(occasion: Occasion, start: int, end: int) -> int:
    """Return how far words stand from a meeting's name; what follows the name is nearer than what precedes it."""
    return start - occasion.end if start >= occasion.end else 2 * max(0, occasion.start - end)


def _name_occasion(text: str, match: Match, span: Evidence, lang: str) -> Occasion:
    """Return the occasion that a series' term names: its noun before, its acronym and ordinal after or before."""
    start, end = match.start, match.end
    before = _HEAD_BEFORE[lang].search(text, max(span.start, start - 40), start)
    start = before.start() if before else start
    ordinal = find_ordinal_after(text, end, span.end) if lang == "vi" else find_ordinal_before(text, span.start, match.start)
    headed = find_ordinal_headed(text, span.start, start) if lang == "vi" else None
    if headed:
        ordinal, start = headed
    ordinal = ordinal or find_ordinal_attached(text, end, span.end) or find_ordinal_within(text, match.start, match.end)
    acronym = _ACRONYM.match(text, end, span.end)
    if acronym:
        end = acronym.end()
    if ordinal:
        start, end = min(start, ordinal[1]), max(end, ordinal[2])
        acronym = _ACRONYM.match(text, end, span.end)
        end = acronym.end() if acronym else end
    at = (ordinal[1], ordinal[2]) if ordinal else None
    return Occasion(start, end, match.id, (match.start, match.end), ordinal[0] if ordinal else None, at)


def _merge(named: Sequence[Occasion]) -> Iterator[Occasion]:
    """Yield the occasions without those inside another's name (its acronym), which may lend it an ordinal."""
    kept: list[Occasion] = []
    for occasion in named:
        last = kept[-1] if kept else None
        if last and occasion.start < last.end:
            if last.ordinal is None and occasion.ordinal and occasion.series == last.series:
                kept[-1] = Occasion(
                    last.start, max(last.end, occasion.end), last.series, last.found, occasion.ordinal, occasion.ordinal_at
                )
            continue
        kept.append(occasion)
    yield from kept


def _find_bare(text: str, span: Evidence, named: Sequence[Occasion], lang: str) -> Iterator[Occasion]:
    """Yield the meetings that a noun alone speaks of, with the words that belong to it."""
    starts = [occasion.start for occasion in named]
    for match in _NOUNS[lang].finditer(text, span.start, span.end):
        following = bisect_left(starts, match.end())
        if following and named[following - 1].end > match.start():
            continue
        tail = _TAIL[lang].match(text, match.end(), starts[following] if following < len(starts) else span.end)
        end = tail.end() if tail else match.end()
        ordinal = (
            find_ordinal_after(text, end, span.end) if lang == "vi" else find_ordinal_before(text, span.start, match.start())
        )
        if ordinal and lang == "vi":
            end = max(end, ordinal[2])
        at = (ordinal[1], ordinal[2]) if ordinal else None
        end = match.end() + len(text[match.end() : end].rstrip())
        start = min(match.start(), ordinal[1]) if ordinal else match.start()
        yield Occasion(start, end, None, match.span(), ordinal[0] if ordinal else None, at)
