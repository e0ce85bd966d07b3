"""Does one thing to very many on all cores, with what this process holds already: by copies of it, where the system makes such.

Everywhere else, and where there is little to do, it is done here; the results are the same.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

MANY = 200
"""From so many things on: to copy this process takes as long as some of them."""
_AT_ONCE = 32


class _Work:
    """What the copies of this process are to do, and to what."""

    function: Callable[[object], object]
    things: Sequence[object]


def spread(function: Callable[[T], R], things: Sequence[T]) -> Iterator[R]:
    """Yield what `function` returns for each of `things`, in their order. It must depend on nothing that it changes itself."""
    done = 0
    if len(things) >= MANY and can_copy():
        try:
            for result in _on_copies(function, things):
                yield result
                done += 1
        except BrokenProcessPool:
            pass  # one was killed, as for want of memory: what is left is done here
        if done == len(things):
            return
    yield from map(function, things[done:])


def can_copy() -> bool:
    """Tell whether this process can be copied as it is: threads would stop in the copy, wherever they are."""
    return sys.platform == "linux" and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def _on_copies(function: Callable[[T], R], things: Sequence[T]) -> Iterator[R]:
    _Work.function, _Work.things = function, things  # type: ignore[assignment]
    # What the copies have in common is not looked through for garbage, or each would get pages of its own of all of it; nor is
    # it afterwards, for that would take back what has been frozen before.
    gc.freeze()
    try:
        with ProcessPoolExecutor(mp_context=get_context("fork")) as copies:
            yield from copies.map(_do, range(len(things)), chunksize=_AT_ONCE)  # type: ignore[misc]
    finally:
        del _Work.function, _Work.things


def _do(number: int) -> object:
    return _Work.function(_Work.things[number])
