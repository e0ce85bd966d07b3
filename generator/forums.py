"""Tells of which level a meeting is that a report calls by its forum alone: `EAS họp trực tuyến` need not be the summit.

Leaders, ministers or senior officials may meet under one acronym; the words beside it, or those of the report's lead, say who.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.patterns import compile_words

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from generator.occasions import Occasion

# Whoever meets in it, the East Asia Summit is called one.
_LEVELS = {
    "leader": compile_words(
        r"(?<!chức )cấp cao\b(?! đông á\b)|thượng đỉnh|(?<!phó )thủ tướng|tổng thống|chủ tịch nước|nguyên thủ|nhà lãnh đạo|"
        r"tổng bí thư|"
        r"(?:lãnh đạo)(?! (?:bộ|vụ|cục)\b)|(?<!\beast asia )\bsummit|\bleaders?\b|\b(?<!deputy )(?:prime minister|premier)s?\b|"
        r"\b(?<!vice )presidents?\b|heads of (?:state|government)",
    ),
    "minister": compile_words(
        r"(?<!trợ lý )bộ trưởng|ngoại trưởng|(?<!deputy )(?<!vice )(?<!prime )\bminist(?:ers?|erial)\b",
    ),
    "official": compile_words(r"quan chức|\bSOM\b|thứ trưởng|\bsenior officials?\b|\b(?:deputy|vice) ministers?\b"),
}


# Between the meetings of several forums that the first of them says who meets in: `Hội nghị SOM ASEAN+3, EAS và ARF`.
_LISTED = re.compile(r",\s|,?\s(?:và|and|cùng)\s(?:the\s)?")


class _Levels:
    """Where a text speaks of people of which level: found once, since thousands of acronyms may stand in one sentence."""

    def __init__(self, text: str) -> None:
        self._spans = {level: [match.span() for match in pattern.finditer(text)] for level, pattern in _LEVELS.items()}

    def within(self, start: int, end: int) -> frozenset[str]:
        """Return of which levels those are whom the words at [start, end) speak of: leaders, ministers, officials."""
        firsts = {level: bisect_left(spans, (start, start)) for level, spans in self._spans.items()}
        return frozenset(
            level for level, first in firsts.items() if first < len(self._spans[level]) and self._spans[level][first][1] <= end
        )


def part_levels(
    occasions: Iterable[Occasion],
    text: str,
    *,
    levels: Mapping[str, str],
    opening: tuple[int, int],
    lead: tuple[int, int],
    window: Callable[[int, int], tuple[int, int]],
) -> Iterator[Occasion]:
    """Yield `occasions`, of a forum's acronym alone only the forum where nothing tells of the level its series has in `levels`.

    What tells are the words in the `window` around it, or else those of its `opening`, or of its whole `lead`. A number
    is the series' own.
    """
    told: _Levels | None = None
    for occasion in occasions:
        level = levels.get(occasion.series or "")
        if level is None or occasion.ordinal or " " in text[slice(*occasion.found)]:
            yield occasion
            continue
        told = told or _Levels(text)
        near = told.within(*window(occasion.start, occasion.end)) or told.within(*opening) or told.within(*lead)
        yield occasion if level in near else replace(occasion, series=None, forum=occasion.series)


def continue_lists(
    occasions: Iterable[Occasion], text: str, *, levels: Mapping[str, str], known: Container[str]
) -> Iterator[Occasion]:
    """Yield `occasions`, a forum's as one of those who meet in the one listed before it, where that is a series of `known`.

    `levels` has the series that are called by their forum's name.
    """
    last: Occasion | None = None
    for one in occasions:
        occasion = one
        if last and last.series and one.series and one.series in levels and not one.ordinal:
            series = f"{one.series.removesuffix('-summit')}-{last.series.rpartition('-')[2]}"
            if series in known and _LISTED.fullmatch(text, last.end, one.start):
                occasion = replace(one, series=series)
        yield occasion
        last = occasion


def is_of_forum(series: str, forum: str) -> bool:
    """Tell whether a series is one of those that a forum's name may be short for: `eas-fmm`, of `eas`."""
    return series.startswith(f"{forum.removesuffix('-summit')}-") or series == forum
