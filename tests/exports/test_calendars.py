"""The calendars, as RFC 5545 wants them, read back by a library that others wrote."""

from __future__ import annotations

import functools
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from generator.exports.calendars import Calendars
from generator.models import Digest, Meeting
from tests.factory import make_brief
from tests.reports import ADDRESS, get_dataset, get_digest, get_pages

if TYPE_CHECKING:
    from collections.abc import Mapping


@functools.cache
def get_calendars() -> Mapping[str, bytes]:
    """Return the calendars of the tests' reports by their paths."""
    return dict(Calendars(get_dataset()).files())


def events_of(content: bytes) -> list[Any]:
    """Return the entries of a calendar."""
    calendar = Calendar.from_ical(content)
    assert [] == calendar.errors
    return list(calendar.walk("VEVENT"))


def calendar_of(*meetings: Meeting) -> bytes:
    """Return the calendar of all of a few meetings."""
    briefs = tuple(brief for meeting in meetings for brief in meeting.reports)
    return dict(Calendars(get_dataset(Digest(briefs, meetings, ()))).files())["calendar.ics"]


@pytest.mark.parametrize("path", get_calendars())
def test_lines_are_as_the_standard_has_them(path: str) -> None:
    """Ended by CR and LF, of 75 bytes at most, and no character is cut in two."""
    content = get_calendars()[path]
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])


@pytest.mark.parametrize("path", get_calendars())
def test_entries_have_what_is_demanded(path: str) -> None:
    """An id that is no other's, the day of its making, a first day and the one after the last, a name and an address."""
    calendar = Calendar.from_ical(get_calendars()[path])
    assert ("2.0", "-//Policy-Brief Digest//EN") == (str(calendar["VERSION"]), str(calendar["PRODID"]))
    events = events_of(get_calendars()[path])
    ids = [str(event["UID"]) for event in events]
    assert events
    assert len(ids) == len(set(ids))
    for event in events:
        assert event["DTSTAMP"].dt.tzinfo is not None
        assert event["DTSTART"].dt < event["DTEND"].dt
        assert event["SUMMARY"]
        page = str(event["URL"]).removeprefix(ADDRESS).rstrip("/")
        assert f"{page}.md" in get_pages()
        assert f"{page}@digest.example" == event["UID"]


def test_all_meetings_with_a_day_are_there_and_the_others_counted() -> None:
    """None is left out in silence."""
    meetings = get_digest().meetings
    dated = {f"meetings/{meeting.id}@digest.example" for meeting in meetings if meeting.day}
    assert dated == {str(event["UID"]) for event in events_of(get_calendars()["calendar.ics"])}
    about = str(Calendar.from_ical(get_calendars()["calendar.ics"])["DESCRIPTION"])
    assert len(dated) < len(meetings)
    assert f"{len(dated)} cuộc họp biết đến ngày" in about
    assert f"{len(meetings) - len(dated)} cuộc họp khác không rõ ngày" in about


def test_a_series_has_its_own() -> None:
    """Beside its page, which leads to it; a series of whose meetings no day is known has none, and no link."""
    series = get_dataset().index.series
    for one, meetings in series.items():
        has = any(meeting.day for meeting in meetings)
        assert has == (f"series/{one}/calendar.ics" in get_calendars())
        assert has == ('data-beside="calendar.ics"' in get_pages()[f"series/{one}.md"])
    assert any(not any(meeting.day for meeting in meetings) for meetings in series.values())


@pytest.mark.parametrize(
    ("end", "after"),
    [
        (None, date(2025, 6, 11)),
        ("2025-06-12", date(2025, 6, 13)),
        ("2025-07", date(2025, 6, 11)),
        ("2025-06-01", date(2025, 6, 11)),
    ],
)
def test_days_are_whole_and_the_end_is_the_day_after(end: str | None, after: date) -> None:
    """A last day that is not known to the day, or comes before the first, is none."""
    last: dict[str, Any] = {"end_date": end} if end else {}
    brief = make_brief("x", date="2025-06-10", published="2025-06-14", **last)
    (event,) = events_of(calendar_of(Meeting("m", None, None, (brief,))))
    assert (date(2025, 6, 10), after) == (event["DTSTART"].dt, event["DTEND"].dt)
    assert datetime(2025, 6, 14, tzinfo=UTC) == event["DTSTAMP"].dt


def test_a_golden_entry() -> None:
    """Letter by letter."""
    brief = make_brief("x", date="2025-06-10", end_date="2025-06-11", place="Huế, Việt Nam", published="2025-06-12")
    content = calendar_of(Meeting("asean-india-som-25", "asean-india-som", 25, (brief,))).decode()
    expected = """\
BEGIN:VEVENT
UID:meetings/asean-india-som-25@digest.example
DTSTAMP:20250612T000000Z
DTSTART;VALUE=DATE:20250610
DTEND;VALUE=DATE:20250612
SUMMARY:Hội nghị Quan chức cao cấp ASEAN - Ấn Độ lần thứ 2
 5
LOCATION:Huế\\, Việt Nam
DESCRIPTION:1 bài
URL:https://digest.example/repo/meetings/asean-india-som-25/
TRANSP:TRANSPARENT
END:VEVENT
"""
    assert expected.replace("\n", "\r\n") in content


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=300))
def test_any_text_comes_back(text: str) -> None:
    """Whatever a place is called, it is one value of one line, read back as it was; white space is squeezed."""
    brief = make_brief("x", date="2025-06-10", place=text)
    content = calendar_of(Meeting("m", None, None, (brief,)))
    assert max(map(len, content.split(b"\r\n"))) <= 75
    (event,) = events_of(content)
    assert " ".join(text.split()) == str(event["LOCATION"])
