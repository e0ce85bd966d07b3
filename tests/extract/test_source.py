"""Where a report comes from and when it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.extract.source import extract_source
from generator.seeds import read_seed
from tests.data import load_cases
from tests.extract.reading import get_reader, get_seed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("case", load_cases("source"), ids=lambda case: case["intent"])
def test_capture_gives_its_source(case: dict[str, Any], tmp_path: Path) -> None:
    """The edges of a capture name the outlet and the day; the report's own sentences do not."""
    path = tmp_path / "case.txt"
    path.write_text(case["text"], encoding="utf-8")
    source = extract_source(read_seed(path), reader=get_reader())

    assert (case.get("publisher"), case.get("published")) == (
        source.publisher and source.publisher.value,
        source.published and source.published.value,
    )


def test_first_seed_comes_from_zing_news() -> None:
    """The address is mended, names the outlet and stands as evidence for it."""
    seed = get_seed("000")
    source = extract_source(seed, reader=get_reader())

    assert source.url
    assert source.publisher
    assert (seed.url, "Zing News", source.url.evidence) == (source.url, source.publisher.value, source.publisher.evidence)


def test_second_seed_does_not_say() -> None:
    """A capture without address, outlet or day has none."""
    source = extract_source(get_seed("001"), reader=get_reader())

    assert (source.url, source.publisher, source.published) == (None, None, None)
