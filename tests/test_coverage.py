"""What the coverage page says is missing."""

from __future__ import annotations

import json

from generator.comparison import Comparison
from generator.coverage import survey
from generator.exports.coverage import coverage_record
from generator.views import Index
from tests.reports import get_digest, get_pages, get_vocabulary

COVERAGE = survey(Index(get_digest(), vocabulary=get_vocabulary()), comparison=Comparison(get_vocabulary()))


def test_what_no_report_tells_is_said() -> None:
    """The missing round, the report without date and place, the one without an address, and who is not clear."""
    assert [("asean-india-som", 26, 26)] == [(series, gap.first, gap.last) for series, gap in COVERAGE.rounds]
    for field in ("date", "place", "country", "format"):
        assert ["khong-ngay"] == [brief.id for brief in COVERAGE.blanks[field]]
    assert "khong-ngay" in [brief.id for brief in COVERAGE.sourceless]
    assert {"tran-duc-hoa", "tran-duc-hoa-vn"} == {person.id for person in COVERAGE.unsure}
    assert ["Trần Đức Hòa"] == [appearance.participant.name.value for appearance in COVERAGE.sideless]


def test_meetings_of_several_reports_are_not_listed_as_of_one() -> None:
    """Those that one report tells of are named, the others not."""
    single = {meeting.id for meeting in COVERAGE.single}

    assert single == {meeting.id for meeting in get_digest().meetings if len(meeting.reports) == 1}
    assert "asean-india-som-24" not in single


def test_the_page_and_the_data_say_the_same() -> None:
    """Every meeting, person and report that the data names is on the page, and the data is plain JSON."""
    record = coverage_record(get_digest(), COVERAGE, built="2026-01-01T00:00:00+00:00")
    page = get_pages()["coverage.md"]

    assert json.loads(json.dumps(record)) == record
    assert len(record["seeds"]) == 16
    for meeting in record["meetings_with_one_report"]:
        assert f"meetings/{meeting}.md" in page
    for conflict in record["conflicts"]:
        assert f"meetings/{conflict['meeting']}.md" in page
    for person in record["persons_unsure"]:
        assert f"people/{person}.md" in page
