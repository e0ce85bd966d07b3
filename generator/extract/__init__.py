"""Reads a seed's facts: the one place that knows all extractors and the order in which each needs what another found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.extract.actors import extract_actors
from generator.extract.dates import extract_dates, extract_publication
from generator.extract.key_points import extract_key_points
from generator.extract.meeting import extract_meeting
from generator.extract.named import extract_named
from generator.extract.objects import extract_objects
from generator.extract.parties import extract_parties
from generator.extract.people import extract_participants
from generator.extract.places import extract_format, extract_place
from generator.extract.source import extract_source
from generator.extract.statements import extract_statements
from generator.extract.topics import extract_topics
from generator.models import CORRECTED, Brief, Fact

if TYPE_CHECKING:
    from generator.extract.reader import Reader
    from generator.models import ReportedMeeting, Seed


def extract_brief(seed: Seed, *, reader: Reader) -> Brief:
    """Return everything that a report says, each value with the words it was read from.

    A report on no meeting has a source and mentions of instruments, nothing else.
    """
    source = extract_source(seed, reader=reader)
    if source.published is None:
        source = replace(source, published=extract_publication(seed, reader=reader))
    meeting = _read_meeting(seed, published=source.published, reader=reader)
    participants = extract_participants(seed, meeting, publisher=source.publisher, reader=reader)
    agreements = extract_named(seed, "agreements", reader=reader)
    topics = extract_topics(seed, meeting, reader=reader)
    said = extract_statements(seed, participants, reader=reader) if meeting else ()
    parties = extract_parties(seed, meeting, participants, statements=said, reader=reader)
    day = meeting.date if meeting and meeting.date else source.published
    statements = extract_objects(seed, said, topics, held=day.value if day else None, reader=reader)
    return Brief(
        seed=seed,
        source=source,
        meeting=meeting,
        participants=participants,
        parties=parties,
        topics=topics,
        agreements=agreements,
        phrases=extract_named(seed, "phrases", reader=reader) if meeting else (),
        statements=extract_actors(seed, statements, participants, parties, reader=reader),
        key_points=extract_key_points(seed, meeting, statements, topics, agreements),
    )


def complete_statements(brief: Brief, *, reader: Reader) -> Brief:
    """Return `brief` with what extraction would find in the statements that an editor added: who speaks, and about what."""
    added = [statement for statement in brief.statements if statement.act.rule == CORRECTED]
    if not added:
        return brief
    topics = [Fact(topic, (), CORRECTED) for topic in reader.vocabulary.topics]
    found = extract_objects(brief.seed, added, topics, held=brief.date, reader=reader)
    spoken = extract_actors(brief.seed, found, brief.participants, brief.parties, reader=reader)
    # What the editor wrote stands, a blank too.
    told = {
        old.quote.evidence: replace(new, **{name: getattr(old, name) for name in old.given})
        for old, new in zip(added, spoken, strict=True)
    }
    return replace(brief, statements=tuple(told.get(s.quote.evidence, s) for s in brief.statements))


def _read_meeting(seed: Seed, *, published: Fact[str] | None, reader: Reader) -> ReportedMeeting | None:
    """Return the meeting with its days, place and format."""
    meeting = extract_meeting(seed, reader=reader)
    if meeting is None:
        return None
    date, end_date = extract_dates(seed, meeting, published=published, reader=reader)
    place, country = extract_place(seed, meeting, reader=reader)
    format_ = extract_format(seed, meeting, place=place or country, reader=reader)
    return replace(meeting, date=date, end_date=end_date, place=place, country=country, format=format_)
