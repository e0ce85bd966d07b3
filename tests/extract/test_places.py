"""Where the meeting is held, and how people meet."""

from __future__ import annotations

from typing import Any

import pytest

from generator.extract.meeting import extract_meeting
from generator.extract.places import extract_format, extract_place
from tests.data import load_cases
from tests.extract.reading import get_reader, get_seed, make_seed


@pytest.mark.parametrize("case", load_cases("places"), ids=lambda case: case["intent"])
def test_report_places_its_meeting(case: dict[str, Any]) -> None:
    """The place is the meeting's own, and the format what the report shows."""
    seed, reader = make_seed(case["text"]), get_reader()
    meeting = extract_meeting(seed, reader=reader)
    place, country = extract_place(seed, meeting, reader=reader)
    form = extract_format(seed, meeting, place=place, reader=reader)

    assert meeting is not None
    assert [case["place"], case["country"], case["format"]] == [fact and fact.value for fact in (place, country, form)]


@pytest.mark.parametrize(
    ("seed", "expected"),
    [("000", [None, None, "online"]), ("001", ["thành phố cảng Ninh Ba, tỉnh Chiết Giang, Trung Quốc", "CN", "in-person"])],
)
def test_seeds_place_their_meeting(seed: str, expected: list[str | None]) -> None:
    """The real seeds: one on a screen, one in Ningbo, each with verbatim evidence."""
    text, reader = get_seed(seed), get_reader()
    meeting = extract_meeting(text, reader=reader)
    place, country = extract_place(text, meeting, reader=reader)

    assert expected == [
        fact and fact.value for fact in (place, country, extract_format(text, meeting, place=place, reader=reader))
    ]
    assert place is None or place.value == text.words(place.evidence[0])


def test_no_meeting_has_no_place() -> None:
    """Where there is no meeting it is nowhere."""
    seed = make_seed("Tin\nNgười dân ra biển tại Huế.")

    assert extract_place(seed, None, reader=get_reader()) == (None, None)
    assert extract_format(seed, None, reader=get_reader()) is None
