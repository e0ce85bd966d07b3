"""Reading on a cluster: a real scheduler and real workers, which have none of our files, and which die."""

from __future__ import annotations

import asyncio
import io
import json
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from importlib.metadata import packages_distributions
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import dask
import psutil
import pytest
from distributed import Client
from distributed.versions import get_package_info

from generator import cluster, executors, reading
from generator.clusterkit import PACKAGES, Kit, differ
from generator.errand import serve
from generator.errors import DigestError
from generator.executors import MANY, open_executor
from generator.memory import Memory, decode_brief
from generator.reading import read_briefs
from generator.vocabulary import DEFAULT_VOCABULARY
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.models import Brief

pytestmark = pytest.mark.whole

OURS = {"python": "3.11.7.final.0", "msgspec": "0.22.0", "PyYAML": "6.0.3"}

TOPICS = """\
- id: talking
  label: {vi: Nói, en: Talking}
  terms:
    vi: [phát biểu, trao đổi, cho biết]
    en: [said, talks]
"""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return a folder of many short reports, the second of which is no text."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    shortest = sorted((ROOT / "tests" / "corpus").glob("*.txt"), key=lambda path: path.stat().st_size)[:4]
    for number in range(6):
        for path in shortest:
            shutil.copy(path, folder / f"{number}-{path.name}")
    (folder / "0-bad.txt").write_bytes(b"\xff\xff\xff")
    return folder


@pytest.fixture
def vocabulary(tmp_path: Path) -> Path:
    """Return a folder of vocabularies that is not the package's, and reads otherwise."""
    folder = tmp_path / "lists"
    shutil.copytree(DEFAULT_VOCABULARY, folder)
    (folder / "topics.yml").write_text(TOPICS, encoding="utf-8")
    return folder


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hand out few reports as if they were many, each on its own."""
    monkeypatch.setattr(executors, "MANY", 1)
    monkeypatch.setattr(reading, "_BATCH", 1)


@contextmanager
def start(folder: Path, *arguments: str) -> Iterator[psutil.Popen]:
    """Run a command of Dask in an empty folder, where nothing of ours can be imported."""
    work = folder / "elsewhere"
    work.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard", "--scheduler-file", str(folder / "scheduler.json")]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with (folder / "log").open("ab") as log:
        process = psutil.Popen(command, cwd=work, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        for each in [*process.children(recursive=True), process] if process.is_running() else []:
            with suppress(psutil.NoSuchProcess):  # a nanny ends with the worker that it lost
                each.kill()
        process.wait()


def wait_for(what: Callable[[], Any], seconds: float = 60) -> Any:  # noqa: ANN401 - whatever is waited for
    """Return what is there as soon as it is."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
    return found


def worker_of(client: Client, name: str) -> str:
    """Return the address of the worker with that name, as soon as it is there."""

    def find() -> str | None:
        workers = client.scheduler_info(n_workers=-1)["workers"]
        return next((address for address, worker in workers.items() if worker["name"] == name), None)

    return str(wait_for(find))


def find_errands(process: psutil.Process) -> list[psutil.Process]:
    """Return the processes that a worker has started to read for us."""
    return [child for child in process.children(recursive=True) if is_errand(child)]


def is_errand(process: psutil.Process) -> bool:
    """Tell whether a process is one of ours that has not ended."""
    try:
        return "generator.errand" in process.cmdline()
    except psutil.NoSuchProcess:  # a zombie, too
        return False


def kill_at_work(client: Client, process: psutil.Popen, address: str) -> list[str]:
    """Kill a worker while it makes a call of ours; return the calls that it had been given."""
    while True:
        wait_for(lambda: find_errands(process) and client.processing()[address])
        process.suspend()
        calls = [key for key in client.processing()[address] if key.startswith("call-")]
        if calls:
            process.kill()
            return calls
        process.resume()


@pytest.mark.usefixtures("one_by_one")
def test_a_cluster_reads_the_same_though_a_worker_dies(tmp_path: Path, seeds: Path, vocabulary: Path) -> None:
    """Of two workers one is killed at its work: all is read, as it is here, remembered, and nothing is left on the other."""
    expected = read_briefs(seeds, vocabulary=vocabulary, executor="processes:1")
    assert 24 == len(expected[0])
    assert expected[1][0].file.endswith("0-bad.txt")
    with ExitStack() as stack:
        stack.enter_context(start(tmp_path, "scheduler", "--host", "127.0.0.1", "--port", "0"))
        lives = stack.enter_context(start(tmp_path, "worker", "--name", "lives", "--nthreads", "2"))
        dies = stack.enter_context(start(tmp_path, "worker", "--name", "dies", "--nthreads", "1", "--no-nanny"))
        address = wait_for(lambda: read_address(tmp_path))
        watch = stack.enter_context(Client(address, set_as_default=False))
        worker_of(watch, "lives")
        killer = stack.enter_context(ThreadPoolExecutor(1))
        calls = killer.submit(kill_at_work, watch, dies, worker_of(watch, "dies"))

        found = read_briefs(seeds, vocabulary=vocabulary, memory=remember(tmp_path, vocabulary), executor=f"dask://{address}")

        assert calls.result()
        assert -signal.SIGKILL == dies.wait()
        assert expected == found
        wait_for(lambda: not find_errands(lives))
        assert [] == [*(tmp_path / "elsewhere").rglob("digest-*")]

    (seeds / "0-bad.txt").unlink()
    nobody = "dask://127.0.0.1:1"
    assert expected[0] == read_briefs(seeds, vocabulary=vocabulary, memory=remember(tmp_path, vocabulary), executor=nobody)[0]


