"""The command line: exit codes, what goes to which stream, and nothing but JSON Lines on `export`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from generator.__main__ import main
from tests.conftest import copy_parts

ROOT = Path(__file__).parents[1]
GOOD = "Một bài viết\nHai bên nhất trí nối lại đối thoại.\n"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return a folder with one good seed."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return folder


def test_export_prints_a_record_a_line(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing but records on standard output, so that it can be piped."""
    assert main(["export", "--seeds", str(seeds)]) == 0

    out, err = capsys.readouterr()
    assert ["good"] == [json.loads(line)["id"] for line in out.splitlines()]
    assert not err


def test_problems_go_to_standard_error_and_fail(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The good records are printed all the same."""
    (seeds / "bad.txt").write_bytes(b"")

    assert main(["export", "--seeds", str(seeds)]) == 1

    out, err = capsys.readouterr()
    assert ["good"] == [json.loads(line)["id"] for line in out.splitlines()]
    assert "bad.txt: error: " in err


@pytest.mark.parametrize("command", ["build", "export"])
def test_who_reads_can_be_named(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    """A name that is none is said before anything is written."""
    arguments = [command, "--seeds", str(seeds), *(["--docs", str(tmp_path / "docs")] if command == "build" else [])]

    assert main([*arguments, "--executor", "processes:2"]) == 0
    assert main([*arguments, "--executor", "nobody"]) == 1
    assert "executor: error: 'nobody'; expected processes" in capsys.readouterr().err


def test_check_fails_until_the_pages_are_built(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`build --check` names what has drifted and writes nothing."""
    arguments = ["build", "--seeds", str(seeds), "--docs", str(tmp_path / "docs")]

    assert main([*arguments, "--check"]) == 1
    assert "briefs/good.md: would change" in capsys.readouterr().out
    assert not (tmp_path / "docs").exists()
    assert main(arguments) == 0
    assert main([*arguments, "--check"]) == 0


def test_a_bad_report_need_not_fail_the_check(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said in either case; pages that have drifted always fail it."""
    (seeds / "bad.txt").write_bytes(b"")
    arguments = ["build", "--seeds", str(seeds), "--docs", str(tmp_path / "docs")]

    assert (main(arguments), main([*arguments, "--check"]), main([*arguments, "--check", "--keep-going"])) == (1, 1, 0)
    assert capsys.readouterr().err.count("bad.txt: error: ") == 3
    (seeds / "good.txt").write_text("Bài khác\nHai bên nhất trí.\n", encoding="utf-8")
    assert main([*arguments, "--check", "--keep-going"]) == 1


def test_explain_gives_each_fact_its_words_and_says_what_lost(capsys: pytest.CaptureFixture[str]) -> None:
    """An editor sees what a value rests on, by the numbers of the page, and why another was not taken."""
    assert main(["explain", "--seeds", str(ROOT / "seeds"), "000_34b1fed74cd86ae1"]) == 0

    out, err = capsys.readouterr()
    assert "meeting.date: 2020-07-01 [dates.own-year]\n    1 “ngày 1/7”\n    3 “năm 2020”\n" in out
    assert "\nparties: 19 “Ấn Độ”: only spoken of\n" in out.partition("Left out:\n")[2]
    assert not err


def test_explaining_what_is_not_there_is_said_in_one_line(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped name is no crash."""
    assert main(["explain", "--seeds", str(seeds), "goood"]) == 1
    assert "goood.txt: error: cannot be read" in capsys.readouterr().err


def test_a_missing_folder_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback for what is no fault of the program."""
    assert main(["build", "--seeds", str(tmp_path / "nowhere"), "--docs", str(tmp_path / "docs")]) == 1
    assert "nowhere: error: " in capsys.readouterr().err


def test_a_reader_that_stops_early_is_no_error(seeds: Path) -> None:
    """`export | head -0` ends quietly."""
    command = f"'{sys.executable}' -m generator export --seeds '{seeds}' | true"

    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="there a process is ended without being asked")
def test_what_is_ended_tidies_up(tmp_path: Path) -> None:
    """A `finish` that is ended while Pagefind runs ends Pagefind, and leaves no folder of its own behind."""
    (package := tmp_path / "fake" / "pagefind").mkdir(parents=True)
    (package / "__init__.py").touch()
    started, temporary, site = tmp_path / "started", tmp_path / "temporary", tmp_path / "site"
    says = f"import os, pathlib, time; pathlib.Path({str(started)!r}).write_text(str(os.getpid())); time.sleep(600)"
    (package / "__main__.py").write_text(says, encoding="utf-8")
    temporary.mkdir()
    copy_parts(("docs", "seeds"), tmp_path)
    (site / "search").mkdir(parents=True)
    (site / "briefs").mkdir()
    (site / "briefs" / "index.html").touch()
    paths = os.pathsep.join((str(package.parent), str(ROOT)))
    command = [sys.executable, "-m", "generator", "finish", str(site)]
    process = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": paths, "TMPDIR": str(temporary)})

    while process.poll() is None and not (started.exists() and started.read_text()):
        time.sleep(0.05)
    assert any(temporary.iterdir())
    process.terminate()
    process.wait()

    assert not psutil.pid_exists(int(started.read_text()))
    assert not any(temporary.iterdir())
