"""Two builds at once: the second waits, says so, and gives up in the end; a build that is killed holds nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
from typing import TYPE_CHECKING

import pytest

from generator import folderlock
from generator.errors import DigestError
from generator.folderlock import hold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from pathlib import Path


def hold_until_told(folder: Path, told: Connection) -> None:
    """Hold the folder, say so, and let go when told."""
    with hold(folder):
        told.send("held")
        told.recv()


@pytest.fixture(name="other")
def fixture_other(tmp_path: Path) -> Iterator[tuple[multiprocessing.process.BaseProcess, Connection]]:
    """Return another build that holds the folder, and what to tell it through."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=hold_until_told, args=(tmp_path, theirs))
    process.start()
    assert ours.recv() == "held"
    yield process, ours
    process.kill()
    process.join()


def test_the_second_build_waits_and_says_so(
    tmp_path: Path, other: tuple[object, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes on as soon as the first is done."""
    said = []

    def warn(message: str, *arguments: object) -> None:
        said.append(message % arguments)
        other[1].send("done")

    monkeypatch.setattr(folderlock.log, "warning", warn)

    with hold(tmp_path):
        assert [f"another build is at work in {tmp_path}: waiting until it is done"] == said


def test_patience_ends(tmp_path: Path, other: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that never ends does not hold all that follow for ever."""
    assert other
    monkeypatch.setattr(folderlock, "PATIENCE", 0.0)

    with pytest.raises(DigestError, match="another build is at work"), hold(tmp_path):
        pass


def test_a_killed_build_holds_nothing(tmp_path: Path, other: tuple[multiprocessing.process.BaseProcess, object]) -> None:
    """The lock ends with the process, and there is no file to remove."""
    assert other[0].pid
    os.kill(other[0].pid, signal.SIGKILL)
    other[0].join()

    with hold(tmp_path):
        assert [] == list(tmp_path.iterdir())


def test_who_holds_it_may_hold_it_again(tmp_path: Path) -> None:
    """The hook holds the folder around all that a build does, and the build holds it as well."""
    with hold(tmp_path), hold(tmp_path / "." / ""):
        pass


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """It is a problem like any other."""
    with pytest.raises(DigestError, match="cannot be read"), hold(tmp_path / "nowhere"):
        pass
