"""The coverage page as data: what is missing or in doubt, by the ids that the pages go by, and what the site was built from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.coverage import Coverage
    from generator.models import Digest


def coverage_record(digest: Digest, coverage: Coverage, *, built: str) -> dict[str, Any]:
    """Return the coverage as JSON values; `built` is when, ISO 8601. Reports and meetings go by the names of their pages."""
    return {
        "built": built,
        "seeds": sorted(
            ({"file": b.seed.name, "brief": b.id, "sha256": b.seed.hash} for b in digest.briefs), key=lambda seed: seed["brief"]
        ),
        "rounds_without_report": [{"series": s, "first": gap.first, "last": gap.last} for s, gap in coverage.rounds],
        "meetings_with_one_report": [meeting.id for meeting in coverage.single],
        "blank": {name: [brief.id for brief in briefs] for name, briefs in coverage.blanks.items()},
        "dates_without_day": [brief.id for brief in coverage.vague],
        "conflicts": [
            {"meeting": c.meeting.id, "field": c.field, "person": c.person, "values": [_value(found[0]) for found in c.values]}
            for c in coverage.conflicts
        ],
        "persons_unsure": {person.id: list(person.unsure) for person in coverage.unsure},
        "participants_without_side": [{"brief": a.brief.id, "name": a.participant.name.value} for a in coverage.sideless],
        "statements_without_speaker": coverage.voiceless,
        "corrections_of_changed_text": [brief.id for brief in coverage.stale],
        "without_address": [brief.id for brief in coverage.sourceless],
    }


def _value(value: object) -> object:
    return [part for part in value if part] if isinstance(value, tuple) else value
