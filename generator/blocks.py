"""Cuts a report into blocks: address, title, headings, paragraphs, captions, and what is no part of the report.

Each line is cut where a scraper ran paragraphs together; each piece is judged by itself (a credit, a date line, a tag list);
then by its place: what stands repeated at the end is a caption, headlines after a gap are teasers of other articles, a short
line before a paragraph is a heading. What no rule claims stays a paragraph: nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile
from typing import TYPE_CHECKING

from generator.models import Block, BlockKind, Evidence
from generator.sentences import LIST_MARK, find_lost_breaks, split_sentences, strip_span
from generator.signs import (
    CAPTION_LENGTH,
    LABEL_LENGTH,
    ends_in_credit,
    is_address,
    is_credit,
    is_date_line,
    is_furniture,
    is_label,
    is_page_head,
    is_related_news,
    is_sign_off,
    judge_words,
    opens_furniture,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_TITLE = 500
"""A title line longer than this holds more than a title: its first sentence is taken."""
_LONG_TITLE = 200
"""A title line longer than this that is several sentences is the first paragraph of a report that has no title."""
_LONGEST_HEAD = 20
_CAPTION_SENTENCES = 3
_HEADING_LENGTH = 120
_MAX_HEADINGS = 3
_REPEAT_LENGTH = 20
_WIDE_GAP = 2
_TAIL_LENGTH = 8


@dataclass(slots=True)
class _Piece:
    """A stretch of one line, while it is being judged."""

    start: int
    end: int
    words: str
    gap: int
    """Blank lines before it; 0 within a line."""
    whole: bool
    """Whether it is all of its line."""
    kind: BlockKind | None = None
    sentences: tuple[Evidence, ...] = ()


def split_blocks(text: str, *, lang: str = "vi") -> tuple[Block, ...]:
    """Return the blocks of a report in order, nothing but white space between them; none for blank text.

    The first line is `url` where it is an http(s) address, `boilerplate` where it is another; the title is the next line that
    is no part of the page's head.
    """
    lines = list(_find_lines(text))
    if not lines:
        return ()
    head = []
    words = text[lines[0][0].start : lines[0][0].end]
    if is_address(words):
        span = lines.pop(0)[0]
        kind: BlockKind = "url" if words.casefold().startswith(("http://", "https://")) else "boilerplate"
        head.append(_Piece(span.start, span.end, words, 0, whole=True, kind=kind))
    while len(lines) > 1 and len(head) < _LONGEST_HEAD and _is_head(text, lines[0][0], head):
        span, gap = lines.pop(0)
        head.append(_Piece(span.start, span.end, text[span.start : span.end], gap, whole=True, kind="boilerplate"))
    if lines:
        title, lines = _take_title(text, lines)
        head.append(title)
    body = [piece for line in lines for piece in _cut_line(text, *line, wide_gaps=lang == "vi")]
    _judge_title_again(head[-1].words, body)
    _judge(body)
    return tuple(_make_block(piece) for piece in (*head, *body))


def _is_head(text: str, line: Evidence, head: Sequence[_Piece]) -> bool:
    """Tell whether a line is part of the page's head, by its words and the line above it."""
    return is_page_head(text[line.start : line.end], head[-1].words if head else "")


def _find_lines(text: str) -> Iterator[tuple[Evidence, int]]:
    """Yield each line that is not blank, stripped, with the number of blank lines before it."""
    gap = start = 0
    for line in text.split("\n"):
        span = strip_span(text, start, start + len(line))
        start += len(line) + 1
        if span is None:
            gap += 1
        else:
            yield span, gap
            gap = 0


def _take_title(text: str, lines: list[tuple[Evidence, int]]) -> tuple[_Piece, list[tuple[Evidence, int]]]:
    """Return the title, and the lines after it; of a paragraph, or a line too long for a title, its first sentence."""
    (span, gap), *rest = lines
    end = span.end
    sentences = split_sentences(text, span.start, span.end) if end - span.start > _LONG_TITLE else ()
    if len(sentences) > 1 or end - span.start > MAX_TITLE:
        breaks = find_lost_breaks(text, span.start, span.end, wide_gaps=True)
        end = min([sentences[0].end, *breaks])
        remainder = strip_span(text, end, span.end)
        rest = [(remainder, 0), *rest] if remainder else rest
    return _Piece(span.start, end, text[span.start : end], gap, whole=True, kind="title"), rest


