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
from typing import TYPE_CHECKING

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
        self._known: dict[tuple[type, str], str] = {}

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
        if isinstance(value, Position):
            value = value.said
        if isinstance(value, Said | Appearance):
            value = value.brief
        if isinstance(value, Brief | Meeting | Individual):
            known = (type(value), value.id)
            if known not in self._known:
                self._known[known] = self._stamp_of(value)
            return self._known[known]
        if isinstance(value, Digest):
            return self._everything
        parts = _parts_of(value)
        return repr(value) if parts is None else f"({','.join(map(self._stamp, parts))})"

    def _stamp_of(self, value: Brief | Meeting | Individual) -> str:
        if isinstance(value, Individual):
            others = [self._index.persons[other] for other in value.unsure]
            about = [(person.id, person.name, person.sides) for person in (value, *others)]
            return _hash((repr(about), *map(self._stamp, value.appearances)))
        if isinstance(value, Meeting):
            reports = [self._report(brief, value) for brief in value.reports]
            return _hash((value.id, repr(value.series), repr(value.ordinal), self._names.meeting(value), *reports))
        meeting = self._index.meetings.get(value.id)
        return _hash((value.id, self._stamp(meeting) if meeting else self._report(value, None)))

    def _report(self, brief: Brief, meeting: Meeting | None) -> str:
        """Return the stamp of a report as that of its meeting, or of none: what it says, who is who, what is named later."""
        people = [self._ledger.persons[brief.id, participant.person].id for participant in brief.participants]
        later = [
            (one.meeting.id, self._names.meeting(one.meeting), one.brief.id, self._key_of(one.brief))
            for statement in brief.statements
            for one in self._ledger.later(Said(1, brief, statement), meeting)
        ]
        return _hash((self._key_of(brief), brief.id, repr(people), repr(later)))


def _parts_of(value: object) -> Iterable[object] | None:
    """Return what a value consists of; None for a text, a number or nothing."""
    if isinstance(value, Mapping):
        return [part for item in value.items() for part in item]
    if isinstance(value, tuple | list):
        return value
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    if value is None or isinstance(value, str | int):
        return None
    message = f"a page cannot depend on a {type(value).__name__}"
    raise TypeError(message)


def _hash(parts: Iterable[str]) -> str:
    """Return a hash of texts in order."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        content = part.encode("utf-8", "surrogateescape")
        digest.update(b"%d " % len(content) + content)
    return digest.hexdigest()
