"""Which instruments and stock phrases a report names."""

from __future__ import annotations

from typing import Any

import pytest

from generator.extract.named import extract_named
from tests.data import load_cases
from tests.extract.reading import get_reader, get_seed, make_seed


@pytest.mark.parametrize("case", load_cases("agreements"), ids=lambda case: case["intent"])
def test_report_names_instruments(case: dict[str, Any]) -> None:
    """An acronym or a full name counts, in any usual spelling; the subject alone does not."""
    found = extract_named(make_seed(case["text"]), "agreements", reader=get_reader())

    assert case["agreements"] == [fact.value for fact in found]


@pytest.mark.parametrize(
    ("number", "agreements"),
    [("000", {"doc", "coc", "unclos", "rcep", "acfta"}), ("001", {"acfta", "rcep", "coc", "un-charter", "hanoi-convention"})],
)
def test_seeds_name_their_instruments(number: str, agreements: set[str]) -> None:
    """Those that readers look for are there, each with every place where it is named."""
    seed = get_seed(number)
    facts = {fact.value: fact for fact in extract_named(seed, "agreements", reader=get_reader())}

    assert agreements <= set(facts)
    assert len(facts["coc"].evidence) == seed.text.count("COC") + seed.text.count("Bộ Quy tắc") + seed.text.count(
        "Bộ quy tắc ứng"
    )


def test_captions_are_not_read() -> None:
    """What only a picture's caption names is not named by the report."""
    seed = make_seed(
        "Tin đối ngoại\nHai bên đã gặp nhau tại Huế hôm nay.\n\nLễ ký RCEP. Ảnh: TTXVN\n\nCác bên sẽ gặp lại vào năm sau."
    )

    assert extract_named(seed, "agreements", reader=get_reader()) == ()