def _cut_line(text: str, line: Evidence, gap: int, *, wide_gaps: bool) -> Iterator[_Piece]:
    """Yield the pieces of a line: paragraphs that ran together, and captions among the sentences of each."""
    cuts = [line.start, *find_lost_breaks(text, line.start, line.end, wide_gaps=wide_gaps), line.end]
    for left, right in pairwise(cuts):
        span = strip_span(text, left, right)
        sentences = split_sentences(text, span.start, span.end) if span else ()
        for part in _part_captions(text, span, sentences) if span else ():
            own = sentences if part == span else split_sentences(text, part.start, part.end)
            kind = _judge_piece(text, part, own[-1])
            yield _Piece(part.start, part.end, text[part.start : part.end], gap, whole=part == line, kind=kind, sentences=own)
            gap = 0


def _part_captions(text: str, span: Evidence, sentences: Iterable[Evidence]) -> Iterator[Evidence]:
    """Yield `span` in parts, so that a credit and the sentence it belongs to stand apart from a paragraph around them."""
    start = previous = span.start
    count = 0
    for sentence in sentences:
        words = text[sentence.start : sentence.end]
        is_caption = is_credit(words) or ends_in_credit(words)
        if is_caption or is_furniture(words):
            # A short stretch that ends in a credit is all caption; of a long one, the last sentence before the credit.
            is_short = is_caption and sentence.end - start <= CAPTION_LENGTH and count < _CAPTION_SENTENCES
            cut = start if is_short else previous if is_credit(words) else sentence.start
            yield from (part for part in (strip_span(text, start, cut), strip_span(text, cut, sentence.end)) if part)
            start, count = sentence.end, 0
        else:
            count += 1
        previous = max(start, sentence.start)
    # What stands without a full stop before a lost break is a caption as well.
    cut = previous if _is_glued(text, span) and span.end - previous <= CAPTION_LENGTH else start
    yield from (part for part in (strip_span(text, start, cut), strip_span(text, cut, span.end)) if part)


def _is_glued(text: str, span: Evidence) -> bool:
    """Tell whether a word of the next paragraph follows `span` without even a full stop."""
    glued = text[span.end - 1].islower() and text[span.end : span.end + 1].isupper()
    return glued and not opens_furniture(text, span.end)


def _judge_piece(text: str, span: Evidence, last: Evidence) -> BlockKind | None:
    """Return the kind that a piece's words, its last sentence, or what follows without a gap give away."""
    if span.end - span.start <= CAPTION_LENGTH and _is_glued(text, span):
        return "caption"
    return judge_words(text[span.start : span.end], text[last.start : last.end])


def _judge_title_again(title: str, body: list[_Piece]) -> None:
    """Mark the title where a page that was captured whole has it once more, between its head and the report."""
    for piece in takewhile(lambda piece: len(piece.words) <= CAPTION_LENGTH, body):
        if piece.whole and len(piece.words) >= _REPEAT_LENGTH and title.startswith(piece.words):
            piece.kind = "boilerplate"


def _judge(body: list[_Piece]) -> None:
    """Give every piece its kind, from its words and its place."""
    _judge_foot(body)
    _judge_links_above(body)
    _judge_teasers(body)
    _judge_repeats(body)
    _judge_sign_off(body)
    _judge_headings(body)


def _judge_foot(body: list[_Piece]) -> None:
    """Mark what follows the date line at the foot (section, tags, outlet), and what follows `related news`."""
    begun = False
    for index, piece in enumerate(body):
        if begun and piece.kind == "boilerplate" and is_related_news(piece.words):
            foot: Sequence[_Piece] = _cut_box(body, index + 1)
        elif begun and piece.kind == "boilerplate" and is_date_line(piece.words):
            foot = body[index + 1 :]
            if len(foot) > _TAIL_LENGTH or not all(p.kind == "boilerplate" or (p.whole and is_label(p.words)) for p in foot):
                continue
        else:
            begun = begun or piece.kind is None
            continue
        for other in foot:
            other.kind = "boilerplate"
        return


def _cut_box(body: list[_Piece], start: int) -> list[_Piece]:
    """Return what belongs to `related news` from piece `start`: headlines alone where the better part of the report follows."""
    end = next((i for i in range(start, len(body)) if not (body[i].whole and is_label(body[i].words, 2 * LABEL_LENGTH))), start)
    after = [piece for piece in body[end:] if piece.kind is None and not is_label(piece.words)]
    before = [piece for piece in body[:start] if piece.kind is None and not is_label(piece.words)]
    return body[start:end] if end > start and len(after) > max(2, len(before)) else body[start:]


