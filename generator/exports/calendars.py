"""Meetings as iCalendar (RFC 5545): one file of all, and one of each series.

A meeting is there where its first day is known; how many are not stands in the calendar's description. Nothing is of now:
when an entry was made is the last day that anything happened to its reports.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.exports.dataset import end_of
from generator.exports.moments import day_after, is_day, last_change
from generator.views import merge, widest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.exports.dataset import Dataset
    from generator.models import Meeting

NAME = "calendar.ics"
_WIDTH = 75
_SPECIAL = re.compile(r"[\\;,]")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Calendars:
    """The calendars of one digest."""

    def __init__(self, dataset: Dataset) -> None:
        """Make nothing yet."""
        self._dataset, self._labels, self._names = dataset, dataset.labels, dataset.names
        self._host = urlsplit(dataset.address).hostname or "localhost"

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path of each calendar in the site, beside the page it belongs to, and what is in it."""
        everything = self._labels("data.calendar.all", title=self._labels("home.title"))
        series = self._dataset.index.series
        groups = [("", everything, self._dataset.digest.meetings)]
        groups += [(f"series/{one}/", self._names.name("series", one), meetings) for one, meetings in series.items()]
        for folder, title, meetings in groups:
            # A calendar without an entry is none.
            if any(meeting.day for meeting in meetings):
                yield f"{folder}{NAME}", self._calendar(title, meetings)

    def _calendar(self, title: str, meetings: Iterable[Meeting]) -> bytes:
        known = [meeting for meeting in meetings if meeting.day]
        left = len(tuple(meetings)) - len(known)
        about = self._labels("data.calendar.about", n=len(known)) + (
            f" {self._labels('data.calendar.left', n=left)}" if left else ""
        )
        head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Policy-Brief Digest//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
        head += [f"{name}:{_text(title)}" for name in ("NAME", "X-WR-CALNAME")]
        head += [f"{name}:{_text(about)}" for name in ("DESCRIPTION", "X-WR-CALDESC")]
        body = "".join(self._entries[meeting.id] for meeting in known)
        return ("".join(map(_folded, head)) + body + _folded("END:VCALENDAR")).encode()

    @cached_property
    def _entries(self) -> dict[str, str]:
        """The entry of each meeting whose day is known, by its id."""
        return {m.id: "".join(map(_folded, self._entry(m))) for m in self._dataset.digest.meetings if m.day}

    def _entry(self, meeting: Meeting) -> Iterator[str]:
        first, last = meeting.day, end_of(meeting)
        end = last if last and is_day(last) and last > first else first
        place = widest(merge(meeting, "meeting.place"), 1)
        parties = ", ".join(self._names.name("parties", found[0]) for found in merge(meeting, "parties"))
        topics = ",".join(_text(self._names.name("topics", found[0])) for found in merge(meeting, "topics"))
        reports = self._labels("meetings.reports", n=len(meeting.reports))
        yield "BEGIN:VEVENT"
        yield f"UID:meetings/{meeting.id}@{self._host}"
        yield f"DTSTAMP:{_day(last_change(meeting.reports))}T000000Z"
        yield f"DTSTART;VALUE=DATE:{_day(first)}"
        yield f"DTEND;VALUE=DATE:{_day(day_after(end))}"
        yield f"SUMMARY:{_text(self._names.meeting(meeting))}"
        if place:
            yield f"LOCATION:{_text(place[0][0])}"
        yield f"DESCRIPTION:{_text(' · '.join(filter(None, (parties, reports))))}"
        if topics:
            yield f"CATEGORIES:{topics}"
        yield f"URL:{self._dataset.page('meetings', meeting.id)}"
        # It tells what is, and makes nobody busy.
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def _day(iso: str) -> str:
    return iso.replace("-", "")


def _text(value: str) -> str:
    """Return a text as a value of iCalendar."""
    line = " ".join(_UNSEEN.sub("", value).split())
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", line)


def _folded(line: str) -> str:
    """Return a line with its end, folded so that none of it is longer than 75 bytes, and no character is cut."""
    rest, parts, width = line.encode(), [], _WIDTH
    while len(rest) > width:
        cut = width
        while rest[cut] & 0xC0 == 0x80:  # noqa: PLR2004 - a byte within a character of UTF-8
            cut -= 1
        parts.append(rest[:cut])
        rest, width = rest[cut:], _WIDTH - 1  # the space that begins a line counts
    return b"\r\n ".join((*parts, rest)).decode() + "\r\n"
