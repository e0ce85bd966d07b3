"""Which sentences carry most of what was found."""

from __future__ import annotations

from typing import Any

import pytest

from generator.extract import extract_brief
from generator.extract.key_points import extract_key_points
from generator.extract.meeting import extract_meeting
from generator.extract.statements import extract_statements
from tests.data import load_cases
from tests.extract.reading import get_reader, get_seed, make_seed


@pytest.mark.parametrize("case", load_cases("key_points"), ids=lambda case: case["intent"])
def test_key_points_carry_most(case: dict[str, Any]) -> None:
    """The sentences chosen are those that add most, at most as many as asked for."""
    seed, reader = make_seed(case["text"]), get_reader()
    sentences = [s for block in seed.blocks if block.kind == "paragraph" for s in block.sentences]
    meeting = extract_meeting(seed, reader=reader)
    found = extract_key_points(seed, meeting, extract_statements(seed, (), reader=reader), (), (), limit=case["limit"])

    assert case["points"] == [sentences.index(point.evidence[0]) for point in found]


@pytest.mark.parametrize("number", ["000", "001"])
def test_seeds_have_five_key_points(number: str) -> None:
    """Five whole sentences of paragraphs, verbatim, in the order of the text, none of them a caption's."""
    seed = get_seed(number)
    points = extract_brief(seed, reader=get_reader()).key_points
    sentences = [s for block in seed.blocks if block.kind == "paragraph" for s in block.sentences]

    assert len(points) == 5
    assert [seed.words(point.evidence[0]) for point in points] == [point.value for point in points]
    assert sorted(points, key=lambda point: point.evidence) == list(points)
    assert all(point.evidence[0] in sentences for point in points)
