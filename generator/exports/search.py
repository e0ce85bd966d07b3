"""The digest as what a search can find: a record a page, with the sentences that can be landed on and what it can be sifted by.

Nothing here knows how the index is made (`indexer`) or what the results look like (`overrides/assets/javascripts/search/`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from generator.chapters import Chapters
from generator.naming import Names
from generator.searchwords import name_words
from generator.views import capitalise, group, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.chapters import Chapter
    from generator.entries import Entry
    from generator.labels import Labels
    from generator.ledger import Position
    from generator.lookup import Lookup
    from generator.models import Brief, Meeting

FULL_TEXT = 1_000
"""Up to how many briefs the whole text is searched; above it, what facts were read from, key points and quotes."""
KNOWN_NAMES = 12
"""How many names of one thing a query can be told by, at most: the first ones."""
FACETS = ("topic", "party", "series", "person", "agreement", "act", "claim", "year", "outlet", "kind", "lang")
"""What pages can be sifted by; a claim is a party and an act with a slash between."""
LISTS = ("briefs", "meetings", "topics")
_ENTITIES = {"series": "series", "party": "parties", "agreement": "agreements", "person": "people", "outlet": "outlets"}
"""The kinds of page that stand for one thing, and the list each is in."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that can be found, and where on the page they stand."""

    text: str
    anchor: str = ""
    """Empty for what stands at its head."""
    claims: tuple[tuple[str, ...], ...] = ()
    """Who takes a position in it, the id of the act, and those of the parties whose position it is."""