def read_address(folder: Path) -> str:
    """Return the host and port of the scheduler, once it has written them down."""
    try:
        return str(json.loads((folder / "scheduler.json").read_text(encoding="utf-8"))["address"]).removeprefix("tcp://")
    except (FileNotFoundError, json.JSONDecodeError):
        return ""


def remember(folder: Path, vocabulary: Path) -> Memory:
    """Return what a new run remembers."""
    return Memory(folder / "memory", vocabulary=vocabulary)


@pytest.mark.usefixtures("one_by_one")
def test_a_cluster_that_goes_away_is_said_and_what_it_read_kept(
    tmp_path: Path, seeds: Path, vocabulary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scheduler is killed when the third report is there: the next run reads the rest."""
    with ExitStack() as stack:
        scheduler = stack.enter_context(start(tmp_path, "scheduler", "--host", "127.0.0.1", "--port", "0"))
        stack.enter_context(start(tmp_path, "worker", "--nthreads", "1", "--no-nanny"))
        briefs: list[Brief] = []

        def kill_at_the_third(content: bytes) -> Brief:
            briefs.append(decode_brief(content))
            if len(briefs) == 3:
                scheduler.kill()
            return briefs[-1]

        monkeypatch.setattr(reading, "decode_brief", kill_at_the_third)
        monkeypatch.setattr(executors, "AHEAD", 2)  # or all is read before anybody is killed
        address = wait_for(lambda: read_address(tmp_path))
        with pytest.raises(DigestError, match=r"connection to the scheduler is lost.*run it again"):
            read_briefs(seeds, vocabulary=vocabulary, memory=remember(tmp_path, vocabulary), executor=f"dask://{address}")

    assert 3 <= len(briefs) == len([*(tmp_path / "memory").iterdir()]) < 24


@pytest.mark.parametrize(
    ("what", "scheme", "words"),
    [("nobody", "tcp", "Timed out"), ("mute", "tcp", "TimeoutError"), ("nobody", "tls", "check your TLS configuration")],
)
def test_a_cluster_that_does_not_answer_is_said(what: str, scheme: str, words: str) -> None:
    """Nothing is read in its place: whoever named a cluster has reasons."""
    find_no_scheduler(what, scheme, words)


def test_a_cluster_is_asked_for_within_a_loop_of_events() -> None:
    """A notebook has one running, and so has whoever drives a browser."""

    async def find() -> None:
        find_no_scheduler("nobody", "tcp", "Timed out")

    asyncio.run(find())


def find_no_scheduler(what: str, scheme: str, words: str) -> None:
    """Ask where there is none, and see that it is said in these `words`."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        if what == "mute":
            server.listen()
        name = f"dask://127.0.0.1:{server.getsockname()[1]}"
        with (
            dask.config.set({"distributed.comm.timeouts.connect": "300ms", "distributed.comm.default-scheme": scheme}),
            pytest.raises(DigestError, match=rf"{name}: error: no Dask scheduler answers \(.*{words}"),
            open_executor(name, vocabulary=DEFAULT_VOCABULARY, seeds=MANY),
        ):
            pass


@pytest.mark.parametrize(
    ("there", "words"),
    [
        (OURS | {"python": "3.11.2.final.0"}, ""),
        (OURS | {"python": "3.12.7.final.0"}, "Python 3.12, not 3.11"),
        (OURS | {"msgspec": "0.20.0"}, "msgspec 0.20.0, not 0.22.0"),
        (OURS | {"msgspec": None, "PyYAML": None}, "no msgspec 0.22.0; no PyYAML 6.0.3"),
    ],
)
def test_what_a_worker_lacks_is_named(there: dict[str, str | None], words: str) -> None:
    """A worker that would read otherwise, or not at all, is told from one that reads the same."""
    assert words == differ(there, OURS)


def test_all_that_reading_needs_is_asked_for() -> None:
    """Under the names that Dask knows, and nothing else that is not of Python itself."""
    assert None not in get_package_info(PACKAGES).values()
    program = "import generator.reading, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    packages = packages_distributions()
    loaded = {name for module in done.stdout.split() for name in packages.get(module, [])}
    # The first is loaded by an environment as it starts; the second msgspec takes where it is there.
    assert set(PACKAGES) == loaded - {"setuptools", "typing_extensions"}


def test_a_worker_that_lacks_something_is_not_asked() -> None:
    """All of them are named before anything is sent."""
    lacks: dict[str, str | None] = OURS | {"PyYAML": None}
    workers: dict[str, Any] = {"tcp://b": {"packages": lacks}, "tcp://a": {"packages": lacks}, "tcp://c": {"packages": OURS}}
    with pytest.raises(DigestError) as error:
        cluster._check_versions({"client": {"packages": OURS}, "workers": workers, "scheduler": {}}, "dask://x:1")
    assert ["tcp://a has no PyYAML 6.0.3", "tcp://b has no PyYAML 6.0.3"] == [
        problem.found.removeprefix("the worker ") for problem in error.value.problems
    ]


def test_a_cluster_without_workers_may_get_some(caplog: pytest.LogCaptureFixture) -> None:
    """It is waited for them, and said."""
    cluster._check_versions({"client": {"packages": OURS}, "workers": {}, "scheduler": {}}, "dask://x:1")
    assert ["dask://x:1 has no workers yet: waiting for the first"] == caplog.messages


class Held(Executor):
    """Takes one call, whose outcome the test decides."""

    def __init__(self) -> None:
        """Have the outcome of no call."""
        self.outcome: Future[bytes] = Future()

    def submit(self, *_: Any, **__: Any) -> Future[Any]:  # noqa: ANN401 - Executor's own
        """Take the call."""
        return self.outcome


def test_what_becomes_of_a_call_is_passed_on(tmp_path: Path) -> None:
    """A result, an error, the loss of the cluster; and one that nobody waits for is taken back there."""

    def ask() -> tuple[Future[bytes], Future[int]]:
        dask = Held()
        client: Any = SimpleNamespace(submit=lambda *_, **__: None, get_executor=lambda **_: dask)
        return dask.outcome, cluster._Cluster(client, versions=OURS, vocabulary=tmp_path).submit(max, 1, 3)

    theirs, ours = ask()
    theirs.set_result(pickle.dumps(3))
    assert 3 == ours.result()
    theirs, ours = ask()
    theirs.set_exception(ValueError("run on 4 workers, all of which died"))
    with pytest.raises(BrokenExecutor, match="all of which died"):
        ours.result()
    theirs, ours = ask()
    theirs.cancel()
    with pytest.raises(BrokenExecutor, match="the connection to the scheduler is lost"):
        ours.result()
    theirs, ours = ask()
    ours.cancel()
    assert theirs.cancelled()


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kit:
    """Return a kit as a worker has it, whose code is as little as can be."""
    worker = SimpleNamespace(address="tcp://w", local_directory=str(tmp_path))
    # Not in the module: Dask tells a client the type of each result, and cloudpickle then puts its copy of the methods in ours.
    monkeypatch.setitem(Kit._unpack.__globals__, "get_worker", lambda: worker)
    return Kit(cluster._pack(tmp_path), get_package_info(PACKAGES))


def test_a_process_that_dies_is_replaced(kit: Kit) -> None:
    """The call fails, so that the cluster tries it again, and the next one is answered."""
    assert 3 == pickle.loads(kit(pickle.dumps((max, (1, 3), {}))))
    with pytest.raises(RuntimeError, match=r"tcp://w: the process that reads died \(7\)"):
        kit(pickle.dumps((os._exit, (7,), {})))
    assert 5 == pickle.loads(kit(pickle.dumps((max, (1, 5), {}))))


def test_a_call_that_fails_is_answered(kit: Kit) -> None:
    """The worker's address and the reason reach who asked."""
    with pytest.raises(RuntimeError, match="tcp://w: ZeroDivisionError"):
        kit(pickle.dumps((divmod, (1, 0), {})))
    with pytest.raises(RuntimeError, match="tcp://w: ModuleNotFoundError: No module named 'missing'"):
        kit(b"cmissing\nthing\n.")


def test_a_worker_that_comes_later_and_lacks_something_fails(kit: Kit) -> None:
    """It was not there when the others were asked."""
    kit._versions = OURS | {"python": "2.7.18.final.0"}
    with pytest.raises(RuntimeError, match=r"the worker tcp://w has Python 3\.\d+, not 2\.7"):
        kit(pickle.dumps((max, (1, 3), {})))


def test_each_call_has_its_answer() -> None:
    """One after the other, whatever happens in one of them."""
    calls, answers = io.BytesIO(), io.BytesIO()
    made: list[tuple[Any, ...]] = [(max, (1, 2), {}), (divmod, (1, 0), {}), (str, (b"x",), {"encoding": "utf-8"})]
    for call in made:
        pickle.dump(pickle.dumps(call), calls)
    calls.seek(0)
    serve(calls, answers)
    answers.seek(0)
    found = [pickle.load(answers) for _ in range(3)]
    assert [True, False, True] == [done for done, _ in found]
    assert "x" == pickle.loads(found[2][1])
    assert b"" == answers.read()
