"""Sets the reports of one meeting side by side: where they give different facts, and who reports which claim in which words.

Two statements are one claim where the same side says it with much the same words, or, across languages, about the same things.
What a report leaves out is shown as left out; nobody here says which report is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from generator.matcher import Matcher, fold_tokens, split_tokens
from generator.views import Said, by_speakers, group, merge, merge_dates, merge_participants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.ledger import Position
    from generator.models import Meeting
    from generator.views import Found
    from generator.vocabulary import Vocabulary

_SAME_WORDS = 0.4
_SAME_OBJECTS = 0.5
_SAME_ACT = 0.2
_SHORT_WORD = 2


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact for which the reports of one meeting give values that cannot all be right."""

    meeting: Meeting
    field: str
    """`series`, `date`, `place`, `country`, `ordinal`, `format`, `role` or `side`."""
    values: tuple[Found, ...]
    person: str | None = None
    """Whose role or side it is."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that reports say was said; a place for each report, None where it leaves it out."""

    cells: tuple[Position | None, ...]

    @property
    def told(self) -> tuple[Position, ...]:
        """The positions of those reports that have it."""
        return tuple(cell for cell in self.cells if cell)


class Comparison:
    """Compares reports, with the lists to know towns and offices by."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Compare nothing yet."""
        self._vocabulary = vocabulary
        self._found: dict[str, tuple[Meeting, tuple[Conflict, ...]]] = {}

    @cached_property
    def _towns(self) -> Matcher:
        return Matcher(self._vocabulary.places.values())

    def conflicts(self, meeting: Meeting) -> tuple[Conflict, ...]:
        """Return where the reports of a meeting contradict each other, in the order of the record's fields."""
        if len(meeting.reports) < 2:  # noqa: PLR2004 - it takes two
            return ()
        known, found = self._found.get(meeting.id, (None, ()))
        if known is not meeting:
            found = tuple(self._find_conflicts(meeting))
            self._found[meeting.id] = meeting, found
        return found

    def _find_conflicts(self, meeting: Meeting) -> Iterator[Conflict]:
        if len(series := merge(meeting, "meeting.series")) > 1:
            yield Conflict(meeting, "series", series)
        if len(ordinals := merge(meeting, "meeting.ordinal")) > 1:
            yield Conflict(meeting, "ordinal", ordinals)
        dates = merge_dates(meeting)
        if any(not _may_be_one(one[0], other[0]) for one in dates for other in dates):
            yield Conflict(meeting, "date", dates)
        countries, places = merge(meeting, "meeting.country"), merge(meeting, "meeting.place")
        if len(countries) > 1:
            yield Conflict(meeting, "country", countries)
        elif len(places) > 1 and self._differ(places):
            yield Conflict(meeting, "place", places)
        formats = merge(meeting, "meeting.format")
        if {"online", "in-person"} <= {found[0] for found in formats}:
            yield Conflict(meeting, "format", formats)
        offices = group((p.person, p.offices) for brief in meeting.reports for p in brief.participants)
        for person in merge_participants(meeting):
            if len(person.countries) > 1:
                yield Conflict(meeting, "side", person.countries, person.person)
            if self._disagree_on_rank(offices[person.person]):
                yield Conflict(meeting, "role", person.roles, person.person)

    def _differ(self, places: Sequence[Found]) -> bool:
        """Tell whether the words for a place name different towns."""
        towns = [{match.id for match in self._towns.find(split_tokens(found[0]))} for found in places]
        known = [own for own in towns if own]
        return any(one.isdisjoint(other) for one in known for other in known)

    def _disagree_on_rank(self, offices: Iterable[tuple[str, ...]]) -> bool:
        """Tell whether one report makes somebody a minister and another an official, by the offices that each gives them."""
        roles = self._vocabulary.roles
        ranks = [{roles[office].level for office in held if office in roles} - {None} for held in offices]
        known = [rank for rank in ranks if rank]
        return any(one.isdisjoint(other) for one in known for other in known)


def _may_be_one(one: tuple[str, str | None], other: tuple[str, str | None]) -> bool:
    """Tell whether two dates, or pairs of days, can be of one meeting: they overlap as far as both are told."""
    (first, last), (start, end) = ((d[0], d[1] or d[0]) for d in (one, other))
    length = min(map(len, (first, last, start, end)))
    return first[:length] <= end[:length] and start[:length] <= last[:length]


