"""What pages say of themselves to programs: valid in the words of schema.org, true to the page, and never in a text's power."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.exports.linked import ROOM, ROOT
from generator.labels import load_labels
from generator.lookup import Lookup
from generator.markdown import data_block, front_matter
from generator.pages import Pages
from tests.data import load_cases
from tests.reports import get_digest, get_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = load_cases("schema_org")
SCHEMA = "https://schema.org/"
HOME = "https://digest.example/"


@cache
def blocks(lang: str = "vi") -> dict[str, dict[str, Any]]:
    """Return the block of each page of the corpus, by the path of its source, as it is on a site."""
    pages = Pages(Lookup(get_digest(), get_vocabulary()), labels=load_labels(lang))
    texts = {draft.path: pages.render(draft).text for draft in pages.drafts}
    return {path: json.loads(unwrap(yaml.safe_load(text.split("---\n")[1])["linked"])) for path, text in texts.items()}


def unwrap(value: str) -> str:
    """Return what overrides/partials/linked.html makes of a block in the front matter."""
    return value.replace("&quot;", '"').replace("&amp;root;", HOME)


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """Yield each node in a block."""
    if isinstance(value, dict):
        if "@context" not in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)


def kinds(name: str | None) -> set[str]:
    """Return a type with all that it is a kind of."""
    return {name, *kinds(TABLE["types"][name])} if name else set()


def is_of(value: object, expected: str) -> bool:
    """Tell whether a value is of a type of schema.org."""
    if isinstance(value, dict):
        # One that only names another is whatever that is.
        return set(value) == {"@id"} or expected in kinds(value["@type"])
    if expected == "Integer":
        return type(value) is int
    if not isinstance(value, str):
        return False
    if expected in TABLE["values"]:
        return value.removeprefix(SCHEMA) in TABLE["values"][expected]
    if expected == "Date":
        return bool(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value))
    return expected == "Text" or (expected == "URL" and bool(re.fullmatch(r"https?://\S+", value)))


def faults(node: dict[str, Any]) -> Iterator[str]:
    """Yield what of a node schema.org does not know."""
    if "@type" not in node:
        yield from () if set(node) == {"@id"} else (f"no type: {node}",)
        return
    for name, value in node.items():
        if name.startswith("@"):
            continue
        known = TABLE["properties"].get(name)
        if not known or not kinds(node["@type"]) & set(known["of"]):
            yield f"{node['@type']} has no {name}"
        elif bad := [
            one for one in (value if isinstance(value, list) else [value]) if not any(is_of(one, k) for k in known["is"])
        ]:
            yield f"{name} of {node['@type']}: {bad[0]}"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_is_valid(lang: str) -> None:
    """Each type and property is one of schema.org's, where it belongs, with a value that it may have."""
    found = [(path, fault) for path, block in blocks(lang).items() for node in nodes(block) for fault in faults(node)]

    assert [] == found
    assert len(blocks(lang)) > 100
    used = {name for block in blocks(lang).values() for node in nodes(block) for name in node}
    assert {"affiliation", "endDate"} >= set(TABLE["properties"]) - used, "in no report of the corpus"


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        ({"@type": "Event", "startDate": "2020-07"}, ""),
        ({"@type": "Event", "startDate": "ngày 1"}, "startDate of Event"),
        ({"@type": "Person", "startDate": "2020"}, "Person has no startDate"),
        ({"@type": "Event", "organizer": {"@type": "Country", "name": "a"}}, "organizer of Event"),
        ({"@type": "Report", "author": "x"}, "Report has no author"),
        ({"name": "x"}, "no type"),
    ],
)
def test_what_is_not_valid_is_found(node: dict[str, Any], fault: str) -> None:
    """The check above sees each kind of fault."""
    assert fault in next(faults(node), "")


def test_every_page_is_small_and_has_its_place() -> None:
    """No more than two kilobytes each; all but the home page say how one gets to them, and each is named by its address."""
    for path, block in blocks().items():
        own, *crumbs = block["@graph"]
        address = HOME + re.sub(r"(^|/)index\.md$", r"\1", path).replace(".md", "/")
        assert len(json.dumps(block, ensure_ascii=False, separators=(",", ":"))) < 2 * ROOM + 400, path
        assert (address, address) == (own["@id"], own["url"])
        steps = [step for crumb in crumbs for step in crumb["itemListElement"]]
        assert [*range(1, len(steps) + 1)] == [step["position"] for step in steps]
        assert path == "index.md" or (HOME, own["name"]) == (steps[0]["item"], steps[-1]["name"])


def test_the_digest_is_not_the_author_of_a_report() -> None:
    """Its page is based on the article and cites it; the article is its outlet's."""
    for brief in get_digest().briefs:
        report = blocks()[f"briefs/{brief.id}.md"]["@graph"][0]
        article = report["citation"]
        assert ("Report", "NewsArticle") == (report["@type"], article["@type"])
        assert report["isBasedOn"] == {"@id": article["@id"]}
        assert not {"author", "creator"} & {*report, *article}
        assert "datePublished" not in report
        published, publisher = brief.source.published, brief.source.publisher
        assert (published.value if published else None) == article.get("datePublished")
        assert (publisher.value if publisher else None) == article.get("publisher", {}).get("name")


def test_a_meeting_says_what_is_certain() -> None:
    """Days, place and form where reports do not contradict each other, the series it is of, the people, the reports."""
    meeting = blocks()["meetings/asean-india-som-24.md"]["@graph"][0]
    assert "startDate" not in meeting, "its reports give two days"
    assert {
        "@type": "EventSeries",
        "@id": f"{HOME}series/asean-india-som/",
        "name": "Hội nghị Quan chức cao cấp ASEAN - Ấn Độ",
    } == meeting["superEvent"]
    assert ["ASEAN"] == [side["name"] for side in meeting["organizer"]]
    assert len(meeting["subjectOf"]) == 3

    meeting = blocks()["meetings/asean-india-som-25.md"]["@graph"][0]
    assert ("2023-05-18", f"{SCHEMA}EventScheduled") == (meeting["startDate"], meeting["eventStatus"])
    assert {"@type": "PostalAddress", "addressCountry": "TH"} == meeting["location"]["address"]


def test_parties_and_people_are_those_of_wikidata() -> None:
    """Where the lists know for certain who or what is meant."""
    assert "https://www.wikidata.org/entity/Q7768" == blocks()["parties/asean.md"]["@graph"][0]["sameAs"]
    assert "Country" == blocks()["parties/vn.md"]["@graph"][0]["@type"]


@given(st.text(), st.text())
def test_no_text_ends_the_block_or_names_the_site(title: str, name: str) -> None:
    """Whatever is in a value comes out as it was, but for white space and what nobody sees, and holds no markup on the way."""
    hostile = f"{title}</script><!--&amp;root;&root;\u2028{name}"
    block = unwrap(
        yaml.safe_load(front_matter({"linked": data_block({"name": hostile, "url": f"{ROOT}x/"}, root=ROOT)})[4:-4])["linked"]
    )

    assert not re.search("[<>&'\u2028\u2029]", block)
    read = json.loads(block)
    assert f"{HOME}x/" == read["url"]
    assert "</script><!--&amp;root;&root;" in read["name"]
