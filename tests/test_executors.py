"""Who reads: names, and how the work is handed out."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import executors
from generator.errors import DigestError
from generator.executors import MANY, check_executor, hand_out, open_executor
from generator.vocabulary import DEFAULT_VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.mark.parametrize(
    ("name", "count", "address"),
    [
        ("processes", None, None),
        ("processes:8", "8", None),
        ("dask://scheduler:8786", None, "scheduler:8786"),
        ("dask://10.0.0.7:8786", None, "10.0.0.7:8786"),
        ("dask://[::1]:8786", None, "[::1]:8786"),
    ],
)
def test_a_name_has_parts(name: str, count: str | None, address: str | None) -> None:
    """How many processes, or where the scheduler is."""
    assert {"count": count, "address": address} == check_executor(name).groupdict()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "processes:0",
        "processes:-1",
        "processes:8 ",
        "threads",
        "tcp://scheduler:8786",
        "dask",
        "dask://scheduler",
        "dask://:8786",
        "dask://a b:1",
        "dask://user@scheduler:8786",
        "dask://scheduler:8786/status",
    ],
)
def test_another_name_is_refused(name: str) -> None:
    """With the names that there are."""
    with pytest.raises(DigestError, match="expected processes, processes:NUMBER or dask://HOST:PORT"):
        check_executor(name)


@pytest.mark.parametrize(
    ("name", "seeds", "here"),
    [
        ("processes:2", MANY, False),
        ("processes:2", MANY - 1, True),
        ("processes:1", MANY, True),
        ("dask://127.0.0.1:1", MANY - 1, True),
    ],
)
def test_what_is_little_is_read_here(name: str, seeds: int, *, here: bool) -> None:
    """To start others takes longer."""
    with open_executor(name, vocabulary=DEFAULT_VOCABULARY, seeds=seeds) as executor:
        assert here == (executor is None)


def double(number: int) -> int:
    """Return twice a number."""
    return 2 * number


@given(st.lists(st.integers()))
def test_results_come_in_the_order_of_the_work(work: list[int]) -> None:
    """Whoever does it."""
    expected = [double(number) for number in work]
    assert expected == list(hand_out(None, double, work))
    with ThreadPoolExecutor(4) as executor:
        assert expected == list(hand_out(executor, double, work))


class Idle(Executor):
    """Takes calls, and makes the first when the third is there."""

    def __init__(self) -> None:
        """Have no calls."""
        self.futures: list[Future[Any]] = []

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - Executor's own
        """Take a call, and make the one before the last."""
        future: Future[Any] = Future()
        self.futures.append(future)
        if len(self.futures) >= 3:
            self.futures[-3].set_result(function(*args, **kwargs))
        return future


def take(taken: list[int]) -> Iterator[int]:
    """Yield numbers, and note each when it is asked for."""
    for number in range(1, 1000):
        taken.append(number)
        yield number


def test_only_so_much_is_handed_out_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thousand reports are not all in memory, and what nobody waits for any more is taken back."""
    monkeypatch.setattr(executors, "AHEAD", 3)
    taken: list[int] = []
    executor = Idle()
    results = hand_out(executor, double, take(taken))

    assert 6 == next(results)
    assert [1, 2, 3] == taken
    results.close()  # type: ignore[attr-defined]
    assert [False, True, True] == [future.cancelled() for future in executor.futures]
