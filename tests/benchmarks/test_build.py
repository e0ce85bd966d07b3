"""The whole measurement: every row is in the table, and a build that is wrong after a change is found out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from benchmarks import build, project
from benchmarks.measure import Run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OURS = (
    build.FULL,
    build.AGAIN,
    "one report changed",
    "one report added",
    "one report removed",
    "one correction added",
    build.CLEAN,
)
OTHERS = (build.HUGO, build.HUGO_LINKS, build.ZENSICAL)
SAME = "After the changes the site is that of a clean build, byte for byte."


def cells(table: str) -> dict[str, list[str]]:
    """Return the cells of each row of the first table."""
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if line.startswith("|")]
    return {line[0]: line[1:] for line in lines[2 : 2 + len(OURS) + len(OTHERS)]}


def fake_build(*, forgets: bool = False) -> Callable[[Path], Run]:
    """Return a build that makes a page of each report in no time; one that `forgets` leaves pages of removed reports."""

    def make(folder: Path) -> Run:
        site = folder / "site"
        site.mkdir(exist_ok=True)
        pages = {path.stem: path for path in (folder / "seeds").glob("*.txt")}
        for name, path in pages.items():
            corrections = path.with_suffix(".yml")
            content = path.read_bytes() + (corrections.read_bytes() if corrections.exists() else b"")
            (site / f"{name}.html").write_text(hashlib.sha256(content).hexdigest(), encoding="utf-8")
        for old in [] if forgets else [old for old in site.glob("*.html") if old.stem not in pages]:
            old.unlink()
        (folder / project.LEDGER).touch()
        return Run(1.0, 1.0, 100_000_000, 0, "read 0.5 s, write 0.5 s")

    return make


def fake_reports(folder: Path, count: int) -> None:
    """Write reports of one line."""
    (folder / "seeds").mkdir()
    for number in range(count):
        (folder / "seeds" / f"bai-{number:05}.txt").write_text(f"Bài {number}. Ảnh: Lan\n", encoding="utf-8")
    (folder / project.NEXT).write_text("Bài sau\n", encoding="utf-8")


@pytest.fixture(name="faked")
def fixture_faked(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Invent reports in no time; what is to build them is the test's business."""
    monkeypatch.setattr(project, "invent_reports", fake_reports)
    return monkeypatch


def measure(capsys: pytest.CaptureFixture[str], folder: Path, *more: str) -> tuple[int, str]:
    """Measure; return the exit code and what was printed."""
    code = build.main(["--folder", str(folder), "--without", "hugo", "zensical", "--count", *more])
    return code, capsys.readouterr().out


def test_each_row_is_there(capsys: pytest.CaptureFixture[str], tmp_path: Path, faked: pytest.MonkeyPatch) -> None:
    """One a build, with the pages that each change has touched; the stages, the growth, and nothing left behind."""
    faked.setattr(project, "build", fake_build())

    code, said = measure(capsys, tmp_path, "20")

    rows = cells(said)
    assert 0 == code
    assert [*OURS, *OTHERS] == [*rows]
    assert ["", "0", "1", "1", "1", "1", ""] == [rows[name][5] for name in OURS]
    assert ["20", "20", "20", "21", "20", "20", "20"] == [rows[name][4] for name in OURS]
    assert [["not measured: left out"]] * 3 == [rows[name] for name in OTHERS]
    assert all(words in said for words in ("| read | write |", "from nothing: ratio", SAME))
    assert [] == [*tmp_path.iterdir()]


def test_a_page_that_is_left_behind_is_found(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, faked: pytest.MonkeyPatch
) -> None:
    """Fast and wrong is a failure: the files that are not those of a clean build are named."""
    faked.setattr(project, "build", fake_build(forgets=True))

    code, said = measure(capsys, tmp_path, "20")

    assert 1 == code
    assert "NOT THE SAME as a clean build: 1 files of the site, 0 of its search index." in said
    assert "  bai-00005.html" in said


def test_a_build_that_fails_has_no_figures(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, faked: pytest.MonkeyPatch
) -> None:
    """It says why in its row, and the exit code tells."""
    works, failing = fake_build(), "one report changed"

    def fail(folder: Path) -> Run:
        run = works(folder)
        changed = any("an toàn thực phẩm" in path.read_text(encoding="utf-8") for path in (folder / "seeds").glob("*.txt"))
        return Run(1.0, 1.0, 1, 1, "trace\nthe last words\n") if changed else run

    faked.setattr(project, "build", fail)

    code, said = measure(capsys, tmp_path, "20")

    assert 1 == code
    assert ["failed with exit code 1: the last words"] == cells(said)[failing]


def test_too_few_reports_are_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """There would be none left to remove."""
    with pytest.raises(SystemExit):
        measure(capsys, tmp_path, "5")


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_real_site_after_changes_is_that_of_a_clean_build(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The same with our own build: each row has its figures, and no change leaves anything behind."""
    code, said = measure(capsys, tmp_path, "30")

    rows = cells(said)
    assert SAME in said
    assert 0 == code
    assert [8] * len(OURS) == [len(rows[name]) for name in OURS]
    assert "0" == rows[build.AGAIN][5]
    assert all(int(rows[name][5]) > 0 for name in OURS[2:-1])
