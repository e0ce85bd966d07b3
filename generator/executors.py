"""Who reads: this process, several processes of this machine, or a cluster; and how the work is handed out to them.

Whoever it is, the results are the same, and come in the order of the work.
"""

from __future__ import annotations

import os
import re
from collections import deque
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

from generator.errors import DigestError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

DEFAULT = "processes"
"""As many processes as this machine has cores."""
MANY = 200
"""From so many seeds on others read them: to start processes takes as long as reading some seeds."""
AHEAD = 256
"""How many pieces of work are out at the same time, those that are done and wait for their turn among them."""
_FORM = re.compile(r"processes(?::(?P<count>[1-9]\d{0,3}))?|dask://(?P<address>(?:[\w.-]+|\[[\da-fA-F:.]+\]):\d{1,5})")
T = TypeVar("T")
R = TypeVar("R")


def check_executor(name: str) -> re.Match[str]:
    """Return the parts of an executor's name: `processes`, `processes:8`, `dask://host:port`. Raises DigestError for others."""
    if match := _FORM.fullmatch(name):
        return match
    expected = "processes, processes:NUMBER or dask://HOST:PORT"
    raise DigestError(Problem("executor", None, f"{name!r}", expected, "name one of them"))


def open_executor(name: str, *, vocabulary: Path, seeds: int) -> AbstractContextManager[Executor | None]:
    """Open the executor of that name, for so many seeds, to be read with those vocabularies; None means that we read ourselves.

    Raises DigestError for a name that is none; entering it does so for a cluster that cannot be used.
    """
    match = check_executor(name)
    count = int(match["count"] or os.cpu_count() or 1)
    if seeds < MANY:
        return nullcontext()
    if match["address"]:
        return _connect(match["address"], vocabulary=vocabulary)
    # New processes, and not copies of this one: under `mkdocs serve` it has threads.
    return ProcessPoolExecutor(count, mp_context=get_context("spawn")) if count > 1 else nullcontext()


def _connect(address: str, *, vocabulary: Path) -> AbstractContextManager[Executor]:
    try:
        # Only who has a cluster has the package.
        from generator.cluster import connect  # noqa: PLC0415
    except ImportError as error:
        found = f"the package that talks to a Dask cluster is missing ({error})"
        raise DigestError(Problem(f"dask://{address}", None, found, "dask.distributed", "run make setup")) from error
    return connect(address, vocabulary=vocabulary)


def hand_out(executor: Executor | None, function: Callable[[T], R], work: Iterable[T]) -> Iterator[R]:
    """Yield the result of `function` for each piece of work, in their order; only so many pieces are in memory.

    Raises DigestError where whoever reads cannot go on.
    """
    if executor is None:
        yield from map(function, work)
        return
    waiting: deque[Future[R]] = deque()
    try:
        for piece in work:
            waiting.append(executor.submit(function, piece))
            if len(waiting) >= AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except (BrokenExecutor, CancelledError) as error:
        found = f"cannot go on ({str(error) or type(error).__name__})"
        remedy = "run it again, or read here: a build remembers what was read"
        raise DigestError(Problem("executor", None, found, "every report read", remedy)) from error
    finally:
        for future in waiting:
            future.cancel()
