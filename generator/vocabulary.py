"""The controlled lists the digest reads with: series, topics, agreements, phrases, parties, people, roles, places, acts ...

Editors own them (`vocabulary/*.yml`); this module loads all of them once, together, and refuses what does not fit together.
It knows what a list may hold, nothing of how the terms are looked for (that is `matcher`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003 - field types are read when a list is
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

from generator.entries import Entry, Wikidata, nearest, read_entries
from generator.errors import DigestError, Problem
from generator.text import fold_word
from generator.yamlfile import Document, load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULT_VOCABULARY = Path(__file__).parent / "vocabulary"
_HOST = re.compile(r"(?<![a-z0-9.-])(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,10}", re.IGNORECASE)
ActId = Literal["affirm", "propose", "agree", "welcome", "call-for", "pledge", "oppose", "thank", "inform"]
PhraseKind = Literal["stock", "aim"]
PartyKind = Literal["country", "organisation"]
RoleKind = Literal["office", "honorific", "portfolio", "bystander"]
ForumLevel = Literal["leader", "minister"]
Meets = Literal[
    "foreign", "defence", "economic", "finance", "trade", "transport", "energy", "health", "labour", "tourism", "education",
    "environment", "digital", "culture", "officials",
]  # fmt: skip
RoleLevel = Literal["leader", "minister", "official", "parliament", "party"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Entry):
    """A series of meetings, or (`generic`) a kind of meeting that belongs to no standing series."""

    parties: tuple[str, ...] = ()
    """Ids of the parties whose meeting it is."""
    generic: bool = False
    meets: Meets | None = None
    """Of which field the ministers are who meet, or that officials do."""
    forum: ForumLevel | None = None
    """Who meets in a series whose terms of one word (EAS) name a forum that others meet in as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Entry):
    """A subject that meetings deal with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Entry):
    """A named instrument."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Entry):
    """Words that statements repeat from round to round, so that their coming, going and changing tells something."""

    kind: PhraseKind = "stock"
    """An `aim` can be reached, so that a proposal of it links to where it is named later; a `stock` phrase is only repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Entry):
    """A country (ISO 3166-1 alpha-2) or an organisation (capitals) that acts at meetings."""

    ID: ClassVar[re.Pattern[str]] = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")

    kind: PartyKind = "country"
    members: tuple[str, ...] = ()
    """Ids of the parties that make up an organisation, where that matters."""
    wikidata: Wikidata | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Entry):
    """A person known beforehand: the forms of the name, and whom they represent."""

    party: str | None = None
    wikidata: Wikidata | None = None
    historical: bool = False
    """Whether the person is of the past, named where they are honoured: no participant of anything reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Entry):
    """A title or office; its terms come before or after a name.

    An honorific tells nothing but that a name follows; a portfolio says of what somebody is minister or director; a
    bystander comments, reports, speaks for others or no longer holds the office, and takes no part in a meeting.
    """

    kind: RoleKind = "office"
    level: RoleLevel | None = None
    """Of an office: whose meeting it makes."""
    party: str | None = None
    """Of an office that only one party has, that party."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Entry):
    """A city, province or other place, and the country it is in."""

    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Entry):
    """A kind of speech act; its terms are the verbs that perform it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(Entry):
    """Words that stand for each other in the names of meetings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet(Entry):
    """A publisher of reports."""

    hosts: tuple[str, ...] = ()
    """Host names of its sites, without `www.`; a subdomain belongs to its parent."""
    country: str | None = None
    """Whose officials it speaks of without saying whose they are: a national outlet's or a government's own country."""


@dataclass(frozen=True)
class Vocabulary:
    """All lists, each a mapping from id to entry in the order of its file."""

    series: Mapping[str, Series]
    topics: Mapping[str, Topic]
    agreements: Mapping[str, Agreement]
    phrases: Mapping[str, Phrase]
    parties: Mapping[str, Party]
    people: Mapping[str, Person]
    roles: Mapping[str, Role]
    places: Mapping[str, Place]
    acts: Mapping[str, Act]
    outlets: Mapping[str, Outlet]
    wordings: Mapping[str, Wording]

    @cached_property
    def series_by_members(self) -> Mapping[tuple[frozenset[str], str], str]:
        """The standing series by whose ministers of which field, or officials, meet, where that is one."""
        found: dict[tuple[frozenset[str], str], list[str]] = {}
        for series in self.series.values():
            if series.meets:
                found.setdefault((frozenset(series.parties), series.meets), []).append(series.id)
        return {key: ids[0] for key, ids in found.items() if len(ids) == 1}

    @cached_property
    def forum_levels(self) -> Mapping[str, str]:
        """Who meets in the series whose short name is a forum's, by their ids."""
        return {series.id: series.forum for series in self.series.values() if series.forum}

    @cached_property
    def countries(self) -> frozenset[str]:
        """Ids of the parties that are countries. The form of an id does not tell: EU, UN and G7 have two characters as well."""
        return frozenset(party.id for party in self.parties.values() if party.kind == "country")

    @cached_property
    def outlets_by_host(self) -> Mapping[str, Outlet]:
        """Outlets by each of their host names."""
        return {host: outlet for outlet in self.outlets.values() for host in outlet.hosts}

    @cached_property
    def outlets_by_label(self) -> Mapping[str, Outlet]:
        """Outlets by what pages call them, in either language."""
        return {label: outlet for outlet in self.outlets.values() for label in outlet.label.values()}

    @cached_property
    def outlets_by_name(self) -> Mapping[str, Outlet]:
        """Outlets by each of their names as `squeeze_name` gives it."""
        return {squeeze_name(t): o for o in self.outlets.values() for terms in o.terms.values() for t in terms}

    def outlet_of(self, address: str) -> Outlet | None:
        """Return whose page an address is: the outlet of its last known host, for archives and portals hold others' pages."""
        for host in reversed(_HOST.findall(address)):
            labels = host.lower().removeprefix("www.").split(".")
            for length in range(len(labels), 1, -1):
                outlet = self.outlets_by_host.get(".".join(labels[-length:]))
                if outlet:
                    return outlet
        return None


