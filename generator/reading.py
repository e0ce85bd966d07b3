"""Reads the seeds: each on its own, so that others can do it (`executors`) and it need not be done again (`memory`).

One bad input costs its own page and a line in the report; everything else is read.
"""

from __future__ import annotations

import logging
import os
from contextlib import nullcontext
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeVar

from generator.corrections import apply_corrections, find_encoding, find_orphans, load_corrections
from generator.errors import DigestError, Problem
from generator.executors import DEFAULT, check_executor, hand_out, open_executor
from generator.extract import complete_statements, extract_brief
from generator.extract.reader import Reader
from generator.memory import decode_brief, encode_brief
from generator.seeds import SeedFile, find_seeds, load_seed, parse_seed, read_seed, show_path
from generator.vocabulary import DEFAULT_VOCABULARY, load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from generator.memory import Memory
    from generator.models import Brief
    from generator.progress import Progress

log = logging.getLogger(__name__)

_BATCH = 32_000
"""Bytes of seeds that are handed out together: a second or so of work, and one seed at least."""

T = TypeVar("T")
Unread = tuple[Problem, ...]
"""Why a seed cannot be read."""
Extracted = tuple[bytes | None, tuple[Problem, ...]]
"""A brief, encoded, or None; and what was wrong."""


def load_reader(directory: Path = DEFAULT_VOCABULARY) -> Reader:
    """Return the vocabulary in `directory`, compiled; the one compiled last as long as none of its files has changed.

    Raises DigestError for a vocabulary that is broken.
    """
    # Asked for each seed anew, so it must not cost much.
    with os.scandir(directory) if directory.is_dir() else nullcontext(()) as entries:
        files = sorted((entry.name, entry.stat()) for entry in entries if entry.name.endswith(".yml"))
    return _load_reader(directory, tuple((name, status.st_mtime_ns, status.st_size) for name, status in files))


@lru_cache(maxsize=1)
def _load_reader(directory: Path, _signature: tuple[tuple[str, int, int], ...]) -> Reader:
    return Reader(load_vocabulary(directory))


def read_briefs(
    seeds: Path,
    *,
    vocabulary: Path = DEFAULT_VOCABULARY,
    memory: Memory | None = None,
    executor: Executor | str = DEFAULT,
    progress: Progress | None = None,
) -> tuple[tuple[Brief, ...], tuple[Problem, ...]]:
    """Return the briefs of the seeds below `seeds`, in order of file name, and what was wrong with any of them.

    What `memory` holds is not read again. The rest `executor` reads, or the one of that name (see `executors`) where there is
    much of it. Raises DigestError for a vocabulary that is broken, and where the executor is no good or fails; what was read
    until then is in `memory`.
    """
    if isinstance(executor, str):
        check_executor(executor)
    reader = load_reader(vocabulary)
    paths, problems = find_seeds(seeds)
    found = [*problems, *find_orphans(seeds)]
    briefs: list[Brief] = []
    read = _recall_or_extract(paths, vocabulary=vocabulary, memory=memory, executor=executor)
    for path, brief, notes in progress.follow(read, len(paths), "reading reports") if progress else read:
        found.extend(notes)
        if brief:
            corrected, more = _guard(str(path), partial(_correct, path, brief, reader=reader))
            briefs.extend([corrected] if corrected else [])
            found.extend(more)
    return tuple(briefs), tuple(found)


def read_brief(path: Path, *, reader: Reader) -> tuple[Brief, tuple[Problem, ...]]:
    """Return the brief of the seed at `path`, corrections applied, and what an editor should know of it.

    Raises DigestError where the seed cannot be read.
    """
    return _correct(path, extract_brief(read_seed(path, encoding=_encoding_of(path)), reader=reader), reader=reader)


