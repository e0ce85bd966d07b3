"""Gathers briefs into one digest: reports of one meeting together, everything in an order that no run can change.

Two reports are of one meeting when they agree on its series and ordinal, or, in a standing series, on its series and day.
A name alone never joins two reports, nor does a generic series, of which there may be several on one day.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.models import Digest, Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.models import Brief
    from generator.vocabulary import Vocabulary

_DAY_PRECISION = len("YYYY-MM-DD")


def gather_digest(briefs: Iterable[Brief], *, vocabulary: Vocabulary) -> Digest:
    """Return the digest of `briefs`; their order does not matter."""
    ordered = sorted(briefs, key=lambda brief: brief.id)
    ordered.sort(key=lambda brief: (brief_date(brief) or "", brief.id), reverse=True)
    return Digest(
        briefs=tuple(ordered),
        meetings=_gather_meetings(ordered, vocabulary),
        topics=_index_topics(ordered, vocabulary),
    )


def brief_date(brief: Brief) -> str | None:
    """Return the date a brief is filed under: its meeting's, or else its publication's."""
    if brief.meeting and brief.meeting.date:
        return brief.meeting.date.value
    return brief.source.published.value if brief.source.published else None


def meeting_id(brief: Brief, *, vocabulary: Vocabulary) -> str | None:
    """Return the id of the meeting a brief reports on, the same for all reports of one meeting; None without a meeting."""
    meeting = brief.meeting
    if meeting is None:
        return None
    # `report-` cannot begin the id of a meeting known by its series, so the two kinds of id never meet.
    alone = f"report-{brief.id}"
    if meeting.series is None:
        return alone
    series = meeting.series.value
    if vocabulary.series[series].generic:
        return alone
    if meeting.ordinal:
        return f"{series}-{meeting.ordinal.value}"
    if meeting.date and len(meeting.date.value) == _DAY_PRECISION:
        return f"{series}-{meeting.date.value}"
    return alone


def _gather_meetings(briefs: Iterable[Brief], vocabulary: Vocabulary) -> tuple[Meeting, ...]:
    """Return the meetings of `briefs`, newest first, undated last."""
    reports: dict[str, list[Brief]] = defaultdict(list)
    for brief in briefs:
        identifier = meeting_id(brief, vocabulary=vocabulary)
        if identifier is not None:
            reports[identifier].append(brief)
    meetings = [_make_meeting(identifier, group) for identifier, group in reports.items()]
    return tuple(sorted(meetings, key=lambda meeting: (meeting.date or "", meeting.id), reverse=True))


def _make_meeting(identifier: str, group: list[Brief]) -> Meeting:
    """Return one meeting of its reports, the earliest published first, those without a date last."""
    facts = [brief.meeting for brief in group if brief.meeting]
    return Meeting(
        id=identifier,
        series=next((fact.series.value for fact in facts if fact.series), None),
        ordinal=next((fact.ordinal.value for fact in facts if fact.ordinal), None),
        reports=tuple(sorted(group, key=_publication)),
    )


def _publication(brief: Brief) -> tuple[bool, str, str]:
    published = brief.source.published
    return (published is None, published.value if published else "", brief.id)


def _index_topics(briefs: Iterable[Brief], vocabulary: Vocabulary) -> tuple[tuple[str, tuple[Brief, ...]], ...]:
    """Return each topic that a brief has, in the vocabulary's order, with its briefs in the digest's order."""
    index: dict[str, list[Brief]] = defaultdict(list)
    for brief in briefs:
        for topic in brief.topics:
            index[topic.value].append(brief)
    return tuple((topic, tuple(index[topic])) for topic in vocabulary.topics if topic in index)
