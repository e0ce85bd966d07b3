"""What a search finds first, and how many pages each choice leaves, asked of the scripts themselves."""

from __future__ import annotations

import random
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.build import Folders, gather
from generator.exports import search
from generator.exports.search import Searchables
from generator.labels import load_labels
from generator.lookup import Lookup
from generator.searchwords import exact_word, plain_word, split_words
from tests.browser.conftest import Watch, new_context
from tests.browser.searching import path_of
from tests.conftest import ROOT
from tests.data import load_cases
from tests.reports import get_vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.sync_api import Browser, Page

    from generator.exports.search import SearchRecord

QUERIES = load_cases("search")
ANY_OF = {"kind", "series", "year", "outlet", "lang"}
FACETS = [name for name in search.FACETS if name != "claim"]
# What is found first where there are very many reports.
LARGE = {
    "bien dong": "topics/south-china-sea/",
    "South China Sea": "topics/south-china-sea/",
    "Ton Ve Dong": "people/ton-ve-dong/",
    "Tôn Vệ Đông": "people/ton-ve-dong/",
    "Sun Weidong": "people/ton-ve-dong/",
    "vuong ngh": "people/vuong-nghi/",
    "COC": "agreements/coc/",
    '"Biển Đông"': "topics/south-china-sea/",
    "biến động": "briefs/aem-44-gia-ca-bien-dong/",
    "Biển Đông qwertz": "",
    '"Vương Nghị" qwertz': "",
    "South China Sea ràng buộc": "briefs/tham-van-asean-trung-quoc-30/",
}
FIND = """async (queries) => {
  const { arrange, ask } = await import(new URL("assets/javascripts/search/engine.js", "%s"));
  const found = [];
  for (const query of queries) {
    const { hits, close, site } = await arrange(await ask(query.query));
    const records = await Promise.all(hits.slice(0, query.all ? close : 3).map(({ number }) => site.record(number)));
    found.push({ pages: records.map(({ url }) => url), close });
  }
  return found;
}"""
SIFT = """async (choices) => {
  const { listsFor, sift, FACETS } = await import(new URL("assets/javascripts/search/sift.js", "%s"));
  const { load } = await import(new URL("assets/javascripts/search/load.js", "%s"));
  const { about, facet } = await load();
  const size = about.pages;
  const counted = Object.keys(FACETS);
  const names = listsFor({ party: [], act: [] }, counted);
  const loaded = await Promise.all(names.map(facet));
  const lists = Object.fromEntries(names.map((name, i) => [name, loaded[i]]));
  return choices.map(({ found, chosen }) => {
    const { hits, counts } = sift(found.map((number) => ({ number })), { chosen, counted, lists, size });
    return { kept: hits.map(({ number }) => number), counts };
  });
}"""
WORDS = """async () => {
  const [{ load }, { splitWords }] = await Promise.all(["load", "words"].map(
    (name) => import(new URL(`assets/javascripts/search/${name}.js`, "%s"))));
  const site = await load();
  const plain = (texts) => [...new Set(texts.flatMap((text) => splitWords(text).map(({ plain }) => plain)))];
  const texts = ({ title, names, passages }) => [title, ...names, ...passages.map(([, text]) => text)];
  const numbers = [...Array(site.about.pages).keys()].filter((number) => !site.absent.has(number));
  const pages = await Promise.all(numbers.map(async (number) => [number, plain(texts(await site.record(number)))]));
  return { pages, named: plain(site.groups.flat().map(({ name }) => name)), segments: site.about.segments.length };
}"""
APART = """async (queries) => {
  const { ask } = await import(new URL("assets/javascripts/search/engine.js", "%s"));
  const answers = [];
  for (const query of queries) {
    const { hits, missing } = await ask(query);
    answers.push({ found: hits.filter(({ tier }) => tier < 5).map(({ number }) => number), missing });
  }
  return answers;
}"""
CUT = """async (texts) => {
  const { splitWords } = await import(new URL("assets/javascripts/search/words.js", "%s"));
  return texts.map((text) => splitWords(text).map(({ plain, exact, near }) => [plain, exact, near]));
}"""


