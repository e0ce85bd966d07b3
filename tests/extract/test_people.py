"""Who took part, with what office, for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.extract.meeting import extract_meeting
from generator.extract.people import extract_participants
from generator.models import Evidence, Fact, ReportedMeeting
from tests.data import load_cases
from tests.extract.reading import get_reader, get_seed, make_seed

if TYPE_CHECKING:
    from generator.models import Participant


def describe(participant: Participant) -> str:
    """Return a participant as the cases write one."""
    facts = (participant.name, participant.role, participant.country)
    return " | ".join(fact.value if fact else "-" for fact in facts)


@pytest.mark.parametrize("case", load_cases("people"), ids=lambda case: case["intent"])
def test_report_names_participants(case: dict[str, Any]) -> None:
    """Those whom the report shows at the meeting take part, with the words of the text for their office."""
    country = Fact(case["place"], (Evidence(0, 1),), "test") if "place" in case else None
    series = Fact(case["series"], (Evidence(0, 1),), "test") if "series" in case else None
    seed = make_seed(case["text"])
    meeting = extract_meeting(seed, reader=get_reader()) if "read" in case else ReportedMeeting(series=series, country=country)
    found = extract_participants(seed, meeting, reader=get_reader())

    assert case["people"] == [describe(participant) for participant in found]


def test_no_meeting_has_no_participants() -> None:
    """Where there is no meeting nobody takes part in it."""
    seed = make_seed("Tin trong ngày\nThứ trưởng Ngoại giao Lê Thu Hằng dự khai giảng.")

    assert extract_participants(seed, None, reader=get_reader()) == ()


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        (
            "000",
            [
                "Nguyễn Quốc Dũng | Thứ trưởng Bộ Ngoại giao, Trưởng SOM ASEAN của Việt Nam | VN",
                "Trần Hiểu Đông | Trưởng SOM ASEAN Trung Quốc, Trợ lý Bộ trưởng Ngoại giao | CN",
            ],
        ),
        (
            "001",
            [
                "Tôn Vệ Đông | Thứ trưởng Ngoại giao, Trưởng quan chức cấp cao (SOM) Trung Quốc | CN",
                "Đỗ Hùng Việt | Thứ trưởng Bộ Ngoại giao, Trưởng SOM ASEAN Việt Nam | VN",
            ],
        ),
    ],
)
def test_seeds_name_their_participants(seed: str, expected: list[str]) -> None:
    """The real seeds give exactly those who met."""
    found = extract_participants(get_seed(seed), ReportedMeeting(), reader=get_reader())

    assert expected == [describe(participant) for participant in found]


@pytest.mark.parametrize("seed", ["000", "001"])
def test_evidence_is_verbatim(seed: str) -> None:
    """A name is the very words at its evidence, and a role those at its evidence, joined with a comma."""
    text = get_seed(seed)
    for participant in extract_participants(text, ReportedMeeting(), reader=get_reader()):
        assert participant.name.value == text.words(participant.name.evidence[0])
        assert participant.role is not None
        assert participant.role.value == ", ".join(text.words(e) for e in participant.role.evidence)


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("Prime Minister Adrian Koh attended the meeting.", "SG"),
        ("Prime Minister Adrian Koh attended the meeting with Japan.", "SG"),
        ("Japan said that Prime Minister Adrian Koh attended the meeting.", None),
        ("He was accompanied by Foreign Minister Adrian Koh at the meeting.", None),
        ("The guest called on the Vice President, Adrian Koh, after the meeting.", None),
        ("Managing director Adrian Koh attended the meeting.", None),
    ],
)
def test_a_national_outlet_speaks_of_its_own_government(sentence: str, country: str | None) -> None:
    """An office without a country is the outlet's own, unless the sentence has spoken of another party or speaks of a guest."""
    publisher = Fact("The Straits Times", (Evidence(0, 1),), "test")
    found = extract_participants(
        make_seed(f"Ministers meet\n{sentence}"), ReportedMeeting(), publisher=publisher, reader=get_reader()
    )

    assert [country] == [p.country and p.country.value for p in found]


def test_an_outlet_tells_nothing_of_the_other_side() -> None:
    """Where two sides meet, and one of an outlet's country is there, an office without a country may be the other's."""
    publisher = Fact("The Straits Times", (Evidence(0, 1),), "test")
    text = """8th Singapore-Australia Defence Dialogue
Deputy Minister Hugh Smith met Singapore's Deputy Secretary Adrian Koh at the 8th Singapore-Australia Defence Dialogue in Hue.
"""
    seed = make_seed(text)
    found = extract_participants(seed, extract_meeting(seed, reader=get_reader()), publisher=publisher, reader=get_reader())

    assert [("Hugh Smith", None), ("Adrian Koh", "SG")] == [(p.name.value, p.country and p.country.value) for p in found]
