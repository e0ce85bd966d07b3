"""Who did what with words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.extract.people import extract_participants
from generator.extract.statements import extract_statements
from generator.models import ReportedMeeting, Seed, Statement
from tests.data import load_cases
from tests.extract.reading import get_reader, get_seed, make_seed

PARTS = [
    "Các bộ trưởng", "Trung Quốc", "hai bên", "ông Higgins", "nhất trí", "đề nghị", "cam kết", "và", "đồng thời", ",", ";",
    ".", "\n", "tại hội nghị", "phát biểu", "về nghề cá", "được", "“", "”", "khẳng định", "The ministers", "welcomed", "said",
]  # fmt: skip


def read_statements(seed: Seed) -> tuple[Statement, ...]:
    """Return the statements of a seed whose meeting is taken for granted."""
    reader = get_reader()
    return extract_statements(seed, extract_participants(seed, ReportedMeeting(), reader=reader), reader=reader)


def describe(statement: Statement) -> str:
    """Return a statement as the cases write one."""
    return f"{statement.speaker.value} | {statement.act.value} | {statement.quote.value}"


@pytest.mark.parametrize("case", load_cases("statements"), ids=lambda case: case["intent"])
def test_report_holds_statements(case: dict[str, Any]) -> None:
    """Each act of speech has its speaker, its kind and its very words; what is none is left out."""
    assert case["statements"] == [describe(statement) for statement in read_statements(make_seed(case["text"]))]


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        ("000", "Trung Quốc | affirm | khẳng định coi trọng vai trò của ASEAN"),
        ("000", "Trung Quốc | propose | đề xuất sớm thành lập cơ chế Hội nghị Bộ trưởng ASEAN-Trung Quốc về ứng phó thiên tai"),
        ("000", "phía Trung Quốc | propose | đề xuất như sử dụng Quỹ Hợp tác ASEAN-Trung Quốc"),
        ("000", "hai bên | agree | nhất trí cần tiếp tục cách tiếp cận song trùng"),
        ("000", "Các nước ASEAN | welcome | hoan nghênh nỗ lực của Trung Quốc trong kiểm soát dịch bệnh"),
        ("001", "Thứ trưởng Ngoại giao Tôn Vệ Đông | affirm | khẳng định, nước này luôn dành ưu tiên cao"),
        ("001", "ASEAN và Trung Quốc | agree | nhất trí tiếp tục triển khai hiệu quả các hoạt động trong năm 2025"),
        ("001", "Thứ trưởng Đỗ Hùng Việt | propose | đề xuất 3 định hướng hợp tác"),
        ("001", "Thứ trưởng Đỗ Hùng Việt | welcome | hoan nghênh tiến triển đạt được gần đây trong đàm phán Bộ quy tắc"),
    ],
)
def test_seeds_hold_statements(seed: str, expected: str) -> None:
    """The real seeds give these among others."""
    assert [s for s in map(describe, read_statements(get_seed(seed))) if s.startswith(expected)]


@given(st.lists(st.sampled_from(PARTS), max_size=40).map(" ".join))
def test_evidence_is_verbatim(body: str) -> None:
    """Speaker, verb and quote stand at their evidence, whatever the text."""
    seed = make_seed(f"Hội nghị về nghề cá\n{body}")
    for statement in read_statements(seed):
        assert statement.speaker.value == seed.words(statement.speaker.evidence[0])
        assert statement.quote.value == seed.words(statement.quote.evidence[0])
        assert statement.act.evidence[0].start >= 0
