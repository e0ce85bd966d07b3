"""Says which participants of many reports are one person. A name alone does not: a side, an office or the time must agree.

People whom the list knows are who it says. Of others, those of one name are one person at one meeting, or for one side within a
few years if they hold no offices that exclude each other; two where their sides differ; else the page says that it is not sure.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from generator.models import Appearance, Individual
from generator.names import is_marked, is_spelt_otherwise
from generator.text import slugify, strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.models import Brief, Participant
    from generator.vocabulary import Vocabulary

    _Ranks = Mapping[str, str | None]

_YEARS_IN_OFFICE = 6
"""Named for one side within so many years: one person, whatever the office has become."""
_YEARS_IN_ONE_OFFICE = 12
"""With the same title: ministers come and go, and a title says nothing of which ministry."""
_YEARS_WITHOUT_SIDE = 3


class _Seen(NamedTuple):
    """All that one appearance tells of who it is."""

    side: str | None
    offices: frozenset[str]
    """Those that any report of the meeting gives the name for that side."""
    year: int | None
    name: str


def gather_persons(briefs: Iterable[Brief], *, meetings: Mapping[str, str], vocabulary: Vocabulary) -> tuple[Individual, ...]:
    """Return every participant of `briefs` once, by name; each with where the reports place them, newest first.

    `meetings` has the meeting of each brief, by the ids of both.
    """
    by_name: dict[str, list[Appearance]] = defaultdict(list)
    offices: dict[tuple[str, str, str | None], set[str]] = defaultdict(set)
    for brief in briefs:
        for participant in brief.participants:
            by_name[participant.person].append(Appearance(brief, participant))
            offices[meetings.get(brief.id, brief.id), participant.person, _side_of(participant)].update(participant.offices)
    ranks = {role.id: role.level for role in vocabulary.roles.values()}

    def see(appearance: Appearance) -> _Seen:
        participant, brief = appearance.participant, appearance.brief
        held = offices[meetings.get(brief.id, brief.id), participant.person, _side_of(participant)]
        return _Seen(_side_of(participant), frozenset(held), _year(appearance), participant.name.value.casefold())

    found: list[Individual] = []
    for key, held in sorted(by_name.items()):
        ordered = sorted(held, key=_place, reverse=True)
        # What tells people apart is the same for many appearances: one stands for all of them.
        alike: dict[object, list[Appearance]] = {}
        for appearance in ordered:
            alike.setdefault(None if key in vocabulary.people else see(appearance), []).append(appearance)
        found += _tell_apart(key, {see(batch[0]): batch for batch in alike.values()}, ranks)
    return tuple(sorted(_number(found), key=lambda person: (slugify(person.name), person.id)))


def _side_of(participant: Participant) -> str | None:
    return participant.country.value if participant.country else None


def _number(persons: Iterable[Individual]) -> Iterator[Individual]:
    """Yield persons, each with an id that no other has: Lê of Viet Nam, the second of that name, is not Le Vn."""
    used: set[str] = set()
    for person in persons:
        identifier = person.id
        if identifier in used:
            identifier = next(f"{person.id}-{n}" for n in count(2) if f"{person.id}-{n}" not in used)
        used.add(identifier)
        yield person if identifier == person.id else replace(person, id=identifier)


def _tell_apart(key: str, alike: Mapping[_Seen, Sequence[Appearance]], ranks: _Ranks) -> Iterator[Individual]:
    """Yield the persons that one name stands for; the one of most reports keeps the plain id."""
    groups: list[list[_Seen]] = []
    # Those that tell most about themselves first: a side, and the marks of the name.
    for seen in sorted(alike, key=lambda one: (one.side is None, strip_marks(one.name) == one.name)):
        same = [group for group in groups if all(_is_same(seen, other, ranks) for other in group)]
        # Where it could be of two, it is of neither.
        if len(same) == 1:
            same[0].append(seen)
        else:
            groups.append([seen])
    people = [sorted((a for seen in group for a in alike[seen]), key=_place, reverse=True) for group in groups]
    people.sort(key=lambda person: (-len(person), _side(person) or "", person[0].brief.id))
    ids = _make_ids(key, people)
    for person, identifier in zip(people, ids, strict=True):
        others = zip(people, ids, strict=True)
        unsure = tuple(other_id for other, other_id in others if other is not person and _is_unsure(person, other))
        yield Individual(identifier, tuple(person), unsure)


def _is_same(one: _Seen, other: _Seen, ranks: _Ranks) -> bool:
    """Tell whether two appearances of one name are certainly of one person."""
    if is_spelt_otherwise(one.name, other.name):
        return False
    apart = abs(one.year - other.year) if one.year and other.year else None
    same_office = bool(one.offices & other.offices)
    if is_marked(one.name) != is_marked(other.name) and not same_office:
        # Without its marks a name is that of several: Tran Van Dat may be Trần Văn Đạt or Trần Vạn Đạt.
        return False
    if one.side != other.side or one.side is None:
        # A report leaves the side out: office and time must both agree.
        left_out = None in (one.side, other.side)
        return left_out and same_office and apart is not None and apart <= _YEARS_WITHOUT_SIDE
    if apart is None:
        return same_office
    if apart <= 1 and not same_office and one.offices and other.offices:
        # Of one year, a minister is no member of parliament, but may be head of delegation as well.
        levels = [{ranks.get(office) for office in own} - {None} for own in (one.offices, other.offices)]
        return not all(levels) or bool(levels[0] & levels[1])
    return apart <= (_YEARS_IN_ONE_OFFICE if same_office else _YEARS_IN_OFFICE)


def _is_unsure(one: Sequence[Appearance], other: Sequence[Appearance]) -> bool:
    """Tell whether two groups of one name may still be one person: nothing shows them to be two."""
    sides = {_side(one), _side(other)}
    names = (person[0].participant.name.value.casefold() for person in (one, other))
    return (None in sides or len(sides) == 1) and not is_spelt_otherwise(*names)


def _side(group: Sequence[Appearance]) -> str | None:
    return next((side for a in group if (side := _side_of(a.participant))), None)


def _make_ids(key: str, groups: Sequence[Sequence[Appearance]]) -> list[str]:
    """Return an id for each group: the name's, then with the side, then with a number."""
    ids: list[str] = []
    for group in groups:
        side = _side(group)
        wanted = [key, *([f"{key}-{side.lower()}"] if side else []), *(f"{key}-{n}" for n in range(2, len(groups) + 2))]
        ids.append(next(identifier for identifier in wanted if identifier not in ids))
    return ids


def _place(appearance: Appearance) -> tuple[str, str]:
    return appearance.brief.date or "", appearance.brief.id


def _year(appearance: Appearance) -> int | None:
    """Return the year of the meeting, or of the report."""
    return int(appearance.brief.year) if appearance.brief.year else None
