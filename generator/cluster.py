"""Lets a Dask cluster read: one that exists, whose workers have Python, the packages that reading needs, and none of our files.

The code and the vocabularies in use are sent once, and the workers run them in processes of their own (`clusterkit`, `errand`);
so what reads there is what would read here. Calls and results are bytes to the cluster. When a worker dies, Dask has another
one make its call.
"""

from __future__ import annotations

import asyncio
import io
import logging
import operator
import pickle
import zipfile
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import cloudpickle
import dask
from dask.utils import parse_timedelta
from distributed import Client
from distributed.client import ClosedClientError
from distributed.comm.core import connect as greet
from distributed.security import Security

from generator import clusterkit
from generator.clusterkit import PACKAGES, Kit, differ
from generator.errand import VOCABULARY
from generator.errors import DigestError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from distributed.client import VersionsDict

    from generator.clusterkit import Versions

log = logging.getLogger(__name__)

_CODE = Path(__file__).parent
_RETRIES = 2
"""How often a call is made again that failed, for want of memory perhaps. A worker that dies is counted by Dask."""
_LOST = "the connection to the scheduler is lost"
T = TypeVar("T")


@contextmanager
def connect(address: str, *, vocabulary: Path) -> Iterator[Executor]:
    """Give the workers of the scheduler at `address` (`host:port`) as an executor of calls that use `vocabulary`.

    Raises DigestError where the scheduler does not answer, or a worker has not what reading needs. How long to wait for an
    answer, and with which certificates to ask, is Dask's own configuration.
    """
    name = f"dask://{address}"
    # When the connection is lost, every call says so, and we do: no need of a trace as well.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    with ExitStack() as stack:
        try:
            # Whoever calls us may have a loop of events of his own: a notebook, a browser's driver.
            with ThreadPoolExecutor(1) as aside:
                aside.submit(asyncio.run, _greet(address)).result()
            client = stack.enter_context(Client(address, set_as_default=False))
            versions = cast("VersionsDict", client.get_versions(packages=list(PACKAGES)))
        except Exception as error:  # of any kind: certificates that are missing are a TypeError
            found = f"no Dask scheduler answers ({str(error) or type(error).__name__})"
            raise DigestError(Problem(name, None, found, "a scheduler that runs", "check its address, or read here")) from error
        _check_versions(versions, name)
        yield _Cluster(client, versions=versions["client"]["packages"], vocabulary=vocabulary)


async def _greet(address: str) -> None:
    """Raise TimeoutError where somebody takes the call and says nothing: Dask's client would wait without end."""
    seconds = parse_timedelta(dask.config.get("distributed.comm.timeouts.connect"))
    greeting = greet(address, **Security().get_connection_args("client"))
    # So long it tries to get through; as long may pass until it hears something.
    (await asyncio.wait_for(greeting, 2 * seconds)).abort()


def _check_versions(versions: VersionsDict, name: str) -> None:
    """Raise DigestError where a worker would read otherwise than we do, or not at all."""
    here, workers = versions["client"]["packages"], versions["workers"]
    if not workers:
        log.warning("%s has no workers yet: waiting for the first", name)
    wrong = {address: differ(worker["packages"], here) for address, worker in sorted(workers.items())}
    problems = [
        Problem(name, None, f"the worker {address} has {found}", "what is here", "install it there, or read here")
        for address, found in wrong.items()
        if found
    ]
    if problems:
        raise DigestError(*problems)


class _Cluster(Executor):
    """Makes calls of the generator's functions on a cluster."""

    def __init__(self, client: Client, *, versions: Versions, vocabulary: Path) -> None:
        """Send what the workers need: as bytes, for neither they nor the scheduler have our modules."""
        self._vocabulary = vocabulary
        cloudpickle.register_pickle_by_value(clusterkit)
        self._kit = client.submit(pickle.loads, cloudpickle.dumps(Kit(_pack(vocabulary), versions)), pure=False)
        self._dask = client.get_executor(pure=False, retries=_RETRIES)

    def submit(self, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:  # noqa: ANN401 - Executor's own
        """Have a worker call a function; where the cluster cannot, the future's exception is a BrokenExecutor."""
        call = self._pickle((function, args, kwargs))
        try:
            theirs: Future[bytes] = self._dask.submit(operator.call, self._kit, call)
        except ClosedClientError as error:
            raise BrokenExecutor(_LOST) from error
        ours: Future[T] = Future()

        def cancel(_: Future[T]) -> None:
            if ours.cancelled():
                theirs.cancel()

        ours.add_done_callback(cancel)
        theirs.add_done_callback(lambda _: _pass_on(theirs, ours))
        return ours

    def _pickle(self, value: object) -> bytes:
        """Return a call as bytes that name the folder of vocabularies as a worker has it."""
        stream = io.BytesIO()
        _Pickler(stream, vocabulary=self._vocabulary).dump(value)
        return stream.getvalue()


class _Pickler(pickle.Pickler):
    def __init__(self, stream: io.BytesIO, *, vocabulary: Path) -> None:
        super().__init__(stream)
        self._vocabulary = vocabulary

    def persistent_id(self, obj: object) -> str | None:
        """Name what is there already, but elsewhere."""
        return VOCABULARY if isinstance(obj, Path) and obj == self._vocabulary else None


def _pass_on(theirs: Future[bytes], ours: Future[T]) -> None:
    """Give our caller the outcome of a call."""
    if not ours.set_running_or_notify_cancel():
        return
    if theirs.cancelled():
        ours.set_exception(BrokenExecutor(_LOST))
    elif error := theirs.exception():
        ours.set_exception(BrokenExecutor(str(error)))
    else:
        ours.set_result(pickle.loads(theirs.result()))  # noqa: S301 - whoever has the cluster is trusted: SECURITY.md


def _pack(vocabulary: Path) -> bytes:
    """Return the generator's code, and the vocabularies in that folder, as an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for path in sorted(_CODE.rglob("*.py")):
            archive.write(path, path.relative_to(_CODE.parent))
        for path in sorted(vocabulary.glob("*.yml")):
            archive.write(path, f"{VOCABULARY}/{path.name}")
    return stream.getvalue()
