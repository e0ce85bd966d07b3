"""Reads which instruments and stock phrases a report names: in its title, headings and paragraphs, in any usual wording.

Naming is enough; speaking of an instrument's subject is not. In the order of the vocabulary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from generator.models import Evidence, Fact

if TYPE_CHECKING:
    from generator.extract.reader import Reader
    from generator.models import Seed


def extract_named(seed: Seed, name: Literal["agreements", "phrases"], *, reader: Reader) -> tuple[Fact[str], ...]:
    """Return the ids of the entries of the list `name` that are named, each with every place, in the list's order."""
    reading = reader.read(seed)
    places: dict[str, list[Evidence]] = {}
    for sentence in reading.sentences:
        for match in reading.matches_in(name, sentence.start, sentence.end):
            places.setdefault(match.id, []).append(Evidence(match.start, match.end))
    known = getattr(reader.vocabulary, name)
    return tuple(Fact(identifier, tuple(places[identifier]), f"{name}.term") for identifier in known if identifier in places)
