"""Does one thing to very many on all cores, or one beside another, with what this process holds: by copies of it.

Where the system makes none, and where there is little to do, it is done here; the results are the same.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

MANY = 200
"""From so many things on: to copy this process takes as long as some of them."""
_AT_ONCE = 32
_END_WITH_PARENT = 1  # PR_SET_PDEATHSIG, of Linux' prctl


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


@contextmanager
def alongside(function: Callable[[], R]) -> Iterator[Callable[[], R]]:
    """Begin to call `function` in a copy of this process, and give what waits for its result; without a copy, what calls it.

    It must depend on nothing that changes meanwhile; what it changes itself stays in the copy.
    """
    if not can_copy():
        yield function
        return

    def wait() -> R:
        try:
            return begun.result()
        except BrokenProcessPool:
            return function()

    with _copies(lambda _: function(), (None,)) as copies:
        begun: Future[R] = copies.submit(_do, 0)  # type: ignore[arg-type]
        yield wait


def can_copy() -> bool:
    """Tell whether this process can be copied as it is: threads would stop in the copy, wherever they are."""
    return sys.platform == "linux" and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def _on_copies(function: Callable[[T], R], things: Sequence[T]) -> Iterator[R]:
    with _copies(function, things) as copies:
        yield from copies.map(_do, range(len(things)), chunksize=_AT_ONCE)  # type: ignore[misc]


@contextmanager
def _copies(function: Callable[[T], R], things: Sequence[T]) -> Iterator[ProcessPoolExecutor]:
    """Have copies of this process that know what they are to do, and to what; no more of them than things."""
    _Work.function, _Work.things = function, things  # type: ignore[assignment]
    # What the copies have in common is not looked through for garbage, or each would get pages of its own of all of it; nor is
    # it afterwards, for that would take back what has been frozen before.
    gc.freeze()
    most = min(len(things), os.cpu_count() or 1)  # all are made at once, needed or not
    try:
        with ProcessPoolExecutor(most, mp_context=get_context("fork"), initializer=_end_with_parent) as copies:
            yield copies
    finally:
        del _Work.function, _Work.things


def _end_with_parent() -> None:
    """Have the system end this copy with the process that made it: else it would go on, and write, when that is killed."""
    ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)


def _do(number: int) -> object:
    return _Work.function(_Work.things[number])
