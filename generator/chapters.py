"""What the pages of series, people, parties, agreements, outlets and positions hold: each with all that reports tell of it.

A chapter is the context of one template; how it looks is the template's business.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.coverage import survey
from generator.parts import Part, newest, part_by_letter, part_by_year, share
from generator.text import slugify
from generator.views import group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.comparison import Comparison
    from generator.ledger import Ledger, Position
    from generator.models import Brief, Digest, Fact, Meeting
    from generator.naming import Names
    from generator.views import Index, Said
    from generator.vocabulary import Vocabulary

MOST = {"list": 10, "rounds": 4, "entries": 40, "statements": 80, "page": 120, "lines": 100, "first": 50}
"""How many are shown, of the newest: statements of a party on one topic and lines of a kind on the coverage page; rounds of a
series that are compared with the one before; reports on an agreement or a topic, and statements of a person; statements of one
meeting or on one topic, and of several groups on one page; meetings and reports in a list on the page of something else;
entities of a list by letters, and people of a party."""
MOST |= {"compared": 8, "cells": 96, "claims": 40, "wordings": 300, "variants": 3, "marks": 2, "people": 30}
"""Up to how many reports of one meeting are compared side by side, in how many cells; how many claims are shown that one of
them alone has, or, above it, that most have. Above it, too: wordings that claims are looked for in; variants of a fact, and
marks beside each; people, and parties, topics or agreements."""
MOST_PARTIES = 6
"""How many parties the matrix of parties and topics shows."""
MOST_YEARS = 12
"""How many years the calendar of series shows."""
MOST_SERIES = 100
"""How many series it shows at most: those with most rounds in these years."""
MOST_POSITIONS = 200
"""How many statements the ledger shows on one page before it parts them by year."""
MOST_LISTED = 200
"""How many lines a list shows on one page before it goes over pages of years or of letters."""


class Chapter(NamedTuple):
    """One page to render."""

    template: str
    path: str
    title: str
    description: str
    context: Mapping[str, Any]
    meta: Mapping[str, Any] = MappingProxyType({})
    """What else stands in the page's front matter."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of an index page."""

    title: str
    path: str
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one report names an instrument: its statements on it, or the first place alone."""

    meeting: Meeting | None
    said: Said | _Naming
    positions: tuple[Position, ...]
    fact: Fact[str]

    @property
    def year(self) -> str:
        """The year it is filed under."""
        return self.said.brief.year


@dataclass(frozen=True, slots=True)
class _Naming:
    brief: Brief


@dataclass(frozen=True, slots=True)
class Table:
    """How many statements there are: a number in each row for each column, and the largest of all."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    most: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which rounds of each series fell in which year."""

    years: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[Meeting, ...], ...]], ...]
    is_cut: bool = False
    """Whether more series met in these years than it shows."""


