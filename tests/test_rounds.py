"""What a series shows from round to round."""

from __future__ import annotations

from generator import rounds
from generator.digest import gather_digest
from generator.models import Meeting
from generator.rounds import Missing
from tests.factory import make_brief
from tests.reports import get_digest, get_meeting, get_vocabulary


def held() -> list[Meeting]:
    """Return the rounds of the series in the corpus that has three of them."""
    return [meeting for meeting in get_digest().meetings if meeting.series == "asean-india-som"]


def test_numbers_without_a_report_are_named() -> None:
    """Between the 27th and the 25th the 26th is missing; before the first nothing is."""
    shown = [item if isinstance(item, Missing) else item.ordinal for item in rounds.with_gaps(held())]

    assert [27, Missing(26, 26), 25, 24] == shown


def test_a_round_without_a_date_stands_by_its_number() -> None:
    """Its number is not missing, and it is compared with its neighbours."""
    briefs = [
        make_brief("r26", series="eas", ordinal=26, date="2024-05-01"),
        make_brief("r27", series="eas", ordinal=27),
        make_brief("r28", series="eas", ordinal=28, date="2026-05-01"),
    ]
    meetings = gather_digest(briefs, vocabulary=get_vocabulary()).meetings

    assert [28, 27, 26] == [item if isinstance(item, Missing) else item.ordinal for item in rounds.with_gaps(meetings)]
    assert [(27, 28), (26, 27)] == [(a.ordinal, b.ordinal) for a, b in rounds.pairs(rounds.oldest_first(meetings))]


def test_rounds_without_a_number_leave_no_gap() -> None:
    """A series that gives no numbers has no missing ones."""
    eas = [meeting for meeting in get_digest().meetings if meeting.series == "eas-fmm"]

    assert ["eas-fmm-2025-07-11", "eas-fmm-2024-07-25"] == [
        item.id for item in rounds.with_gaps(eas) if isinstance(item, Meeting)
    ]


def test_changes_come_with_their_places() -> None:
    """What is new has a place in the later round, what is gone in the earlier one, what is named again in both."""
    before, after = get_meeting("asean-india-som-24"), get_meeting("asean-india-som-25")
    found = {(change.kind, change.id): change for change in rounds.changes(before, after)}

    assert found["topics", "climate-environment"].state == "new"
    assert found["agreements", "doc"].state == "gone"
    assert found["agreements", "coc"].state == "again"
    assert found["phrases", "effective-substantive-coc"].state == "reworded"
    assert ("phrases", "self-restraint") not in found
    for change in found.values():
        assert (change.before is None) == (change.state == "new")
        assert (change.after is None) == (change.state == "gone")
        for report, meeting in ((change.before, before), (change.after, after)):
            assert report is None or report.brief in meeting.reports
            assert report is None or str(rounds.sentence_of(report)) in " ".join(report.brief.seed.text.split())


def test_a_long_sentence_is_cut_around_the_words() -> None:
    """The words in question stay, what is far from them goes, and the dots say so."""
    sentence = rounds.Sentence("một hai ba bốn năm sáu ", "COC", " bảy tám chín mười")

    assert str(sentence) == "một hai ba bốn năm sáu COC bảy tám chín mười"
    assert str(sentence.clip(100)) == str(sentence)
    assert str(sentence.clip(24)) == "…năm sáu COC bảy tám…"
    assert str(sentence.clip(1)) == "…COC…"


def test_a_round_compared_with_itself_has_not_changed() -> None:
    """Nothing is new, gone or reworded; instruments are named again."""
    one = get_meeting("asean-india-som-24")

    assert {"again"} == {change.state for change in rounds.changes(one, one)}


def test_grid_has_a_column_for_each_round() -> None:
    """Topics of most rounds come first, and each cell holds the reports that deal with it."""
    meetings = rounds.oldest_first(held())
    table = rounds.grid(meetings)

    assert [24, 25, 27] == [meeting.ordinal for meeting in meetings]
    filled = [sum(cell is not None for cell in row) for row in table.values()]
    assert filled == sorted(filled, reverse=True)
    assert [bool(cell) for cell in table["health-covid"]] == [True, False, False]


def test_heads_of_delegation_are_the_first_of_each_side() -> None:
    """Each side has one, whatever reports add."""
    sides = [side for side, _, _ in rounds.heads(get_meeting("asean-india-som-24"))]

    assert {"IN", "SG", "VN", "KH"} == set(sides)
    assert len(sides) == len(set(sides))