@dataclass(frozen=True, slots=True)
class Told:
    """Claims that several reports have, or (`number`) one of them alone."""

    number: int | None
    claims: tuple[Claim, ...]


def by_reach(claims: Iterable[Claim]) -> Iterator[Told]:
    """Yield the claims of several reports, then those of each report alone."""
    held = group((claim.told[0].said.number if len(claim.told) == 1 else 0, claim) for claim in claims)
    yield from (Told(number or None, held[number]) for number in sorted(held))


def by_speaker(claims: Iterable[Claim]) -> dict[tuple[str, ...], tuple[Said, ...]]:
    """Return the statements of claims under who makes them."""
    return by_speakers(position.said for claim in claims for position in claim.told)


def most_repeated(positions: Iterable[Position], most: int) -> tuple[Position, ...]:
    """Return those of `positions` whose wording, up to order and small words, is one of the `most` that come most often.

    To compare all that a thousand reports say takes time in proportion to the square of it; what most of them have is in here.
    """
    wordings = group(((_kinship(position), _wording(position)), position) for position in positions)
    often = sorted(wordings.values(), key=lambda same: -len(same))[:most]
    return tuple(position for same in often for position in same)


def widest(claims: Iterable[Claim], most: int) -> dict[tuple[str, ...], tuple[Claim, ...]]:
    """Return the claims that most reports have, `most` at most, under who makes them in the report that is first to."""
    shown = islice(claims, most)
    return group((by_speakers([claim.told[0].said]).popitem()[0], claim) for claim in shown)


def compare(positions: Iterable[Position], *, reports: int) -> tuple[Claim, ...]:
    """Return the claims in `positions` of one meeting's `reports`: those of several reports first, each in order of report."""
    by_report = group((position.said.number, position) for position in positions)
    rows: list[_Row] = []
    kin: dict[object, list[_Row]] = {}
    for number in range(1, reports + 1):
        for position in by_report.get(number, ()):
            own = kin.setdefault(_kinship(position), [])
            wording = _wording(position)
            free = (row for row in own if number not in row.cells)
            best = max(((row.likeness(wording), row) for row in free), key=itemgetter(0), default=(0.0, None))
            row = best[1] if best[0] > 0 else None
            if row is None:
                row = _Row({}, {})
                rows.append(row)
                own.append(row)
            row.cells[number] = position
            row.wordings[wording] = None
    claims = [Claim(tuple(map(row.cells.get, range(1, reports + 1)))) for row in rows]
    return tuple(sorted(claims, key=lambda claim: -len(claim.told)))


class _Wording(NamedTuple):
    """What one statement is told from another by."""

    lang: str
    act: str
    words: frozenset[str]
    objects: frozenset[str]
    speakers: frozenset[str]


class _Row(NamedTuple):
    """A claim in the making."""

    cells: dict[int, Position]
    """By the number of the report."""
    wordings: dict[_Wording, None]
    """Each once: many reports are copies of one."""

    def likeness(self, wording: _Wording) -> float:
        """Return how much a statement is like those of the claim: 0 where it is another one."""
        return max(_compare(one, wording) for one in self.wordings)


def _kinship(position: Position) -> object:
    """Return what statements of one claim share: whose they are, and whether they oppose, which is to do nothing else."""
    statement = position.said.statement
    return frozenset(position.sides), statement.joint, statement.act.value == "oppose"


def _wording(position: Position) -> _Wording:
    statement = position.said.statement
    objects = frozenset((*statement.topics, *statement.agreements, *statement.phrases))
    speakers = frozenset(actor.value for actor in statement.actors)
    return _Wording(position.said.brief.seed.lang, statement.act.value, _words(statement.quote.value), objects, speakers)


def _compare(one: _Wording, other: _Wording) -> float:
    same_act = _SAME_ACT * (one.act == other.act)
    if one.lang == other.lang:
        share = _share(one.words, other.words)
        return share + same_act if share >= _SAME_WORDS else 0.0
    share = _share(one.objects, other.objects)
    return share + same_act if share + same_act > _SAME_OBJECTS and one.speakers & other.speakers else 0.0


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller set that both have."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _words(quote: str) -> frozenset[str]:
    return frozenset(word for word in fold_tokens(quote) if len(word) > _SHORT_WORD)
