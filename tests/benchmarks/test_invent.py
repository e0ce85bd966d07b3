"""The reports that sizes are measured with: the same each time, of all lengths, in both languages, and readable."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from benchmarks.invent import LONGEST, SHORTEST, Inventor, invent
from generator.digest import gather_digest
from generator.reading import load_reader, read_briefs
from generator.seeds import detect_language

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from generator.models import Digest

COUNT = 60


@pytest.fixture(name="reports", scope="module")
def fixture_reports() -> list[str]:
    """Return some reports."""
    inventor = Inventor(load_reader().vocabulary)
    return [inventor.report(number) for number in range(COUNT)]


@pytest.fixture(name="digest", scope="module")
def fixture_digest(reports: list[str], tmp_path_factory: pytest.TempPathFactory) -> Digest:
    """Return what is read from them and gathered."""
    folder = tmp_path_factory.mktemp("reports")
    for number, text in enumerate(reports):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    briefs, problems = read_briefs(folder)
    assert () == problems
    return gather_digest(briefs, vocabulary=load_reader().vocabulary)


def test_fewer_reports_are_the_beginning_of_more(reports: list[str], tmp_path: Path) -> None:
    """The same reports are invented each time, however many are asked for; figures of two days can be compared."""
    invent(tmp_path, 5, inventor=Inventor(load_reader().vocabulary))

    assert reports[:5] == [path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir())]
    assert Inventor(load_reader().vocabulary, seed=2).report(0) != reports[0]


def test_reports_are_short_and_long_and_in_both_languages(reports: list[str]) -> None:
    """From one kilobyte to twenty, as many of one to four and a half as of more."""
    sizes = [len(text.encode()) for text in reports]

    assert SHORTEST <= min(sizes) < 2 * SHORTEST
    assert LONGEST / 2 < max(sizes) <= LONGEST
    assert COUNT / 3 < sum(size < 4_500 for size in sizes) < COUNT * 2 / 3
    assert COUNT / 2 < sum(detect_language(text) == "vi" for text in reports) < COUNT * 5 / 6


def test_meetings_have_several_reports_and_people_come_again(digest: Digest) -> None:
    """What is gathered from several reports is there to be gathered."""
    of_meetings = Counter(len(meeting.reports) for meeting in digest.meetings)

    assert of_meetings[1] > COUNT / 10
    assert sum(count for reports, count in of_meetings.items() if reports > 1) > COUNT / 10
    assert COUNT / 4 < len(digest.persons) < COUNT * 2
    assert max(len({one.brief.id for one in person.appearances}) for person in digest.persons) > 2


def test_most_of_what_is_told_is_read(digest: Digest) -> None:
    """The build has as much to do for an invented report as for a real one: meetings, people, positions, topics."""
    briefs = digest.briefs
    found = {
        "meeting": sum(bool(brief.meeting and brief.meeting.ordinal) for brief in briefs),
        "people": sum(bool(brief.participants) for brief in briefs),
        "positions": sum(bool(brief.statements) for brief in briefs),
        "topics": sum(bool(brief.topics) for brief in briefs),
    }

    assert [] == [name for name, count in found.items() if count < COUNT * 4 / 5]


def test_no_phrase_is_left_open(reports: list[str]) -> None:
    """Each place of a phrase has been filled, in each language."""
    assert [] == [text for text in reports if re.search(r"[{}]", text)]


def test_rounds_of_a_series_follow_each_other() -> None:
    """A later round has a later day, and few are missing: what a series' page compares is in order."""
    vocabulary = load_reader().vocabulary
    inventor = Inventor(vocabulary)
    days: dict[str, dict[int, date]] = {}
    for round_ in itertools.islice(inventor.rounds, 2_000):
        days.setdefault(round_.series.id, {})[round_.ordinal] = round_.day
    rounds = [sorted(found.items()) for found in days.values()]
    pairs = [pair for found in rounds for pair in itertools.pairwise(found)]

    assert len(pairs) > 500
    assert [] == [pair for pair in pairs if pair[0][1] >= pair[1][1]]
    assert sum(after[0] - before[0] == 1 for before, after in pairs) > len(pairs) * 4 / 5


def test_a_report_is_about_a_few_things(digest: Digest) -> None:
    """A real one has three to five topics and four to eight positions; with more, pages would be larger than real ones."""
    topics = sum(len(brief.topics) for brief in digest.briefs) / len(digest.briefs)
    statements = sum(len(brief.statements) for brief in digest.briefs) / len(digest.briefs)

    assert 3 < topics < 7
    assert 4 < statements < 10
