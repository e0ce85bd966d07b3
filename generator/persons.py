"""Says which participants of many reports are one person. A name alone does not: a side, an office or the time must agree.

People whom the list knows are who it says. Of others, those of one name are one person where they represent the same side and
hold the same office, or are named within a few years; two where their sides differ; else the page says that it is not sure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from generator.models import Appearance, Individual
from generator.text import slugify, strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.models import Brief
    from generator.vocabulary import Vocabulary

_YEARS_IN_OFFICE = 6
"""Named for one side within so many years: one person, whatever the office has become."""
_YEARS_WITHOUT_SIDE = 3
_YEAR = len("YYYY")


def gather_persons(briefs: Iterable[Brief], *, vocabulary: Vocabulary) -> tuple[Individual, ...]:
    """Return every participant of `briefs` once, by name; each with where the reports place them, newest first."""
    by_name: dict[str, list[Appearance]] = defaultdict(list)
    for brief in briefs:
        for participant in brief.participants:
            by_name[participant.person].append(Appearance(brief, participant))
    found = [person for key, held in by_name.items() for person in _tell_apart(key, held, known=key in vocabulary.people)]
    return tuple(sorted(found, key=lambda person: (slugify(person.name), person.id)))


def _tell_apart(key: str, appearances: Sequence[Appearance], *, known: bool) -> Iterator[Individual]:
    """Yield the persons that one name stands for; the one of most reports keeps the plain id."""
    ordered = sorted(appearances, key=lambda a: (_year(a) or 0, a.brief.id), reverse=True)
    groups: list[list[Appearance]] = [ordered] if known else []
    for appearance in () if known else ordered:
        same = [group for group in groups if any(_is_same(appearance, other) for other in group)]
        joined = [appearance, *(other for group in same for other in group)]
        groups = [*(group for group in groups if group not in same), sorted(joined, key=ordered.index)]
    groups.sort(key=lambda group: (-len(group), _side(group) or "", group[0].brief.id))
    ids = _make_ids(key, groups)
    for group, identifier in zip(groups, ids, strict=True):
        others = zip(groups, ids, strict=True)
        unsure = tuple(other_id for other, other_id in others if other is not group and _is_unsure(group, other))
        yield Individual(identifier, tuple(group), unsure)


def _is_same(one: Appearance, other: Appearance) -> bool:
    """Tell whether two appearances of one name are certainly of one person."""
    if one.brief.id == other.brief.id or _is_spelt_otherwise(one, other):
        return one.brief.id == other.brief.id
    sides = {a.participant.country.value if a.participant.country else None for a in (one, other)}
    years = [year for year in (_year(one), _year(other)) if year]
    apart = abs(years[0] - years[1]) if len(years) > 1 else None
    same_office = bool(set(one.participant.offices) & set(other.participant.offices))
    if len(sides) > 1:
        # One report leaves the side out: office and time must both agree.
        return None in sides and same_office and apart is not None and apart <= _YEARS_WITHOUT_SIDE
    if sides == {None}:
        return same_office and apart is not None and apart <= _YEARS_WITHOUT_SIDE
    return same_office or (apart is not None and apart <= _YEARS_IN_OFFICE)


def _is_spelt_otherwise(one: Appearance, other: Appearance) -> bool:
    """Tell whether both names have tone marks, and other ones: Dũng is not Dụng."""
    names = [re.sub(r"\W+", " ", a.participant.name.value).casefold() for a in (one, other)]
    marked = all(strip_marks(name) != name for name in names)
    return marked and sorted(names[0].split()) != sorted(names[1].split())


def _is_unsure(one: Sequence[Appearance], other: Sequence[Appearance]) -> bool:
    """Tell whether two groups of one name may still be one person: nothing shows them to be two."""
    sides = {_side(one), _side(other)}
    return (None in sides or len(sides) == 1) and not _is_spelt_otherwise(one[0], other[0])


def _side(group: Sequence[Appearance]) -> str | None:
    return next((a.participant.country.value for a in group if a.participant.country), None)


def _make_ids(key: str, groups: Sequence[Sequence[Appearance]]) -> list[str]:
    """Return an id for each group: the name's, then with the side, then with a number."""
    ids: list[str] = []
    for group in groups:
        side = _side(group)
        wanted = [key, *([f"{key}-{side.lower()}"] if side else []), *(f"{key}-{n}" for n in range(2, len(groups) + 2))]
        ids.append(next(identifier for identifier in wanted if identifier not in ids))
    return ids


def _year(appearance: Appearance) -> int | None:
    """Return the year of the meeting, or of the report."""
    meeting, published = appearance.brief.meeting, appearance.brief.source.published
    day = meeting.date if meeting and meeting.date else published
    return int(day.value[:_YEAR]) if day else None
