"""Which meeting a report is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.extract.meeting import extract_meeting
from generator.seeds import read_seed
from tests.data import load_cases
from tests.extract.reading import get_reader, get_seed, make_seed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("case", load_cases("meeting"), ids=lambda case: case["intent"])
def test_report_is_about_a_meeting(case: dict[str, Any]) -> None:
    """The meeting reported is told from those it was prepared by, stood beside or followed."""
    found = extract_meeting(make_seed(case["text"]), reader=get_reader())
    values = found and {
        key: fact.value if (fact := getattr(found, key)) else None for key in ("series", "ordinal", "name", "upcoming")
    }

    assert (case["meeting"] and {"upcoming": None} | case["meeting"]) == values


@pytest.mark.parametrize(
    ("folder", "is_about"),
    [
        ("news", True),
        ("opinion", False),
        ("en/editorials", False),
        ("sport", False),
        ("the-thao/bong-da", False),
        ("the-gioi/binh-luan", False),
    ],
)
def test_an_address_may_tell_that_there_is_no_meeting(folder: str, is_about: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter
    """Where outlets keep opinions, and what is no matter of states, words for a meeting are of none."""
    path = tmp_path / "case.txt"
    path.write_text(f"https://example.org/{folder}/leaders-meet\nLeaders meet\nThe ASEAN Summit was held in Hue today.\n")

    assert is_about == (extract_meeting(read_seed(path), reader=get_reader()) is not None)


@pytest.mark.parametrize(
    ("seed", "ordinal", "name"),
    [
        ("000", 26, "Hội nghị Tham vấn Quan chức cao cấp ASEAN - Trung Quốc (ACSOC) lần thứ 26"),
        ("001", 31, "cuộc họp Tham vấn quan chức cấp cao ASEAN - Trung Quốc lần thứ 31"),
    ],
)
def test_seeds_are_about_their_consultation(seed: str, ordinal: int, name: str) -> None:
    """The real seeds report on two rounds of one series, held, by their full names."""
    found = extract_meeting(get_seed(seed), reader=get_reader())

    assert found is not None
    assert found.series is not None
    assert (found.series.value, found.ordinal and found.ordinal.value) == ("asean-china-soc", ordinal)
    assert found.name is not None
    assert name == found.name.value == get_seed(seed).words(found.name.evidence[0])
    assert found.upcoming is None


@pytest.mark.parametrize(("host", "is_meeting"), [("state.gov", False), ("example.org", True)])
def test_who_speaks_beside_their_own_ambassador_meets_nobody(host: str, is_meeting: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter
    """On the page of a government, remarks with somebody of the same country are no meeting of two."""
    path = tmp_path / "case.txt"
    path.write_text(f"https://{host}/remarks\nRemarks With U.S. Ambassador to Vietnam Helen Ford\nThank you for coming.\n")

    assert is_meeting == (extract_meeting(read_seed(path), reader=get_reader()) is not None)
