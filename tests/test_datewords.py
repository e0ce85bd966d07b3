"""What the words of a date give."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.datewords import find_dates, place_relative


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 3/6/2024", (2024, 6, 3, None, None)),
        ("Thứ hai, 27/05/13", (2013, 5, 27, None, None)),
        ("ngày 9-10", (None, 10, 9, None, None)),
        ("17-18/5", (None, 5, 17, 5, 18)),
        ("từ 31/5 đến 2/6", (None, 5, 31, 6, 2)),
        ("từ ngày 21 đến 23/05/2013", (2013, 5, 21, 5, 23)),
        ("ngày 1 tháng 7 năm 2020", (2020, 7, 1, None, None)),
        ("tháng 6/2025", (2025, 6, None, None, None)),
        ("30 December - 2 January 2006", (2006, 12, 30, 1, 2)),
        ("October 26, 2025", (2025, 10, 26, None, None)),
        ("3 July", (None, 7, 3, None, None)),
        ("ngày 31/2", None),
        ("2/3 số phiếu", None),
        ("tăng 4.2%", None),
        ("năm 2020", None),
    ],
)
def test_date_is_read(text: str, expected: tuple[int | None, ...] | None) -> None:
    """Year, month and day of the first day, month and day of the last, as far as the words give them."""
    found = next(iter(find_dates(text, 0, len(text))), None)

    assert expected == (found and (found.year, found.month, found.day, found.last_month, found.last_day))


@given(
    st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)),
    st.sampled_from(["{d}/{m}/{y}", "{d} tháng {m} năm {y}"]),
)
def test_every_day_can_be_written(day: date, form: str) -> None:
    """A day written out is read as itself, and the words are all of it."""
    text = "ngày " + form.format(d=day.day, m=day.month, y=day.year)
    found = next(iter(find_dates(text, 0, len(text))))

    assert (found.year, found.month, found.day) == (day.year, day.month, day.day)
    assert text[found.start : found.end] in (text, text.removeprefix("ngày "))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("hôm nay", "2024-05-15"),
        ("hôm qua", "2024-05-14"),
        ("tomorrow", "2024-05-16"),
        ("tuần trước", "2024-05"),
        ("tuần tới", "2024-05"),
        ("vừa qua", None),
    ],
)
def test_relative_words_count_from_a_day(words: str, expected: str | None) -> None:
    """A day gives a day, a week the month that all of it lies in."""
    assert expected == place_relative(words, date(2024, 5, 15))


def test_a_week_in_two_months_gives_none() -> None:
    """The week after 24 May 2024 ends in June."""
    assert place_relative("tuần tới", date(2024, 5, 24)) is None
