"""Says in one short hash what a page is made of, so that a page whose stamp is as it was need not be made again.

A report or a meeting stands for everything that any page can show of it: its texts and facts, its heading, who its people
are, and what came of what was proposed there. So a page depends on nothing but what it is handed, and on the few lists that say
which things have a page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from generator.ledger import Position
from generator.models import Appearance, Brief, Digest, Individual, Meeting
from generator.views import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.ledger import Ledger
    from generator.naming import Names
    from generator.views import Index


class Stamps:
    """The stamps of one digest."""

    def __init__(self, index: Index, ledger: Ledger, names: Names, *, key_of: Callable[[Brief], str]) -> None:
        """Stamp nothing yet; `key_of` returns what is the same only for a report that was read the same, letter for letter."""
        self._index, self._ledger, self._names, self._key_of = index, ledger, names, key_of
        self._known: dict[str, str] = {}
        self._ways: dict[type, Callable[[Any], str]] = {
            **dict.fromkeys((str, int, bool, type(None)), repr),
            **dict.fromkeys((Said, Appearance), lambda value: self._brief(value.brief)),
            Position: lambda value: self._brief(value.said.brief),
            Brief: self._brief,
            Meeting: self._meeting,
            Individual: self._person,
            Digest: lambda _: self._everything,
        }

    def page(self, kind: str, values: Iterable[object]) -> str:
        """Return the stamp of a page of that kind that depends on `values`."""
        return _hash((kind, self._linked, *map(self._stamp, values)))

    @cached_property
    def _everything(self) -> str:
        digest = self._index.digest
        return _hash(map(self._stamp, (digest.briefs, digest.persons)))

    @cached_property
    def _linked(self) -> str:
        """Which topics, parties and series have a page: any page may have a link to it."""
        return _hash(map(repr, (sorted(self._index.topics), sorted(self._index.parties), list(self._index.series))))

    def _stamp(self, value: object) -> str:
        """Return what is the same only for values that look the same on a page."""
        way = self._ways.get(type(value))
        return way(value) if way else f"({','.join(map(self._stamp, _parts_of(value)))})"

    def _brief(self, brief: Brief) -> str:
        if brief.seed.slug not in self._known:
            meeting = self._index.meetings.get(brief.id)
            self._known[brief.seed.slug] = _hash((brief.id, self._meeting(meeting) if meeting else self._report(brief, None)))
        return self._known[brief.seed.slug]

    def _meeting(self, meeting: Meeting) -> str:
        known = f"meetings/{meeting.id}"
        if known not in self._known:
            reports = [self._report(brief, meeting) for brief in meeting.reports]
            about = (meeting.id, repr(meeting.series), repr(meeting.ordinal), self._names.meeting(meeting))
            self._known[known] = _hash((*about, *reports))
        return self._known[known]

    def _person(self, person: Individual) -> str:
        known = f"people/{person.id}"
        if known not in self._known:
            others = [self._index.persons[other] for other in person.unsure]
            about = [(one.id, one.name, one.sides) for one in (person, *others)]
            self._known[known] = _hash((repr(about), *map(self._stamp, person.appearances)))
        return self._known[known]

    def _report(self, brief: Brief, meeting: Meeting | None) -> str:
        """Return the stamp of a report as that of its meeting, or of none: what it says, who is who, what is named later."""
        people = [self._ledger.persons[brief.id, participant.person].id for participant in brief.participants]
        later = [
            (one.meeting.id, self._names.meeting(one.meeting), one.brief.id, self._key_of(one.brief))
            for statement in brief.statements
            for one in self._ledger.later(Said(1, brief, statement), meeting)
        ]
        return _hash((self._key_of(brief), brief.id, repr(people), repr(later)))


def _parts_of(value: object) -> Iterable[object]:
    """Return what a value consists of."""
    if isinstance(value, Mapping):
        return [part for item in value.items() for part in item]
    if isinstance(value, tuple | list):
        return value
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    message = f"a page cannot depend on a {type(value).__name__}"
    raise TypeError(message)


def _hash(parts: Iterable[str]) -> str:
    """Return a hash of texts in order."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        content = part.encode("utf-8", "surrogateescape")
        digest.update(b"%d " % len(content) + content)
    return digest.hexdigest()