def squeeze_name(name: str) -> str:
    """Return a name as one folded word, so that `VTV.vn` and `Công Thương` equal `VTV.VN` and `CôngThương`."""
    return "".join(fold_word(word) for word in re.findall(r"\w+", name))


_KINDS: dict[str, type[Entry]] = {
    "series": Series,
    "topics": Topic,
    "agreements": Agreement,
    "phrases": Phrase,
    "parties": Party,
    "people": Person,
    "roles": Role,
    "places": Place,
    "acts": Act,
    "outlets": Outlet,
    "wordings": Wording,
}


def load_vocabulary(directory: Path = DEFAULT_VOCABULARY) -> Vocabulary:
    """Return the vocabulary in `directory`, one `NAME.yml` a list.

    Raises DigestError with every problem of every file at once.
    """
    problems: list[Problem] = []
    lists: dict[str, dict[str, Any]] = {}
    documents: dict[str, Document] = {}
    for name, kind in _KINDS.items():
        try:
            documents[name] = load_yaml(directory / f"{name}.yml")
        except DigestError as error:
            problems.extend(error.problems)
        else:
            lists[name], found = read_entries(documents[name], kind)
            problems.extend(found)
    if not problems:
        problems.extend(_check_references(lists, documents))
    if problems:
        raise DigestError(*problems)
    return Vocabulary(**lists)


def _check_references(lists: Mapping[str, Mapping[str, Any]], documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Yield a problem for each reference to a party that is not in the list, and for an act nobody knows."""
    known = {"party": (lists["parties"], "an id in parties.yml"), "act": (get_args(ActId), ", ".join(get_args(ActId)))}
    references = (
        ("series", "parties", "party"),
        ("parties", "members", "party"),
        ("people", "party", "party"),
        ("roles", "party", "party"),
        ("places", "country", "party"),
        ("outlets", "country", "party"),
        ("acts", "id", "act"),
    )
    for name, key, what in references:
        ids, expected = known[what]
        for index, entry in enumerate(lists[name].values()):
            value = getattr(entry, key)
            for identifier in value if isinstance(value, tuple) else (value,):
                if identifier and identifier not in ids:
                    yield documents[name].problem(
                        (index, key),
                        found=f"entry {entry.id!r} names the unknown {what} {identifier!r}",
                        expected=expected,
                        remedy=nearest(identifier, ids),
                    )