class Chapters:
    """The chapters of one digest."""

    def __init__(self, index: Index, ledger: Ledger, comparison: Comparison, names: Names) -> None:
        """Prepare nothing yet."""
        self._index, self._ledger, self._comparison, self._names = index, ledger, comparison, names
        self._digest: Digest = index.digest
        self._vocabulary: Vocabulary = names.vocabulary
        self._labels = names.labels

    def all(self) -> Iterator[Chapter]:
        """Yield every chapter, each index before its entities."""
        for name in ("briefs", "meetings"):
            yield from self._pages_of(name, "years", self.years(name))
        for kind, chapters in (
            ("series", self._series()),
            ("parties", self._parties()),
            ("people", self._people()),
            ("agreements", self._agreements()),
            ("outlets", self._outlets()),
        ):
            found = list(chapters)
            yield from self._indexes_of(kind, found)
            yield from found
        yield from self._positions()
        # It lists every report, so that it depends on all of them, not only on those that lack something.
        context = {"coverage": survey(self._index, comparison=self._comparison), "digest": self._digest}
        title, description = self._labels("coverage.title"), self._labels("coverage.description")
        words = {name: self._labels(f"coverage.{name}") for name in ("built", "version", "changed")}
        yield Chapter("coverage", "coverage.md", title, description, context, words)

    def _indexes_of(self, kind: str, chapters: Iterable[Chapter]) -> Iterator[Chapter]:
        """Yield the index of a kind of entities: all of them, or, of very many, those of most reports and pages by letter."""
        items = [Item(c.title, c.path.rpartition("/")[2], c.context["count"], c.context.get("note", "")) for c in chapters]
        title, description = (self._labels(f"{kind}.{key}") for key in ("title", "description"))
        long = len(items) > MOST_LISTED
        parts = part_by_letter(items, key=lambda item: slugify(item.title), most=MOST_LISTED) if long else ()
        shown = sorted(items, key=lambda item: -item.count)[: MOST["first"]] if long else items
        context = {"name": kind, "items": shown, "n": len(items), "parts": self.links("letters", parts)}
        context |= {"calendar": self._calendar()} if kind == "series" else {}
        yield Chapter("entities", f"{kind}/index.md", title, description, context)
        yield from self._pages_of(kind, "letters", parts)

    def years(self, name: str) -> tuple[Part[Any], ...]:
        """Return the parts of the list of briefs or of meetings; none where all of it is on its index."""
        items = getattr(self._digest, name)
        return part_by_year(items, year=attrgetter("year"), most=MOST_LISTED) if len(items) > MOST_LISTED else ()

    def links(self, folder: str, parts: Iterable[Part[Any]]) -> tuple[Item, ...]:
        """Return a line for each part, which leads to its page in `folder`."""
        return tuple(Item(self._part_label(part), f"{folder}/{part.name}.md", len(part.items)) for part in parts)

    def _pages_of(self, name: str, folder: str, parts: Iterable[Part[Any]]) -> Iterator[Chapter]:
        """Yield a page for each part of a list; none of them tells of another, which would change it."""
        whole = self._labels(f"{name}.title")
        for part in parts:
            title = self._part_title(name, part)
            description = self._labels("list.description", list=whole, title=title)
            context = {"name": name, "title": title, "part": part}
            yield Chapter("part", f"{name}/{folder}/{part.name}.md", title, description, context)

    def _part_label(self, part: Part[Any]) -> str:
        return self._numbered(part.group.upper() or self._labels("meetings.undated"), part)

    def _part_title(self, name: str, part: Part[Any]) -> str:
        key = "undated" if not part.group else "year" if part.group.isdecimal() and len(part.group) > 1 else "letter"
        group = {"group": part.group.upper()} if part.group else {}
        return self._numbered(self._labels(f"list.{key}", title=self._labels(f"{name}.title"), **group), part)

    def _numbered(self, label: str, part: Part[Any]) -> str:
        return f"{label} ({part.number})" if part.number > 1 else label

    def _calendar(self) -> Calendar:
        """Return the rounds of each series by year, of the newest years that have any."""
        held = [(s, group((m.year, m) for m in meetings if m.year)) for s, meetings in self._index.series.items()]
        years = tuple(sorted({year for _, by_year in held for year in by_year})[-MOST_YEARS:])
        rows = [(series, tuple(by_year.get(year, ()) for year in years)) for series, by_year in held]
        full = sorted((row for row in rows if any(row[1])), key=lambda row: -sum(map(len, row[1])))
        kept = {series for series, _ in full[:MOST_SERIES]}
        return Calendar(years, tuple(row for row in rows if row[0] in kept), is_cut=len(full) > MOST_SERIES)

    def _make(self, kind: str, template: str, identifier: str, title: str, **context: object) -> Chapter:
        description = self._labels(f"{kind}.about", title=title)
        return Chapter(template, f"{kind}/{identifier}.md", title, description, {"title": title, "id": identifier, **context})

    def _series(self) -> Iterator[Chapter]:
        for series, meetings in self._index.series.items():
            title = self._names.name("series", series)
            about = self._names.about("series", series)
            held = (len(self._ledger.by_meeting.get(meeting.id, ())) for meeting in meetings[: MOST["rounds"]])
            each = share(held, MOST["page"])
            yield self._make("series", "series", series, title, meetings=meetings, about=about, each=each, count=len(meetings))

    def _parties(self) -> Iterator[Chapter]:
        people = group((side, person) for person in self._digest.persons for side in person.sides)
        for party, meetings in self._index.parties.items():
            positions = self._ledger.by_party.get(party, ())
            yield self._make(
                "parties", "party", party.lower(), self._names.name("parties", party),
                party=party, positions=positions, people=people.get(party, ()), meetings=meetings,
                about=self._names.about("parties", party), count=len(meetings),
            )  # fmt: skip

    def _people(self) -> Iterator[Chapter]:
        for person in self._digest.persons:
            known = self._vocabulary.people.get(person.id)
            given = [a.participant.name.value for a in person.appearances]
            listed = [*known.label.values(), *(term for terms in known.terms.values() for term in terms)] if known else []
            title = self._names.person(person)
            forms = [name for name in (*given, *listed) if name != title]
            positions = self._ledger.by_person.get(person.id, ())
            note = ", ".join(self._names.name("parties", side) for side in person.sides)
            yield self._make(
                "people", "person", person.id, title,
                person=person, forms=list(dict.fromkeys(forms)), positions=positions, count=len(person.appearances), note=note,
            )  # fmt: skip

    @cached_property
    def _named(self) -> Mapping[str, tuple[tuple[Brief, Fact[str]], ...]]:
        """Where each instrument is named."""
        return group((fact.value, (brief, fact)) for brief in self._digest.briefs for fact in brief.agreements)

    @cached_property
    def _positions_on(self) -> Mapping[tuple[str, str], tuple[Position, ...]]:
        """The positions on each instrument in each report, by the ids of both."""
        return group(((one, p.said.brief.id), p) for one, positions in self._ledger.by_agreement.items() for p in positions)

    def _agreements(self) -> Iterator[Chapter]:
        for agreement in (one for one in self._vocabulary.agreements if one in self._named):
            entries = tuple(self._entry(agreement, brief, fact) for brief, fact in reversed(self._named[agreement]))
            title, about = self._names.name("agreements", agreement), self._names.about("agreements", agreement)
            shown = newest(entries[-MOST["entries"] :], most=MOST["statements"], size=lambda entry: len(entry.positions) or 1)
            yield self._make(
                "agreements", "agreement", agreement, title, entries=entries, shown=shown, about=about, count=len(entries)
            )

    def _entry(self, agreement: str, brief: Brief, fact: Fact[str]) -> Entry:
        own = self._positions_on.get((agreement, brief.id), ())
        return Entry(self._index.meetings.get(brief.id), own[0].said if own else _Naming(brief), own, fact)

    def _outlets(self) -> Iterator[Chapter]:
        for identifier, (title, briefs) in self._index.outlets.items():
            yield self._make("outlets", "outlet", identifier, title, briefs=briefs, count=len(briefs))

    def _positions(self) -> Iterator[Chapter]:
        """Yield the ledger: on one page, or, where that would be too long, in parts by year; the newest part is the index."""
        spoken = tuple(m for m in self._digest.meetings if m.id in self._ledger.by_meeting)
        parts: tuple[Part[Meeting], ...] = (Part("", 1, spoken),)
        if sum(map(self._length, spoken)) > MOST_POSITIONS:
            parts = part_by_year(spoken, year=attrgetter("year"), most=MOST_POSITIONS, size=self._length)
        first, *older = parts
        # Only the index tells of the others: they stay as they are when a part is added.
        links = [{"label": self._part_label(part), "path": f"{part.name}.md"} for part in older]
        title, description = self._labels("positions.title"), self._labels("positions.description")
        for part in parts:
            is_index = part is first
            own = title if is_index else self._part_title("positions", part)
            context = {"title": own, "meetings": part.items, "years": links if is_index else (), "is_part": not is_index}
            path = f"positions/{'index' if is_index else part.name}.md"
            yield Chapter("positions", path, own, description, {**context, **self._filters(part.items)})

    def _length(self, meeting: Meeting) -> int:
        """Return how many statements the ledger shows of a meeting."""
        return min(len(self._ledger.by_meeting[meeting.id]), MOST["statements"])

    def _filters(self, meetings: Iterable[Meeting]) -> Mapping[str, object]:
        """Return how many statements there are at `meetings`, and what they can be sifted by: names, labels and counts."""
        positions = [p for meeting in meetings for p in self._ledger.by_meeting[meeting.id]]
        names = self._names.name
        found = {
            "side": [(side, names("parties", side)) for p in positions for side in p.sides],
            "act": [(p.said.statement.act.value, names("acts", p.said.statement.act.value)) for p in positions],
            "topic": [(topic, names("topics", topic)) for p in positions for topic in p.said.statement.topics],
            "year": [(p.year, p.year) for p in positions if p.year],
        }
        labels = {"side": "all_parties", "act": "all_acts", "topic": "all_topics", "year": "all_years"}
        counts = {name: Counter(pairs).most_common() for name, pairs in found.items()}
        filters = [
            (name, self._labels(f"positions.{labels[name]}"), [(*pair, n) for pair, n in options])
            for name, options in counts.items()
        ]
        return {"count": len(positions), "filters": filters}

    @cached_property
    def raised(self) -> Mapping[str, Table]:
        """For each topic, how many statements of each party are on it in each year, those with most first."""
        counts: dict[str, dict[str, dict[str, int]]] = {}
        for position in self._ledger.positions:
            for topic in position.said.statement.topics:
                for side in position.sides:
                    row = counts.setdefault(topic, {}).setdefault(side, {})
                    row[position.year] = row.get(position.year, 0) + 1
        return {topic: _make_raised(rows) for topic, rows in counts.items()}

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many entities of each kind have a page."""
        return (
            ("series", len(self._index.series)),
            ("positions", len(self._ledger.positions)),
            ("agreements", len(self._named)),
            ("parties", len(self._index.parties)),
            ("people", len(self._digest.persons)),
            ("outlets", len(self._index.outlets)),
        )

    @property
    def matrix(self) -> Table:
        """How many statements of the parties with most of them are on each topic."""
        totals = Counter(side for position in self._ledger.positions for side in position.sides)
        parties = tuple(side for side, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:MOST_PARTIES])
        found = Counter((t, side) for p in self._ledger.positions for t in p.said.statement.topics for side in p.sides)
        rows = ((topic, tuple(found[topic, side] for side in parties)) for topic, _ in self._digest.topics)
        return Table(parties, tuple(row for row in rows if any(row[1])), max(found.values(), default=1))


def _make_raised(rows: Mapping[str, Mapping[str, int]]) -> Table:
    years = tuple(sorted({year for row in rows.values() for year in row}))
    ordered = sorted(rows.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    table = tuple((party, tuple(row.get(year, 0) for year in years)) for party, row in ordered)
    return Table(years, table, max(n for _, row in table for n in row))