def _recall_or_extract(
    paths: Sequence[Path], *, vocabulary: Path, memory: Memory | None, executor: Executor | str
) -> Iterator[tuple[Path, Brief | None, tuple[Problem, ...]]]:
    """Yield for each seed what is in it, corrections left aside, or why there is nothing."""

    def name(path: Path) -> str | None:
        return memory.name(path, _encoding_of(path)) if memory else None

    names = {path: name(path) for path in paths}
    known = {path: brief for path in paths if memory and (own := names[path]) and (brief := memory.recall(own))}
    fresh = _extract_all([path for path in paths if path not in known], vocabulary=vocabulary, executor=executor)
    kept: dict[str, bytes] = {}
    try:
        for path in paths:
            if path in known:
                yield path, known[path], ()
                continue
            content, problems = next(fresh)
            yield path, decode_brief(content) if content else None, problems
            # A file may have been saved while it was read: then nobody knows which of the two it was.
            if content and (own := names[path]) and own == name(path):
                kept[own] = content
    finally:
        if memory:
            memory.keep(kept)


def _extract_all(paths: Sequence[Path], *, vocabulary: Path, executor: Executor | str) -> Iterator[Extracted]:
    """Yield what is in each of the seeds, in their order."""
    if isinstance(executor, str):
        opened = open_executor(executor, vocabulary=vocabulary, seeds=len(paths))
    else:
        opened = nullcontext(executor)
    with opened as chosen:
        for extracted in hand_out(chosen, partial(extract_batch, vocabulary=vocabulary), _load(paths)):
            yield from extracted


def _load(paths: Iterable[Path]) -> Iterator[list[SeedFile | Unread]]:
    """Yield the files of the seeds, several at once, or why one of them cannot be read."""
    batch: list[SeedFile | Unread] = []
    size = 0
    for path in paths:
        source, problems = _guard(show_path(path), partial(_load_one, path))
        size += len(source.raw) if source else 0
        if batch and size > _BATCH:
            yield batch
            batch, size = [], len(source.raw) if source else 0
        batch.append(source or problems)
    if batch:
        yield batch


def _load_one(path: Path) -> tuple[SeedFile, tuple[Problem, ...]]:
    return load_seed(path, encoding=_encoding_of(path)), ()


def extract_batch(batch: Iterable[SeedFile | Unread], *, vocabulary: Path = DEFAULT_VOCABULARY) -> list[Extracted]:
    """Return what is in each of the seeds, whatever is in the others: for this another process, or machine, is asked."""
    return [extract_seed(seed, vocabulary=vocabulary) if isinstance(seed, SeedFile) else (None, seed) for seed in batch]


def extract_seed(source: SeedFile, *, vocabulary: Path = DEFAULT_VOCABULARY) -> Extracted:
    """Return what is in one seed. It depends on the arguments alone."""

    def extract() -> tuple[Brief, tuple[Problem, ...]]:
        return extract_brief(parse_seed(source), reader=load_reader(vocabulary)), ()

    brief, problems = _guard(source.file, extract)
    return (encode_brief(brief) if brief else None), problems


def _encoding_of(path: Path) -> str | None:
    """Return the encoding that an editor says the seed at `path` is in."""
    corrections = path.with_suffix(".yml")
    return find_encoding(corrections) if _is_there(corrections) else None


def _is_there(path: Path) -> bool:
    return os.path.lexists(path)


def _correct(path: Path, brief: Brief, *, reader: Reader) -> tuple[Brief, tuple[Problem, ...]]:
    """Return the brief of the seed at `path` with its corrections, and what an editor should know of it.

    A file of corrections that cannot be read is a problem, and the page shows what was extracted: a slip in YAML must not
    take the page down.
    """
    seed, corrections = brief.seed, path.with_suffix(".yml")
    if not _is_there(corrections):
        return brief, seed.problems
    try:
        changes, warnings = load_corrections(corrections, seed=seed)
    except DigestError as error:
        return brief, (*seed.problems, *error.problems)
    corrected, problems = apply_corrections(brief, changes, vocabulary=reader.vocabulary)
    return complete_statements(corrected, reader=reader), (*seed.problems, *warnings, *problems)


def _guard(file: str, read: Callable[[], tuple[T, tuple[Problem, ...]]]) -> tuple[T | None, tuple[Problem, ...]]:
    """Return what `read` returns for a file, or why it cannot."""
    try:
        return read()
    except DigestError as error:
        return None, error.problems
    except Exception as error:
        # A fault of ours in one text must not take the others down; the trace goes to the log for whoever mends it.
        log.debug("while reading %s", file, exc_info=True)
        found = f"the generator failed on this text ({type(error).__name__}: {error})"
        return None, (Problem(file, None, found, "a page", "report it with the text; the other pages are built"),)
