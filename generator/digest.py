"""Gathers briefs into one digest: reports of one meeting together, everything in an order that no run can change.

Which reports are of one meeting and which names of one person is said elsewhere (`identity`, `persons`); here is the order.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.addresses import Addresses, keep_briefs, keep_meetings, keep_people
from generator.identity import group_reports
from generator.models import Digest, Meeting
from generator.persons import gather_persons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.models import Brief
    from generator.vocabulary import Vocabulary


def gather_digest(briefs: Iterable[Brief], *, vocabulary: Vocabulary, known: Addresses | None = None) -> Digest:
    """Return the digest of `briefs`, whose order does not matter; pages that are `known` keep their names."""
    addresses = known or Addresses()
    ordered = sorted(keep_briefs(briefs, addresses), key=lambda brief: brief.id)
    ordered.sort(key=lambda brief: (brief.date or "", brief.id), reverse=True)
    meetings = _gather_meetings(ordered, vocabulary, addresses)
    home = {brief.id: meeting.id for meeting in meetings for brief in meeting.reports}
    return Digest(
        briefs=tuple(ordered),
        meetings=meetings,
        topics=_index_topics(ordered, vocabulary),
        persons=keep_people(gather_persons(ordered, meetings=home, vocabulary=vocabulary), addresses),
    )


def _gather_meetings(briefs: Iterable[Brief], vocabulary: Vocabulary, known: Addresses) -> tuple[Meeting, ...]:
    """Return the meetings of `briefs`, newest first, undated last."""
    groups = keep_meetings(group_reports(briefs, vocabulary=vocabulary), known)
    meetings = [_make_meeting(identifier, group) for identifier, group in groups.items()]
    return tuple(sorted(meetings, key=lambda meeting: (meeting.date or "", meeting.id), reverse=True))


def _make_meeting(identifier: str, group: Sequence[Brief]) -> Meeting:
    """Return one meeting of its reports, the earliest published first, those without a date last."""
    reports = tuple(sorted(group, key=_publication))
    facts = [brief.meeting for brief in reports if brief.meeting]
    series = next((fact.series.value for fact in facts if fact.series), None)
    # The number of another series would make a meeting that nobody reports.
    numbers = (fact.ordinal.value for fact in facts if fact.ordinal and (fact.series.value if fact.series else None) == series)
    return Meeting(id=identifier, series=series, ordinal=next(numbers, None), reports=reports)


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
