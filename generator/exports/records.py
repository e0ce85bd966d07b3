"""The brief record: what a brief holds as plain JSON, values first, and for each value the words it rests on.

The form is a contract with whoever reads it; keys are only ever added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.models import Brief, Fact, ReportedMeeting, Seed

_encoder = msgspec.json.Encoder()
_SOURCE_FIELDS = ("url", "publisher", "published", "retrieved", "archive")
_MEETING_FIELDS = ("series", "ordinal", "name", "date", "end_date", "place", "country", "format")


def brief_record(brief: Brief) -> dict[str, Any]:
    """Return `brief` as JSON values; dates are ISO 8601, countries ISO 3166-1 alpha-2, evidence in code points of the text."""
    source = brief.source
    return {
        "seed": brief.seed.name,
        "id": brief.id,
        "lang": brief.seed.lang,
        "title": brief.seed.title,
        "source": {name: value_of(getattr(source, name)) for name in _SOURCE_FIELDS},
        "meeting": _meeting(brief.meeting),
        "participants": [
            {"name": p.name.value, "role": value_of(p.role), "country": value_of(p.country), "person": p.person}
            for p in brief.participants
        ],
        "parties": [fact.value for fact in brief.parties],
        "topics": [fact.value for fact in brief.topics],
        "agreements": [fact.value for fact in brief.agreements],
        "phrases": [fact.value for fact in brief.phrases],
        "statements": [
            {
                "speaker": s.speaker.value,
                "act": s.act.value,
                "quote": s.quote.value,
                "topics": list(s.topics),
                "agreements": list(s.agreements),
                "phrases": list(s.phrases),
                "until": value_of(s.until),
                "actors": [actor.value for actor in s.actors],
                "joint": s.joint,
            }
            for s in brief.statements
        ],
        "evidence": {key: _evidence(fact, brief.seed) for key, fact in find_facts(brief)},
    }


def json_line(record: dict[str, Any]) -> str:
    """Return a record as one line of JSON, without blanks between its parts and without the line feed."""
    return _encoder.encode(record).decode()


def find_facts(brief: Brief) -> Iterator[tuple[str, Fact[Any]]]:
    """Yield each fact of `brief` under the key the record's evidence has it under, e.g. `meeting.date`, `topics.trade`."""
    named: list[tuple[str, Fact[Any] | None]] = [(f"source.{n}", getattr(brief.source, n)) for n in _SOURCE_FIELDS]
    if brief.meeting:
        named += [(f"meeting.{n}", getattr(brief.meeting, n)) for n in (*_MEETING_FIELDS, "upcoming")]
    for index, participant in enumerate(brief.participants):
        named += [(f"participants.{index}.{n}", getattr(participant, n)) for n in ("name", "role", "country")]
    for name in ("parties", "topics", "agreements", "phrases"):
        named += [(f"{name}.{fact.value}", fact) for fact in getattr(brief, name)]
    for index, statement in enumerate(brief.statements):
        named += [(f"statements.{index}.{n}", getattr(statement, n)) for n in ("speaker", "act", "quote", "until")]
        named += [(f"statements.{index}.actors.{actor.value}", actor) for actor in statement.actors]
    return ((key, fact) for key, fact in named if fact is not None)


def _meeting(meeting: ReportedMeeting | None) -> dict[str, Any] | None:
    if meeting is None:
        return None
    values = {name: value_of(getattr(meeting, name)) for name in _MEETING_FIELDS}
    return {**values, "upcoming": meeting.upcoming is not None and meeting.upcoming.value}


def value_of(fact: Fact[Any] | None) -> Any:  # noqa: ANN401 - whatever the fact holds
    """Return what a fact says; None where there is none."""
    return None if fact is None else fact.value


def _evidence(fact: Fact[Any], seed: Seed) -> list[list[Any]]:
    """Return `[start, end, words, rule]` for each place; a correction has no place, but its rule is said."""
    return [[e.start, e.end, seed.words(e), fact.rule] for e in fact.evidence] or [[None, None, None, fact.rule]]