@dataclass(frozen=True, slots=True)
class Version:
    """A page in another edition: how it differs there."""

    title: str
    lang: str
    names: tuple[str, ...]
    note: str
    passages: tuple[Passage | int, ...]
    """A number stands for the passage of the record at that place, which is the same."""

    @property
    def own(self) -> tuple[Passage, ...]:
        """The passages that the record does not have."""
        return tuple(one for one in self.passages if isinstance(one, Passage))


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One page, as a search finds it."""

    path: str
    """The page's, relative to docs, without ending."""
    kind: str
    title: str
    lang: str
    names: tuple[str, ...] = ()
    """What else it is called."""
    date: str = ""
    """ISO 8601, as precise as it is known."""
    note: str = ""
    """A few words that tell it from others of its title."""
    passages: tuple[Passage, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What it can be sifted by: ids under any of FACETS but kind and lang."""
    versions: Mapping[str, Version] = field(default_factory=dict)
    """What it is in each other edition, by the folder of that edition."""
    only: str | None = None
    """The folder of the one edition that has the page, where the others have none like it; its path is then the whole one."""


def all_records(editions: Mapping[str, Searchables]) -> Iterator[SearchRecord]:
    """Yield a record for each page with what it is in every edition, those given by their folders, that at the root first."""
    root, *others = editions.items()
    for record, *same in zip(root[1].records, *(found.iterate() for _, found in others), strict=True):
        versions = {folder: _compare(record, other) for (folder, _), other in zip(others, same, strict=True)}
        yield replace(record, versions=versions)


def _compare(record: SearchRecord, other: SearchRecord) -> Version:
    """Return what a page is in another edition, of which `other` is the record."""
    if record.path != other.path:
        message = f"the record of {record.path} cannot be compared with that of {other.path}"
        raise ValueError(message)
    places = {passage: place for place, passage in enumerate(record.passages)}
    passages = tuple(places.get(passage, passage) for passage in other.passages)
    return Version(other.title, other.lang, other.names, other.note, passages)


class Searchables:
    """Everything that can be found in one digest, in one language of the interface."""

    def __init__(self, lookup: Lookup, *, labels: Labels) -> None:
        """Look nothing up yet."""
        digest = lookup.digest
        self._digest, self._vocabulary, self._labels = digest, lookup.vocabulary, labels
        self._index, self._ledger = lookup.index, lookup.ledger
        self._names = Names(lookup.vocabulary, labels, digest.meetings)
        self._chapters = Chapters(self._index, self._ledger, lookup.comparison, self._names)
        self.full = len(digest.briefs) <= FULL_TEXT
        """Whether the whole text of each report is searched."""
        self._positions = group((position.said.brief.id, position) for position in self._ledger.positions)
        self._outlet = {brief.id: outlet for outlet, (_, briefs) in self._index.outlets.items() for brief in briefs}
        self._known_facets: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._people = group((brief, person.id) for (brief, _), person in self._ledger.persons.items())

    @cached_property
    def records(self) -> tuple[SearchRecord, ...]:
        """A record for each page that has something to find, in the digest's order."""
        return tuple(self.iterate())

    def iterate(self) -> Iterator[SearchRecord]:
        """Yield the records, each made as it comes."""
        for name in LISTS:
            title, description = self._labels(f"{name}.title"), self._labels(f"{name}.description")
            yield self._record(f"{name}/index", "list", title, passages=(Passage(description),))
        yield self._record("data", "list", self._labels("data.title"), passages=(Passage(self._labels("data.description")),))
        for topic, _ in self._digest.topics:
            yield self._entity("topic", "topics", topic, f"topics/{topic}", self._names.name("topics", topic))
        yield from (self._chapter(chapter) for chapter in self._chapters.all() if chapter.template != "part")
        for meeting in self._digest.meetings:
            yield self._meeting(meeting)
        for brief in self._digest.briefs:
            yield self._brief(brief)

    def _record(self, path: str, kind: str, title: str, **rest: Any) -> SearchRecord:  # noqa: ANN401 - the record's fields
        return SearchRecord(path, kind, title, rest.pop("lang", self._labels.lang), **rest)

    def _chapter(self, chapter: Chapter) -> SearchRecord:
        path = chapter.path.removesuffix(".md")
        if chapter.template not in _ENTITIES:
            return self._record(path, "list", chapter.title, passages=(Passage(chapter.description),))
        identifier = chapter.context.get("party") or path.rpartition("/")[2]
        return self._entity(
            chapter.template, _ENTITIES[chapter.template], identifier, path, chapter.title,
            forms=chapter.context.get("forms", ()), note=chapter.context.get("note", ""),
        )  # fmt: skip

    def _entity(  # noqa: PLR0913 - what is the same of any kind of thing
        self, kind: str, entries: str, identifier: str, path: str, title: str, *, forms: Iterable[str] = (), note: str = ""
    ) -> SearchRecord:
        """Return the record of a page that stands for one thing."""
        entry: Entry | None = getattr(self._vocabulary, entries).get(identifier)
        listed = {name_words(title): title}
        for name in (*_names_of(entry, kind=kind), *forms):
            listed.setdefault(name_words(name), name)
        about = self._names.about(entries, identifier) or self._roles(kind, identifier)
        return self._record(
            path, kind, title, names=tuple(listed.values())[1:], note=note, passages=(Passage(about),) if about else (),
            facets={kind: (identifier,)},
        )  # fmt: skip

    def _roles(self, kind: str, identifier: str) -> str:
        """Return what offices reports say that a person holds, newest first; empty for anything but a person."""
        appearances = self._index.persons[identifier].appearances if kind == "person" else ()
        roles = dict.fromkeys(a.participant.role.value for a in appearances if a.participant.role)
        return _join(*map(capitalise, roles))

    def _meeting(self, meeting: Meeting) -> SearchRecord:
        facets = [self._facets(brief) for brief in meeting.reports]
        merged = {name: tuple(dict.fromkeys(value for one in facets for value in one[name])) for name in facets[0]}
        merged.pop("outlet")
        facts = dict.fromkeys(fact for brief in meeting.reports for fact in self._facts(brief))
        return self._record(
            f"meetings/{meeting.id}", "meeting", self._names.meeting(meeting), date=meeting.date or "",
            passages=tuple(map(Passage, facts)),
            facets={**merged, "year": (meeting.year,) if meeting.year else ()},
        )  # fmt: skip

    def _brief(self, brief: Brief) -> SearchRecord:
        meeting = self._index.meetings.get(brief.id)
        publisher = brief.source.publisher
        return self._record(
            f"briefs/{brief.id}", "brief", brief.seed.title, lang=brief.seed.lang, date=brief.date or "",
            note=_join(publisher.value if publisher else "", self._names.meeting(meeting) if meeting else ""),
            passages=(*self._sentences(brief), *map(Passage, dict.fromkeys(self._facts(brief)))),
            facets=self._facets(brief),
        )  # fmt: skip

    def _sentences(self, brief: Brief) -> Iterator[Passage]:
        """Yield the sentences of a report that are searched, the title excepted, with the positions taken in them."""
        anchors = self._index.anchors(brief)
        claims: dict[int | None, list[tuple[str, ...]]] = {}
        for position in self._positions.get(brief.id, ()):
            statement = position.said.statement
            for number in anchors.numbers(statement.quote)[:1]:
                claim = (self._names.speaker(position.said), statement.act.value, *position.sides)
                claims.setdefault(number, []).append(claim)
        telling = {number for number in (*claims, *anchors.numbers(*brief.key_points)) if number is not None}
        for paragraph in anchors.paragraphs(only=None if self.full else telling):
            for number, words in paragraph.sentences if paragraph.kind != "title" else ():
                yield Passage(words, f"s{number}", tuple(dict.fromkeys(claims.get(number, ()))))

    def _facts(self, brief: Brief) -> Iterator[str]:
        """Yield a report's facts in words, in the language of the interface."""
        if brief.meeting:
            if brief.meeting.name:
                yield capitalise(brief.meeting.name.value)
            if span := span_of(brief.meeting):
                first, last = span.value
                yield self._labels.date_range(first, last) if last else self._labels.date(first)
            if brief.meeting.place:
                yield brief.meeting.place.value
            if brief.meeting.format:
                yield self._labels(f"format.{brief.meeting.format.value}")
        for participant in brief.participants:
            yield _join(participant.name.value, participant.role.value if participant.role else "", by=", ")
        for name in ("parties", "topics", "agreements"):
            yield from (self._names.name(name, fact.value) for fact in getattr(brief, name))

    def _facets(self, brief: Brief) -> Mapping[str, tuple[str, ...]]:
        if brief.id not in self._known_facets:
            self._known_facets[brief.id] = self._find_facets(brief)
        return self._known_facets[brief.id]

    def _find_facets(self, brief: Brief) -> dict[str, tuple[str, ...]]:
        meeting = self._index.meetings.get(brief.id)
        positions: tuple[Position, ...] = self._positions.get(brief.id, ())
        acts = [(position.said.statement.act.value, side) for position in positions for side in position.sides or ("",)]
        return {
            "topic": tuple(fact.value for fact in brief.topics),
            "party": tuple(fact.value for fact in brief.parties),
            "series": (meeting.series,) if meeting and meeting.series else (),
            "person": tuple(dict.fromkeys(self._people.get(brief.id, ()))),
            "agreement": tuple(fact.value for fact in brief.agreements),
            "act": tuple(dict.fromkeys(act for act, _ in acts)),
            "claim": tuple(dict.fromkeys(f"{side}/{act}" for act, side in acts if side)),
            "year": (brief.year,) if brief.year else (),
            "outlet": (self._outlet[brief.id],) if brief.id in self._outlet else (),
        }

    def more(self) -> dict[str, Any]:
        """Return what goes beside the index: what to call the values of facets, and people, and all else that is said."""
        about = {"full": self.full, "labels": self._facet_labels(), "words": self._labels.starting("search.")}
        return {"about": about, "people": {person.id: self._names.person(person) for person in self._digest.persons}}

    def _facet_labels(self) -> dict[str, dict[str, str]]:
        """Return what to call each value of each facet that occurs, by its id, people excepted; a year is its own name."""
        briefs = [self._facets(brief) for brief in self._digest.briefs]
        lists = {"topic": "topics", "party": "parties", "series": "series", "agreement": "agreements", "act": "acts"}
        used = {name: sorted({value for facets in briefs for value in facets[name]}) for name in lists}
        labels = {name: {one: self._names.name(lists[name], one) for one in values} for name, values in used.items()}
        outlets = {identifier: title for identifier, (title, _) in self._index.outlets.items()}
        return {**labels, "outlet": outlets}

    @cached_property
    def names(self) -> list[list[str]]:
        """The names of each thing in the digest that has several."""
        found = ((record.title, *record.names) for record in self.records if record.kind in {"topic", *_ENTITIES})
        return [list(names[:KNOWN_NAMES]) for names in found if len(names) > 1]


def _join(*words: str, by: str = " · ") -> str:
    return by.join(filter(None, words))


def _names_of(entry: Entry | None, *, kind: str) -> Iterator[str]:
    """Yield every name of an entry: its labels, without and within brackets, its aliases, and, but for a topic, its terms.

    Of the terms those come first that hold none of the others: who looks for one of these is not helped by a longer one.
    """
    if entry is None:
        return
    for label in entry.label.values():
        name, _, acronym = label.removesuffix(")").partition(" (")
        yield from filter(None, (name, acronym))
    yield from (name for names in entry.aliases.values() for name in names)
    terms = [term for terms in entry.terms.values() for term in terms if "#" not in term] if kind != "topic" else []
    spaced = {term: f" {' '.join(name_words(term))} " for term in terms}
    yield from sorted(terms, key=lambda term: any(one != spaced[term] and one in spaced[term] for one in spaced.values()))
