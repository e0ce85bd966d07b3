"""The controlled lists: what an editor may write, and what is said of a slip."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from generator.errors import DigestError
from generator.extract.reader import Reader
from generator.matcher import split_tokens
from generator.vocabulary import DEFAULT_VOCABULARY, Vocabulary, load_vocabulary
from tests.data import load_cases

CASES: list[dict[str, Any]] = load_cases("vocabulary")


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """Return the vocabulary that is shipped."""
    return load_vocabulary()


def write_lists(directory: Path, name: str, text: str) -> Path:
    """Write a vocabulary whose list `name` is `text`; all others are empty but for a few parties."""
    for path in DEFAULT_VOCABULARY.glob("*.yml"):
        (directory / path.name).write_text("[]\n", encoding="utf-8")
    (directory / "parties.yml").write_text("- {id: ASEAN, label: {vi: ASEAN, en: ASEAN}}\n", encoding="utf-8")
    (directory / f"{name}.yml").write_text(text, encoding="utf-8")
    return directory


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["intent"])
def test_says_what_is_wrong_with_a_list(case: dict[str, Any], tmp_path: Path) -> None:
    """A good list loads; of a bad one every mistake is named with its file and line, and nothing else."""
    directory = write_lists(tmp_path, case["list"], case["text"])
    try:
        load_vocabulary(directory)
        said: tuple[Any, ...] = ()
    except DigestError as error:
        said = error.problems

    lines = {line for line, _ in case["problems"]}
    assert lines == {problem.line for problem in said}
    assert all(problem.file.endswith(f"{case['list']}.yml") for problem in said)
    for line, words in case["problems"]:
        assert any(words in str(problem) for problem in said if problem.line == line), f"{words!r} in {[*map(str, said)]}"


def test_says_what_is_wrong_in_all_files_at_once(tmp_path: Path) -> None:
    """An editor need not run again and again to see the next mistake."""
    directory = write_lists(tmp_path, "topics", "- trade\n")
    (directory / "acts.yml").unlink()

    with pytest.raises(DigestError) as caught:
        load_vocabulary(directory)

    assert {Path(problem.file).name for problem in caught.value.problems} == {"acts.yml", "topics.yml"}


def test_shipped_lists_load_from_anywhere(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """A copy of the lists is the same vocabulary."""
    shutil.copytree(DEFAULT_VOCABULARY, tmp_path / "copy")

    assert load_vocabulary(tmp_path / "copy") == vocabulary


def test_every_series_can_be_told_apart(vocabulary: Vocabulary) -> None:
    """No two series share a name once synonyms, fillers and the order of parties are taken out."""
    wordings = Reader(vocabulary).wordings("vi")
    names = {
        (" ".join(token.fold for token in wordings.even(split_tokens(term))), series.id)
        for series in vocabulary.series.values()
        for terms in series.terms.values()
        for term in terms
    }

    assert [] == [name for name, count in Counter(name for name, _ in names).items() if count > 1]


@pytest.mark.parametrize("name", ["series", "topics", "agreements", "parties"])
def test_every_term_is_found_as_its_own_entry(name: str, vocabulary: Vocabulary) -> None:
    """No term is hidden by another of the same list, in either language."""
    reader = Reader(vocabulary)
    wrong = []
    for entry in getattr(vocabulary, name).values():
        for language, terms in entry.terms.items():
            for term in terms:
                found = reader.matcher(name, "vi" if language == "vi" else "en").find(split_tokens(term.replace("#", "7")))
                if entry.id not in {match.id for match in found}:
                    wrong.append((entry.id, term, found))

    assert [] == wrong


def test_countries_are_complete_and_labelled_once(vocabulary: Vocabulary) -> None:
    """The 193 members of the United Nations are there, and no two parties go under one label."""
    countries = [party for party in vocabulary.parties.values() if party.kind == "country"]
    labels = Counter(
        party.label[language] for party in vocabulary.parties.values() for language in ("vi", "en") if language == "vi"
    )

    assert len(countries) >= 193 + 2
    assert vocabulary.countries == {party.id for party in countries}
    assert vocabulary.countries.isdisjoint({"ASEAN", "EU", "UN", "G7"})
    assert [] == [label for label, count in labels.items() if count > 1]
    assert vocabulary.parties["ASEAN"].members == ("VN", "LA", "KH", "TH", "MM", "MY", "SG", "ID", "PH", "BN", "TL")


def test_an_outlet_is_known_by_each_of_its_hosts(vocabulary: Vocabulary) -> None:
    """Old and new addresses of one outlet lead to it."""
    hosts = vocabulary.outlets_by_host

    assert hosts["zingnews.vn"] is hosts["znews.vn"]
    assert sum(len(outlet.hosts) for outlet in vocabulary.outlets.values()) == len(hosts)
