"""Says how far a long run is, and afterwards what each part of it took: to a person at a terminal, and to nobody else."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

PATIENCE = 2.0
"""Seconds that nobody needs to be told of."""


class Progress:
    """The stages of one run."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Write to `stream`, or to the standard error, if that is a terminal."""
        self._stream = sys.stderr if stream is None else stream
        self._shown = self._stream.isatty()
        self.seconds: dict[str, float] = {}
        """What each stage took so far, in the order in which they began."""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what is done meanwhile as part of a stage."""
        began = time.monotonic()
        self.seconds.setdefault(name, 0.0)
        try:
            yield
        finally:
            self.seconds[name] += time.monotonic() - began

    def follow(self, things: Iterable[T], count: int, doing: str) -> Iterator[T]:
        """Yield `things`, of which there are `count`; show how far that is, and how long is left, where it is long."""
        began, done, bar = time.monotonic(), 0, None
        try:
            for thing in things:
                yield thing
                done += 1
                if bar:
                    bar.update(1)
                elif self._shown and time.monotonic() - began > PATIENCE:
                    bar = click.progressbar(length=count, label=doing, file=self._stream, show_pos=True).__enter__()
                    bar.start -= PATIENCE  # what is left is reckoned from the first thing on
                    bar.update(done)
        finally:
            if bar:
                bar.__exit__(None, None, None)

    def __str__(self) -> str:
        """Return what each stage took: `reading 1.2 s, pages 0.3 s`."""
        return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in self.seconds.items())
