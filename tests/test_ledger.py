"""Whose each statement is, and where what was proposed is named later."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.digest import gather_digest
from generator.ledger import Ledger, Position
from tests.factory import make_fact
from tests.reports import get_briefs, get_digest, get_vocabulary


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Return the ledger of the corpus."""
    return Ledger(get_digest(), vocabulary=get_vocabulary())


def find(ledger: Ledger, brief: str, words: str) -> Position:
    """Return the position of a report whose quote holds `words`."""
    return next(p for p in ledger.positions if p.said.brief.id == brief and words in p.said.statement.quote.value)


def test_every_statement_is_in_the_ledger_once(ledger: Ledger) -> None:
    """None is lost, none stands there twice."""
    every = [(brief.id, s.quote.evidence) for brief in get_briefs() for s in brief.statements]

    assert sorted(every) == sorted((p.said.brief.id, p.said.statement.quote.evidence) for p in ledger.positions)


def test_a_persons_words_are_their_partys(ledger: Ledger) -> None:
    """Who speaks for a country takes its position; a party's own words are its own."""
    assert find(ledger, "asean-an-do-som-24-vi", "Đối tác chiến lược toàn diện").sides == ("IN",)
    assert find(ledger, "asean-an-do-som-24-vi", "cảm ơn Ấn Độ").sides == ("ASEAN",)


def test_joint_outcomes_are_told_from_one_sides_words(ledger: Ledger) -> None:
    """What both sides, or all ministers, agree on is everybody's; what ASEAN thanks for is not."""
    joint = find(ledger, "asean-an-do-som-24-vi", "rà soát Hiệp định thương mại hàng hóa")

    assert joint.said.statement.joint
    assert set(joint.sides) == {"ASEAN", "IN"}
    assert not find(ledger, "asean-an-do-som-24-vi", "cảm ơn Ấn Độ").said.statement.joint


def test_a_proposal_leads_to_later_rounds(ledger: Ledger) -> None:
    """What was proposed in the 24th round is named in the 25th and the 27th, in that order; not before, not elsewhere."""
    proposal = find(ledger, "asean-an-do-som-24-vi", "Đối tác chiến lược toàn diện")

    later = ledger.later(proposal.said, proposal.meeting)

    assert [(one.meeting.id, one.fact.value) for one in later] == [
        ("asean-india-som-25", "comprehensive-strategic-partnership"),
        ("asean-india-som-27", "comprehensive-strategic-partnership"),
    ]
    assert all(one.fact.evidence and one.fact in (*one.brief.phrases, *one.brief.agreements) for one in later)


def test_only_what_is_asked_for_leads_on(ledger: Ledger) -> None:
    """An affirmation, a stock phrase and the newest round lead nowhere."""
    for position in ledger.positions:
        later = ledger.later(position.said, position.meeting)
        if later:
            assert position.said.statement.act.value in {"propose", "call-for"}
            assert position.meeting is not None
            assert position.meeting.date is not None
            assert all(one.meeting.date and one.meeting.date > position.meeting.date for one in later)
    newest = find(ledger, "asean-india-som-27", "Hanoi Convention")
    assert ledger.later(newest.said, newest.meeting) == ()


def test_a_year_alone_is_not_after_a_day_in_it() -> None:
    """Only what was certainly held later counts as later."""
    dates = ("2022-06-09", "2022", "2022-06", "2022-06-10", "2022-07", "2021")
    held = [b for b in get_briefs() if b.meeting and b.meeting.series and b.meeting.series.value == "asean-india-som"]
    briefs = [
        replace(brief, meeting=replace(brief.meeting, date=make_fact(date)))
        for brief, date in zip(held, dates, strict=True)
        if brief.meeting
    ]
    digest = gather_digest(briefs, vocabulary=get_vocabulary())
    found = Ledger(digest, vocabulary=get_vocabulary())

    for position in found.positions:
        for one in found.later(position.said, position.meeting):
            assert position.meeting is not None
            before, after = position.meeting.date or "", one.meeting.date or ""
            length = min(len(before), len(after))
            assert before[:length] < after[:length]


def test_statements_on_no_topic_come_last(ledger: Ledger) -> None:
    """A party's positions are in the vocabulary's order of topics."""
    topics = list(ledger.by_topic(ledger.by_party["IN"]))

    assert topics[-1] == ""
    assert topics[:-1] == [topic for topic in get_vocabulary().topics if topic in topics]
