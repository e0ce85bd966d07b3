"""How a captured report falls into blocks."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.blocks import split_blocks
from tests.data import load_cases

CASES = load_cases("blocks")
KINDS = {"u": "url", "t": "title", "h": "heading", "p": "paragraph", "c": "caption", "b": "boilerplate"}
LINES = [
    "", "", "  ", "Hai bên gặp nhau.", "Họ ký ba văn bản.Ông về nước.", "Mùa cá mới", "Lê Hòa", "Ảnh: Báo Biển",
    "Toàn cảnh. Ảnh: Báo Biển.",
    "(Nguồn: AFP)Sau phiên họp, ông khen.", "18/02/24 06:15 GMT+7", "Cá,Cảng,Tàu,Lưới", "Tin liên quan",
    "Hai bộ trưởng bắt tay ở cảng.",
    "ngư dânPhát biểu tại phiên họp", "Xem thêm: A", "https://example.vn/a", "* Rice", "?", ".", "(", "a",
    "(trái)", "A.B.C", "...A",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(LINES), max_size=25).map("\n".join), st.text(max_size=80))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["intent"])
def test_report_falls_into_blocks(case: dict[str, Any]) -> None:
    """Every stretch of a report is of the kind a reader sees in it."""
    text = case["text"].replace("{long}", case.get("long", "") * case.get("times", 1))
    expected = [(KINDS[block[0]], block[2:]) for block in case["blocks"]]

    assert expected == [(block.kind, text[block.start : block.end]) for block in split_blocks(text)]


@given(TEXTS, st.sampled_from(["vi", "en"]))
def test_blocks_cover_the_text(text: str, lang: str) -> None:
    """Blocks stand in order, overlap nowhere, begin and end in words, and leave nothing but white space out."""
    blocks = split_blocks(text, lang=lang)
    edges = [0, *(edge for block in blocks for edge in (block.start, block.end)), len(text)]

    assert sorted(edges) == edges
    assert not "".join(text[left:right] for left, right in zip(edges[::2], edges[1::2], strict=True)).strip()
    assert all(text[b.start : b.end] == text[b.start : b.end].strip() != "" for b in blocks)


@given(TEXTS)
def test_sentences_cover_their_block(text: str) -> None:
    """A block's sentences are all of it, in order."""
    for block in split_blocks(text):
        assert block.start == block.sentences[0].start
        assert block.end == block.sentences[-1].end
        assert all(one.end <= other.start for one, other in pairwise(block.sentences))
        assert all(not text[one.end : other.start].strip() for one, other in pairwise(block.sentences))


@given(TEXTS)
def test_head_comes_once_and_first(text: str) -> None:
    """There is at most one address, then one title with no more before it than what is no part of the report, then the rest."""
    kinds = [block.kind for block in split_blocks(text)]

    assert "url" not in kinds[1:]
    assert kinds.count("title") == (1 if len(kinds) > 1 else kinds.count("title"))
    assert "title" not in kinds or set(kinds[: kinds.index("title")]) <= {"url", "boilerplate"}


@pytest.mark.parametrize(
    "words", ["a", " ", "\n", ".", "A.", "?A", "(", "“", "Ảnh: ", "(Nguồn: ", "a.A\n", "1/1/24 ", ",a", "[", "<!--", "Mr. "]
)
def test_a_monotonous_text_is_read_like_any_other(words: str) -> None:
    """Nothing repeated ten thousand times takes the reader's breath away."""
    text = f"Tiêu đề\n{words * 10_000}"
    blocks = split_blocks(text)

    assert blocks[0].kind == "title"
    assert "".join(text.split()) == "".join("".join(text[b.start : b.end].split()) for b in blocks)


def test_a_line_of_a_megabyte_is_read() -> None:
    """A report without any line end is long, not hard."""
    sentence = "Hai bên gặp nhau ở cảng (tối 1/7) và bàn về 4.2% thuế cá. "
    text = "Tiêu đề\n" + sentence * (1_000_000 // len(sentence))
    _, body = split_blocks(text)

    assert 1_000_000 // len(sentence) == len(body.sentences)
