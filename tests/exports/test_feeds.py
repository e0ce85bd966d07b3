"""The feeds, as RFC 4287 wants them and as a reader of feeds takes them."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exports import feeds
from generator.exports.feeds import NAMESPACE, Feeds
from generator.exports.moments import UNKNOWN, changed, day_after, first_day
from generator.models import Digest, Fact, Meeting
from tests.factory import TEXT, make_brief, make_fact
from tests.reports import ADDRESS, get_dataset, get_digest, get_pages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.models import Brief

ATOM, OURS = "{http://www.w3.org/2005/Atom}", f"{{{NAMESPACE}}}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")


def parse(content: bytes) -> ET.Element:
    """Return a feed, read by a parser that knows nothing of it."""
    return ET.fromstring(content)  # noqa: S314 - made here


@functools.cache
def get_feeds() -> Mapping[str, ET.Element]:
    """Return the feeds of the tests' reports by their paths."""
    return {path: parse(content) for path, content in Feeds(get_dataset()).files()}


def text_of(element: ET.Element, name: str) -> str:
    """Return the words of the one child of that name."""
    (child,) = element.findall(ATOM + name)
    return "".join(child.itertext())


def feed_of(*briefs: Brief, meetings: tuple[Meeting, ...] = ()) -> ET.Element:
    """Return the feed of all of a few briefs."""
    return parse(next(Feeds(get_dataset(Digest(briefs, meetings, ()))).files())[1])


def test_there_is_one_for_each_page_that_gathers_briefs() -> None:
    """Beside the page, and the page says so; for no page that is not there."""
    pages = {path.removesuffix(".md") for path in get_pages()}
    kinds = {path.partition("/")[0] for path in get_feeds()} - {"feed.xml"}
    assert {"series", "topics", "parties", "agreements"} == kinds
    expected = {f"{page}/feed.xml" for page in pages if page.partition("/")[0] in kinds and not page.endswith("/index")}
    assert {"feed.xml", *expected} == set(get_feeds())
    for path in expected:
        assert 'data-beside="feed.xml"' in get_pages()[path.removesuffix("/feed.xml") + ".md"]


@pytest.mark.parametrize("path", get_feeds())
def test_each_has_what_atom_demands(path: str) -> None:
    """Id, title, date and author; in each entry id, title, date and a link; each moment as RFC 3339, no id twice."""
    feed = get_feeds()[path]
    assert f"{ATOM}feed" == feed.tag
    assert f"{ADDRESS}{path}" == text_of(feed, "id")
    assert text_of(feed, "title")
    assert [author.findtext(f"{ATOM}name") for author in feed.findall(f"{ATOM}author")] == ["Tóm lược Đối thoại"]
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert {"self": f"{ADDRESS}{path}", "alternate": f"{ADDRESS}{path.removesuffix('feed.xml')}"} == links
    entries = feed.findall(f"{ATOM}entry")
    ids = [text_of(entry, "id") for entry in entries]
    assert ids
    assert len(ids) == len(set(ids))
    moments = [text_of(entry, "updated") for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert text_of(feed, "updated") == moments[0]
    for element in feed.iter():
        if element.tag in {f"{ATOM}updated", f"{ATOM}published"}:
            assert MOMENT.fullmatch(element.text or "")
            assert datetime.fromisoformat(element.text or "")


def test_an_entry_s_id_is_its_page() -> None:
    """Which stays, whatever the file is called; and so does the link."""
    for entry in get_feeds()["feed.xml"].findall(f"{ATOM}entry"):
        identifier = text_of(entry, "id")
        assert identifier.removeprefix(ADDRESS).rstrip("/") + ".md" in get_pages()
        assert identifier in [link.get("href") for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]


def test_a_feed_holds_its_own() -> None:
    """A topic's feed has the reports on the topic, and no other; the whole has all."""
    topic, briefs = get_digest().topics[0]
    feed = get_feeds()[f"topics/{topic}/feed.xml"]
    assert {f"{ADDRESS}briefs/{brief.id}/" for brief in briefs} == {
        text_of(entry, "id") for entry in feed.findall(f"{ATOM}entry")
    }
    for entry in feed.findall(f"{ATOM}entry"):
        assert topic in [category.get("term") for category in entry.findall(f"{ATOM}category")]
    assert len(get_digest().briefs) == len(get_feeds()["feed.xml"].findall(f"{ATOM}entry"))


def test_the_dates_are_kept_apart() -> None:
    """The meeting's, the publication's and the retrieval's, each as precise as it is known."""
    brief = make_brief("x", published="2025-06-12", date="2025-06-10", end_date="2025-06")
    meeting = Meeting("m", None, None, (brief,))
    entry = feed_of(brief, meetings=(meeting,)).find(f"{ATOM}entry")

    assert entry is not None
    assert ["2025-06-12T00:00:00Z"] * 2 == [text_of(entry, name) for name in ("published", "updated")]
    assert {"href": f"{ADDRESS}meetings/m/", "start": "2025-06-10", "end": "2025-06"} == entry.find(f"{OURS}meeting").attrib  # type: ignore[union-attr]
    assert {"published": "2025-06-12"} == entry.find(f"{OURS}source").attrib  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("published", "date", "said", "updated"),
    [
        ("2025-06-12", "2025-06-10", "2025-06-12", "2025-06-12"),
        ("2025-06", "2025-06-10", None, "2025-06-01"),
        ("2025", None, None, "2025-01-01"),
        (None, "2025-06", None, "2025-06-01"),
        (None, None, None, UNKNOWN),
    ],
)
def test_no_date_is_made_up(published: str | None, date: str | None, said: str | None, updated: str) -> None:
    """`published` only where the day is known; `updated`, which Atom demands, from what is known, and never of now."""
    about: dict[str, Any] = {"date": date} if date else {}
    entry = feed_of(make_brief("x", published=published, **about)).find(f"{ATOM}entry")
    assert entry is not None
    assert [f"{said}T00:00:00Z"] * bool(said) == [one.text for one in entry.findall(f"{ATOM}published")]
    assert f"{updated}T00:00:00Z" == text_of(entry, "updated")


