"""The ledger of positions: every statement with whose it is, the meeting it was made at, and where its subject is named later.

A side's words and the words of all are kept apart. A proposal leads to later meetings of the same series or the same parties
whose reports name the same thing; whether that is because of it, nobody here says.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from generator.views import Said, group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.models import Brief, Digest, Fact, Individual, Meeting
    from generator.vocabulary import Vocabulary

_ASKING = frozenset({"propose", "call-for"})
_SHARED_PARTIES = 2
MOST_LATER = 3
"""How many later mentions stand beside a proposal."""


@dataclass(frozen=True, slots=True)
class Later:
    """Where something is named after it was proposed."""

    meeting: Meeting
    brief: Brief
    fact: Fact[str]
    """The instrument or aim, and where the report names it."""
    place: int
    """The meeting's place among all of them, oldest first."""


@dataclass(frozen=True, slots=True)
class Position:
    """One statement in the ledger."""

    said: Said
    meeting: Meeting | None
    sides: tuple[str, ...]
    """Ids of the parties whose it is: those who speak, or those the speakers represent; none where the report does not tell."""

    @property
    def year(self) -> str:
        """The year of the meeting; empty where no report gives it."""
        return self.meeting.year if self.meeting else ""


class Ledger:
    """The statements of a digest, looked up by who made them and what they are about."""

    def __init__(self, digest: Digest, *, vocabulary: Vocabulary) -> None:
        """Look nothing up yet."""
        self._digest, self._vocabulary = digest, vocabulary
        self._later: dict[tuple[str, str, frozenset[str]], tuple[Later, ...]] = {}

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Every statement: by meeting, newest first, then those of reports on no meeting; of one meeting report by report."""
        held = [position for meeting in self._digest.meetings for position in self._positions(meeting.reports, meeting)]
        return (*held, *self._positions(self._unmet, None))

    @cached_property
    def reports(self) -> tuple[Brief, ...]:
        """Every report, in the order of its positions."""
        return (*(brief for meeting in self._digest.meetings for brief in meeting.reports), *self._unmet)

    @cached_property
    def _unmet(self) -> tuple[Brief, ...]:
        """The reports on no meeting."""
        met = {brief.id for meeting in self._digest.meetings for brief in meeting.reports}
        return tuple(brief for brief in self._digest.briefs if brief.id not in met)

    def _positions(self, briefs: Iterable[Brief], meeting: Meeting | None) -> Iterator[Position]:
        for number, brief in enumerate(briefs, start=1):
            for statement in brief.statements:
                said = Said(number, brief, statement)
                yield Position(said, meeting, self.sides(said))

    def sides(self, said: Said) -> tuple[str, ...]:
        """Return the ids of the parties whose statement it is."""
        return tuple(dict.fromkeys(_sides(said)))

    def by_topic(self, positions: Iterable[Position]) -> Mapping[str, tuple[Position, ...]]:
        """Return positions under each topic they are on, in the vocabulary's order; those on none come last, under nothing."""
        found = group((topic, position) for position in positions for topic in position.said.statement.topics or ("",))
        return {topic: found[topic] for topic in (*self._vocabulary.topics, "") if topic in found}

    @cached_property
    def on_topics(self) -> Mapping[str, tuple[Position, ...]]:
        """The positions on each topic."""
        return self.by_topic(self.positions)

    @cached_property
    def by_party(self) -> Mapping[str, tuple[Position, ...]]:
        """The positions of each party, its part in joint ones included."""
        return group((side, position) for position in self.positions for side in position.sides)

    @cached_property
    def by_agreement(self) -> Mapping[str, tuple[Position, ...]]:
        """The positions whose quote names each instrument."""
        return group((one, position) for position in self.positions for one in position.said.statement.agreements)

    @cached_property
    def by_meeting(self) -> Mapping[str, tuple[Position, ...]]:
        """The positions taken at each meeting, by its id; of reports on none under the report's."""
        return by_meeting(self.positions)

    @cached_property
    def persons(self) -> Mapping[tuple[str, str], Individual]:
        """Who each participant of each report is, by the ids of both."""
        return {(a.brief.id, a.participant.person): person for person in self._digest.persons for a in person.appearances}

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Position, ...]]:
        """What each person said."""
        return group(
            (self.persons[position.said.brief.id, actor.value].id, position)
            for position in self.positions
            for actor in position.said.statement.actors
            if (position.said.brief.id, actor.value) in self.persons
        )

    def later(self, said: Said, meeting: Meeting | None) -> tuple[Later, ...]:
        """Return where later meetings name what is proposed at `meeting`, the first of them first; nothing for other acts.

        Only instruments and aims count, and only meetings of the same series or between the same sides.
        """
        statement = said.statement
        if statement.act.value not in _ASKING or meeting is None or meeting.date is None:
            return ()
        aims = [phrase for phrase in statement.phrases if self._vocabulary.phrases[phrase].kind == "aim"]
        wanted = frozenset((*statement.agreements, *aims))
        return self._find_later(meeting, wanted) if wanted else ()

    def _find_later(self, meeting: Meeting, wanted: frozenset[str]) -> tuple[Later, ...]:
        """Return the first meetings after `meeting`, between the same sides, that name something `wanted`."""
        sides = self._key(meeting)
        known = (sides, meeting.date or "", wanted)
        if known not in self._later:
            found: dict[str, Later] = {}
            for name in sorted(wanted):
                named = self._named.get((sides, name), ())
                after = islice(named, bisect_right(named, self._places[meeting.id], key=lambda one: one.place), None)
                # One for each meeting: several reports may name it, and several instruments may be named.
                for one in islice((one for one in after if _is_after(one.meeting, meeting)), MOST_LATER):
                    if one.meeting.id not in found or one.place < found[one.meeting.id].place:
                        found[one.meeting.id] = one
            self._later[known] = tuple(sorted(found.values(), key=lambda one: one.place)[:MOST_LATER])
        return self._later[known]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """The place of each meeting among all of them, oldest first."""
        return {meeting.id: place for place, meeting in enumerate(reversed(self._digest.meetings))}

    @cached_property
    def _named(self) -> Mapping[tuple[str, str], tuple[Later, ...]]:
        """Where each instrument and aim is first named at each meeting, by the sides that meet and its id, oldest first."""
        first: dict[tuple[str, str, str], Later] = {}
        for meeting in reversed(self._digest.meetings):
            for brief in meeting.reports:
                for fact in (*brief.agreements, *brief.phrases):
                    key = (self._key(meeting), fact.value, meeting.id)
                    first.setdefault(key, Later(meeting, brief, fact, self._places[meeting.id]))
        return group(((sides, name), later) for (sides, name, _), later in first.items())

    def _key(self, meeting: Meeting) -> str:
        """Return a key that meetings between the same two sides or more share; others only with those of their series."""
        series = self._vocabulary.series[meeting.series] if meeting.series else None
        sides = set(series.parties) if series and not series.generic else meeting.parties
        if len(sides) >= _SHARED_PARTIES:
            return " ".join(sorted(sides))
        return meeting.series if series and not series.generic else meeting.id  # type: ignore[return-value]


def _is_after(one: Meeting, other: Meeting) -> bool:
    """Tell whether a meeting was certainly held after another: `2023` does not come after 18 May 2023, nor before."""
    if not one.date or not other.date:
        return False
    length = min(len(one.date), len(other.date))
    return one.date[:length] > other.date[:length]


def _sides(said: Said) -> Iterator[str]:
    """Yield the party of each of those who make a statement."""
    present = {p.person: p for p in said.brief.participants}
    for actor in said.statement.actors:
        if actor.value in present:
            country = present[actor.value].country
            if country:
                yield country.value
        elif actor.value.isupper():
            yield actor.value


def by_meeting(positions: Iterable[Position]) -> Mapping[str, tuple[Position, ...]]:
    """Return positions under the meeting, or else the report, they are from, in the order in which each comes first."""
    return group((p.meeting.id if p.meeting else f"briefs/{p.said.brief.id}", p) for p in positions)
