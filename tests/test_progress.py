"""How far a run is, and what it took: for a person at a terminal, and for nobody else."""

from __future__ import annotations

import io

import pytest

from generator import progress
from generator.progress import Progress


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        """Tell that it is one."""
        return True


@pytest.mark.parametrize(
    ("stream", "patience", "shows"), [(Terminal(), 0, True), (Terminal(), 60, False), (io.StringIO(), 0, False)]
)
def test_what_takes_long_is_shown_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, patience: float, *, shows: bool
) -> None:
    """What is done, how much of how much; nothing in a log, nor where it is over before anybody wonders."""
    monkeypatch.setattr(progress, "PATIENCE", patience)

    assert [0, 1, 2, 3] == list(Progress(stream).follow(iter(range(4)), 4, "reading reports"))
    assert (shows, shows) == ("reading reports" in stream.getvalue(), "4/4" in stream.getvalue())


def test_a_run_that_fails_ends_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of the failure begins a line of its own, and the cursor is back."""
    monkeypatch.setattr(progress, "PATIENCE", 0)
    stream = Terminal()

    with pytest.raises(ZeroDivisionError):
        list(Progress(stream).follow((1 // (2 - n) for n in range(4)), 4, "reading reports"))

    assert stream.getvalue().endswith("\n") or stream.getvalue().endswith("\x1b[?25h")


def test_each_stage_is_told_with_what_it_took() -> None:
    """In the order in which they began, one that comes twice once."""
    found = Progress(io.StringIO())
    for name in ("reading", "pages", "reading"):
        with found.stage(name):
            pass

    assert "reading 0.0 s, pages 0.0 s" == str(found)
