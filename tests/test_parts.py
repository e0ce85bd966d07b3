"""A long list in parts: nothing is lost, and what comes later leaves alone what was there."""

from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from generator.parts import Part, fit, part_by_letter, part_by_year, share

Item = tuple[str, int, int]
"""A year, a number that tells it from others, and how much room it takes."""
ITEMS = st.lists(st.tuples(st.sampled_from(["", "2019", "2020", "2023"]), st.integers(0, 999), st.integers(0, 9)), max_size=60)
MOST = st.integers(1, 12)
GROUPS = st.lists(st.dictionaries(st.integers(0, 9), st.lists(st.integers(), min_size=1, max_size=9), max_size=6), max_size=3)


def cut(items: list[Item], most: int) -> tuple[Part[Item], ...]:
    """Return the parts of items, put in order first."""
    return part_by_year(sorted(items, reverse=True), year=lambda item: item[0], most=most, size=lambda item: item[2])


@given(ITEMS, MOST)
def test_parts_are_the_whole_list_in_its_order(items: list[Item], most: int) -> None:
    """Each is of one year, has a name of its own, and is too long only where one item is."""
    parts = cut(items, most)

    assert sorted(items, reverse=True) == list(chain.from_iterable(part.items for part in parts))
    assert len(parts) == len({part.name for part in parts})
    for part in parts:
        assert {part.group} == {item[0] for item in part.items}
        assert len(part.items) == 1 or sum(item[2] for item in part.items) <= most


@given(ITEMS, MOST, st.integers(0, 9))
def test_what_is_newer_than_all_changes_the_last_part_only(items: list[Item], most: int, size: int) -> None:
    """It goes to the end of the newest part of its year or begins another, and every other page is as it was."""
    year = max((item[0] for item in items), default="2023")
    before = {part.name: part for part in cut(items, most)}
    after = {part.name: part for part in cut([*items, (year, 1000, size)], most)}

    changed = [name for name, part in after.items() if before.get(name) != part]
    newest = max(part.number for part in after.values() if part.group == year)
    assert [Part(year, newest, ()).name] == changed
    assert before.keys() <= after.keys()


@given(ITEMS, MOST, st.tuples(st.sampled_from(["2019", "2020"]), st.integers(0, 999), st.integers(0, 9)))
def test_what_is_older_changes_its_own_year_only(items: list[Item], most: int, item: Item) -> None:
    """A report dated into the past leaves the parts of all other years alone."""
    before, after = cut(items, most), cut([*items, item], most)

    assert [p for p in before if p.group != item[0]] == [p for p in after if p.group != item[0]]


def test_letters_come_in_order_and_a_full_one_has_parts() -> None:
    """Numbered in the order of the alphabet."""
    parts = part_by_letter(["nam", "an", "na", "binh", "ngoc"], key=str, most=2)

    assert ["a", "b", "n", "n-2"] == [part.name for part in parts]
    assert [("an",), ("binh",), ("na", "nam"), ("ngoc",)] == [part.items for part in parts]


@given(GROUPS, MOST)
def test_what_is_shown_is_as_much_as_fits(groups: list[dict[int, list[int]]], most: int) -> None:
    """All of it where there is room; otherwise the first of each, nobody more than others who have more to say."""
    shown, left = fit(groups, most)
    sizes = [len(items) for group in groups for items in group.values()]

    assert sum(sizes) - left == sum(len(items) for group in shown for items in group.values()) <= most
    assert (left == 0) == (sum(sizes) <= most)
    if not left:
        assert list(shown) == groups
    for group, own in zip(groups, shown, strict=True):
        assert all(list(items) == group[key][: len(items)] for key, items in own.items())
    assert all(len(items) <= share(sizes, most) for own in shown for items in own.values())
