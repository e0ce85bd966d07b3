"""Where reports of one meeting differ, and which of them has which claim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator import comparison
from generator.comparison import Claim, Comparison, by_reach, compare, most_repeated, widest
from generator.ledger import Ledger
from generator.models import Meeting
from tests.data import load_cases
from tests.factory import make_brief, make_fact
from tests.reports import get_digest, get_meeting, get_vocabulary

COMPARISON = Comparison(get_vocabulary())


def claims_at(identifier: str) -> tuple[Claim, ...]:
    """Return the claims of the reports of one meeting."""
    meeting = get_meeting(identifier)
    positions = Ledger(get_digest(), vocabulary=get_vocabulary()).by_meeting[identifier]
    return compare(positions, reports=len(meeting.reports))


def test_contradictions_stand_side_by_side() -> None:
    """Another day and another rank are contradictions; a shorter place, another language and a missing number are not."""
    found = {(c.meeting.id, c.field, c.person) for m in get_digest().meetings for c in COMPARISON.conflicts(m)}

    assert found == {("asean-india-som-24", "date", None), ("asean-india-som-24", "role", "keo-sophanith")}


@pytest.mark.parametrize("case", load_cases("conflicts"), ids=lambda case: case["intent"])
def test_values_conflict_only_where_both_cannot_be_right(case: dict[str, object]) -> None:
    """Each case holds what two reports say of a meeting, and the fields on which they contradict each other."""
    reports = case["reports"]
    assert isinstance(reports, list)
    briefs = tuple(make_brief(f"report-{n}", **facts) for n, facts in enumerate(reports))

    found = COMPARISON.conflicts(Meeting("m", None, None, briefs))

    assert case["conflicts"] == [conflict.field for conflict in found]


@pytest.mark.parametrize("identifier", ["asean-india-som-24", "asean-india-som-25", "eas-fmm-2024-07-25"])
def test_every_statement_is_in_one_claim(identifier: str) -> None:
    """Claims part the statements: each is in one, in its own report's place."""
    found = claims_at(identifier)
    statements = [s.quote for report in get_meeting(identifier).reports for s in report.statements]

    assert sorted(p.said.statement.quote.evidence for c in found for p in c.told) == sorted(q.evidence for q in statements)
    assert all(p is None or p.said.number == place for c in found for place, p in enumerate(c.cells, start=1))


def test_one_claim_is_found_in_both_languages() -> None:
    """The same proposal in a Vietnamese and an English report is one claim, and so is a rewording of it."""
    words = "Đối tác chiến lược toàn diện"
    claim = next(c for c in claims_at("asean-india-som-24") if words in c.told[0].said.statement.quote.value)
    first, second, third = (p.said.statement.quote.value if p else "" for p in claim.cells)

    assert "comprehensive strategic partnership" in second
    assert first != third
    assert words in third


def test_of_very_many_reports_what_most_of_them_have_comes_first() -> None:
    """A statement comes with all reports that have its wording, the most repeated first, and under who makes it."""
    positions = Ledger(get_digest(), vocabulary=get_vocabulary()).by_meeting["asean-india-som-24"]
    repeated = (*positions, *(replace(p, said=replace(p.said, number=p.said.number + 3)) for p in positions[2:4]))

    found = most_repeated(repeated, 2)

    assert {positions[2].said.statement.quote, positions[3].said.statement.quote} == {p.said.statement.quote for p in found}
    assert 4 == len(found)
    claims = compare(found, reports=6)
    assert [2, 2] == [len(claim.told) for claim in claims]
    assert [claims[0]] == [claim for told in widest(claims, 1).values() for claim in told]


def test_what_one_report_leaves_out_is_shown_as_left_out() -> None:
    """Claims of several reports come first, then those of each alone."""
    told = list(by_reach(claims_at("asean-india-som-24")))

    assert [None, 1, 2, 3] == [part.number for part in told]
    assert all(len(claim.told) > 1 for claim in told[0].claims)
    assert all(len(claim.told) == 1 for part in told[1:] for claim in part.claims)


def test_to_oppose_and_to_welcome_are_two_claims() -> None:
    """However alike the words, one report has the side against it and the other for it."""
    first = next(p for c in claims_at("asean-india-som-24") for p in c.told if p.said.statement.act.value == "oppose")
    said = replace(first.said, number=2, statement=replace(first.said.statement, act=make_fact("welcome")))

    assert 2 == len(compare([replace(first, said=replace(first.said, number=1)), replace(first, said=said)], reports=2))


def test_different_sides_never_make_one_claim() -> None:
    """Whoever says it is part of what is claimed."""
    for claim in claims_at("asean-india-som-24"):
        assert len({frozenset(position.sides) for position in claim.told}) == 1


def copies(number: int) -> tuple[Claim, ...]:
    """Return the claims of so many reports, each with the statements of one and the same."""
    first = [p for claim in claims_at("asean-india-som-24") for p in claim.told if p.said.number == 1]
    told = [replace(p, said=replace(p.said, number=n)) for n in range(1, number + 1) for p in first]
    return compare(told, reports=number)


def test_copies_of_one_report_have_the_same_claims() -> None:
    """A text that many outlets print is told by all of them, statement by statement."""
    claims, alone = copies(12), copies(1)

    assert alone
    assert len(claims) == len(alone)
    for claim, one in zip(claims, alone, strict=True):
        assert [one.told[0].said.statement] * 12 == [position.said.statement for position in claim.told]


def test_a_copy_costs_no_more_to_compare_than_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a hundred outlets print is looked at once for each of them, and not once for each two."""
    looks: list[float] = []

    def share(one: frozenset[str], other: frozenset[str]) -> float:
        looks.append(1.0 if one == other else 0.0)
        return looks[-1]

    monkeypatch.setattr(comparison, "_share", share)

    copies(10)
    ten = len(looks)
    copies(20)

    assert len(looks) - ten <= ten * 2.2
