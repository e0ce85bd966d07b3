"""Says which reports are of one meeting: those that agree on its series and number, or else on its series and days.

A name alone never joins two reports, nor does a kind of meeting of which there may be several on one day. Two numbers are two
meetings, even on one day in one place: rounds are held back to back. An editor's word (`meeting.id`) comes before all of it: a
report so named joins the meeting of that name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.models import Brief
    from generator.vocabulary import Vocabulary

_DAY = len("YYYY-MM-DD")
_YEAR = len("YYYY")
_MOST_YEARS_APART = 1
"""Reports of one round may fall on either side of New Year; with more between them one has the number wrong."""


@dataclass(slots=True, eq=False)
class _Group:
    """The reports of one meeting, while they are gathered; `id` is what it is called if no other is."""

    id: str
    reports: list[Brief]
    series: str | None = None


def group_reports(briefs: Iterable[Brief], *, vocabulary: Vocabulary) -> Mapping[str, tuple[Brief, ...]]:
    """Return the reports of each meeting under the meeting's id, whatever the order; briefs without a meeting are in none."""
    told: dict[str, list[Brief]] = defaultdict(list)
    numbered: dict[tuple[str, int], list[Brief]] = defaultdict(list)
    dated: dict[str, list[Brief]] = defaultdict(list)
    alone: list[Brief] = []
    for brief in sorted(briefs, key=lambda b: b.id):
        meeting = brief.meeting
        if meeting is None:
            continue
        series = meeting.series.value if meeting.series else None
        if meeting.id:
            told[meeting.id.value].append(brief)
        elif series is None or vocabulary.series[series].generic:
            alone.append(brief)
        elif meeting.ordinal:
            numbered[series, meeting.ordinal.value].append(brief)
        elif days_of(brief):
            dated[series].append(brief)
        else:
            alone.append(brief)
    groups: list[_Group] = []
    for (series, number), reports in numbered.items():
        groups += (_Group(f"{series}-{number}", part, series) for part in _part_by_year(reports))
    for series, reports in dated.items():
        groups += _join_by_days(series, reports, [group for group in groups if group.series == series])
    # `report-` cannot begin the id of a meeting known by its series, so the two kinds of id never meet.
    groups += (_Group(f"report-{brief.id}", [brief]) for brief in alone)
    named = dict(_name(groups))
    return named | {name: (*named.get(name, ()), *reports) for name, reports in told.items()}


def days_of(brief: Brief) -> tuple[str, str] | None:
    """Return the first and the last day a report gives for its meeting; None where it gives no day."""
    meeting = brief.meeting
    if meeting is None or meeting.date is None or len(meeting.date.value) != _DAY:
        return None
    end = meeting.end_date.value if meeting.end_date and len(meeting.end_date.value) == _DAY else ""
    return meeting.date.value, max(meeting.date.value, end)


def _part_by_year(reports: Sequence[Brief]) -> Iterator[list[Brief]]:
    """Yield the reports of one number in parts, where years lie between them; those without a year go with the largest part."""
    years: dict[int, list[Brief]] = defaultdict(list)
    undated = []
    for brief in reports:
        if brief.meeting and brief.meeting.date:
            years[int(brief.meeting.date.value[:_YEAR])].append(brief)
        else:
            undated.append(brief)
    parts: list[list[Brief]] = []
    last = None
    for year in sorted(years):
        if last is None or year - last > _MOST_YEARS_APART:
            parts.append([])
        parts[-1] += years[year]
        last = year
    if not parts:
        parts.append([])
    max(parts, key=len).extend(undated)
    yield from parts


def _join_by_days(series: str, reports: Iterable[Brief], rounds: Sequence[_Group]) -> list[_Group]:
    """Let each report without a number join the one round, or the one other meeting, of its days; return what is new."""
    new: list[_Group] = []
    for brief in reports:
        same = [group for group in rounds if _is_held_then(brief, group)] or [g for g in new if _is_held_then(brief, g)]
        if len(same) == 1:
            same[0].reports.append(brief)
        else:
            first, _ = days_of(brief) or ("", "")
            # On the days of two rounds it may be of either.
            new.append(_Group(f"report-{brief.id}" if same else f"{series}-{first}", [brief], series))
    return new


def _is_held_then(brief: Brief, group: _Group) -> bool:
    """Tell whether a report gives days that one of a group's gives, in no other country."""
    own = days_of(brief)
    for other in group.reports:
        days = days_of(other)
        if own and days and own[0] <= days[1] and days[0] <= own[1] and not _is_elsewhere(brief, other):
            return True
    return False


def _is_elsewhere(one: Brief, other: Brief) -> bool:
    """Tell whether two reports place their meetings in different countries."""
    countries = {b.meeting.country.value for b in (one, other) if b.meeting and b.meeting.country}
    return len(countries) > 1


def _name(groups: Sequence[_Group]) -> Iterator[tuple[str, tuple[Brief, ...]]]:
    """Yield each group's id with its reports; those that share one get what tells them apart: year, country, a report."""
    shared = Counter(group.id for group in groups)
    used: set[str] = set()
    for group in groups:
        identifier = next(name for name in _names_for(group, alone=shared[group.id] == 1) if name not in used)
        used.add(identifier)
        yield identifier, tuple(group.reports)


def _names_for(group: _Group, *, alone: bool) -> Iterator[str]:
    """Yield what a group can be called, best first."""
    if alone:
        yield group.id
    told = [b.meeting for b in group.reports if b.meeting]
    years = sorted(m.date.value[:_YEAR] for m in told if m.date)
    countries = sorted(m.country.value.lower() for m in told if m.country)
    yield from (f"{group.id}-{year}" for year in years[:1] if year not in group.id)
    yield from (f"{group.id}-{country}" for country in countries[:1])
    yield f"report-{group.reports[0].id}"