def test_a_report_that_was_fetched_later_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which it was retrieved counts, where it is known."""
    known = {"published": "2019-01-02", "retrieved": "2026-02-03"}
    monkeypatch.setattr("generator.exports.moments.source_of", lambda _: known)
    assert "2026-02-03" == changed(make_brief("x"))


def test_the_newest_are_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """And of very many no others, the newest first."""
    monkeypatch.setattr(feeds, "MOST", 2)
    found = feed_of(*(make_brief(slug, published=f"2025-06-{day}") for slug, day in (("a", "01"), ("b", "03"), ("c", "02"))))
    assert ["b", "c"] == [text_of(entry, "id").split("/")[-2] for entry in found.findall(f"{ATOM}entry")]


def test_of_one_list_there_are_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever follows one series does not miss twenty reports between two looks; the site's own feed goes further back."""
    monkeypatch.setattr(feeds, "MOST_OF_ONE", 1)
    found = {path: len(parse(content).findall(f"{ATOM}entry")) for path, content in Feeds(get_dataset()).files()}
    assert found.pop("feed.xml") > 1
    assert {1} == set(found.values())


def test_key_points_are_in_the_language_of_their_report() -> None:
    """As a list, whole sentences; no other sentence of the report is in a feed."""
    entries = {text_of(entry, "id"): entry for entry in get_feeds()["feed.xml"].findall(f"{ATOM}entry")}
    entry = entries[f"{ADDRESS}briefs/asean-india-som-25-en/"]
    content = entry.find(f"{ATOM}content")
    brief = next(brief for brief in get_digest().briefs if brief.id == "asean-india-som-25-en")
    assert content is not None
    assert "en" == content.get("{http://www.w3.org/XML/1998/namespace}lang")
    assert [point.value for point in brief.key_points] == [
        item.text for item in content.iter("{http://www.w3.org/1999/xhtml}li")
    ]


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_text(text: str) -> None:
    """Nothing in a report becomes an element, and what XML cannot hold is left out."""
    title = f"{text}\n"
    brief = make_brief("x")
    seed = replace(brief.seed, text=title + TEXT, blocks=(replace(brief.seed.blocks[0], start=0, end=len(text)),))
    publisher = Fact(text, (), "correction")
    entry = feed_of(replace(brief, seed=seed, source=replace(brief.source, publisher=publisher))).find(f"{ATOM}entry")
    assert entry is not None
    kept = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    assert re.sub(r"\r\n?", "\n", kept) == text_of(entry, "title")
    assert {"category", "id", "link", "meeting", "source", "summary", "title", "updated"} >= {
        child.tag.rpartition("}")[2] for child in entry
    }


def test_days() -> None:
    """The first that a date may mean, and the day after one."""
    assert ["2025-01-01", "2025-06-01", "2025-06-12"] == list(map(first_day, ("2025", "2025-06", "2025-06-12")))
    assert ["2024-02-29", "2025-01-01", "9999-12-31"] == list(map(day_after, ("2024-02-28", "2024-12-31", "9999-12-31")))
    assert "2025-06-10" == changed(make_brief("x", date="2025-06-10"))
    assert make_fact("x").value == "x"
