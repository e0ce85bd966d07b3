"""What statements are about, and by when."""

from __future__ import annotations

from typing import Any

import pytest

from generator.extract.objects import extract_objects
from generator.extract.statements import extract_statements
from generator.extract.topics import extract_topics
from generator.models import Evidence, Fact, ReportedMeeting, Statement
from tests.data import load_cases
from tests.extract.reading import get_reader, make_seed


def describe(statement: Statement) -> dict[str, Any]:
    """Return what the cases say of a statement, without what it has not."""
    until = statement.until.value if statement.until else None
    found = {"topics": list(statement.topics), "agreements": list(statement.agreements), "phrases": list(statement.phrases)}
    return {key: value for key, value in {**found, "until": until}.items() if value}


@pytest.mark.parametrize("case", load_cases("objects"), ids=lambda case: case["intent"])
def test_statement_is_about_what_its_quote_names(case: dict[str, Any]) -> None:
    """Topics, instruments and phrases of the lists, and the words for a time to come."""
    seed, reader = make_seed(case["text"]), get_reader()
    topics = extract_topics(seed, ReportedMeeting(), reader=reader)
    if "topics" in case:
        topics = tuple(Fact(topic, (Evidence(0, 1),), "test") for topic in case["topics"])
    statements = extract_statements(seed, (), reader=reader)

    found = extract_objects(seed, statements, topics, held=case.get("held"), reader=reader)

    assert case["objects"] == [describe(statement) for statement in found]
    for statement in found:
        assert statement.until is None or statement.until.value in statement.quote.value
