"""What the pages call things, in the language of the interface: parties, topics, speakers, and above all meetings.

A meeting's heading says which meeting it is, and tells it from every other meeting of the digest.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.views import capitalise, is_edited, merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.entries import Entry
    from generator.labels import Labels
    from generator.models import Brief, Individual, Meeting
    from generator.views import Found, Said
    from generator.vocabulary import Vocabulary

# What words cut out of a sentence may end in without saying what follows: `Meeting with`, `chuyến thăm của`.
_DANGLING = re.compile(
    r"(?:[\s,;:–-]+(?:with|of|in|on|at|for|to|by|from|between|among|and|the|an?|với|của|về|tại|ở|giữa|và|cho|trong|do))*"
    r"[\s,;:–-]*\Z",
    re.IGNORECASE,
)
_FEWEST_WORDS = 6
Piece = tuple[str, str | None]
"""Words, and their language where it is not the interface's."""
_MOST_SIDES = 3


@dataclass(frozen=True)
class Names:
    """What the pages call things, in the language of the labels."""

    vocabulary: Vocabulary
    labels: Labels
    meetings: tuple[Meeting, ...] = ()
    """Every meeting that has a page."""

    def name(self, kind: str, identifier: str) -> str:
        """Return the label of an entry of the list `kind`; the id itself where the list does not have it."""
        entry: Entry | None = getattr(self.vocabulary, kind).get(identifier)
        return entry.label[self.labels.lang] if entry else identifier

    def about(self, kind: str, identifier: str) -> str:
        """Return what an entry of the list `kind` is, in the words of the list; empty where it does not say."""
        entry: Entry | None = getattr(self.vocabulary, kind).get(identifier)
        return entry.about[self.labels.lang] if entry and entry.about else ""

    def person_at(self, meeting: Meeting, person: str) -> str:
        """Return what the first report of a meeting that names somebody calls them."""
        return next(p.name.value for report in meeting.reports for p in report.participants if p.person == person)

    def person(self, person: Individual) -> str:
        """Return what to call a person: by the list of those who are known, or as the first report does."""
        known = self.vocabulary.people.get(person.id)
        return known.label[self.labels.lang] if known else person.name

    def conflicting(self, field: str, value: object) -> str:
        """Return one of the values that reports disagree on, in words."""
        if field == "date" and isinstance(value, tuple):
            first, last = value
            return self.labels.date_range(first, last) if last else self.labels.date(first)
        if field in {"country", "side", "series"}:
            return self.name("series" if field == "series" else "parties", str(value))
        return self.labels(f"format.{value}") if field == "format" else str(value)

    def is_generic(self, series: str) -> bool:
        """Tell whether `series` is a kind of meeting and no standing series."""
        return self.vocabulary.series[series].generic

    def meeting(self, meeting: Meeting) -> str:
        """Return the heading of a meeting."""
        return _join(self._headings[meeting.id])

    def heading(self, meeting: Meeting) -> tuple[Piece, ...]:
        """Return the same in pieces, each with its language, or None where that is the interface's."""
        return self._headings[meeting.id]

    def foreign(self, brief: Brief) -> str | None:
        """Return the language of a report; None where it is that of the interface."""
        return brief.seed.lang if brief.seed.lang != self.labels.lang else None

    @cached_property
    def _headings(self) -> Mapping[str, tuple[Piece, ...]]:
        """The heading of each meeting by its id; those that would be the same are told apart by what else is known."""
        headings: dict[str, tuple[Piece, ...]] = {meeting.id: (self._heading(meeting),) for meeting in self.meetings}
        unused = {meeting.id: self._details(meeting) for meeting in self.meetings}
        while doubled := {heading for heading, n in Counter(map(_join, headings.values())).items() if n > 1}:
            changes: dict[str, tuple[Piece, ...]] = {}
            for identifier, heading in headings.items():
                if (whole := _join(heading)) in doubled and (detail := next(unused[identifier], None)):
                    changes[identifier] = heading if detail[0] in whole else (*heading, (", ", None), detail)
            if not changes:
                break
            headings |= changes
        return headings

    def _heading(self, meeting: Meeting) -> Piece:
        """Return a meeting's series and number, or the words of its first report, or its kind, sides and date."""
        words = self._words(meeting)
        return (words, self.foreign(meeting.reports[0])) if words else (self._label(meeting), None)

    def _label(self, meeting: Meeting) -> str:
        """Return what to call a meeting without a report's words."""
        if meeting.series is not None and not self.is_generic(meeting.series):
            series = self.name("series", meeting.series)
            if meeting.ordinal is not None:
                return self.labels("meeting.numbered", series=series, ordinal=self.labels.ordinal(meeting.ordinal))
            return self._dated(series, meeting)
        kind = self.name("series", meeting.series) if meeting.series else self.labels("meeting.kicker")
        return self._dated(self.labels("meeting.between", kind=kind, sides=self._sides(meeting)), meeting)

    def _words(self, meeting: Meeting) -> str:
        """Return the words of its first report that a meeting is headed by; empty where its series, or its sides, say it."""
        if meeting.series is not None and not self.is_generic(meeting.series):
            return ""
        first = meeting.reports[0]
        words = first.meeting.name.value if first.meeting and first.meeting.name else ""
        words = capitalise(_DANGLING.sub("", words))
        foreign = meeting.series is not None and self.foreign(first)
        sides = self._sides(meeting)
        if _is_telling(words) and not (foreign and sides):
            return words
        return "" if sides else first.seed.title

    def _dated(self, heading: str, meeting: Meeting) -> str:
        return self.labels("meeting.dated", series=heading, date=self.labels.date(meeting.date)) if meeting.date else heading

    def _sides(self, meeting: Meeting) -> str:
        """Return whose people the first report places at a meeting, or else the parties it names; empty for fewer than two."""
        first = meeting.reports[0]
        present = dict.fromkeys(p.country.value for p in first.participants if p.country)
        named = dict.fromkeys(fact.value for fact in first.parties)
        sides = [self.name("parties", side) for side in (present if len(present) > 1 else named)]
        if len(sides) < 2:  # noqa: PLR2004 - it takes two
            return ""
        return " – ".join(sides[:_MOST_SIDES]) + "…" * (len(sides) > _MOST_SIDES)

    def _details(self, meeting: Meeting) -> Iterator[Piece]:
        """Yield what tells a meeting from others of the same heading, most telling first."""
        first = meeting.reports[0]
        if meeting.date:
            yield self.labels.date(meeting.date), None
        if first.meeting and first.meeting.place:
            yield first.meeting.place.value, self.foreign(first)
        if first.source.published:
            yield self.labels("fact.published", date=self.labels.date(first.source.published.value)), None
        yield f"“{first.seed.title}”", self.foreign(first)
        yield first.seed.name, None

    def countries(self, meeting: Meeting) -> tuple[Found, ...]:
        """Return where a meeting was held, unless an unedited country is already named with the place."""
        places = [report.meeting.place.value for report in meeting.reports if report.meeting and report.meeting.place]
        countries = merge(meeting, "meeting.country")
        if len(countries) > 1 or is_edited(meeting.reports, "meeting.country"):
            return countries
        return tuple(found for found in countries if not any(self.name("parties", found[0]) in place for place in places))

    def speaker(self, said: Said) -> str:
        """Return what to call who makes a statement: persons as the report names them, parties by their label."""
        return _join(self.speaking(said))

    def speaking(self, said: Said) -> tuple[Piece, ...]:
        """Return the same in pieces, each with its language, or None where that is the interface's."""
        actors = self._actors(said) or [(capitalise(said.statement.speaker.value), self.foreign(said.brief))]
        return tuple(piece for actor in actors for piece in ((", ", None), actor))[1:]

    def actors(self, said: Said) -> list[str]:
        """Return what to call each of those who make a statement, where the report tells who they are."""
        return [actor for actor, _ in self._actors(said)]

    def _actors(self, said: Said) -> list[Piece]:
        if not said.statement.actors:
            return []
        names = {p.person: (p.name.value, self.foreign(said.brief)) for p in said.brief.participants}
        return [
            names[actor.value] if names.get(actor.value, ("",))[0] else (self.name("parties", actor.value), None)
            for actor in said.statement.actors
        ]

    def value(self, field: str, value: object) -> str:
        """Return a value of the record's `field` in words, e.g. the label of a topic's id."""
        if isinstance(value, dict):
            return ", ".join(self.value(f"{field}.{key}", below) for key, below in value.items() if below is not None)
        if isinstance(value, list | tuple):
            return ", ".join(self.value(field, one) for one in value)
        if isinstance(value, bool):
            return self.labels(f"answer.{str(value).lower()}")
        text = str(value)
        last = field.rpartition(".")[2]
        if last in {"date", "end_date", "published", "retrieved"}:
            return self.labels.date(text)
        if last == "format":
            return self.labels(f"format.{text}")
        lists = {"country": "parties", "act": "acts"}
        kind = lists.get(last, last)
        return self.name(kind, text) if kind in {"series", "topics", "agreements", "phrases", "parties", "acts"} else text


def _join(pieces: Iterable[Piece]) -> str:
    return "".join(words for words, _ in pieces)


def _is_telling(words: str) -> bool:
    """Tell whether the words for a meeting say which one it is: long enough, and a name among them."""
    return words.count(" ") >= _FEWEST_WORDS - 1 and any(word[0].isupper() for word in words.split()[1:])
