"""The brief record, as other programs read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.exports.records import brief_record, json_line
from generator.reading import read_briefs
from tests.data import load_cases

if TYPE_CHECKING:
    from generator.models import Brief

ROOT = Path(__file__).parents[2]
CASES = load_cases("seed_records")


@pytest.fixture(scope="module")
def briefs() -> dict[str, Brief]:
    """Return the briefs of the project's own seeds, by name."""
    found, problems = read_briefs(ROOT / "seeds")
    assert not problems
    return {brief.seed.name: brief for brief in found}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["seed"])
def test_seeds_yield_what_they_say(case: dict[str, Any], briefs: dict[str, Brief]) -> None:
    """Each case holds what a careful reader finds in a seed; lists marked `at_least` may hold more."""
    record = brief_record(briefs[case["seed"]])

    for key, expected in case["equal"].items():
        found = record[key]
        if key == "participants":
            found = [{name: person[name] for name in ("name", "role", "country")} for person in found]
        assert expected == found, key
    for key, expected in case["at_least"].items():
        assert set(expected) <= set(record[key]), key
    said = [(s["speaker"], s["act"], s["quote"]) for s in record["statements"]]
    for statement in case["statements"]:
        assert any(
            statement["speaker"] == speaker and statement["act"] == act and quote.startswith(statement["quote"])
            for speaker, act, quote in said
        ), statement


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["seed"])
def test_evidence_is_the_very_words(case: dict[str, Any], briefs: dict[str, Brief]) -> None:
    """Every value has evidence, and the words given are those at the offsets."""
    brief = briefs[case["seed"]]
    record = brief_record(brief)

    for places in record["evidence"].values():
        assert places
        for start, end, words, rule in places:
            assert brief.seed.text[start:end] == words
            assert rule
    for key, expected in case["evidence"].items():
        assert expected == [words for _, _, words, _ in record["evidence"][key]], key


def test_a_record_is_one_line_of_json(briefs: dict[str, Brief]) -> None:
    """Letters stay letters, and what goes in comes out."""
    for brief in briefs.values():
        line = json_line(brief_record(brief))

        assert "\n" not in line
        assert "\\u" not in line
        assert json.loads(line) == brief_record(brief)