@pytest.fixture
def page(search_watch: Watch) -> Page:
    """Return an empty page; whatever its site does wrong fails the test."""
    return search_watch.context.new_page()


def test_what_is_looked_for_is_found_first(page: Page, search_url: str) -> None:
    """Each query of `cases/search.yml` finds its page first, and nothing close that it must not find."""
    page.goto(f"{search_url}404.html")
    answers = page.evaluate(FIND % search_url, [{"query": case["query"], "all": "never" in case} for case in QUERIES])

    wrong = []
    for case, answer in zip(QUERIES, answers, strict=True):
        pages = [path_of(address) for address in answer["pages"]]
        first = case["first"] if isinstance(case["first"], list) else [case["first"]]
        never = set(case.get("never", ())) & set(pages[: answer["close"]])
        if never or (pages[0] if pages else None) not in first:
            wrong.append(f"{case['query']} ({case['intent']}): {pages[:3]} instead of {case['first']}; wrongly {sorted(never)}")
    assert len(QUERIES) > 80
    assert [] == wrong


def test_no_page_is_found_twice(page: Page, search_url: str) -> None:
    """However many ways lead to it."""
    page.goto(f"{search_url}404.html")
    answers = page.evaluate(FIND % search_url, [{"query": case["query"], "all": True} for case in QUERIES[:60]])
    assert all(len(answer["pages"]) == len(set(answer["pages"])) for answer in answers)


def test_what_is_typed_is_cut_as_what_is_indexed(page: Page, search_url: str) -> None:
    """The browser's words are the generator's, for every case and every text of the tests."""
    texts = [case["text"] for case in load_cases("search_words")]
    texts += [
        path.read_text(encoding="utf-8")
        for folder in ("corpus", "search")
        for path in sorted((ROOT / "tests" / folder).glob("*.txt"))
    ]
    expected = [[[plain_word(word), exact_word(word), near] for word, near in split_words(text)] for text in texts]

    page.goto(f"{search_url}404.html")
    assert expected == page.evaluate(CUT % search_url, texts)


def test_very_many_reports_are_searched_in_the_same_way(browser: Browser, large_url: str) -> None:
    """Where the index holds pairs of words and no marks, names, marks, phrases and words that stand nowhere mean the same."""
    with new_context(browser) as context:
        page = context.new_page()
        page.goto(f"{large_url}404.html")
        answers = page.evaluate(FIND % large_url, [{"query": query, "all": False} for query in LARGE])

    found = {query: path_of(next(iter(answer["pages"]), None)) for query, answer in zip(LARGE, answers, strict=True)}
    assert found == LARGE


def test_two_words_are_found_where_both_are(browser: Browser, large_url: str) -> None:
    """On those pages and no others, in whatever edition and segments of the index each is, and in which it is not."""
    editions = []
    with new_context(browser) as context:
        page = context.new_page()
        for path in ("en/about/", "404.html"):
            page.goto(f"{large_url}{path}")
            editions.append(page.evaluate(WORDS % large_url))
        words: dict[int, set[str]] = {}
        for number, own in chain.from_iterable(edition["pages"] for edition in editions):
            words.setdefault(number, set()).update(own)
        rare = sorted({word for word in set().union(*words.values()) - {*editions[-1]["named"]} if len(word) > 2})
        pairs = [*pairwise(rare[::7])]
        answers = page.evaluate(APART % large_url, [" ".join(pair) for pair in pairs])

    shown = [number for number, _ in editions[-1]["pages"]]
    wrong = []
    for pair, answer in zip(pairs, answers, strict=True):
        expected = [number for number in shown if words[number].issuperset(pair)]
        if answer["missing"] or sorted(answer["found"]) != expected:
            wrong.append((pair, answer, expected))
    assert len(pairs) >= 100
    assert editions[-1]["segments"] > 3
    assert [] == wrong


