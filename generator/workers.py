"""Does one thing to very many on all cores, or one beside another, with what this process holds: by copies of it.

Where the system makes none, and where there is little to do, it is done here; the results are the same.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

log = logging.getLogger(__name__)
T = TypeVar("T")
R = TypeVar("R")

MANY = 200
"""From so many things on: to copy this process takes as long as some of them."""
_AT_ONCE = 32
_PATIENCE = 5
"""Seconds that a copy has to end in."""
_NICE = 10
"""By so much what is done alongside gives way: this process has most to do, and in the end waits for nothing but that."""
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
        """Begin to call `function`, with what it calls before it does anything that must wait until it may `go` on.

        It must depend on nothing that changes before; what it changes itself stays in the copy.
        """
        self._function = function
        self._copy: BaseProcess | None = None
        self._goes = False
        if can_copy():
            gc.freeze()  # as for many copies, below
            fork = get_context("fork")
            self._pipe, far = fork.Pipe()
            copy = fork.Process(target=self._work, args=(far, os.getpid()), daemon=True)
            # For want of memory, or of the right to it, there is none.
            with suppress(OSError):
                copy.start()
                self._copy = copy
            far.close()

    def _work(self, pipe: Connection, parent: int) -> None:
        """Work in the copy; what fails is done here then, where it fails for all to see."""
        self._pipe.close()
        _end_with_parent()
        os.nice(_NICE)
        # What was started in the background may not listen to the signal that stops a copy.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        gc.disable()
        try:
            if os.getppid() == parent:  # it may have ended before
                pipe.send(self._function(pipe.recv))
        except BaseException:
            log.debug("in a copy of the process", exc_info=True)
            os._exit(1)

    def go(self) -> None:
        """Let it do all of its work."""
        if self._copy and not self._goes:
            self._goes = True
            with suppress(OSError):
                self._pipe.send(None)

    def result(self) -> R:
        """Return what the function returns, once it may do all of its work."""
        self.go()
        if self._copy:
            try:
                result: R = self._pipe.recv()
                self._copy.join(_PATIENCE)
            except (EOFError, OSError):
                log.debug("a copy of the process has ended early; its work is done here")
            else:
                return result
            finally:
                self.stop()
        return self._function(lambda: None)

    def stop(self) -> None:
        """End the copy, whatever it is doing: so that it can end what it has started, if it does so soon."""
        if self._copy is None:
            return
        if self._copy.is_alive() and self._copy.pid:
            os.kill(self._copy.pid, signal.SIGINT)
            self._copy.join(_PATIENCE)
        self._copy.kill()
        self._copy.join()
        self._copy.close()
        self._pipe.close()
        self._copy = None


def can_copy() -> bool:
    """Tell whether this process can be copied as it is: threads would stop in the copy, wherever they are."""
    return sys.platform == "linux" and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def _on_copies(function: Callable[[T], R], things: Sequence[T]) -> Iterator[R]:
    _Work.function, _Work.things = function, things  # type: ignore[assignment]
    # What the copies have in common is not looked through for garbage, or each would get pages of its own of all of it; nor is
    # it afterwards, for that would take back what has been frozen before.
    gc.freeze()
    try:
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork"), initializer=_end_with_parent) as copies:
            yield from copies.map(_do, range(len(things)), chunksize=_AT_ONCE)  # type: ignore[misc]
    finally:
        del _Work.function, _Work.things


def _end_with_parent() -> None:
    """Have the system end this copy with the process that made it: else it would go on, and write, when that is killed."""
    ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)


def _do(number: int) -> object:
    return _Work.function(_Work.things[number])
