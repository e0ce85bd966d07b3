"""Reads which named instruments a report mentions: by acronym or full name, anywhere in its title, headings and paragraphs.

Naming is enough; speaking of an instrument's subject is not. In the order of the vocabulary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.models import Evidence, Fact

if TYPE_CHECKING:
    from generator.extract.reader import Reader
    from generator.models import Seed


def extract_agreements(seed: Seed, *, reader: Reader) -> tuple[Fact[str], ...]:
    """Return the ids of the instruments named, each with every place where it is, in the vocabulary's order."""
    reading = reader.read(seed)
    places: dict[str, list[Evidence]] = {}
    for sentence in reading.sentences:
        for match in reading.matches_in("agreements", sentence.start, sentence.end):
            places.setdefault(match.id, []).append(Evidence(match.start, match.end))
    return tuple(
        Fact(identifier, tuple(places[identifier]), "agreements.term")
        for identifier in reader.vocabulary.agreements
        if identifier in places
    )
