"""What a report costs to read is in proportion to its length, whatever is in it: no text takes the site down."""

from __future__ import annotations

import contextlib
import time
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import DigestError
from generator.reading import load_reader, read_brief
from generator.seeds import MAX_LINE
from tests.data import load_cases
from tests.reports import CORPUS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CASES = load_cases("costs")
SIZE = 20_000
MOST = 10
"""How many times as much as an ordinary text of its size a text may cost."""
PATIENCE = 5


def ordinary(size: int) -> str:
    """Return so many characters of the reports of the corpus."""
    texts = [path.read_text(encoding="utf-8").partition("\n")[2] for path in sorted(CORPUS.glob("*.txt"))]
    whole = "\n".join(texts)
    return (whole * (size // len(whole) + 1))[:size]


def fill(case: dict[str, Any], size: int) -> str:
    """Return a title, a lead, and then `size` characters of a case."""
    head = str(CASES["heads"][case.get("head", "vi")])
    if "opens" in case:
        nested = size // 2
        return f"{head}{case['opens'] * nested}{case['closes'] * nested}"
    if not case.get("vary"):
        return head + str(case["repeat"] * size)[:size]
    parts, length = [], 0
    for number, name in enumerate(make_names(), start=1):
        parts.append(case["repeat"].format(number=number, name=name))
        length += len(parts[-1])
        if length >= size:
            break
    return head + "".join(parts)[:size]


def make_names() -> Iterator[str]:
    """Yield names without end, most of them of three syllables, many of one surname, no two alike."""
    syllables = [f"{first}{second}" for first, second in product(CASES["syllables"], CASES["endings"])]
    for number in range(len(syllables) ** 2):
        surname = CASES["surnames"][number % len(CASES["surnames"])]
        yield f"{surname} {syllables[number % len(syllables)]} {syllables[number // len(syllables)]}"


def cost(text: str, path: Path) -> float:
    """Return how many seconds of this process reading `text` takes; a text that is refused costs what refusing it takes."""
    path.write_text(text, encoding="utf-8")
    before = time.process_time()
    with contextlib.suppress(DigestError):
        read_brief(path, reader=load_reader())
    return time.process_time() - before


def compare(text: str, folder: Path, *, most: float = MOST) -> float:
    """Return how many times as much as an ordinary one a text costs: the least of several looks, for the machine is shared."""
    path = folder / "report.txt"
    plain, least = CASES["heads"]["vi"] + ordinary(len(text)), float("inf")
    for _ in range(PATIENCE):
        # Both at once, so that they find the machine in the same state; the first look also warms it up.
        least = min(least, cost(text, path) / max(cost(plain, path), 1e-3))
        if least <= most:
            break
    return least


@pytest.mark.parametrize("case", CASES["texts"], ids=lambda case: case["intent"])
def test_no_text_costs_much_more_than_an_ordinary_one(case: dict[str, Any], tmp_path: Path) -> None:
    """Texts that a pattern or a rule could choke on."""
    assert compare(fill(case, SIZE), tmp_path) <= MOST


@pytest.mark.slow
@pytest.mark.parametrize("unit", CASES["units"], ids=repr)
def test_nothing_repeated_costs_much_more_than_an_ordinary_text(unit: str, tmp_path: Path) -> None:
    """Each character, and each short pattern, as often as it fits."""
    head = "en" if unit.isascii() else "vi"
    assert compare(fill({"repeat": unit, "head": head}, SIZE), tmp_path) <= MOST


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES["texts"], ids=lambda case: case["intent"])
def test_a_text_as_long_as_may_be_costs_in_proportion(case: dict[str, Any], tmp_path: Path) -> None:
    """The same in the longest line that is still read, for refusing one costs nothing: what is in proportion stays so."""
    longest = max(len(head) for head in CASES["heads"].values())
    assert compare(fill(case, MAX_LINE - longest), tmp_path) <= MOST
