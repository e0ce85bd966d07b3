"""Says in the words of schema.org what a page is of, for programs: the block of linked data (JSON-LD) at its head.

Only what the page itself shows, and nothing on which reports contradict each other. Of an article the digest is not the author:
its page is a `Report` that is based on it and cites it. Addresses begin with `ROOT`, since only the site knows its own.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.models import Brief, Meeting
from generator.text import on_one_line
from generator.views import merge, merge_dates, merge_participants, most_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.comparison import Comparison
    from generator.ledger import Ledger
    from generator.models import Individual
    from generator.naming import Names
    from generator.views import Found, Index

ROOT = "\ue001"
"""Stands for the address of the site, or of its edition in one language: a private character, which no text holds."""
ROOM = 1_000
"""How many characters a list of things takes at most in the block of a page; the page itself has them all."""
_MODES = {"online": "Online", "in-person": "Offline", "hybrid": "Mixed"}
_SCHEMA = "https://schema.org/"
_WIKIDATA = "https://www.wikidata.org/entity/"

Node = dict[str, Any]


class Linked:
    """The linked data of the pages of one digest."""

    def __init__(self, index: Index, ledger: Ledger, names: Names, comparison: Comparison) -> None:
        """Make nothing yet."""
        self._index, self._ledger, self._names, self._comparison = index, ledger, names, comparison
        self._labels, self._vocabulary = names.labels, names.vocabulary
        self._site = self._labels("home.title")
        self._ways: Mapping[str, Callable[[Mapping[str, Any]], Node]] = {
            "home": self._home,
            "brief": lambda context: self._brief(context["brief"]),
            "meeting": lambda context: self._meeting(context["meeting"]),
            "series": self._series,
            "person": lambda context: self._person(context["person"], context["forms"]),
            "party": lambda context: self._party(context["party"]),
            "topic": lambda context: self._collection(context["briefs"], about=("Thing", context["title"])),
            "agreement": lambda context: self._collection(
                [entry.said.brief for entry in reversed(context["entries"])], about=("CreativeWork", context["title"])
            ),
            "outlet": lambda context: self._collection(context["briefs"], about=("Organization", context["title"])),
            "briefs": lambda context: self._collection(context["shown"]),
            "meetings": lambda context: self._collection(context["shown"]),
            "entities": lambda context: self._collection(context["items"], folder=context["name"], n=context["n"]),
            "part": lambda context: self._collection(context["part"].items, folder=context["name"]),
            "positions": lambda context: self._collection(context["meetings"]),
            "topics": lambda _: {"@type": "CollectionPage"},
            "search": lambda _: {"@type": "SearchResultsPage"},
        }

    def page(self, kind: str, path: str, meta: Mapping[str, Any], context: Mapping[str, Any]) -> Node:
        """Return what the page at `path` is of; `meta` and `context` are its front matter and what its template is handed."""
        url = _address(path)
        way = self._ways.get(kind)
        own = way(context) if way else {"@type": "WebPage"}
        head = {"@type": own.pop("@type"), "@id": url, "url": url, "name": _text(meta["title"])}
        if kind not in {"home", "meeting", "series", "person", "party"}:
            head |= {"inLanguage": self._labels.lang, "isPartOf": {"@id": ROOT, "@type": "WebSite", "name": self._site}}
        crumbs = self._crumbs(path, head["name"])
        return {"@context": _SCHEMA, "@graph": [_without_blanks({**head, **own}), *crumbs]}

    def _crumbs(self, path: str, name: str) -> list[Node]:
        """Return the way to a page: from the home page, over its list."""
        folder, _, file = path.rpartition("/")
        folder = folder.partition("/")[0]
        if path == "index.md":
            return []
        steps = [{"name": self._site, "item": ROOT}]
        if folder and file != "index.md":
            steps.append({"name": self._labels(f"{folder}.title"), "item": f"{ROOT}{folder}/"})
        items = [{"@type": "ListItem", "position": n, **step} for n, step in enumerate([*steps, {"name": name}], start=1)]
        return [{"@type": "BreadcrumbList", "itemListElement": items}]

    def _home(self, _: Mapping[str, Any]) -> Node:
        target = {"@type": "EntryPoint", "urlTemplate": f"{ROOT}search/?q={{search_term_string}}"}
        action = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
        return {"@type": "WebSite", "inLanguage": self._labels.lang, "potentialAction": action}

    def _brief(self, brief: Brief) -> Node:
        meeting, source = self._index.meetings.get(brief.id), brief.source
        url = source.url.value if source.url else "_:article"
        article = {
            "@type": "NewsArticle", "@id": url, "url": source.url and url, "headline": _text(brief.seed.title),
            "datePublished": source.published and source.published.value, "inLanguage": brief.seed.lang,
            "publisher": source.publisher and {"@type": "Organization", "name": _text(source.publisher.value)},
        }  # fmt: skip
        return {
            "@type": "Report",
            "publisher": {"@type": "Organization", "name": self._site, "url": ROOT},
            "isBasedOn": {"@id": url},
            "citation": _without_blanks(article),
            "about": meeting and self._event(meeting),
            "mentions": _fit(self._person_at(brief, one.person, one.name.value) for one in brief.participants),
            "keywords": [self._names.name("topics", fact.value) for fact in brief.topics],
        }

    def _meeting(self, meeting: Meeting) -> Node:
        unsure = {conflict.field for conflict in self._comparison.conflicts(meeting) if conflict.person is None}

        def told(field: str, found: Sequence[Found]) -> Any:  # noqa: ANN401 - whatever the field holds
            return found[0][0] if found and field not in unsure else None

        series = None if "series" in unsure else meeting.series
        start, end = told("date", merge_dates(meeting)) or (None, None)
        form = told("format", merge(meeting, "meeting.format"))
        place, country = (told(name, merge(meeting, f"meeting.{name}")) for name in ("place", "country"))
        return {
            "@type": "Event",
            "startDate": start,
            "endDate": end,
            "eventStatus": start and f"{_SCHEMA}EventScheduled",
            "eventAttendanceMode": form and f"{_SCHEMA}{_MODES[form]}EventAttendanceMode",
            "location": self._location(place, country, form),
            "superEvent": series and self._super_event(series),
            "organizer": series and self._organizers(series),
            "attendee": _fit(self._attendees(meeting)),
            "subjectOf": _fit(
                {"@type": "Report", "@id": f"{ROOT}briefs/{brief.id}/", "name": _text(brief.seed.title)}
                for brief in meeting.reports
            ),
        }

    def _location(self, place: str | None, country: str | None, form: str | None) -> Node | None:
        """Return where a meeting was held: a place, or none but the wire."""
        address = country and {"@type": "PostalAddress", "addressCountry": country}
        name = place or (country and self._names.name("parties", country))
        if name:
            return _without_blanks({"@type": "Place", "name": _text(name), "address": address})
        return {"@type": "VirtualLocation", "name": self._labels("format.online")} if form == "online" else None

    def _super_event(self, series: str) -> Node | None:
        if series not in self._index.series:
            return None
        return {"@type": "EventSeries", "@id": f"{ROOT}series/{series}/", "name": self._names.name("series", series)}

    def _organizers(self, series: str) -> list[Node]:
        """Return the organisations whose series it is; a country is none, in the words of schema.org."""
        parties = self._vocabulary.series[series].parties
        return [self._side(one) for one in parties if self._type_of(one) == "Organization"]

    def _attendees(self, meeting: Meeting) -> Iterator[Node]:
        people = list(merge_participants(meeting))
        for person in most_named(people, len(people)):
            name, reports = person.names[0]
            yield self._person_at(reports[0].brief, person.person, name)

    def _person_at(self, brief: Brief, person: str, name: str) -> Node:
        page = self._ledger.persons[brief.id, person].id
        return {"@type": "Person", "@id": f"{ROOT}people/{page}/", "name": _text(name)}

    def _event(self, meeting: Meeting) -> Node:
        node = {"@type": "Event", "@id": f"{ROOT}meetings/{meeting.id}/", "name": _text(self._names.meeting(meeting))}
        return {**node, "startDate": meeting.date} if meeting.date and not self._comparison.conflicts(meeting) else node

    def _series(self, context: Mapping[str, Any]) -> Node:
        return {
            "@type": "EventSeries",
            "description": context["about"],
            "organizer": self._organizers(context["id"]),
            "subEvent": _fit(map(self._event, context["meetings"])),
        }

    def _person(self, person: Individual, forms: Sequence[str]) -> Node:
        known = self._vocabulary.people.get(person.id)
        return {
            "@type": "Person",
            "alternateName": _fit(map(_text, forms)),
            "affiliation": [self._side(side) for side in person.sides if self._type_of(side) == "Organization"],
            "sameAs": known and known.wikidata and f"{_WIKIDATA}{known.wikidata}",
        }

    def _party(self, party: str) -> Node:
        known = self._vocabulary.parties.get(party)
        same = known and known.wikidata and f"{_WIKIDATA}{known.wikidata}"
        return {"@type": self._type_of(party), "description": self._names.about("parties", party), "sameAs": same}

    def _type_of(self, party: str) -> str:
        known = self._vocabulary.parties.get(party)
        return "Country" if known and known.kind == "country" else "Organization"

    def _side(self, party: str) -> Node:
        return {"@type": "Organization", "@id": f"{ROOT}parties/{party.lower()}/", "name": self._names.name("parties", party)}

    def _collection(
        self, items: Iterable[Any], *, about: tuple[str, str] | None = None, folder: str = "", n: int | None = None
    ) -> Node:
        """Return a list, the first lines of it; `n` is how many there are where `items` are not all."""
        found = tuple(items)
        lines = _fit({"@type": "ListItem", "position": place, **self._line(one, folder)} for place, one in enumerate(found, 1))
        listed = {"@type": "ItemList", "numberOfItems": n or len(found), "itemListElement": lines}
        subject = about and {"@type": about[0], "name": _text(about[1])}
        return {"@type": "CollectionPage", "about": subject, "mainEntity": listed}

    def _line(self, item: Any, folder: str) -> Node:  # noqa: ANN401 - a report, a meeting or a line of an index
        if isinstance(item, Brief):
            return {"url": f"{ROOT}briefs/{item.id}/", "name": _text(item.seed.title)}
        if isinstance(item, Meeting):
            return {"url": f"{ROOT}meetings/{item.id}/", "name": _text(self._names.meeting(item))}
        return {"url": _address(f"{folder}/{item.path.rpartition('/')[2]}"), "name": _text(item.title)}


def _address(path: str) -> str:
    """Return the address of the page whose source is at `path` below the docs folder."""
    folder, _, name = path.rpartition("/")
    page = folder if name == "index.md" else path.removesuffix(".md")
    return f"{ROOT}{page}/" if page else ROOT


def _text(words: str) -> str:
    return on_one_line(words.replace(ROOT, ""))


def _without_blanks(node: Node) -> Node:
    """Return a node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def _fit(things: Iterable[Any]) -> list[Any]:
    """Return the first of some things, as many as there is room for."""
    found, room = [], ROOM
    for thing in things:
        room -= len(json.dumps(thing, ensure_ascii=False))
        if room < 0:
            break
        found.append(thing)
    return found
