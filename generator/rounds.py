"""A series round by round: which rounds have reports, what each dealt with, and what changed from one to the next.

What a round does not show may only be what its reports leave out; so a change is two places in reports, and no verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from generator.views import merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.models import Brief, Fact, Meeting, Participant
    from generator.views import Found, Report

LISTS = ("topics", "agreements", "phrases")
State = Literal["new", "gone", "again", "reworded"]


@dataclass(frozen=True, slots=True)
class Missing:
    """Rounds, by number, between others, that no report is of."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Change:
    """One subject, instrument or phrase in two rounds that follow one another."""

    kind: str
    """`topics`, `agreements` or `phrases`."""
    id: str
    state: State
    before: Report | None
    after: Report | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report, around the words that something was read from."""

    before: str
    words: str
    after: str

    def __str__(self) -> str:
        """Return it whole, on one line."""
        return " ".join(f"{self.before}{self.words}{self.after}".split())

    def clip(self, length: int) -> Sentence:
        """Return what of it stands nearest to the words, with `…` for what is left out; about `length` characters."""
        room = max(0, length - len(self.words))
        before = (
            self.before
            if len(self.before) <= room // 2
            else "…" + self.before[len(self.before) - room // 2 :].partition(" ")[2]
        )
        left = max(0, room - len(before))
        after = self.after if len(self.after) <= left else self.after[:left].rpartition(" ")[0] + "…"
        return Sentence(before, self.words, after)


def with_gaps(meetings: Iterable[Meeting]) -> Iterator[Meeting | Missing]:
    """Yield rounds as they followed one another, newest first, and after each the numbers below it that no report is of."""
    held = oldest_first(meetings)[::-1]
    numbers = sorted({meeting.ordinal for meeting in held if meeting.ordinal is not None})
    below = {high: low for low, high in pairwise(numbers)}
    for meeting in held:
        yield meeting
        low = below.pop(meeting.ordinal, None) if meeting.ordinal else None
        if low is not None and meeting.ordinal is not None and meeting.ordinal - low > 1:
            yield Missing(low + 1, meeting.ordinal - 1)


def oldest_first(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Return rounds as they followed one another: by number, and those without one, or of a series without, by date.

    A round without a date stands by its number, and so counts as held after the one before it.
    """
    found = sorted(meetings, key=lambda m: (m.date or "", m.ordinal or 0, m.id))
    latest, held = "", {}
    for meeting in sorted((m for m in found if m.ordinal is not None), key=lambda m: (m.ordinal or 0, m.date or "", m.id)):
        held[meeting.id] = latest = max(latest, meeting.date or "")
    return sorted(found, key=lambda m: (held.get(m.id, m.date or ""), m.ordinal or 0, m.id))


def pairs(meetings: Sequence[Meeting]) -> list[tuple[Meeting, Meeting]]:
    """Return each round with the one after it, of rounds in order; the newest pair first."""
    return list(pairwise(meetings))[::-1]


def grid(meetings: Sequence[Meeting], name: str = "topics") -> Mapping[str, tuple[Found | None, ...]]:
    """Return, for each member of a list of the record, where each of the meetings has it, those in most meetings first."""
    columns = [{found[0]: found for found in merge(meeting, name)} for meeting in meetings]
    rows = dict.fromkeys(value for column in columns for value in column)
    table = {value: tuple(column.get(value) for column in columns) for value in rows}
    return dict(sorted(table.items(), key=lambda row: -sum(cell is not None for cell in row[1])))


def changes(before: Meeting, after: Meeting) -> Iterator[Change]:
    """Yield what the reports of a round name that those of the one before do not, what they name no more, what they word anew.

    Instruments named in both are always there, to be read side by side; subjects and phrases only where the words differ.
    """
    for kind in LISTS:
        old, new = ({found[0]: found for found in merge(meeting, kind)} for meeting in (before, after))
        for value in dict.fromkeys((*new, *old)):
            state = _compare(kind, old.get(value), new.get(value))
            if state:
                yield Change(kind, value, state, _first(old.get(value)), _first(new.get(value)))


def _compare(kind: str, old: Found | None, new: Found | None) -> State | None:
    if old is None or new is None:
        return "new" if old is None else "gone"
    if kind == "agreements":
        return "again"
    return "reworded" if kind == "phrases" and not _words(old) & _words(new) and _language(old) & _language(new) else None


def _words(found: Found) -> set[str]:
    """Return the wordings that reports use for a phrase."""
    return {report.brief.seed.words(e).casefold() for report in found[1] for e in report.fact.evidence}


def _language(found: Found) -> set[str]:
    return {report.brief.seed.lang for report in found[1]}


def _first(found: Found | None) -> Report | None:
    return found[1][0] if found else None


def sentence_of(report: Report) -> Sentence | None:
    """Return the whole sentence in which a report names something first."""
    return sentence_at(report.brief, report.fact)


def sentence_at(brief: Brief, fact: Fact[Any]) -> Sentence | None:
    """Return the sentence that the first evidence of a fact stands in; the words alone where it stands in none.

    What an editor added stands nowhere: None.
    """
    if not fact.evidence:
        return None
    first = fact.evidence[0]
    span = next((s for s in brief.seed.sentences if s.start <= first.start < s.end), first)
    text, end = brief.seed.text, min(first.end, span.end)
    return Sentence(text[span.start : first.start], text[first.start : end], text[end : span.end])


def heads(meeting: Meeting) -> Iterator[tuple[str | None, Brief, Participant]]:
    """Yield whom the reports name first for each side: its head of delegation, as far as reports tell."""
    seen: set[str | None] = set()
    for brief in meeting.reports:
        for participant in brief.participants:
            side = participant.country.value if participant.country else None
            if side not in seen:
                seen.add(side)
                yield side, brief, participant
