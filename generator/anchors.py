"""Where the words of a fact stand on the page of a report: its sentences, numbered as the page numbers them.

A number changes when a line is added above, so each sentence has a name as well that is made of its words alone: what leads to
it from elsewhere goes by that. How a number looks is the templates' business.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.models import Fact
from generator.text import fold_word, on_one_line

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from generator.models import Brief, Evidence, Seed

SOURCE_ANCHOR = "source"
_HIDDEN = frozenset({"url", "boilerplate"})
_CLOSING = {"“": "”", '"': '"', "«": "»"}
_WORD = re.compile(r"\w+")
_fold = lru_cache(maxsize=1 << 14)(fold_word)  # reports have the same few thousand words


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

    def __init__(self, seed: Seed, *, quoted: Iterable[Evidence] | None = None) -> None:
        """Find the sentences, numbered as the page numbers them.

        Where there is `quoted`, the page shows the title and the sentences in which that stands, and no other.
        """
        self._seed = seed
        self._sentences = seed.sentences
        self._starts = [sentence.start for sentence in self._sentences]
        title = [sentence for block in seed.blocks if block.kind == "title" for sentence in block.sentences]
        self._shown = None if quoted is None else {self._number(evidence) for evidence in (*title, *quoted)}

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
            if not self._shows(number):
                continue
            key = target or self._words(evidence)
            if key not in marks:
                lasting = target if number is None or not page else self.names[number]
                marks[key] = Mark(number, lasting, self._words(evidence), page, report, self._seed.lang)
        return tuple(marks.values())

    def numbers(self, *facts: Fact[Any] | None) -> tuple[int | None, ...]:
        """Return the numbers of the sentences that `marks` would lead to, in the same order; None for what stands in none."""
        numbers = (self._number(evidence) for fact in facts if fact for evidence in fact.evidence)
        return tuple(dict.fromkeys(number for number in numbers if self._shows(number)))

    def targets(self, *facts: Fact[Any] | None) -> tuple[str, ...]:
        """Return the names of the anchors that `marks` would lead to, in the same order, without all that a mark shows."""
        places = (self._place(evidence) for fact in facts if fact for evidence in fact.evidence)
        return tuple(dict.fromkeys(target for number, target in places if target and self._shows(number)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The name of each sentence, by its number: made of its words, whatever their case, signs and way to set tone marks.

        So it is the same as long as they are, whatever changes around them; of equal sentences the second has `-2` and so on.
        """
        found: Counter[str] = Counter()
        return tuple(self._name(sentence, found) for sentence in self._sentences)

    def _name(self, sentence: Evidence, found: Counter[str]) -> str:
        words = " ".join(map(_fold, _WORD.findall(self._seed.words(sentence))))
        name = f"q{hashlib.blake2b(words.encode('utf-8', 'surrogateescape'), digest_size=4).hexdigest()}"
        found[name] += 1
        return name if found[name] == 1 else f"{name}-{found[name]}"

    def is_quoted(self, evidence: Evidence) -> bool:
        """Tell whether the report itself has quotation marks right around the words at `evidence`."""
        text = self._seed.text
        before = text[max(0, evidence.start - 1) : evidence.start]
        after = text[evidence.end : evidence.end + 2].lstrip(",.!?")[:1]
        return _CLOSING.get(before) == after != ""

    def _number(self, evidence: Evidence) -> int | None:
        """Return the number of the sentence that `evidence` stands in."""
        position = bisect_right(self._starts, evidence.start) - 1
        return position if position >= 0 and evidence.start < self._sentences[position].end else None

    def _shows(self, number: int | None) -> bool:
        """Tell whether the page shows a sentence; what stands in none, as an address, has no place in the text."""
        return self._shown is None or number is None or number in self._shown

    def _place(self, evidence: Evidence) -> tuple[int | None, str]:
        """Return the number and the anchor of what stands at `evidence`."""
        start, number = evidence.start, self._number(evidence)
        if number is not None:
            return number, f"s{number}"
        in_url = any(b.kind == "url" and b.start <= start < b.end for b in self._seed.blocks)
        return None, SOURCE_ANCHOR if in_url else ""

    @property
    def hides(self) -> bool:
        """Whether the page leaves out a part of the text: date line, tags, teasers."""
        return any(block.kind == "boilerplate" for block in self._seed.blocks)

    def paragraphs(self, *, only: Container[int] | None = None) -> Iterator[Paragraph]:
        """Yield the title, headings, captions and paragraphs in order, as far as the page shows them.

        With `only` the sentences of these numbers, and no paragraph that has none of them.
        """
        number = paragraph = 0
        for block in self._seed.blocks:
            if block.kind in _HIDDEN:
                continue
            numbered = enumerate(block.sentences, start=number)
            number += len(block.sentences)
            paragraph += block.kind == "paragraph"
            wanted = ((n, sentence) for n, sentence in numbered if (only is None or n in only) and self._shows(n))
            if shown := tuple((n, self._words(sentence)) for n, sentence in wanted):
                yield Paragraph(block.kind, paragraph if block.kind == "paragraph" else None, shown)

    def _words(self, evidence: Evidence) -> str:
        return on_one_line(self._seed.words(evidence))


def find_quoted(brief: Brief) -> Iterator[Evidence]:
    """Yield what is quoted of a report: its key points, its statements, and for each other fact the first words it rests on."""
    for fact in (*brief.key_points, *(statement.quote for statement in brief.statements)):
        yield from fact.evidence
    lists = (brief.participants, brief.statements, brief.parties, brief.topics, brief.agreements, brief.phrases)
    for fact in _facts_in((brief.source, brief.meeting, *lists)):
        yield from fact.evidence[:1]


def _facts_in(value: object) -> Iterator[Fact[Any]]:
    """Yield each fact that a value is, or consists of."""
    if isinstance(value, Fact):
        yield value
    elif isinstance(value, tuple):
        yield from (fact for part in value for fact in _facts_in(part))
    elif is_dataclass(value):
        yield from (fact for field in fields(value) for fact in _facts_in(getattr(value, field.name)))
