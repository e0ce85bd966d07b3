"""What the pages ask of the digest: what belongs together, who said it, what an editor changed.

Everything here is read-only and in order; how it looks is the templates' business.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from generator.anchors import Anchors, find_quoted
from generator.models import Fact
from generator.parts import fit
from generator.text import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.models import Brief, Correction, Digest, Individual, Meeting, ReportedMeeting, Statement
    from generator.vocabulary import Vocabulary

    Speakers = tuple[str, ...]

T = TypeVar("T")
K = TypeVar("K")
Found = tuple[Any, tuple["Report", ...]]
"""A value, and those of a meeting's reports that give it."""


@dataclass(frozen=True, slots=True)
class Report:
    """A fact as one of a meeting's reports has it."""

    number: int
    """The report's place among those of its meeting, from 1."""
    brief: Brief
    fact: Fact[Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, and the report that carries it."""

    number: int
    """The report's place among those looked at, from 1."""
    brief: Brief
    statement: Statement


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person at a meeting, as its reports have it."""

    person: str
    names: tuple[Found, ...]
    roles: tuple[Found, ...]
    countries: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Meetings of one year, or the years between two of them in which none has a report."""

    first: str
    """The year; empty for meetings without a date."""
    last: str
    meetings: tuple[Meeting, ...]


class Index:
    """The digest, looked up in the ways its pages need."""

    def __init__(self, digest: Digest, *, vocabulary: Vocabulary) -> None:
        """Look nothing up yet."""
        self.digest, self._vocabulary = digest, vocabulary
        self._anchors: dict[str, Anchors] = {}

    def anchors(self, brief: Brief) -> Anchors:
        """Return the sentences of a brief's seed, numbered once a brief."""
        if brief.id not in self._anchors:
            quoted = find_quoted(brief) if self.digest.quotes else None
            self._anchors[brief.id] = Anchors(brief.seed, quoted=quoted)
        return self._anchors[brief.id]

    def is_spelt_out(self, said: Said, actors: Iterable[str]) -> bool:
        """Tell whether the words for a speaker name all the `actors`, and stand in the quote's own sentence."""
        speaker, quote = said.statement.speaker, said.statement.quote
        place = self.anchors(said.brief).targets
        return all(actor in speaker.value for actor in actors) and place(speaker) <= place(quote)

    def is_quoted(self, said: Said) -> bool:
        """Tell whether a statement is direct speech, between quotation marks in its report."""
        evidence = said.statement.quote.evidence
        return bool(evidence) and all(map(self.anchors(said.brief).is_quoted, evidence))

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        """The meeting that each brief reports on, by the brief's id."""
        return {brief.id: meeting for meeting in self.digest.meetings for brief in meeting.reports}

    @cached_property
    def topics(self) -> frozenset[str]:
        """Ids of the topics that have a page."""
        return frozenset(topic for topic, _ in self.digest.topics)

    @cached_property
    def statements(self) -> Mapping[str, tuple[Brief, ...]]:
        """For each topic, the brief of every statement on it, in the digest's order: as often as there are statements."""
        return group((topic, brief) for brief in self.digest.briefs for said in brief.statements for topic in said.topics)

    def speeches_on(self, topic: str, most: int) -> tuple[list[tuple[Meeting | None, Mapping[Speakers, Sequence[Said]]]], int]:
        """Return what was said on `topic` at each meeting, or in each report on none, in the digest's order.

        There are `most` statements at most; how many more there are is the second value.
        """
        said = self.statements.get(topic, ())
        briefs = {brief.id: brief for brief in said}
        meetings = group((self.meetings[i].id if i in self.meetings else i, brief) for i, brief in briefs.items())
        left, room = len(said), most
        found: list[tuple[Meeting | None, Mapping[Speakers, Sequence[Said]]]] = []
        for reports in meetings.values():
            (speakers,), _ = fit((speeches(reports, topic=topic),), room)
            size = sum(map(len, speakers.values()))
            left, room = left - size, room - size
            found.append((self.meetings.get(reports[0].id), speakers))
            if room <= 0:
                break
        return found, left

    @cached_property
    def series(self) -> Mapping[str, tuple[Meeting, ...]]:
        """The meetings of each standing series, newest first, in the vocabulary's order."""
        held = group((meeting.series, meeting) for meeting in self.digest.meetings if meeting.series)
        return {one.id: held[one.id] for one in self._vocabulary.series.values() if one.id in held and not one.generic}

    @cached_property
    def parties(self) -> Mapping[str, tuple[Meeting, ...]]:
        """The meetings of each party, newest first; those of most meetings first."""
        held = group((party, meeting) for meeting in self.digest.meetings for party in meeting.parties)
        return dict(sorted(held.items(), key=lambda item: (-len(item[1]), item[0])))

    @cached_property
    def persons(self) -> Mapping[str, Individual]:
        """Every person by id."""
        return {person.id: person for person in self.digest.persons}

    @cached_property
    def outlets(self) -> Mapping[str, tuple[str, tuple[Brief, ...]]]:
        """The name and the briefs of each outlet, by its id or the slug of what the report calls it; most briefs first."""
        known = self._vocabulary.outlets_by_label
        names = ((b.source.publisher.value, b) for b in self.digest.briefs if b.source.publisher)
        held = group((known[name].id if name in known else slugify(name), (name, brief)) for name, brief in names)
        found = {identifier: (pairs[0][0], tuple(brief for _, brief in pairs)) for identifier, pairs in held.items()}
        return dict(sorted(found.items(), key=lambda item: (-len(item[1][1]), item[0])))


def capitalise(words: str) -> str:
    """Return `words` on one line with a capital first, the others as they are."""
    line = " ".join(words.split())
    return line[:1].upper() + line[1:]


def group(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    """Return the second of each pair under its first, in the order in which each came first."""
    groups: dict[K, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def speeches(
    briefs: Iterable[Brief], *, topic: str | None = None, joint: bool | None = None
) -> dict[Speakers, tuple[Said, ...]]:
    """Return the statements of `briefs`, on `topic` or on anything, under who makes them: their ids, or else the words.

    With `joint` only those that are everybody's, or (False) only those that are somebody's.

    Words begin with a capital, wherever in a sentence the speaker was named.
    """
    return by_speakers(
        Said(number, brief, statement)
        for number, brief in enumerate(briefs, start=1)
        for statement in brief.statements
        if (topic is None or topic in statement.topics) and joint in (None, statement.joint)
    )


def by_speakers(statements: Iterable[Said]) -> dict[Speakers, tuple[Said, ...]]:
    """Return statements under who makes them: their ids, or else the words, with a capital first."""
    return group(
        (tuple(actor.value for actor in s.statement.actors) or (capitalise(s.statement.speaker.value),), s) for s in statements
    )


def by_year(briefs: Iterable[Brief]) -> dict[str, tuple[Brief, ...]]:
    """Return briefs under the year they are filed under; empty for those without a date."""
    return group((brief.year, brief) for brief in briefs)


def timeline(meetings: Iterable[Meeting]) -> Iterator[Span]:
    """Yield years with their meetings, newest first, with the gaps between them, those without a date last."""
    years = group((meeting.year, meeting) for meeting in meetings)
    previous: int | None = None
    for year, held in years.items():
        if year and previous is not None and previous - int(year) > 1:
            yield Span(f"{int(year) + 1:04}", f"{previous - 1:04}", ())
        previous = int(year) if year else None
        yield Span(year, year, held)


def merge(meeting: Meeting, field: str) -> tuple[Found, ...]:
    """Return each value that the reports of `meeting` give a field of the record, with who gives it, in order of mention."""
    part, _, name = field.rpartition(".")

    def facts_of(brief: Brief) -> tuple[Fact[Any] | None, ...]:
        return (getattr(getattr(brief, part), name),) if part else getattr(brief, name)

    return _merge(meeting, facts_of)


def span_of(meeting: ReportedMeeting) -> Fact[tuple[str, str | None]] | None:
    """Return the first and the last day of a reported meeting as one fact; the last is None where the report gives one date."""
    if meeting.date is None:
        return None
    end = meeting.end_date
    evidence = meeting.date.evidence + (end.evidence if end else ())
    return Fact((meeting.date.value, end.value if end else None), evidence, meeting.date.rule)


def widest(found: Sequence[Found], most: int | None) -> Sequence[Found]:
    """Return the values that most reports give, `most` at most; with None all of them, in order of mention."""
    return found if most is None else sorted(found, key=lambda one: -len(one[1]))[:most]


def most_named(people: Sequence[Attendance], most: int | None) -> Sequence[Attendance]:
    """Return the people whom most reports name, `most` at most; with None all of them, in order of mention."""
    if most is None:
        return people
    return sorted(people, key=lambda person: -sum(len(reports) for _, reports in person.names))[:most]


def merge_dates(meeting: Meeting) -> tuple[Found, ...]:
    """Return each date or pair of days that the reports of `meeting` give it, with who gives it."""
    return _merge(meeting, lambda brief: (span_of(brief.meeting) if brief.meeting else None,))


def is_upcoming(meeting: Meeting) -> bool:
    """Tell whether every report of `meeting` was written before it was held."""
    return all(r.meeting and r.meeting.upcoming and r.meeting.upcoming.value for r in meeting.reports)


def _merge(meeting: Meeting, facts_of: Callable[[Brief], Iterable[Fact[Any] | None]]) -> tuple[Found, ...]:
    return _gather((number, b, fact) for number, b in enumerate(meeting.reports, start=1) for fact in facts_of(b))


def _gather(facts: Iterable[tuple[int, Brief, Fact[Any] | None]]) -> tuple[Found, ...]:
    """Return each value with the reports that give it, of facts with the number and the brief of their report."""
    return tuple(group((fact.value, Report(number, brief, fact)) for number, brief, fact in facts if fact).items())


def merge_participants(meeting: Meeting) -> Iterator[Attendance]:
    """Yield each person whom a report places at `meeting`, with every name, role and side the reports give."""
    people = group((p.person, (number, b, p)) for number, b in enumerate(meeting.reports, start=1) for p in b.participants)
    for person, places in people.items():
        names = _gather((number, brief, p.name) for number, brief, p in places)
        roles = _gather((number, brief, p.role) for number, brief, p in places)
        countries = _gather((number, brief, p.country) for number, brief, p in places)
        yield Attendance(person, names, roles, countries)


def by_report(meeting: Meeting, found: Found) -> tuple[Report | None, ...]:
    """Return, for each report of `meeting`, the first place at which it gives a value, or None."""
    given = {report.number: report for report in reversed(found[1])}
    return tuple(given.get(number) for number in range(1, len(meeting.reports) + 1))


def corrections_of(brief: Brief, field: str) -> tuple[Correction, ...]:
    """Return the corrections an editor made to `field` or to anything in it."""
    if not brief.corrections:
        return ()
    return tuple(c for c in brief.corrections if c.field == field or c.field.startswith(f"{field}."))


def is_edited(briefs: Iterable[Brief], field: str) -> bool:
    """Tell whether an editor made a correction to `field`, or to anything in it, in one of `briefs`."""
    return any(corrections_of(brief, field) for brief in briefs)


def anchor_of(brief: Brief, correction: Correction) -> str:
    """Return the name of the place on the page of `brief` that tells of one of its corrections."""
    return f"fix{brief.corrections.index(correction) + 1}"


def correction_to(brief: Brief, field: str, value: object) -> Correction | None:
    """Return the correction that gave `field` its `value`, or the member of which that is a part; None for what was read."""
    if not brief.corrections:
        return None
    changes = (c for c in reversed(corrections_of(brief, field)) if c.action != "remove")
    return next((c for c in changes if _on_one_line(value) in _parts_of(c.value)), None)


def _parts_of(value: object) -> tuple[object, ...]:
    """Return what a corrected value consists of."""
    return tuple(map(_on_one_line, value.values() if isinstance(value, dict) else (value,)))


def _on_one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value
