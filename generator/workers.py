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
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

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


class Alongside(Generic[R]):
    """One thing, done in a copy of this process from now on; where there is none, or it ends early, when it is asked for."""

    def __init__(self, function: Callable[[Callable[[], object]], R]) -> None:
        """Begin to call `function`, with what it calls before it does anything that must wait until its result is asked for.

        It must depend on nothing that changes before; what it changes itself stays in the copy.
        """
        self._function = function
        self._copy: BaseProcess | None = None
        if can_copy():
            gc.freeze()  # as for many copies, below
            fork = get_context("fork")
            self._pipe, far = fork.Pipe()
            self._copy = fork.Process(target=self._work, args=(far,), daemon=True)
            self._copy.start()
            far.close()

    def _work(self, pipe: Connection) -> None:
        """Work in the copy, and say nothing of what fails: it is done here then, where it fails for all to see."""
        _end_with_parent()
        gc.disable()
        try:
            pipe.send(self._function(pipe.recv))
        except BaseException:  # noqa: BLE001 - the user's interrupt is for the process that made this one
            os._exit(1)

    def result(self) -> R:
        """Return what the function returns, once it may do all of its work."""
        if self._copy:
            try:
                self._pipe.send(None)
                return self._pipe.recv()  # type: ignore[no-any-return]
            except (EOFError, OSError):
                pass  # it was killed, as for want of memory
            finally:
                self.stop()
        return self._function(lambda: None)

    def stop(self) -> None:
        """End the copy, whatever it is doing."""
        if self._copy:
            self._copy.kill()
            self._copy.join()
            self._copy.close()
            self._pipe.close()
            self._copy = None


def can_copy() -> bool:
    """Tell whether this process can be copied as it is: threads would stop in the copy, wherever they are."""
    return sys.platform == "linux" and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def _on_copies(function: Callable[[T], R], things: Sequence[T]) -> Iterator[R]:
    with _copies(function, things) as copies:
        yield from copies.map(_do, range(len(things)), chunksize=_AT_ONCE)  # type: ignore[misc]


@contextmanager
def _copies(function: Callable[[T], R], things: Sequence[T]) -> Iterator[ProcessPoolExecutor]:
    """Have copies of this process that know what they are to do, and to what."""
    _Work.function, _Work.things = function, things  # type: ignore[assignment]
    # What the copies have in common is not looked through for garbage, or each would get pages of its own of all of it; nor is
    # it afterwards, for that would take back what has been frozen before.
    gc.freeze()
    try:
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork"), initializer=_end_with_parent) as copies:
            yield copies
    finally:
        del _Work.function, _Work.things


def _end_with_parent() -> None:
    """Have the system end this copy with the process that made it: else it would go on, and write, when that is killed."""
    ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)


def _do(number: int) -> object:
    return _Work.function(_Work.things[number])
