"""The list of what is known of each criterion of WCAG 2.2 is whole, and the tests it names are there."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

TESTS = Path(__file__).parent
CRITERIA = yaml.safe_load((TESTS / "wcag.yml").read_text(encoding="utf-8"))
# How many criteria of levels A and AA each guideline has: https://www.w3.org/TR/WCAG22/.
NUMBERS = {"1.1": 1, "1.2": 5, "1.3": 5, "1.4": 9, "2.1": 3, "2.2": 2, "2.3": 1, "2.4": 8, "2.5": 6, "3.1": 2, "3.2": 5}
NUMBERS |= {"3.3": 6, "4.1": 2}


def test_every_criterion_is_listed() -> None:
    """As many of each guideline as there are, each with what is known of it."""
    found = [name.split(" ")[0].rpartition(".")[0] for name in CRITERIA]
    assert NUMBERS == {guideline: found.count(guideline) for guideline in dict.fromkeys(found)}
    assert 55 == len(CRITERIA)
    assert all(known and known.keys() <= {"tests", "seen", "none"} for known in CRITERIA.values())


def test_the_tests_it_names_are_there() -> None:
    """By the names they are defined under."""
    named = {name for known in CRITERIA.values() for name in known.get("tests", ())}
    there = {
        name
        for path in TESTS.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert set() == named - there