def _judge_links_above(body: list[_Piece]) -> None:
    """Mark headlines of other articles that stand as a list between the title and the report."""
    above = list(takewhile(lambda p: p.kind is None and p.whole and LIST_MARK.match(p.words) and _is_headline(p), body))
    if len(above) > 1 and any(piece.kind is None for piece in body[len(above) :]):
        for piece in above:
            piece.kind = "boilerplate"


def _is_headline(piece: _Piece) -> bool:
    return is_label(piece.words, 2 * LABEL_LENGTH)


def _judge_teasers(body: list[_Piece]) -> None:
    """Mark headlines of other articles, each alone or with one paragraph, that follow the report after a wide gap."""
    wide = [index for index, piece in enumerate(body) if piece.gap >= _WIDE_GAP and index > 1]
    if not wide or not any(piece.kind is None for piece in body[: wide[0]]):
        return
    groups = [body[left:right] for left, right in zip(wide, [*wide[1:], len(body)], strict=True)]
    if all(_is_teaser(group) for group in groups) and (len(groups) > 1 or len(groups[0]) > 1):
        for group in groups:
            for piece in group:
                piece.kind = "boilerplate"


def _is_teaser(group: Sequence[_Piece]) -> bool:
    headline, *rest = group
    return (
        headline.kind is None and headline.whole and _is_headline(headline)
        and len(rest) <= 1 and all(p.kind is None and not is_label(p.words) for p in rest)
    )  # fmt: skip


def _judge_repeats(body: list[_Piece]) -> None:
    """Mark captions that are collected at the end, and where the same words stand in the body."""
    first: dict[str, _Piece] = {}
    repeats = {}
    for piece in body:
        if piece.whole and len(piece.words) >= _REPEAT_LENGTH:
            if piece.words in first:
                repeats[id(piece)] = first[piece.words]
            else:
                first[piece.words] = piece
    # Where much is repeated, the report itself was captured twice.
    end = 0 if 3 * len(repeats) > len(body) else len(body)
    while end:
        start = max((i for i in range(max(0, end - _TAIL_LENGTH), end) if body[i].gap), default=0)
        group = [piece for piece in body[start:end] if piece.kind != "boilerplate"]
        captions = [piece for piece in group if piece.kind == "caption" or id(piece) in repeats]
        if not start or 2 * len(captions) < len(group):
            return
        for piece in group:
            piece.kind = "caption"
            if id(piece) in repeats:
                repeats[id(piece)].kind = "caption"
        end = start


def _judge_sign_off(body: list[_Piece]) -> None:
    """Mark the author or agency that closes the report; what follows it after a wide gap are captions."""
    tail = [piece for piece in body if piece.kind is None][-_TAIL_LENGTH:]
    after: list[_Piece] = []
    found = False
    while len(tail) > 1:
        piece = tail.pop()
        if is_sign_off(piece.words, hangs=not piece.whole):
            if after and after[0].gap < _WIDE_GAP:
                return
            found, piece.kind = True, "boilerplate"
            for other in after:
                other.kind = "caption"
            after = []
        elif found or len(piece.words) > CAPTION_LENGTH:
            return
        else:
            after.insert(0, piece)


def _judge_headings(body: list[_Piece]) -> None:
    """Mark short lines without a full stop that a paragraph follows; before a bare credit they are its caption."""
    has_text = False
    following: _Piece | None = None
    for piece in reversed(body):
        if piece.kind is None:
            if following and is_credit(following.words) and is_label(piece.words, CAPTION_LENGTH):
                piece.kind = "caption"
            else:
                piece.kind = "heading" if has_text and _is_heading(piece) else "paragraph"
                has_text = has_text or not is_label(piece.words, _HEADING_LENGTH)
        following = piece
    for kind, run in groupby(body, key=lambda piece: piece.kind):
        if kind == "heading" and len(lines := list(run)) > _MAX_HEADINGS:  # a list, a table, signatures
            for piece in lines:
                piece.kind = "paragraph"


def _is_heading(piece: _Piece) -> bool:
    words = piece.words
    is_question = words.endswith("?") and len(words) <= LABEL_LENGTH and "." not in words
    is_heading = piece.whole and (is_label(words, _HEADING_LENGTH) or is_question)
    return is_heading and not words[0].islower() and words[0] != "(" and not LIST_MARK.match(words)


def _make_block(piece: _Piece) -> Block:
    kind = piece.kind or "paragraph"
    if kind in ("paragraph", "caption"):
        return Block(kind, piece.start, piece.end, piece.sentences)
    return Block(kind, piece.start, piece.end, (Evidence(piece.start, piece.end),))
