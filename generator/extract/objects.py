"""Says what a statement is about: the topics, instruments and phrases that its quote names, and by when.

A deadline is the words for a time that is not over when the meeting is: `vào năm 2021`, `by the end of 2026`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.datewords import EN_MONTHS
from generator.models import Evidence, Fact
from generator.patterns import compile_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.extract.reader import Reader, Reading
    from generator.models import Seed, Statement

_YEARS = r"20\d\d(?:\s?[-–]\s?20\d\d)?"
_PART_VI = (
    r"(?:cuối|đầu|giữa|hết|nửa (?:đầu|cuối|sau)|quý (?:[IV]{1,3}|[1-4])|tháng \d{1,2}|ngày \d{1,2}(?: tháng \d{1,2})?)"
    r"[\s/-]?(?:của )?"
)
_PART_EN = (
    r"(?:(?:end|middle|beginning|(?:first|second) half|(?:first|second|third|fourth) quarter|late|early|mid)(?:\sof\s|[\s-])|"
    rf"the (?:year )?|(?:{'|'.join(EN_MONTHS)}),?\s)"
)
_UNTIL = {
    "vi": compile_words(
        r"\b(?:(?:trước|đến|tới|vào|trong|chậm nhất(?: là)?|muộn nhất(?: là)?|cho đến|từ nay đến)\s)+"
        rf"(?:(?:{_PART_VI})*(?:năm\s)?{_YEARS}|năm (?:nay|tới|sau)|quý (?:[IV]{{1,3}}|[1-4])(?: (?:tới|năm nay))?|"
        r"tháng \d{1,2} tới)(?![\w/]| là\b)|"
        rf"\bgiai đoạn {_YEARS}|\btrong vòng \w+ (?:năm|tháng|ngày) tới\b",
    ),
    "en": compile_words(
        r"\b(?:by|before|until|within|in|during|no later than|not later than|for the period(?: of)?)\s(?:the\s)?"
        rf"{_PART_EN}{{0,3}}(?:{_YEARS}\b|(?:this|next|the) year\b)",
    ),
}
_YEAR = re.compile(r"20\d\d")
_YEAR_LENGTH = len("YYYY")


def extract_objects(
    seed: Seed, statements: Sequence[Statement], topics: Sequence[Fact[str]], *, held: str | None = None, reader: Reader
) -> tuple[Statement, ...]:
    """Return `statements`, each with what its quote names: instruments, phrases, those of the report's `topics`, and by when.

    `held` is the day of the meeting, or of the report, ISO 8601: what was over by then is no deadline.
    """
    reading = reader.read(seed)
    known = [topic.value for topic in topics]
    return tuple(_with_objects(statement, known, held, reading) for statement in statements)


def _with_objects(statement: Statement, topics: Sequence[str], held: str | None, reading: Reading) -> Statement:
    span = statement.quote.evidence[0]
    return replace(
        statement,
        topics=tuple(topic for topic in _find_named("topics", span, reading) if topic in topics),
        agreements=_find_named("agreements", span, reading),
        phrases=_find_named("phrases", span, reading),
        until=_find_deadline(span, held, reading),
    )


def _find_named(name: str, span: Evidence, reading: Reading) -> tuple[str, ...]:
    """Return the ids of what a quote names of the list `name`, in its order."""
    named = {match.id for match in reading.matches_in(name, span.start, span.end)}
    # Most quotes name one or none, which needs no look through the list.
    return tuple(one for one in getattr(reading.reader.vocabulary, name) if one in named) if len(named) > 1 else tuple(named)


def _find_deadline(span: Evidence, held: str | None, reading: Reading) -> Fact[str] | None:
    """Return the words for the last time named in a quote that was not over; without a day to count from none can be told."""
    found = [
        Evidence(*m.span())
        for m in _UNTIL[reading.seed.lang].finditer(reading.seed.text, span.start, span.end)
        if _is_ahead(m[0], held)
    ]
    return Fact(reading.seed.words(found[-1]), (found[-1],), "statements.deadline") if found else None


def _is_ahead(words: str, held: str | None) -> bool:
    """Tell whether a time was not over: its last year is that of the day `held` or later, or it names none (`this year`)."""
    years = _YEAR.findall(words)
    return not years or (held is not None and years[-1] >= held[:_YEAR_LENGTH])
