"""Parts what is too long for one page, by year and number, so that a part stays as it is when something newer comes.

Parts of a year are numbered from the oldest, and one is full before the next begins. So what is newer than all the rest changes
the last part of its year and no other, and what is dated into the past those of its own year.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

T = TypeVar("T")
K = TypeVar("K")

UNDATED = "undated"
"""What parts are called of what has no year."""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """What stands on one page of a list that goes over several."""

    group: str
    """The year, or the letter; empty where there is none."""
    number: int
    """From 1, in its group."""
    items: tuple[T, ...]
    """In the order of the list."""

    @property
    def name(self) -> str:
        """What its page is called: `2019`, `2019-2`."""
        return f"{self.group or UNDATED}-{self.number}" if self.number > 1 else self.group or UNDATED


def part_by_year(
    items: Iterable[T], *, year: Callable[[T], str], most: int, size: Callable[[T], int] = lambda _: 1
) -> tuple[Part[T], ...]:
    """Return the parts of `items`, which are in order with the newest first, in that order, each of `most` in size at most.

    What is larger than that alone is a part by itself.
    """
    groups = [(own, list(found)) for own, found in groupby(items, key=year)]
    parts = []
    for own, found in groups:
        cut = [tuple(part[::-1]) for part in _cut(found[::-1], most=most, size=size)]
        parts += [Part(own, number, part) for number, part in reversed(list(enumerate(cut, start=1)))]
    return tuple(parts)


def part_by_letter(items: Iterable[T], *, key: Callable[[T], str], most: int) -> tuple[Part[T], ...]:
    """Return the parts of `items` by the first letter of their keys, which are slugs, in their order, `most` in each."""
    ordered = sorted(items, key=key)
    return tuple(
        Part(letter, number, tuple(part))
        for letter, found in groupby(ordered, key=lambda item: key(item)[0])
        for number, part in enumerate(_cut(found, most=most, size=lambda _: 1), start=1)
    )


def _cut(items: Iterable[T], *, most: int, size: Callable[[T], int]) -> Iterator[Sequence[T]]:
    """Yield `items` in parts, each as long as it can be."""
    part: list[T] = []
    total = 0
    for item in items:
        added = size(item)
        if part and total + added > most:
            yield part
            part, total = [], 0
        part.append(item)
        total += added
    if part:
        yield part


def share(sizes: Iterable[int], most: int, each: int | None = None) -> int:
    """Return how many of each group can be shown where no more than `most` shall be of all, nor `each` of one; 1 at least."""
    limit = most if each is None else each
    left = sorted((min(size, limit) for size in sizes), reverse=True)
    room = most
    while left and left[-1] * len(left) <= room:
        room -= left.pop()
    return max(room // len(left), 1) if left else limit


def newest(items: Sequence[T], *, most: int, size: Callable[[T], int]) -> tuple[T, ...]:
    """Return as many of the last of `items` as have `most` in size together; one at least, where there is any."""
    return tuple(next(_cut(reversed(items), most=most, size=size), ()))[::-1]


def fit(groups: Iterable[Mapping[K, Sequence[T]]], most: int) -> tuple[tuple[dict[K, Sequence[T]], ...], int]:
    """Return `groups` with no more than `most` in all, the same number of each where there are more, and how many are left."""
    held = tuple(groups)
    sizes = [len(items) for group in held for items in group.values()]
    each, room = share(sizes, most), most
    shown: list[dict[K, Sequence[T]]] = []
    for group in held:
        taken: dict[K, Sequence[T]] = {}
        for key, items in group.items():
            if found := items[: min(each, room)]:
                taken[key] = found
                room -= len(found)
        shown.append(taken)
    return tuple(shown), sum(sizes) - (most - room)
