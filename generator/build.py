"""Read the seeds, extract the facts, gather the digest, render the pages, write them: the whole flow, in that order.

One bad input costs its own page and a line in the report; everything else is built.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateError

from generator.addresses import add_redirects, load_addresses
from generator.comparison import Comparison
from generator.corrections import apply_corrections, find_encoding, find_orphans, load_corrections
from generator.coverage import survey
from generator.digest import gather_digest
from generator.errors import DigestError, Problem
from generator.exports.coverage import coverage_record
from generator.exports.search import Searchables
from generator.extract import complete_statements, extract_brief
from generator.extract.reader import Reader
from generator.folderlock import hold
from generator.handwritten import handwritten_records
from generator.indexer import write_index
from generator.labels import load_labels
from generator.pages import TEMPLATES, render_pages
from generator.seeds import find_seeds, read_seed
from generator.views import Index
from generator.vocabulary import DEFAULT_VOCABULARY, load_vocabulary
from generator.writer import Written, make_folder, write_files, write_pages

if TYPE_CHECKING:
    from generator.addresses import Addresses
    from generator.models import Brief, Digest
    from generator.vocabulary import Vocabulary

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where a build reads and writes."""

    seeds: Path = Path("seeds")
    docs: Path = Path("docs")
    vocabulary: Path = DEFAULT_VOCABULARY


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything read and gathered, before any page is made of it."""

    digest: Digest
    vocabulary: Vocabulary
    known: Addresses
    problems: tuple[Problem, ...]
    docs: Path
    """Where the pages are, the hand-written ones among them."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    gathered: Gathered
    written: Written
    problems: tuple[Problem, ...]
    """Every problem of the run, in order of file and line."""

    @property
    def briefs(self) -> int:
        """How many reports were read."""
        return len(self.gathered.digest.briefs)

    @property
    def meetings(self) -> int:
        """How many meetings they are of."""
        return len(self.gathered.digest.meetings)

    @property
    def failed(self) -> bool:
        """Whether anything is wrong enough for a non-zero exit."""
        return any(problem.fatal for problem in self.problems)


def build(folders: Folders, *, lang: str = "vi", dry_run: bool = False) -> Report:
    """Build the pages of all seeds, in the interface language `lang`; with `dry_run` write nothing.

    Raises DigestError where nothing can be built at all: a broken vocabulary, no seeds folder, another build that does not end.
    """
    if dry_run:
        return _build(folders, lang=lang, dry_run=True)
    make_folder(folders.docs)
    with hold(folders.docs):
        return _build(folders, lang=lang, dry_run=False)


def _build(folders: Folders, *, lang: str, dry_run: bool) -> Report:
    gathered, labels = gather(folders), load_labels(lang)
    digest, vocabulary = gathered.digest, gathered.vocabulary
    try:
        pages = add_redirects(render_pages(digest, vocabulary=vocabulary, labels=labels), digest, gathered.known, labels=labels)
    except TemplateError as error:
        raise DigestError(_in_template(error)) from error
    written = write_pages(pages, folders.docs, dry_run=dry_run)
    return Report(gathered, written, tuple(sorted({*gathered.problems, *written.problems}, key=_place)))


def gather(folders: Folders) -> Gathered:
    """Return the digest of all seeds. Raises DigestError where nothing can be read at all."""
    reader = load_reader(folders.vocabulary)
    briefs, problems = read_briefs(folders.seeds, reader=reader)
    known = load_addresses(folders.docs)
    digest = gather_digest(briefs, vocabulary=reader.vocabulary, known=known)
    return Gathered(digest, reader.vocabulary, known, problems, folders.docs)


def finish(gathered: Gathered, site: Path, *, built: str, lang: str = "vi") -> tuple[Problem, ...]:
    """Write into the rendered `site` what goes with its pages and that nobody reads in a diff; return what was wrong.

    `built` is when it was built, ISO 8601; `lang` the language of the interface.
    """
    digest, vocabulary = gathered.digest, gathered.vocabulary
    coverage = survey(Index(digest, vocabulary=vocabulary), comparison=Comparison(vocabulary))
    record = coverage_record(digest, coverage, built=built)
    problems = write_files({site / "coverage.json": json.dumps(record, ensure_ascii=False, indent=1) + "\n"})
    found = Searchables(digest, vocabulary=vocabulary, labels=load_labels(lang))
    records = (*found.records, *handwritten_records(gathered.docs, site, lang=lang))
    return (*problems, *write_index(records, site, names=found.names, more=found.more(), full=found.full))


def load_reader(directory: Path = DEFAULT_VOCABULARY) -> Reader:
    """Return the vocabulary in `directory`, compiled; the one compiled last as long as none of its files has changed.

    Raises DigestError for a vocabulary that is broken.
    """
    files = sorted(directory.glob("*.yml"))
    return _load_reader(directory, tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@lru_cache(maxsize=1)
def _load_reader(directory: Path, _signature: tuple[tuple[str, int, int], ...]) -> Reader:
    return Reader(load_vocabulary(directory))


def read_briefs(seeds: Path, *, reader: Reader) -> tuple[tuple[Brief, ...], tuple[Problem, ...]]:
    """Return the briefs of the seeds below `seeds`, in order of file name, and what was wrong with any of them."""
    paths, problems = find_seeds(seeds)
    briefs: list[Brief] = []
    found = [*problems, *find_orphans(seeds)]
    for path in paths:
        try:
            brief, notes = read_brief(path, reader=reader)
        except DigestError as error:
            found.extend(error.problems)
        except Exception as error:
            # A fault of ours in one text must not take the others down; the trace goes to the log for whoever mends it.
            log.debug("while reading %s", path, exc_info=True)
            found.append(_internal(path, error))
        else:
            briefs.append(brief)
            found.extend(notes)
    return tuple(briefs), tuple(found)


def read_brief(path: Path, *, reader: Reader) -> tuple[Brief, tuple[Problem, ...]]:
    """Return the brief of the seed at `path`, corrections applied, and what an editor should know of it.

    A file of corrections that cannot be read is a problem, and the page shows what was extracted: a slip in YAML must not
    take the page down. Raises DigestError where the seed cannot be read.
    """
    corrections = path.with_suffix(".yml")
    is_corrected = corrections.exists() or corrections.is_symlink()
    seed = read_seed(path, encoding=find_encoding(corrections) if is_corrected else None)
    brief = extract_brief(seed, reader=reader)
    if not is_corrected:
        return brief, seed.problems
    try:
        changes, warnings = load_corrections(corrections, seed=seed)
    except DigestError as error:
        return brief, (*seed.problems, *error.problems)
    corrected, problems = apply_corrections(brief, changes, vocabulary=reader.vocabulary)
    return complete_statements(corrected, reader=reader), (*seed.problems, *warnings, *problems)


def _in_template(error: TemplateError) -> Problem:
    """Return a problem with one of the templates; where in it, Jinja tells of what it cannot read only."""
    line = getattr(error, "lineno", None)
    file = getattr(error, "filename", None) or str(TEMPLATES)
    return Problem(file, line, f"the template fails ({error})", "a template that Jinja can render", "mend the template")


def _internal(path: Path, error: Exception) -> Problem:
    found = f"the generator failed on this text ({type(error).__name__}: {error})"
    return Problem(str(path), None, found, "a page", "report it with the text; the other pages are built")


def _place(problem: Problem) -> tuple[str, int, str]:
    return (problem.file, problem.line or 0, problem.found)
