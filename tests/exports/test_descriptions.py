"""What a page says of itself where it is shared or found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.exports.descriptions import describe_brief, describe_meeting
from generator.labels import load_labels
from generator.models import Brief, Meeting, Participant, Source
from generator.naming import Names
from tests.data import load_cases
from tests.factory import make_brief, make_fact
from tests.reports import get_digest, get_pages, get_vocabulary


def make(case: dict[str, Any]) -> Brief:
    """Return the report of a case."""
    publisher = make_fact(case["publisher"]) if "publisher" in case else None
    people = tuple(Participant(name, make_fact(name), None, None) for name in case.get("people", ()))
    brief = make_brief("a", topics=tuple(case.get("topics", ())), **case.get("meeting", {}))
    return replace(brief, source=Source(None, publisher, None), participants=people)


@pytest.mark.parametrize("case", load_cases("descriptions"), ids=lambda case: case["intent"])
def test_a_report(case: dict[str, Any]) -> None:
    """When, where, who, on what, from whom: as far as it is known."""
    brief = make(case)
    meeting = Meeting("a", None, None, (brief,)) if brief.meeting else None
    names = Names(get_vocabulary(), load_labels(case["lang"]), (meeting,) if meeting else ())

    assert case["expected"] == describe_brief(brief, meeting, names)


def test_a_meeting_on_which_reports_contradict_each_other() -> None:
    """What they disagree on is left out; the rest is said, and how many they are."""
    brief = make({"meeting": {"date": "2020-07-01", "place": "Hà Nội"}, "people": ["An"], "topics": ["trade"]})
    names = Names(get_vocabulary(), load_labels("vi"))
    meeting = Meeting("a", None, None, (brief, brief))

    assert "Ngày 1 tháng 7 năm 2020, tại Hà Nội. Dự: An. Bàn: Thương mại. 2 bài." == describe_meeting(meeting, names)
    assert "Tại Hà Nội. Dự: An. Bàn: Thương mại. 2 bài." == describe_meeting(meeting, names, unsure={"date"})
    assert "Dự: An. Bàn: Thương mại. 2 bài." == describe_meeting(meeting, names, unsure={"date", "place"})


def test_no_two_reports_say_the_same() -> None:
    """A description tells pages apart, and fits where it is shown; that of a meeting with two days says neither."""
    heads = [text for path, text in get_pages().items() if path.startswith("briefs/") and "\nkind: brief\n" in text]
    lines = [next(line for line in text.splitlines() if line.startswith("description: ")) for text in heads]

    assert len(get_digest().briefs) == len(set(lines)) == len(lines)
    assert all(len(line) < 420 for line in lines)
    assert "tháng 6 năm 2022" not in get_pages()["meetings/asean-india-som-24.md"].split("description: ")[1].splitlines()[0]
