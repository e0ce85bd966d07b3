"""Which participants of many reports are one person."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from generator.models import Participant
from generator.persons import gather_persons
from generator.text import slugify
from generator.vocabulary import load_vocabulary
from tests.data import load_cases
from tests.factory import make_brief, make_fact

if TYPE_CHECKING:
    from generator.models import Brief

VOCABULARY = load_vocabulary()


def make_appearance(line: str) -> Brief:
    """Return a brief with one participant, from a line of a case."""
    slug, year, name, side, offices = (part.strip() for part in line.split("|"))
    participant = Participant(
        slugify(name),
        make_fact(name),
        None,
        make_fact(side) if side != "-" else None,
        () if offices == "-" else tuple(offices.split()),
    )
    return replace(make_brief(slug, date=year), participants=(participant,))


@pytest.mark.parametrize("case", load_cases("persons"), ids=lambda case: case["intent"])
def test_a_name_alone_makes_no_person(case: dict[str, Any]) -> None:
    """Each case lists appearances and the persons they are, in whatever order they come."""
    briefs = [make_appearance(line) for line in case["appearances"]]
    names = {brief.participants[0].person for brief in briefs}
    assert case.get("known", False) == (names <= set(VOCABULARY.people))

    for order in itertools.permutations(briefs):
        found = gather_persons(order, meetings=case.get("meetings", {}), vocabulary=VOCABULARY)
        assert case["persons"] == {p.id: [[a.brief.id for a in p.appearances], list(p.unsure)] for p in found}
