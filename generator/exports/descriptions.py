"""What a page says of itself where it is shared or found: when and where, who, on what, from whom: facts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.text import on_one_line
from generator.views import merge, merge_dates, merge_participants, widest

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from generator.labels import Labels
    from generator.models import Brief, Meeting
    from generator.naming import Names

_MOST_PEOPLE, _MOST_TOPICS = 3, 4


def describe_brief(brief: Brief, meeting: Meeting | None, names: Names) -> str:
    """Return a line on a report: the meeting that it is of, when, where, who, on what, and whose report it is."""
    said, source = brief.meeting, brief.source
    date = said.date.value if said and said.date else None
    end = said.end_date.value if date and said and said.end_date else None
    place = said.place.value if said and said.place else None
    people = [participant.name.value for participant in brief.participants]
    facts = [
        _when_and_where(names.meeting(meeting) if meeting else "", date, end, place, names.labels),
        *_who_and_what(people, [fact.value for fact in brief.topics], names),
    ]
    parts = [
        *(facts if any(facts) else [f"{names.labels('brief.kicker')}."]),
        names.labels("share.source", publisher=source.publisher.value) if source.publisher else "",
    ]
    return on_one_line(" ".join(filter(None, parts)))


def describe_meeting(meeting: Meeting, names: Names, *, unsure: Container[str] = ()) -> str:
    """Return a line on a meeting: when, where, who, on what, and how many reports it has.

    The date or the place is left out where it is one of the fields `unsure`, on which they contradict each other.
    """
    dates = () if "date" in unsure else merge_dates(meeting)
    places = () if "place" in unsure else merge(meeting, "meeting.place")
    date, end = dates[0][0] if dates else (None, None)
    people = [person.names[0][0] for person in merge_participants(meeting)]
    found = merge(meeting, "topics")
    topics = [topic for topic, _ in widest(found, len(found))]
    parts = [
        _when_and_where("", date, end, places[0][0] if places else None, names.labels),
        *_who_and_what(people, topics, names),
        names.labels("share.reports", n=len(meeting.reports)),
    ]
    return on_one_line(" ".join(filter(None, parts)))


def _when_and_where(heading: str, date: str | None, end: str | None, place: str | None, labels: Labels) -> str:
    """Return what is known of a heading, days and a place as a sentence, each said once."""
    day = (labels.date_range(date, end) if end else labels.date(date)) if date else ""
    known = [
        heading,
        "" if day and day in heading else day,
        labels("share.place", place=place) if place and place not in heading else "",
    ]
    line = ", ".join(filter(None, known))
    return f"{line[:1].upper()}{line[1:]}." if line else ""


def _who_and_what(people: Sequence[str], topics: Sequence[str], names: Names) -> Iterator[str]:
    labels = names.labels
    if people:
        yield labels("share.who", names=_first(people, _MOST_PEOPLE, labels))
    if topics:
        yield labels("share.topics", topics=_first([names.name("topics", topic) for topic in topics], _MOST_TOPICS, labels))


def _first(words: Sequence[str], most: int, labels: Labels) -> str:
    """Return some names in a row; of more than `most` the first, and how many others there are."""
    shown = ", ".join(words[:most])
    return labels("share.more", names=shown, n=len(words) - most) if len(words) > most else shown
