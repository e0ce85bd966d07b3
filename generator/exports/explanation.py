"""Explains one brief to an editor, as lines of text: each fact, the words it rests on, its rule, and which candidates lost.

It says what the record says; only the form is another, and nothing here decides anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.exports.records import find_facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.extract.reader import Lost
    from generator.models import Brief, Evidence, Seed

_WORDS = 100


def explain_brief(brief: Brief, lost: Sequence[Lost]) -> Iterator[str]:
    """Yield the lines: each fact, the places it was read from by the numbers of the page, and at the end those `lost`."""
    seed = brief.seed
    yield f"{seed.path}: {seed.title} [text: {seed.hash}]"
    for key, fact in find_facts(brief):
        yield f"{key}: {_show(fact.value)} [{fact.rule}]"
        for evidence in fact.evidence:
            yield f"    {_place(evidence, seed)}"
    if lost:
        yield ""
        yield "Left out:"
    for one in sorted(lost):
        yield f"{one.field}: {_place(one.evidence, seed)}: {one.why}"


def _show(value: Any) -> str:  # noqa: ANN401 - whatever the fact holds
    return _shorten(value) if isinstance(value, str) else str(value)


def _place(evidence: Evidence, seed: Seed) -> str:
    """Return the sentence's number and the words; a place that the page does not show has no number."""
    number = next((n for n, s in enumerate(seed.sentences) if s.start <= evidence.start < s.end), None)
    return f"{'-' if number is None else number} “{_shorten(seed.words(evidence))}”"


def _shorten(words: str) -> str:
    """Return words on one line, the middle of long ones left out."""
    line = " ".join(words.split())
    return line if len(line) <= _WORDS else f"{line[: _WORDS - 20]} … {line[-17:]}"