def test_a_sentence_of_a_page_is_found_as_it_stands(page: Page, search_url: str) -> None:
    """In quotation marks, with its commas and brackets."""
    page.goto(f"{search_url}404.html")
    queries = [
        '"Bộ quy tắc ứng xử ở Biển Đông (COC)"',
        '"phải có ràng buộc pháp lý và phù hợp với Công ước Liên hợp quốc về Luật Biển (UNCLOS)"',
    ]
    answers = page.evaluate(FIND % search_url, [{"query": query, "all": False} for query in queries])
    assert ["agreements/coc/", "briefs/tham-van-asean-trung-quoc-30/"] == [path_of(answer["pages"][0]) for answer in answers]


@pytest.fixture(scope="module")
def records() -> list[SearchRecord]:
    """Return the records of the reports in `tests/search`, in the order of their numbers; pages written by hand come after."""
    digest = gather(Folders(seeds=ROOT / "tests" / "search", docs=Path("nowhere"))).digest
    found = Searchables(Lookup(digest, get_vocabulary()), labels=load_labels("vi")).records
    return sorted(found, key=lambda record: record.date, reverse=True)


def keep(records: Mapping[int, SearchRecord], chosen: Mapping[str, Sequence[str]]) -> set[int]:
    """Return the pages that have all that is chosen, looked up one by one."""

    def meets(record: SearchRecord) -> bool:
        held = {**record.facets, "kind": (record.kind,), "lang": (record.lang,)}
        claims = {"claim": [f"{party}/{act}" for party in chosen.get("party", ()) for act in chosen.get("act", ())]}
        every = {name: values for name, values in {**chosen, **claims}.items() if name not in ANY_OF}
        any_of = {name: values for name, values in chosen.items() if name in ANY_OF and values}
        return all(set(values) <= set(held.get(name, ())) for name, values in every.items()) and all(
            set(values) & set(held.get(name, ())) for name, values in any_of.items()
        )

    return {number for number, record in records.items() if meets(record)}


def test_counts_are_what_choosing_leaves(page: Page, search_url: str, records: list[SearchRecord]) -> None:
    """For many choices at once, of many pages: what is kept, and how many each further choice would keep."""
    chance = random.Random(7)  # noqa: S311 - nothing secret
    values = {name: sorted({value for record in records for value in record.facets.get(name, ())}) for name in FACETS}
    values |= {"kind": sorted({record.kind for record in records}), "lang": ["en", "vi"]}
    choices: list[tuple[list[int], dict[str, list[str]]]] = []
    for _ in range(60):
        names = chance.sample(sorted(values), chance.choice([0, 1, 1, 2, 3]))
        chosen = {name: chance.sample(values[name], min(len(values[name]), chance.choice([1, 1, 2]))) for name in names}
        choices.append((chance.sample(range(len(records)), len(records) * 3 // 4), chosen))
    two: list[tuple[list[str], list[str]]] = [
        (["VN"], []), (["VN"], ["propose"]), (["VN", "CN"], ["affirm"]), ([], ["affirm", "propose"]),
    ]  # fmt: skip
    choices += [([*range(len(records))], drop_empty({"party": party, "act": act})) for party, act in two]

    page.goto(f"{search_url}404.html")
    asked = [{"found": found, "chosen": chosen} for found, chosen in choices]
    answers = page.evaluate(SIFT % (search_url, search_url), asked)

    kept = 0
    for (numbers, chosen), answer in zip(choices, answers, strict=True):
        assert {*FACETS} == {*answer["counts"]}
        found = {number: records[number] for number in numbers}
        assert keep(found, chosen) == set(answer["kept"]), chosen
        kept += len(answer["kept"]) > 0
        for name in FACETS:
            assert {*values[name]} <= {*answer["counts"][name]}
            for value, number in answer["counts"][name].items():
                before = () if name in ANY_OF else chosen.get(name, ())
                further = {**chosen, name: list({*before, value})}
                assert len(keep(found, further)) == number, (chosen, name, value)
    assert kept > len(choices) // 3


def drop_empty(chosen: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the facets in which something is chosen."""
    return {name: values for name, values in chosen.items() if values}
