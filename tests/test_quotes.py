"""A site that may only quote: what nothing on it rests on stands nowhere in it."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.anchors import Anchors, find_quoted
from generator.exports.search import Searchables
from generator.labels import load_labels
from generator.lookup import Lookup
from generator.pages import render_pages
from generator.text import on_one_line
from tests.conftest import build_site, make_once
from tests.reports import CORPUS, get_briefs, get_digest, get_vocabulary

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.whole

DIGEST = replace(get_digest(), quotes=True)
SHORTEST = 40
"""Characters: a shorter sentence may stand somewhere by chance."""


def find_withheld() -> list[str]:
    """Return the sentences of all reports that no report's page may show."""
    told = {brief.id: Anchors(brief.seed, quoted=find_quoted(brief)) for brief in get_briefs()}
    shown = {words for one in told.values() for part in one.paragraphs() for _, words in part.sentences}
    every = (on_one_line(brief.seed.words(sentence)) for brief in get_briefs() for sentence in brief.seed.sentences)
    return [words for words in every if len(words) >= SHORTEST and not any(words in one for one in shown)]


WITHHELD = find_withheld()


def plain(text: str) -> str:
    """Return a text with its references read and its elements taken out."""
    return on_one_line(re.sub(r"<[^<>]*>", "", html.unescape(text)))


def test_some_sentences_are_withheld_and_others_not() -> None:
    """The reports hold sentences that nothing rests on; otherwise nothing here would be tested."""
    every = sum(len(brief.seed.sentences) for brief in get_briefs())

    assert 10 < len(WITHHELD) < every / 2


def test_no_page_shows_what_is_withheld() -> None:
    """Neither the page of a report nor any other holds a sentence that is not quoted."""
    pages = render_pages(DIGEST, vocabulary=get_vocabulary(), labels=load_labels("vi"))
    texts = {page.path: plain(page.text) for page in pages}

    assert [] == [(path, words) for path, text in texts.items() for words in WITHHELD if words in text]


def test_every_mark_leads_to_a_sentence_that_is_shown() -> None:
    """A mark whose sentence is withheld is none; each fact that has evidence keeps one."""
    for page in render_pages(DIGEST, vocabulary=get_vocabulary(), labels=load_labels("vi")):
        places = set(re.findall(r' id="([^"]+)"', page.text))
        assert set(re.findall(r"\]\(#([^ )]+)", page.text)) <= places, page.path
    for brief in DIGEST.briefs:
        anchors = Anchors(brief.seed, quoted=find_quoted(brief))
        facts = (*brief.parties, *brief.topics, *brief.agreements, *(said.quote for said in brief.statements))
        assert all(anchors.marks(fact) for fact in facts if fact.evidence), brief.id


def test_the_search_finds_nothing_that_is_withheld() -> None:
    """No record of the search holds a sentence that is not quoted."""
    found = Searchables(Lookup(DIGEST, get_vocabulary()), labels=load_labels("vi"))

    assert set() == {passage.text for record in found.records for passage in record.passages} & set(WITHHELD)


@pytest.fixture(scope="session")
def quoting_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site of the reports in `tests/corpus` that may only quote them."""

    def change(settings: str) -> str:
        assert "  text: full\n" in settings
        return settings.replace("  text: full\n", "  text: quotes\n")

    return make_once(tmp_path_factory, "quotes", lambda work: build_site(work, seeds=CORPUS, change=change))


def test_one_setting_keeps_texts_out_of_the_whole_site(quoting_site: Path) -> None:
    """Pages, search, feeds and data: no file of the site holds a sentence that is not quoted."""
    files = {path: path.read_bytes() for path in quoting_site.rglob("*") if path.is_file()}
    texts = {path: plain(content.decode(errors="ignore")) for path, content in files.items()}

    assert [] == [(path, words) for path, text in texts.items() for words in WITHHELD if words in text]


def test_a_setting_that_is_none_is_an_error(tmp_path: Path) -> None:
    """Who misspells it does not publish what was to be kept back."""
    with pytest.raises(AssertionError, match="quote"):
        build_site(tmp_path, seeds=CORPUS, change=lambda settings: settings.replace("  text: full\n", "  text: quote\n"))
