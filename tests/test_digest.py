"""Which reports are of one meeting, and in what order everything stands."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from generator.digest import gather_digest
from generator.vocabulary import Vocabulary, load_vocabulary
from tests.data import load_cases
from tests.factory import make_brief

CASES = load_cases("digest")


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """Return the project's own vocabulary."""
    return load_vocabulary()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["intent"])
def test_reports_are_grouped_into_meetings(case: dict[str, Any], vocabulary: Vocabulary) -> None:
    """Each case lists reports and the meetings they must become."""
    briefs = [make_brief(**report) for report in case["reports"]]

    meetings = {
        meeting.id: [report.id for report in meeting.reports]
        for meeting in gather_digest(briefs, vocabulary=vocabulary).meetings
    }

    assert case["meetings"] == meetings


def test_order_of_input_does_not_matter(vocabulary: Vocabulary) -> None:
    """The same briefs in any order give the same digest."""
    briefs = [
        make_brief("b", series="eas", ordinal=9, date="2014-11-13", topics=("trade",)),
        make_brief("a", series="eas", ordinal=9, date="2014", topics=("energy", "trade")),
        make_brief("c", published="2019-01-01"),
    ]
    expected = gather_digest(briefs, vocabulary=vocabulary)

    for order in itertools.permutations(briefs):
        assert expected == gather_digest(order, vocabulary=vocabulary)


def test_briefs_are_newest_first_and_undated_last(vocabulary: Vocabulary) -> None:
    """A brief is filed under its meeting's date, else its publication's; without either it comes last."""
    briefs = [
        make_brief("undated"),
        make_brief("published", published="2021-05-01"),
        make_brief("met", series="eas", date="2022-11-13", published="2022-12-01"),
        make_brief("year-only", series="eas", date="2021"),
    ]

    order = [brief.id for brief in gather_digest(briefs, vocabulary=vocabulary).briefs]

    assert ["met", "published", "year-only", "undated"] == order


def test_topics_follow_the_vocabulary(vocabulary: Vocabulary) -> None:
    """Topics stand in the vocabulary's order, those nobody has are left out."""
    briefs = [make_brief("a", topics=("energy", "trade")), make_brief("b", topics=("trade",))]

    topics = [(topic, [brief.id for brief in having]) for topic, having in gather_digest(briefs, vocabulary=vocabulary).topics]

    assert [("trade", ["b", "a"]), ("energy", ["a"])] == topics


def test_a_brief_without_a_meeting_has_no_meeting_page(vocabulary: Vocabulary) -> None:
    """Commentary is listed, but is no meeting."""
    assert gather_digest([make_brief("comment")], vocabulary=vocabulary).meetings == ()


def test_a_meeting_takes_its_most_precise_date(vocabulary: Vocabulary) -> None:
    """Of a year and a day, the day says more."""
    briefs = [
        make_brief("a", series="eas", ordinal=9, date="2014"),
        make_brief("b", series="eas", ordinal=9, date="2014-11-13"),
    ]

    (meeting,) = gather_digest(briefs, vocabulary=vocabulary).meetings

    assert meeting.date == "2014-11-13"
