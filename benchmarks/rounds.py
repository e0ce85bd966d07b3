"""What the invented reports tell of: rounds of the vocabularies' series, who is there and what they speak for.

The longer it goes on, the more rounds, people and reports there are, all in proportion: the first thousand of ten thousand
reports are like the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from generator.vocabulary import Place, Series, Vocabulary

Phrases = Mapping[str, Sequence[object]]
"""What can be said, by kind."""
LAST = date(2026, 10, 28)
"""No round is later."""
REPORTS = {1: 50, 2: 25, 3: 15, 4: 7, 6: 3}
"""How many reports a round has, and how often in a hundred."""
NEWCOMERS = 1 / 5
"""So often a party sends somebody who was never sent before."""
ONLINE = 1 / 8
"""So many are held online."""
CLAIMS = 16
"""How many things are said at a round; a report tells of some."""
MATTERS = 3
"""Of how many matters they are: so a report has about as many topics as a real one."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, with the number of an office and the id of a party."""

    name: str
    office: int
    party: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody speaks for: numbers of phrases, or an agreement that they want kept."""

    speaker: Person | str | int
    """A person, the id of a party, or the number of a word for all of them together."""
    verb: int
    measure: int
    matter: int
    bound: int
    agreement: str | None


@dataclass(frozen=True, slots=True)
class Round:
    """A meeting."""

    series: Series
    ordinal: int
    day: date
    place: Place
    online: bool
    people: tuple[Person, ...]
    matters: tuple[int, ...]
    """Numbers of phrases: what it is about."""
    claims: tuple[Claim, ...]


class Calendar:
    """Holds one round after the other."""

    def __init__(self, vocabulary: Vocabulary, phrases: Phrases, names: Names, *, rng: random.Random) -> None:
        """Fix when each series meets."""
        self._vocabulary, self._phrases, self._names, self._random = vocabulary, phrases, names, rng
        self._places = list(vocabulary.places.values())
        self._people: dict[str, list[Person]] = {}
        series = [one for one in vocabulary.series.values() if one.parties and not one.generic]
        self._waiting = {one.id: self._days(one) for one in series}

    def reports(self) -> Iterator[Round]:
        """Yield for each report, without end, the round that it is of; those of one round follow each other."""
        held: list[Round] = []
        while True:
            found = self._next_round()
            held.extend([found] if found else [])
            # When every series has come to the present, earlier rounds get more reports.
            count = self._random.choices([*REPORTS], [*REPORTS.values()])[0]
            yield from [found or self._random.choice(held)] * count

    def _days(self, series: Series) -> Iterator[tuple[Series, int, date]]:
        """Yield the rounds of a series: from one in the middle to the last, then back to the first; one in ten is missing."""
        first = date(self._random.randint(1990, 2010), self._random.randint(1, 12), 1)
        step = self._random.choice((6, 12, 12, 12, 24))
        last = ((LAST.year - first.year) * 12 + LAST.month - first.month) // step + 1
        middle = self._random.randint(1, last)
        for ordinal in (*range(middle, last + 1), *range(middle - 1, 0, -1)):
            month = first.month - 1 + (ordinal - 1) * step
            if self._random.random() < 9 / 10:
                yield series, ordinal, date(first.year + month // 12, month % 12 + 1, self._random.randint(1, 28))

    def _next_round(self) -> Round | None:
        """Return the next round of some series; None where no series has one left."""
        while self._waiting:
            name = self._random.choice([*self._waiting])
            if found := next(self._waiting[name], None):
                return self._round(*found)
            del self._waiting[name]
        return None

    def _round(self, series: Series, ordinal: int, day: date) -> Round:
        people = tuple(self._send(party) for party in self._sides(series))
        matters = tuple(self._random.sample(range(len(self._phrases["matters"])), MATTERS))
        place = self._random.choice(self._places)
        claims = tuple(self._claim(series, people, matters) for _ in range(CLAIMS))
        online = self._random.random() < ONLINE
        return Round(series, ordinal, day, place, online, people, matters, claims)

    def _sides(self, series: Series) -> list[str]:
        """Return whose people are there: for a forum one or two of its members, and no more than four in all."""
        sides: list[str] = []
        for party in series.parties[:3]:
            members = self._vocabulary.parties[party].members
            sides += self._random.sample(members, min(2, len(members))) if members else [party]
        return [*dict.fromkeys(sides)][:4]

    def _send(self, party: str) -> Person:
        """Return one of a party's people."""
        known = self._people.setdefault(party, [])
        if not known or self._random.random() < NEWCOMERS:
            office = self._random.randrange(len(self._phrases["offices"]))
            known.append(Person(self._names.invent(party, rng=self._random), office, party))
            return known[-1]
        return self._random.choice(known)

    def _claim(self, series: Series, people: Sequence[Person], matters: Sequence[int]) -> Claim:
        def some(kind: str) -> int:
            return self._random.randrange(len(self._phrases[kind]))

        speaker = self._random.choice((self._random.choice(people), self._random.choice(series.parties), some("together")))
        verb = some("agreed" if isinstance(speaker, int) else "verbs")
        agreement = self._random.choice([*self._vocabulary.agreements]) if self._random.random() < 1 / 8 else None
        return Claim(speaker, verb, some("measures"), self._random.choice(matters), some("bounds"), agreement)


class Names:
    """Invents names: Vietnamese ones for Viet Nam's people, others for everybody else's."""

    def __init__(self, parts: Mapping[str, Mapping[str, str]]) -> None:
        """Take the parts, words between spaces by kind."""
        self._parts = {kind: {part: words.split() for part, words in lists.items()} for kind, lists in parts.items()}

    def invent(self, party: str, *, rng: random.Random) -> str:
        """Return a name."""
        if party == "VN":
            parts = self._parts["vietnamese"]
            return " ".join(rng.choice(parts[part]) for part in ("family", "middle", "given"))
        parts = self._parts["foreign"]
        return f"{rng.choice(parts['given'])} {rng.choice(parts['family'])}"
