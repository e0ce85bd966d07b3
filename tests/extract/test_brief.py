"""What holds for the facts of any report, whatever stands in it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.exports.records import brief_record
from generator.extract import extract_brief
from generator.extract.reader import Reader
from generator.vocabulary import load_vocabulary
from tests.data import load_cases
from tests.extract.reading import ROOT, get_reader, get_seed, make_seed

KINDS = ("actors", "dates", "meeting", "parties", "people", "places", "source", "statements")
SENTENCES = [line for kind in KINDS for case in load_cases(kind) for line in case["text"].split("\n") if line]
REPORTS = st.lists(st.sampled_from(SENTENCES), max_size=12).map(lambda lines: "\n".join(["Tin về các cuộc họp", *lines]))


@given(REPORTS)
def test_every_value_rests_on_words_of_the_report(text: str) -> None:
    """No evidence, no fact; and the words given are those that stand there."""
    seed = make_seed(text)
    record = brief_record(extract_brief(seed, reader=get_reader()))

    for key, places in record["evidence"].items():
        assert places, key
        for start, end, words, rule in places:
            assert 0 <= start < end <= len(text), key
            assert text[start:end] == words
            assert rule


@given(REPORTS)
def test_who_speaks_is_a_participant_or_a_party(text: str) -> None:
    """A speaker is never resolved to somebody the brief does not have."""
    brief = extract_brief(make_seed(text), reader=get_reader())
    known = {p.person for p in brief.participants} | {party.value for party in brief.parties}

    assert {actor.value for said in brief.statements for actor in said.actors} <= known


@given(REPORTS, REPORTS)
def test_a_report_is_read_alike_whatever_was_read_before(first: str, second: str) -> None:
    """Nothing of one report is left in the reader for the next."""
    reader = get_reader()
    alone = brief_record(extract_brief(make_seed(first), reader=reader))
    extract_brief(make_seed(second), reader=reader)

    assert alone == brief_record(extract_brief(make_seed(first), reader=reader))


def test_two_readers_read_alike() -> None:
    """A vocabulary loaded again gives the same facts."""
    seed = get_seed("000")
    first, second = (brief_record(extract_brief(seed, reader=Reader(load_vocabulary()))) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "cases").glob("*.yml")), ids=lambda path: path.stem)
def test_case_files_are_whole(path: Any) -> None:  # noqa: ANN401 - a path
    """A case is found by its intent, so each has one of its own; and what is written is read back the same."""
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))
    lists = [cases] if isinstance(cases, list) else [value for value in cases.values() if isinstance(value, list)]

    assert cases == yaml.safe_load(yaml.safe_dump(cases, allow_unicode=True))
    for found in lists:
        intents = Counter(case["intent"] for case in found if isinstance(case, dict) and "intent" in case)
        assert [] == [intent for intent, count in intents.items() if count > 1]
