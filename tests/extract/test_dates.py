"""When the meeting is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.extract.dates import extract_dates
from generator.extract.meeting import extract_meeting
from generator.models import Evidence, Fact
from tests.data import load_cases
from tests.extract.reading import get_reader, get_seed, make_seed


@pytest.mark.parametrize("case", load_cases("dates"), ids=lambda case: case["intent"])
def test_report_dates_its_meeting(case: dict[str, Any]) -> None:
    """A date is as precise as the text and the publication allow, and no more."""
    seed, reader = make_seed(case["text"]), get_reader()
    published = Fact(case["published"], (Evidence(0, 1),), "test") if "published" in case else None
    first, last = extract_dates(seed, extract_meeting(seed, reader=reader), published=published, reader=reader)

    assert (case["date"], case.get("end_date")) == (first and first.value, last and last.value)


def test_no_meeting_has_no_date() -> None:
    """Where there is no meeting there is no date."""
    assert extract_dates(make_seed("Tin\nNgày 3/6/2024 trời đẹp."), None, reader=get_reader()) == (None, None)


@pytest.mark.parametrize(
    ("seed", "date", "words"),
    [("000", "2020-07-01", ["ngày 1/7", "năm 2020"]), ("001", "2025", ["tuần trước", "năm 2025"])],
)
def test_seeds_date_their_meeting(seed: str, date: str, words: list[str]) -> None:
    """The year stands elsewhere than the day, and both are evidence."""
    text, reader = get_seed(seed), get_reader()
    first, last = extract_dates(text, extract_meeting(text, reader=reader), reader=reader)

    assert first is not None
    assert (date, None) == (first.value, last)
    assert words == [text.words(evidence) for evidence in first.evidence]


@given(st.text(alphabet="0123456789/-. ngàytừđến–,", max_size=60))
def test_any_figures_are_read_without_harm(figures: str) -> None:
    """Whatever looks like a date gives a real day or none."""
    seed, reader = make_seed(f"Hội nghị SOM ASEAN\nHội nghị SOM ASEAN diễn ra {figures} tại Huế."), get_reader()
    first, _ = extract_dates(seed, extract_meeting(seed, reader=reader), reader=reader)

    assert first is None or len(first.value) in (4, 7, 10)
