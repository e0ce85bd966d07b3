"""What a search can find, before any index is made of it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pytest

from generator import chapters
from generator.exports import search
from generator.exports.search import Searchables, SearchRecord, all_records
from generator.labels import load_labels
from generator.lookup import Lookup
from tests.factory import make_brief
from tests.reports import get_digest, get_vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping


@functools.cache
def get_records() -> Mapping[str, SearchRecord]:
    """Return the records of the tests' reports by their pages."""
    found = Searchables(Lookup(get_digest(), get_vocabulary()), labels=load_labels("vi"))
    return {record.path: record for record in found.records}


def test_every_page_has_one_record() -> None:
    """Reports, meetings, what they speak of, and the lists; the start page leads to all of them and is none."""
    kinds = {path.partition("/")[0]: record.kind for path, record in get_records().items() if not path.endswith("/index")}
    assert {
        "agreements": "agreement",
        "briefs": "brief",
        "coverage": "list",
        "data": "list",
        "meetings": "meeting",
        "outlets": "outlet",
        "parties": "party",
        "people": "person",
        "series": "series",
        "topics": "topic",
    } == kinds
    assert len(get_digest().briefs) == sum(record.kind == "brief" for record in get_records().values())


def test_a_part_of_a_list_is_nothing_to_find(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that stands on it has a page and a record of its own."""
    monkeypatch.setattr(chapters, "MOST_LISTED", 3)
    found = Searchables(Lookup(get_digest(), get_vocabulary()), labels=load_labels("vi")).records

    assert get_records().keys() == {record.path for record in found}


def test_a_sentence_can_be_landed_on() -> None:
    """Each visible sentence of a report stands with the name of its place on the page, and with who takes a position in it."""
    record = get_records()["briefs/eas-fmm-a"]
    passages = {passage.anchor: passage for passage in record.passages if passage.anchor}

    assert "Các Bộ trưởng hoan nghênh tiến triển của Đồng thuận 5 điểm về Myanmar." == passages["s13"].text
    assert [("Các Bộ trưởng", "welcome")] == [claim[:2] for claim in passages["s13"].claims]
    assert () == passages["s1"].claims
    assert "s0" not in passages, "the title is the record's title"
    assert not any("Tags" in passage.text for passage in record.passages)


def test_facts_are_found_in_the_language_of_the_interface() -> None:
    """A report in English is found under what the pages call its topics and parties."""
    record = get_records()["briefs/asean-india-som-25-en"]
    facts = [passage.text for passage in record.passages if not passage.anchor]

    assert "en" == record.lang
    assert {"Ấn Độ", "Biển Đông", "ngày 18 tháng 5 năm 2023"} <= set(facts)


def test_a_report_is_sifted_by_what_it_holds() -> None:
    """By ids, as addresses and the data have them."""
    facets = get_records()["briefs/eas-fmm-a"].facets

    assert ("eas-fmm",) == facets["series"]
    assert ("2024",) == facets["year"]
    assert ("vov",) == facets["outlet"]
    assert {"LA", "VN", "AU", "JP"} <= set(facets["party"])
    assert "vu-hoang-quan" in facets["person"]
    assert {"AU/pledge", "JP/call-for"} <= set(facets["claim"]), "what each side does, not only that both occur"


def test_a_meeting_is_sifted_by_what_any_of_its_reports_holds() -> None:
    """The meeting's page gathers them, and so does its record."""
    record = get_records()["meetings/eas-fmm-2024-07-25"]
    reports = [get_records()[path].facets for path in ("briefs/eas-fmm-a", "briefs/eas-fmm-b")]

    for name in ("topic", "party", "person", "act"):
        assert {value for facets in reports for value in facets[name]} == set(record.facets[name])
    assert len(record.passages) == len({passage.text for passage in record.passages})


@pytest.mark.parametrize(
    ("path", "title", "names"),
    [
        ("topics/south-china-sea", "Biển Đông", {"South China Sea", "East Sea"}),
        ("agreements/coc", "Bộ quy tắc ứng xử ở Biển Đông (COC)", {"COC", "Code of Conduct", "bộ quy tắc ứng xử"}),
        ("people/vu-hoang-quan", "Vũ Hoàng Quân", {"Vu Hoang Quan"}),
        ("parties/in", "Ấn Độ", {"India"}),
    ],
)
def test_a_thing_is_found_under_all_its_names(path: str, title: str, names: set[str]) -> None:
    """Labels of both languages, what stands in brackets, aliases, and how reports spell it."""
    record = get_records()[path]

    assert title == record.title
    assert names <= set(record.names)
    assert title not in record.names


def test_words_that_only_hint_at_a_topic_are_not_its_names() -> None:
    """`Trường Sa` tells that a text is about the sea, and is another name."""
    assert "Trường Sa" not in get_records()["topics/south-china-sea"].names


def test_of_very_many_reports_the_telling_sentences_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above a number of reports: where positions are taken and the key points; and that is known to whoever says so."""
    monkeypatch.setattr(search, "FULL_TEXT", len(get_digest().briefs) - 1)
    found = Searchables(Lookup(get_digest(), get_vocabulary()), labels=load_labels("vi"))
    record = next(record for record in found.records if record.path == "briefs/asean-an-do-som-25")
    anchors = {passage.anchor for passage in record.passages if passage.anchor}
    every = {passage.anchor for passage in get_records()[record.path].passages if passage.anchor}

    assert not found.full
    assert {passage.anchor for passage in record.passages if passage.claims} <= anchors < every


def test_values_of_facets_have_labels() -> None:
    """Whatever a page can be sifted by has a name to show."""
    found = Searchables(Lookup(get_digest(), get_vocabulary()), labels=load_labels("vi"))
    labels = {**found.more()["about"]["labels"], "person": found.more()["people"]}

    for record in found.records:
        for name, values in record.facets.items():
            if name not in {"claim", "year"}:
                assert not [value for value in values if value not in labels[name]], f"{record.path}: {name}"
    assert "Biển Đông" == labels["topic"]["south-china-sea"]


def test_a_digest_of_nothing_has_its_lists() -> None:
    """Without a report there is nothing to find but the lists, and a report without facts is found by its words."""
    digest = get_digest().__class__(briefs=(make_brief("x"),), meetings=(), topics=())
    records = Searchables(Lookup(digest, get_vocabulary()), labels=load_labels("vi")).records

    assert {"list", "brief"} == {record.kind for record in records}


def test_a_page_is_compared_with_itself_in_other_editions() -> None:
    """What differs is what is said in the language of the interface; the sentences of a report are the same."""
    lookup = Lookup(get_digest(), get_vocabulary())
    editions = {folder: Searchables(lookup, labels=load_labels(lang)) for folder, lang in (("", "vi"), ("en/", "en"))}
    records = {record.path: record for record in all_records(editions)}

    assert get_records().keys() == records.keys()
    assert "South China Sea" == records["topics/south-china-sea"].versions["en/"].title
    brief = records["briefs/eas-fmm-a"]
    assert brief.title == brief.versions["en/"].title
    sentences = {passage.text for passage in brief.passages if passage.anchor}
    assert {passage.text for passage in brief.versions["en/"].own if passage.anchor} <= sentences
    assert "In person" in {passage.text for passage in brief.versions["en/"].own}
    assert len(brief.versions["en/"].own) < len(brief.passages) / 2
