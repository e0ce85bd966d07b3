"""Reading the seeds: by whomever, remembered or not, it is always the same."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from generator import executors, memory, reading
from generator.errors import DigestError
from generator.memory import Memory, decode_brief, encode_brief
from generator.reading import read_briefs
from generator.vocabulary import DEFAULT_VOCABULARY
from tests.conftest import ROOT
from tests.reports import get_digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.seeds import SeedFile

CORPUS = ROOT / "tests" / "corpus"
CORRECTION = """\
corrections:
  - set: meeting.place
    value: Đà Lạt
    reason: thử
    editor: thử
"""


class Failing(Executor):
    """Makes a number of calls, and then no more."""

    def __init__(self, calls: int) -> None:
        """Count down from `calls`."""
        self.left = calls

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - Executor's own
        """Call, or fail."""
        future: Future[Any] = Future()
        self.left -= 1
        if self.left < 0:
            future.set_exception(BrokenExecutor("no memory"))
        else:
            future.set_result(function(*args, **kwargs))
        return future


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return a folder of three reports, the shortest we have: reading is what takes time."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    for path in sorted(CORPUS.glob("*.txt"), key=lambda path: path.stat().st_size)[:3]:
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the reports that are read, as they are."""
    names: list[str] = []
    extract = reading.extract_seed

    def note(source: SeedFile, *, vocabulary: Path = DEFAULT_VOCABULARY) -> reading.Extracted:
        names.append(source.name)
        return extract(source, vocabulary=vocabulary)

    monkeypatch.setattr(reading, "extract_seed", note)
    return names


def remember(seeds: Path, vocabulary: Path = DEFAULT_VOCABULARY) -> Memory:
    """Return what a new run remembers."""
    return Memory(seeds.parent / "memory", vocabulary=vocabulary)


def test_a_brief_is_the_same_after_it_was_kept() -> None:
    """Every fact, every place, and every kind of value in them; corrections are not kept."""
    briefs = [brief for brief in get_digest().briefs if not brief.corrections]
    assert len(briefs) > 10
    assert briefs == [decode_brief(encode_brief(brief)) for brief in briefs]


def test_what_has_not_changed_is_not_read_again(seeds: Path, extracted: list[str]) -> None:
    """One report is changed: it alone is read, and all are what they are without a memory."""
    first = read_briefs(seeds, memory=remember(seeds))
    assert len(extracted) == len(first[0]) == 3
    changed = sorted(seeds.glob("*.txt"))[1]
    changed.write_text(changed.read_text(encoding="utf-8") + "\nThêm một câu.\n", encoding="utf-8")
    extracted.clear()

    second = read_briefs(seeds, memory=remember(seeds))

    assert [changed.name] == extracted
    assert second == read_briefs(seeds)
    assert second != first


def test_a_correction_is_applied_to_what_is_remembered(seeds: Path, extracted: list[str]) -> None:
    """An editor's file changes the brief, and costs no reading; without it the brief is what it was."""
    before = read_briefs(seeds, memory=remember(seeds))
    correction = min(seeds.glob("*.txt")).with_suffix(".yml")
    correction.write_text(CORRECTION, encoding="utf-8")
    extracted.clear()

    (corrected, *_), _ = read_briefs(seeds, memory=remember(seeds))
    correction.unlink()
    after = read_briefs(seeds, memory=remember(seeds))

    assert corrected.meeting
    assert corrected.meeting.place
    assert "Đà Lạt" == corrected.meeting.place.value
    assert before == after
    assert [] == extracted


@pytest.mark.parametrize("what", ["vocabulary", "code", "name", "broken", "empty"])
def test_nothing_stale_is_remembered(seeds: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """What a brief depends on has changed, or the file that was kept is not whole: it is read again."""
    vocabulary = DEFAULT_VOCABULARY
    read_briefs(seeds, memory=remember(seeds))
    kept = sorted((seeds.parent / "memory").iterdir())
    assert 3 == len(kept)
    if what == "vocabulary":
        vocabulary = seeds.parent / "vocabulary"
        shutil.copytree(DEFAULT_VOCABULARY, vocabulary)
        with (vocabulary / "places.yml").open("a", encoding="utf-8") as file:
            file.write("# thêm\n")
    elif what == "code":
        code = seeds.parent / "code"
        code.mkdir()
        (code / "new.py").touch()
        monkeypatch.setattr(memory, "_CODE", code)
    elif what == "name":
        for path in sorted(seeds.glob("*.txt")):
            path.rename(path.with_stem(f"{path.stem}-moi"))
    else:
        for path in kept:
            path.write_bytes(path.read_bytes()[:-9] if what == "broken" else b"")
    extracted.clear()

    read_briefs(seeds, vocabulary=vocabulary, memory=remember(seeds, vocabulary))

    assert 3 == len(extracted)
    assert 3 == len([*(seeds.parent / "memory").iterdir()]), "what is of no use any more is gone"


def test_a_memory_that_cannot_be_kept_costs_nothing_but_time(seeds: Path) -> None:
    """A file in its place is no problem of the reports."""
    (seeds.parent / "memory").touch()
    assert read_briefs(seeds) == read_briefs(seeds, memory=remember(seeds))


def test_what_is_saved_while_it_is_read_is_not_remembered(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows which of the two texts was read."""
    extract = reading.extract_seed

    def save_meanwhile(source: SeedFile, *, vocabulary: Path = DEFAULT_VOCABULARY) -> reading.Extracted:
        path = seeds / source.name
        path.write_text(path.read_text(encoding="utf-8") + "\nThêm.\n", encoding="utf-8")
        return extract(source, vocabulary=vocabulary)

    monkeypatch.setattr(reading, "extract_seed", save_meanwhile)
    read_briefs(seeds, memory=remember(seeds))
    monkeypatch.undo()

    assert read_briefs(seeds) == read_briefs(seeds, memory=remember(seeds))


def test_other_processes_read_the_same(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By any executor, and by this machine's own where there is much to read; a report that cannot be read is named."""
    (seeds / "bad.txt").write_bytes(b"\xff\xff\xff")
    expected = read_briefs(seeds)
    assert 3 == len(expected[0])
    assert any(problem.fatal for problem in expected[1])
    with ThreadPoolExecutor(2) as executor:
        assert expected == read_briefs(seeds, executor=executor)

    monkeypatch.setattr(executors, "MANY", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert expected == read_briefs(seeds)


def test_what_was_read_before_others_failed_is_remembered(
    seeds: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who reads fails at the last report: the error says so, and the next run reads that one only."""
    monkeypatch.setattr(reading, "_BATCH", 1)
    with pytest.raises(DigestError, match=r"executor: error: cannot go on \(no memory\)"):
        read_briefs(seeds, memory=remember(seeds), executor=Failing(2))
    assert 2 == len(extracted)
    extracted.clear()

    briefs, _ = read_briefs(seeds, memory=remember(seeds))

    assert [max(seeds.glob("*.txt")).name] == extracted
    assert 3 == len(briefs)


def test_an_executor_that_there_is_not_is_named_though_nothing_is_to_be_read(tmp_path: Path) -> None:
    """A slip shows at once, and not when there is much to read."""
    with pytest.raises(DigestError, match="'proceses'; expected processes, processes:NUMBER or dask://HOST:PORT"):
        read_briefs(tmp_path, executor="proceses")
