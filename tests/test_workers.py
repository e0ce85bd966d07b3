"""One thing done to very many on all cores: the results are those of doing it here, whatever happens to the copies."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import workers

COUNT = 500
BODY = """
import os, signal
from generator import workers
here = os.getpid()
pids = set()
def double(number):
    if {dies} and number == 300 and os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number, os.getpid()
found = list(workers.spread(double, range({count})))
assert [2 * n for n in range({count})] == [number for number, _ in found], found
print(workers.can_copy(), len({{pid for _, pid in found}} - {{here}}), here in {{pid for _, pid in found}})
"""


def run(*, dies: bool) -> list[str]:
    """Return what a process says that has no threads: whether it copies itself, how many copies worked, and whether it did."""
    script = BODY.format(dies=dies, count=COUNT)
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    assert "" == done.stderr
    return done.stdout.split()


def test_the_results_come_in_order_from_several_processes() -> None:
    """Where the system can copy a process, none of it is done here."""
    copies, others, here = run(dies=False)

    assert (copies == "True", copies != "True") == (int(others) > 0, here == "True")


def test_what_a_killed_copy_leaves_is_done_here() -> None:
    """For want of memory, the system kills whom it likes."""
    copies, _, here = run(dies=True)

    assert "True" == (here if copies == "True" else "True")


def test_with_threads_or_for_few_nothing_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under `mkdocs serve` there are threads, and a copy of a lock that one of them holds is held for ever."""
    monkeypatch.setattr(workers, "can_copy", lambda: pytest.fail("is not asked"))

    assert [1, 2] == list(workers.spread(abs, (-1, -2)))


ALONGSIDE = """
import os, signal, time
from generator import workers
here = os.getpid()
def write(go):
    go()
    if {dies} and os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()
copies = workers.can_copy()
print(copies, workers.Alongside(write).result() == here)
"""


@pytest.mark.parametrize("dies", [False, True])
def test_one_thing_is_done_beside_another(dies: bool) -> None:  # noqa: FBT001 - a parameter
    """In a copy, where there is one; here where it is killed, or where none can be made."""
    root = Path(__file__).parents[1]
    script = [sys.executable, "-c", ALONGSIDE.format(dies=dies)]
    done = subprocess.run(script, cwd=root, capture_output=True, text=True, check=True)
    copies, here = done.stdout.split()

    assert "" == done.stderr
    assert (here == "True") == (dies or copies != "True")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is copied")
def test_what_must_wait_is_not_done_before_it_is_asked_for(tmp_path: Path) -> None:
    """All else is; and this process is not kept from making other copies meanwhile, as a thread in it would."""
    script = f"""
import pathlib, time
from generator import workers
folder = pathlib.Path({str(tmp_path)!r})
def work(go):
    (folder / "early").touch()
    go()
    (folder / "late").touch()
one = workers.Alongside(work)
while not (folder / "early").exists():
    time.sleep(0.01)
time.sleep(0.1)
before = (folder / "late").exists(), workers.can_copy()
one.result()
print(before, (folder / "late").exists())
"""
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True, timeout=30)

    assert "(False, True) True\n" == done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is copied")
def test_a_copy_that_is_stopped_ends_what_it_has_begun(tmp_path: Path) -> None:
    """As a temporary folder, or another command, in the background too; and what cannot be copied is done here."""
    script = f"""
import os, pathlib, signal, time
from multiprocessing import active_children
from generator import workers
signal.signal(signal.SIGINT, signal.SIG_IGN)
told = pathlib.Path({str(tmp_path / "told")!r})
def work(_):
    try:
        told.touch()
        time.sleep(60)
    finally:
        told.unlink()
one = workers.Alongside(work)
while not told.exists():
    time.sleep(0.01)
one.stop()
print(told.exists(), active_children())
def refuse():
    raise BlockingIOError
os.fork = refuse
print(workers.Alongside(lambda _: os.getpid()).result() == os.getpid())
"""
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False, timeout=30)

    assert ("", "False []\nTrue\n") == (done.stderr, done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is copied")
def test_a_copy_ends_with_the_process_that_made_it(tmp_path: Path) -> None:
    """Else it would go on to write where the next build does."""
    script = f"""
import os, pathlib, time
from generator import workers
told = pathlib.Path({str(tmp_path / "told")!r})
def work(_):
    told.write_text(str(os.getpid()))
    time.sleep(60)
one = workers.Alongside(work)
while not told.exists() or not told.read_text():
    time.sleep(0.01)
os.kill(os.getpid(), 9)
"""
    root = Path(__file__).parents[1]
    subprocess.run([sys.executable, "-c", script], cwd=root, check=False, timeout=30)
    copy = Path("/proc", (tmp_path / "told").read_text())

    ends = time.monotonic() + 10
    while copy.exists() and "zombie" not in (copy / "status").read_text() and time.monotonic() < ends:
        time.sleep(0.01)
    assert not copy.exists() or "zombie" in (copy / "status").read_text()
