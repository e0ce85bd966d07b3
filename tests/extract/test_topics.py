"""What a meeting dealt with."""

from __future__ import annotations

from typing import Any

import pytest

from generator.extract.meeting import extract_meeting
from generator.extract.topics import extract_topics
from tests.data import load_cases
from tests.extract.reading import get_reader, get_seed, make_seed


@pytest.mark.parametrize("case", load_cases("topics"), ids=lambda case: case["intent"])
def test_report_has_topics(case: dict[str, Any]) -> None:
    """Words that say that the meeting dealt with a subject make it a topic; others do not."""
    seed, reader = make_seed(case["text"]), get_reader()

    assert case["topics"] == [fact.value for fact in extract_topics(seed, extract_meeting(seed, reader=reader), reader=reader)]


@pytest.mark.parametrize("number", ["000", "001"])
def test_seeds_prove_their_topics(number: str) -> None:
    """Each topic rests on words that are a term of its own, in sentences that are read."""
    seed, reader = get_seed(number), get_reader()
    facts = extract_topics(seed, extract_meeting(seed, reader=reader), reader=reader)
    read = [(sentence.start, sentence.end) for sentence in reader.read(seed).sentences]

    assert facts
    for fact in facts:
        for evidence in fact.evidence:
            assert any(start <= evidence.start < evidence.end <= end for start, end in read)
            own = make_seed(f"Tiêu đề\n{seed.words(evidence)}")
            assert fact.value in {match.id for match in reader.read(own).matches("topics")}
