"""What the digest does not know, and how far what it knows rests on one report: no reader must be misled by silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.rounds import Missing, with_gaps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.comparison import Comparison, Conflict
    from generator.models import Appearance, Brief, Individual, Meeting
    from generator.views import Index

_DAY = len("YYYY-MM-DD")
FIELDS = ("series", "date", "place", "country", "format")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What is missing or in doubt, each in the order of the digest."""

    rounds: tuple[tuple[str, Missing], ...]
    """Series, and rounds of it without a report."""
    single: tuple[Meeting, ...]
    """Meetings that one report tells of."""
    blanks: Mapping[str, tuple[Brief, ...]]
    """For each fact of a meeting, and for participants, parties and statements, the reports it was not read from."""
    vague: tuple[Brief, ...]
    """Reports that give a month or a year for their meeting and no day."""
    unsure: tuple[Individual, ...]
    """Persons who may be the same as another of their name."""
    sideless: tuple[Appearance, ...]
    """Participants of whom no report says whom they represent."""
    voiceless: int
    """How many statements have a speaker whom the report does not tell."""
    conflicts: tuple[Conflict, ...]
    stale: tuple[Brief, ...]
    """Reports whose text was changed after corrections were written for it."""
    sourceless: tuple[Brief, ...]
    """Reports without an address."""


def survey(index: Index, *, comparison: Comparison) -> Coverage:
    """Return what is missing in the digest, or in doubt."""
    digest = index.digest
    met = [brief for brief in digest.briefs if brief.meeting]
    statements = [s for brief in digest.briefs for s in brief.statements]
    return Coverage(
        rounds=tuple(
            (series, item)
            for series, meetings in index.series.items()
            for item in with_gaps(meetings)
            if isinstance(item, Missing)
        ),
        single=tuple(meeting for meeting in digest.meetings if len(meeting.reports) == 1),
        blanks={
            **{name: tuple(b for b in met if getattr(b.meeting, name) is None) for name in FIELDS},
            **{name: tuple(b for b in met if not getattr(b, name)) for name in ("participants", "parties", "statements")},
            **{name: tuple(b for b in digest.briefs if getattr(b.source, name) is None) for name in ("publisher", "published")},
        },
        vague=tuple(b for b in met if b.meeting and b.meeting.date and len(b.meeting.date.value) < _DAY),
        unsure=tuple(person for person in digest.persons if person.unsure),
        sideless=tuple(a for p in digest.persons for a in p.appearances if a.participant.country is None),
        voiceless=sum(not statement.actors and not statement.joint for statement in statements),
        conflicts=tuple(conflict for meeting in digest.meetings for conflict in comparison.conflicts(meeting)),
        stale=tuple(brief for brief in digest.briefs if any(c.stale for c in brief.corrections)),
        sourceless=tuple(brief for brief in digest.briefs if brief.source.url is None),
    )
