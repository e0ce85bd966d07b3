"""Where the words of a fact stand on the page of a report: its sentences, numbered as the page numbers them.

How a number looks, and what it leads to on other pages, is the templates' business.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.text import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.models import Evidence, Fact, Seed

SOURCE_ANCHOR = "source"
_HIDDEN = frozenset({"url", "boilerplate"})
_CLOSING = {"“": "”", '"': '"', "«": "»"}


class Mark(NamedTuple):
    """Where a page shows the words that a value was read from."""

    number: int | None
    """The sentence's number; None when they stand in no sentence of the page."""
    target: str
    """Name of the anchor to go to; empty when the page does not show the words at all."""
    words: str
    page: str = ""
    """The page that shows them, as a link to its source; empty on that page itself."""
    report: int | None = None
    """The report's place among those that are marked together, from 1; None where only one is."""
    lang: str = ""
    """The language of the words."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a report as its page shows it."""

    kind: str
    number: int | None
    """Paragraphs are numbered from 1; headings and captions are not."""
    sentences: tuple[tuple[int, str], ...]
    """Each sentence's number and words."""


class Anchors:
    """The sentences of one seed by their place in the text."""

    def __init__(self, seed: Seed) -> None:
        """Find the sentences, numbered as the page numbers them."""
        self._seed = seed
        self._sentences = seed.sentences
        self._starts = [sentence.start for sentence in self._sentences]

    def marks(
        self, *facts: Fact[Any] | None, page: str = "", report: int | None = None, most: int | None = None
    ) -> tuple[Mark, ...]:
        """Return a mark for each place that `facts` were read from, in the order of their evidence, each place once.

        Of more than `most` places, the first are enough.
        """
        marks: dict[object, Mark] = {}
        for evidence in (one for fact in facts if fact for one in fact.evidence):
            if len(marks) == most:
                break
            number, target = self._place(evidence)
            key = target or self._words(evidence)
            if key not in marks:
                marks[key] = Mark(number, target, self._words(evidence), page, report, self._seed.lang)
        return tuple(marks.values())

    def targets(self, fact: Fact[Any]) -> set[str]:
        """Return the names of the anchors at which the words of a fact stand; an empty one where the page hides them."""
        return {self._place(evidence)[1] for evidence in fact.evidence}

    def is_quoted(self, evidence: Evidence) -> bool:
        """Tell whether the report itself has quotation marks right around the words at `evidence`."""
        text = self._seed.text
        before = text[max(0, evidence.start - 1) : evidence.start]
        after = text[evidence.end : evidence.end + 2].lstrip(",.!?")[:1]
        return _CLOSING.get(before) == after != ""

    def _place(self, evidence: Evidence) -> tuple[int | None, str]:
        """Return the number and the anchor of what stands at `evidence`."""
        start = evidence.start
        position = bisect_right(self._starts, start) - 1
        if position >= 0 and start < self._sentences[position].end:
            return position, f"s{position}"
        in_url = any(b.kind == "url" and b.start <= start < b.end for b in self._seed.blocks)
        return None, SOURCE_ANCHOR if in_url else ""

    @property
    def hides(self) -> bool:
        """Whether the page leaves out a part of the text: date line, tags, teasers."""
        return any(block.kind == "boilerplate" for block in self._seed.blocks)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the title, headings, captions and paragraphs in order."""
        number = paragraph = 0
        for block in self._seed.blocks:
            if block.kind in _HIDDEN:
                continue
            words = tuple((number + i, self._words(sentence)) for i, sentence in enumerate(block.sentences))
            number += len(words)
            paragraph += block.kind == "paragraph"
            yield Paragraph(block.kind, paragraph if block.kind == "paragraph" else None, words)

    def _words(self, evidence: Evidence) -> str:
        return on_one_line(self._seed.words(evidence))
