"""Chooses the key points: up to five whole sentences, verbatim, that between them carry most of what was found.

A greedy cover: each fact has a weight, a sentence is worth the facts that no chosen sentence carries yet, and the worthiest is
taken until nothing is gained. What was decided or asked weighs more than what was said. Captions and headings are never taken.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from generator.models import Evidence, Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.models import ReportedMeeting, Seed, Statement

# What a fact is worth. Outcomes come first: an agreement is what a reader looks for; thanks and news are not.
_ACT_WEIGHTS = {
    "agree": 4.0,
    "pledge": 3.0,
    "propose": 3.0,
    "call-for": 3.0,
    "oppose": 3.0,
    "affirm": 2.0,
    "welcome": 1.5,
    "inform": 1.0,
    "thank": 0.5,
}
_MEETING_WEIGHT = 1.5
_NAMED_WEIGHT = 1.0
_LEAST_GAIN = 2.0
# A sentence longer than this pays for the reader's patience: its worth is divided by how many times longer it is.
_PATIENCE = 450

_Item = tuple[str, str]


def extract_key_points(
    seed: Seed,
    meeting: ReportedMeeting | None,
    statements: Sequence[Statement],
    topics: Sequence[Fact[str]],
    agreements: Sequence[Fact[str]],
    *,
    limit: int = 5,
) -> tuple[Fact[str], ...]:
    """Return the key sentences in the order of the text, at most `limit`; none where nothing was found.

    Weights: an agreement 4, a pledge, proposal, call or objection 3, an affirmation 2, a welcome 1.5, news 1, thanks 0.5; the
    meeting's name, date and place 1.5 each; each topic and instrument 1. A sentence must add 2 to be taken.
    """
    weighted = list(_weigh(meeting, statements, topics, agreements))
    sentences = [s for block in seed.blocks if block.kind == "paragraph" for s in block.sentences]
    worth = _place_items(sentences, weighted)
    chosen: list[Evidence] = []
    covered: set[_Item] = set()
    while len(chosen) < limit:
        gains = {s: _gain(s, items, covered) for s, items in worth.items() if s not in chosen}
        best = max(gains, key=lambda s: (gains[s], -s.start), default=None)
        if best is None or gains[best] < _LEAST_GAIN:
            break
        chosen.append(best)
        covered |= worth[best].keys()
    return tuple(Fact(seed.words(s), (s,), "key-points.cover") for s in sorted(chosen))


def _weigh(
    meeting: ReportedMeeting | None,
    statements: Sequence[Statement],
    topics: Sequence[Fact[str]],
    agreements: Sequence[Fact[str]],
) -> Iterator[tuple[_Item, Evidence, float]]:
    """Yield each place where a fact stands, with the fact and its weight."""
    for number, statement in enumerate(statements):
        yield ("statement", str(number)), statement.act.evidence[0], _ACT_WEIGHTS[statement.act.value]
    if meeting:
        for key, fact in (("name", meeting.name), ("date", meeting.date), ("place", meeting.place)):
            for evidence in fact.evidence if fact else ():
                yield ("meeting", key), evidence, _MEETING_WEIGHT
    for kind, facts in (("topic", topics), ("agreement", agreements)):
        for fact in facts:
            for evidence in fact.evidence:
                yield (kind, fact.value), evidence, _NAMED_WEIGHT


def _place_items(
    sentences: Sequence[Evidence], weighted: Sequence[tuple[_Item, Evidence, float]]
) -> dict[Evidence, dict[_Item, float]]:
    """Return the facts that stand in each sentence, with their weights."""
    worth: dict[Evidence, dict[_Item, float]] = {sentence: {} for sentence in sentences}
    for item, place, weight in weighted:
        index = bisect_right(sentences, place.start, key=lambda s: s.start) - 1
        if index >= 0 and place.end <= sentences[index].end:
            worth[sentences[index]][item] = weight
    return worth


def _gain(sentence: Evidence, items: dict[_Item, float], covered: set[_Item]) -> float:
    """Return what a sentence adds to those chosen, less for one that is very long."""
    gain = sum(weight for item, weight in items.items() if item not in covered)
    return gain / max(1.0, (sentence.end - sentence.start) / _PATIENCE)
