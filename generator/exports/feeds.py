"""The newest briefs as Atom (RFC 4287): one feed of all, and one of each series, topic, party and agreement.

An entry is a brief, whose id is its address. Three dates are kept apart: `published` is the day on which the report appeared,
if that is known; `updated` the last day on which anything happened to it, appearance or retrieval; and `digest:meeting` and
`digest:source` have the dates of the meeting, of publication and of retrieval, each as precise as it is known.
"""

from __future__ import annotations

import re
from heapq import nlargest
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from generator.exports.dataset import source_of
from generator.exports.moments import changed, is_day, last_change, timestamp
from generator.views import group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.exports.dataset import Dataset
    from generator.models import Brief

NAME = "feed.xml"
MOST, MOST_OF_ONE = 50, 20
"""How many entries a feed has, the newest: that of the site, and that of one list."""
NAMESPACE = "urn:x-policy-brief-digest:feed"
_ATOM, _XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
_TYPE = "application/atom+xml"
# What XML 1.0 cannot hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feeds:
    """The feeds of one digest."""

    def __init__(self, dataset: Dataset) -> None:
        """Make nothing yet."""
        self._dataset, self._labels, self._names = dataset, dataset.labels, dataset.names
        self._made: dict[str, str] = {}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path of each feed in the site, beside the page it belongs to, and what is in it."""
        for folder, title, briefs in self._groups():
            newest = nlargest(MOST_OF_ONE if folder else MOST, briefs, key=lambda brief: (changed(brief), brief.id))
            yield f"{folder}{NAME}", self._feed(folder, title, newest)

    def _groups(self) -> Iterator[tuple[str, str, Iterable[Brief]]]:
        """Yield what has a feed: the folder of its page, its title, its briefs."""
        index, digest, name = self._dataset.index, self._dataset.digest, self._names.name
        yield "", self._labels("home.title"), digest.briefs
        for series, meetings in index.series.items():
            yield f"series/{series}/", name("series", series), [brief for one in meetings for brief in one.reports]
        for topic, briefs in digest.topics:
            yield f"topics/{topic}/", name("topics", topic), briefs
        parties = group((fact.value, brief) for brief in digest.briefs for fact in brief.parties)
        for party in index.parties:
            yield f"parties/{party.lower()}/", name("parties", party), parties[party]
        for agreement, briefs in group((fact.value, brief) for brief in digest.briefs for fact in brief.agreements).items():
            yield f"agreements/{agreement}/", name("agreements", agreement), briefs

    def _feed(self, folder: str, title: str, briefs: Iterable[Brief]) -> bytes:
        page, whole = f"{self._dataset.address}{folder}", self._labels("home.title")
        feed = ET.Element("feed", {"xmlns": _ATOM, "xmlns:digest": NAMESPACE, "xml:lang": self._labels.lang})
        _add(feed, "id", f"{page}{NAME}")
        _add(feed, "title", f"{title} – {whole}" if folder else whole)
        _add(feed, "subtitle", self._labels("data.feed.about", title=title) if folder else self._labels("home.description"))
        _add(feed, "updated", timestamp(last_change(briefs)))
        _add(ET.SubElement(feed, "author"), "name", whole)
        _add(feed, "link", rel="self", type=_TYPE, href=f"{page}{NAME}")
        _add(feed, "link", rel="alternate", type="text/html", href=page)
        _add(feed, "rights", self._labels("data.rights.theirs"))
        _add(feed, "generator", "Policy-Brief Digest")
        body = "".join(map(self._entry, briefs))
        # The entries, made already, come before the end of the last element.
        head, end, rest = ET.tostring(feed, encoding="unicode").rpartition("<")
        return f'<?xml version="1.0" encoding="utf-8"?>\n{head}\n{body}{end}{rest}\n'.encode()

    def _entry(self, brief: Brief) -> str:
        """Return the entry of a brief; it stands in several feeds, and is made once."""
        if brief.id not in self._made:
            self._made[brief.id] = ET.tostring(self._make(brief), encoding="unicode") + "\n"
        return self._made[brief.id]

    def _make(self, brief: Brief) -> ET.Element:
        page, source = self._dataset.page("briefs", brief.id), source_of(brief)
        entry = ET.Element("entry")
        _add(entry, "id", page)
        _add(entry, "title", brief.seed.title).set("xml:lang", brief.seed.lang)
        _add(entry, "updated", timestamp(changed(brief)))
        published = source.get("published")
        if published and is_day(published):
            _add(entry, "published", timestamp(published))
        _add(entry, "link", rel="alternate", type="text/html", href=page)
        if "url" in source:
            _add(entry, "link", rel="via", type="text/html", href=source["url"])
        for fact in brief.topics:
            label = self._names.name("topics", fact.value)
            _add(entry, "category", term=fact.value, scheme=f"{self._dataset.address}topics/", label=label)
        self._add_dates(entry, brief)
        _add(entry, "summary", " · ".join(f"{name}: {value}" for name, value in self._facts(brief)))
        self._add_content(entry, brief)
        return entry

    def _add_dates(self, entry: ET.Element, brief: Brief) -> None:
        """Add the dates that Atom has no place for, as they are known."""
        meeting, said, source = self._dataset.index.meetings.get(brief.id), brief.meeting, source_of(brief)
        dates = {name: getattr(said, key) for name, key in (("start", "date"), ("end", "end_date"))} if said else {}
        given = {name: fact.value for name, fact in dates.items() if fact}
        if meeting:
            _add(entry, "digest:meeting", href=self._dataset.page("meetings", meeting.id), **given)
        known = {name: source[name] for name in ("publisher", "published", "retrieved") if name in source}
        if known:
            _add(entry, "digest:source", **known)

    def _facts(self, brief: Brief) -> Iterator[tuple[str, str]]:
        """Yield what a reader of the feed wants to know first, each with what to call it."""
        labels, said, source = self._labels, brief.meeting, source_of(brief)
        if meeting := self._dataset.index.meetings.get(brief.id):
            yield labels("fact.meeting"), self._names.meeting(meeting)
        if said and said.date:
            last = said.end_date
            yield labels("fact.date"), labels.date_range(said.date.value, last.value) if last else labels.date(said.date.value)
        if said and said.place:
            yield labels("fact.place"), said.place.value
        if brief.parties:
            yield labels("fact.parties"), ", ".join(self._names.name("parties", fact.value) for fact in brief.parties)
        dates = {"published": "fact.published", "retrieved": "data.feed.retrieved"}
        told = (labels(key, date=labels.date(source[name])) for name, key in dates.items() if name in source)
        if words := ", ".join(filter(None, (source.get("publisher"), *told))):
            yield labels("fact.source"), words

    def _add_content(self, entry: ET.Element, brief: Brief) -> None:
        """Add the key points, in the words and the language of the report."""
        if brief.key_points:
            content = ET.SubElement(entry, "content", {"type": "xhtml", "xml:lang": brief.seed.lang})
            points = ET.SubElement(ET.SubElement(content, "div", xmlns=_XHTML), "ul")
            for point in brief.key_points:
                _add(points, "li", " ".join(point.value.split()))


def _add(parent: ET.Element, name: str, text: str = "", /, **attributes: str) -> ET.Element:
    """Add an element with that text and those attributes, as far as XML can hold them."""
    element = ET.SubElement(parent, name, {key: _NO_XML.sub("", value) for key, value in attributes.items()})
    element.text = _NO_XML.sub("", text) or None
    return element
