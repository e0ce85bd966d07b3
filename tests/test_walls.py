"""An article, and what stands in its place."""

from __future__ import annotations

from itertools import cycle, islice
from typing import Any

import pytest

from generator.walls import find_wall
from generator.webpage import Article
from tests.data import load_cases


@pytest.mark.parametrize("case", load_cases("walls"), ids=lambda case: case["intent"])
def test_what_is_no_article_is_named(case: dict[str, Any]) -> None:
    """With its title and its first words, so that whoever asked sees what the extractor saw."""
    text = " ".join(islice(cycle(case["text"].split()), case["words"]))
    everything = f"{text} {case.get('around', '')}"
    article = Article(case["title"], (text,), None, "", None, "", None, None, "utf-8", is_free=True, all_text=everything)

    found = find_wall(article)

    assert (case["wall"] is None) == (found is None)
    assert found is None or found.startswith(f"{case['wall']}: {case['words']} words of text, {case['title']!r}, “{text[:20]}")
