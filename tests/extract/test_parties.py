"""Who the parties to a meeting are."""

from __future__ import annotations

from typing import Any

import pytest

from generator.extract import extract_brief
from tests.data import load_cases
from tests.extract.reading import get_reader, get_seed, make_seed


@pytest.mark.parametrize("case", load_cases("parties"), ids=lambda case: case["intent"])
def test_meeting_has_parties(case: dict[str, Any]) -> None:
    """Those named with the meeting, represented or acting at it are parties; those spoken about are not."""
    brief = extract_brief(make_seed(case["text"]), reader=get_reader())

    assert case["parties"] == [fact.value for fact in brief.parties]


@pytest.mark.parametrize("number", ["000", "001"])
def test_seeds_have_three_parties(number: str) -> None:
    """The organisation stands first; countries that were only talked about are not there."""
    parties = [fact.value for fact in extract_brief(get_seed(number), reader=get_reader()).parties]

    assert (parties[0], sorted(parties)) == ("ASEAN", ["ASEAN", "CN", "VN"])


def test_reading_twice_gives_the_same() -> None:
    """What a report says does not depend on what was read before it."""
    seed, reader = get_seed("001"), get_reader()
    first = extract_brief(seed, reader=reader)
    extract_brief(get_seed("000"), reader=reader)

    assert first == extract_brief(seed, reader=reader)
